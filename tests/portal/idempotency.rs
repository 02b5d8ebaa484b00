//! Asked twice, done once.

use crate::common::{TownHall, code, town, values};
use grc::{Actor, ErrorCode, Input, Submission};
use serde_json::json;

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn once(key: &str) -> Submission {
    Submission { idempotency_key: Some(key.to_owned()), ..town::submission() }
}

fn requests(town_hall: &TownHall) -> u64 {
    town_hall.engine.verify(&Actor::System, &[]).unwrap().requests
}

#[test]
fn a_submission_sent_twice_is_filed_once_and_answered_alike() {
    let town_hall = TownHall::open();
    let first = town_hall.engine.submit(&camille(), once("a")).unwrap();
    town_hall.clock.forward_days(3);
    let second = town_hall.second().submit(&camille(), once("a")).unwrap();
    assert_eq!(first, second);
    assert_eq!(requests(&town_hall), 1);
    // Without a key, twice is twice; nor is a key anyone else's.
    town_hall.file(&camille());
    town_hall.file(&camille());
    let other = town_hall.engine.submit(&Actor::applicant("hugo"), once("a")).unwrap();
    assert_ne!(other.id, first.id);
    assert_eq!(requests(&town_hall), 4);
}

#[test]
fn a_submission_sent_again_after_the_withdrawal_is_answered_as_it_was() {
    let town_hall = TownHall::open();
    let first = town_hall.engine.submit(&camille(), once("a")).unwrap();
    town_hall.engine.withdraw(&Actor::System, "elagage", None).unwrap();
    assert_eq!(town_hall.engine.submit(&camille(), once("a")).unwrap(), first);
    assert_eq!(code(town_hall.engine.submit(&camille(), once("b"))), ErrorCode::NotFound);
}

#[test]
fn a_key_used_for_something_else_is_refused() {
    let town_hall = TownHall::open();
    town_hall.engine.submit(&camille(), once("a")).unwrap();
    let changed = Submission { answers: values(json!({"objet": "Un chêne"})), ..once("a") };
    assert_eq!(code(town_hall.engine.submit(&camille(), changed)), ErrorCode::IdempotencyMismatch);
    assert_eq!(requests(&town_hall), 1);
}

#[test]
fn a_failure_is_not_remembered() {
    let town_hall = TownHall::open();
    let faulty = Submission { answers: values(json!({})), ..once("a") };
    assert_eq!(code(town_hall.engine.submit(&camille(), faulty)), ErrorCode::InvalidAnswers);
    town_hall.engine.submit(&camille(), once("a")).unwrap();
    assert_eq!(requests(&town_hall), 1);
}

#[test]
fn a_key_is_forgotten_after_thirty_days() {
    let town_hall = TownHall::open();
    let first = town_hall.engine.submit(&camille(), once("a")).unwrap();
    town_hall.clock.forward_days(29);
    assert_eq!(town_hall.engine.submit(&camille(), once("a")).unwrap().id, first.id);
    town_hall.clock.forward_days(1);
    assert_ne!(town_hall.engine.submit(&camille(), once("a")).unwrap().id, first.id);
}

#[test]
fn each_command_on_a_request_is_done_once_under_its_key() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    let task = town_hall.seen(id).tasks[0].id;
    let key = || Input::none().once("a");
    let twice = |command: &dyn Fn() -> grc::Result<grc::engine::Acted>| {
        let (first, second) = (command().unwrap(), command().unwrap());
        assert_eq!(first, second);
        assert_eq!(town_hall.seen(id).revision, first.revision);
    };
    twice(&|| engine.comment(&bruno, id, "Bonjour", true, key()));
    twice(&|| engine.assign(&bruno, id, None, Some("bruno".to_owned()), key()));
    twice(&|| engine.take_task(&bruno, task, key()));
    twice(&|| engine.complete_task(&bruno, task, key()));
    twice(&|| engine.act(&bruno, id, "prendre", key()));
    twice(&|| engine.signal(&Actor::System, id, "autre", key()));
    assert_eq!(code(engine.act(&bruno, id, "attendre", key())), ErrorCode::IdempotencyMismatch);
    assert_eq!(code(engine.comment(&bruno, id, "Bonsoir", true, key())), ErrorCode::IdempotencyMismatch);
}

#[test]
fn the_same_key_sent_by_many_threads_at_once_files_one_request() {
    let town_hall = TownHall::open();
    let receipts: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> =
            (0..8).map(|_| scope.spawn(|| town_hall.engine.submit(&camille(), once("a")).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(receipts.windows(2).all(|pair| pair[0] == pair[1]));
    assert_eq!(requests(&town_hall), 1);
}
