//! A clock that fails on the way: what rests on an instant that it could not give is undone.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use grc::definition::Bilingual;
use grc::engine::Clock;
use grc::{Actor, Budget, Engine, Error, ErrorCode, Instant};

use crate::common::{MORNING, TownHall, code, host, town};

/// A clock that fails from a look on, and says so or keeps it to itself.
#[derive(Clone, Default)]
struct Failing {
    looks: Arc<AtomicUsize>,
    failing_from: usize,
    failed: Arc<AtomicBool>,
    is_silent: bool,
}

impl Clock for Failing {
    fn now(&self) -> Instant {
        if self.looks.fetch_add(1, Ordering::SeqCst) >= self.failing_from {
            self.failed.store(true, Ordering::SeqCst);
        }
        Instant::parse(MORNING).unwrap()
    }

    fn failure(&self) -> Option<Error> {
        let has_failed = self.failed.swap(false, Ordering::SeqCst) && !self.is_silent;
        let told = Bilingual::new("l'horloge s'est arrêtée", "the clock has stopped");
        has_failed.then(|| Error::new(ErrorCode::HookFailed, told))
    }
}

fn with(town_hall: &TownHall, clock: Failing) -> Engine {
    // What is filed twice must not have the same identifiers.
    let seed = if clock.is_silent { 3 } else { 2 };
    let host = host(&town_hall.clock, &town_hall.letters, seed).clock(clock);
    Engine::open_with(town_hall.path(), host).unwrap()
}

fn requests(town_hall: &TownHall) -> u64 {
    town_hall.engine.verify(&Actor::System, &[]).unwrap().requests
}

#[test]
fn a_request_is_filed_with_a_clock_that_holds_or_not_at_all() {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("camille");
    let mut failing_from = 0;
    loop {
        let clock = Failing { failing_from, ..Failing::default() };
        let filed = with(&town_hall, clock.clone()).submit(&camille, town::submission());
        if clock.looks.load(Ordering::SeqCst) <= failing_from {
            filed.unwrap();
            break;
        }
        assert_eq!(code(filed), ErrorCode::HookFailed, "failing at look {failing_from}");
        assert_eq!(requests(&town_hall), 0);
        failing_from += 1;
    }
    assert!(failing_from >= 2, "it is looked at more than once");
    assert_eq!(requests(&town_hall), 1);
    // The negative control: of a clock that keeps its failure to itself, nobody knows.
    let silent = Failing { is_silent: true, ..Failing::default() };
    with(&town_hall, silent).submit(&camille, town::submission()).unwrap();
}

#[test]
fn a_worker_whose_clock_fails_stops_and_gives_nothing_up() {
    let town_hall = TownHall::open();
    town_hall.file(&Actor::applicant("camille"));
    let mut failing_from = 0;
    loop {
        let clock = Failing { failing_from, ..Failing::default() };
        let done = with(&town_hall, clock.clone()).run_due(&Budget::default());
        if clock.looks.load(Ordering::SeqCst) <= failing_from {
            done.unwrap();
            break;
        }
        assert_eq!(code(done), ErrorCode::HookFailed, "failing at look {failing_from}");
        failing_from += 1;
    }
    assert!(failing_from >= 3, "it is looked at more than once");
    // What was leased by a worker that stopped is due again after its lease, which a quarter of an hour ends.
    town_hall.clock.forward_seconds(15 * 60);
    town_hall.engine.run_due(&Budget::default()).unwrap();
    assert!(!town_hall.letters.subjects().is_empty());
    assert!(
        town_hall
            .engine
            .dead_letters(&Actor::System, &Default::default(), &Default::default())
            .unwrap()
            .rows
            .is_empty()
    );
}
