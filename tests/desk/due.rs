//! What falls due: timers, messages, calls, and those who share the work.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use crate::common::server::Application;
use crate::common::{FR, TestClock, TownHall, town, values};
use grc::delivery::{Failure, Outage, Transport};
use grc::engine::DueKind;
use grc::request::{Message, MessageId, RequestId};
use grc::{Actor, AddressGuard, Budget, Channel, Engine, Host, Input, Instant, Submission};
use serde_json::json;

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn run(engine: &Engine) -> grc::engine::DueReport {
    engine.run_due(&Budget::default()).unwrap()
}

/// A request left waiting for its applicant since `instant`.
fn waiting(town_hall: &TownHall, instant: &str) -> RequestId {
    town_hall.clock.set(instant);
    let id = town_hall.file(&camille()).id;
    let bruno = Actor::agent("bruno");
    town_hall.engine.act(&bruno, id, "prendre", Input::none()).unwrap();
    let pieces = Input::values(values(json!({"pieces": "Un plan"})));
    town_hall.engine.act(&bruno, id, "attendre", pieces).unwrap();
    run(&town_hall.engine);
    id
}

#[test]
fn a_timer_fires_at_the_same_hour_of_the_day_across_a_change_of_legal_time() {
    // From → a month later, by the clocks of Paris: summer begins on 29 March 2026, ends on 25 October.
    for (from, due) in [
        ("2026-03-02T08:00:00Z", "2026-04-02T07:00:00Z"),
        ("2026-10-10T07:00:00Z", "2026-11-10T08:00:00Z"),
        ("2026-01-31T08:00:00Z", "2026-02-28T08:00:00Z"),
        // 2.30 on the 29th does not exist: the hour that is skipped ends at 3 o'clock.
        ("2026-02-28T23:30:00Z", "2026-03-31T22:30:00Z"),
    ] {
        let town_hall = TownHall::open();
        let id = waiting(&town_hall, from);
        let due = Instant::parse(due).unwrap();
        assert_eq!(run(&town_hall.engine).next, Some(due), "from {from}");
        town_hall.clock.set(&Instant::from_milliseconds(due.milliseconds() - 1).to_string());
        assert_eq!(run(&town_hall.engine).timers, 0);
        town_hall.clock.set(&due.to_string());
        assert_eq!(run(&town_hall.engine).timers, 1);
        assert_eq!(town_hall.seen(id).status.to_string(), "sans_reponse");
        assert_eq!(run(&town_hall.engine).timers, 0, "a timer fires once");
    }
}

#[test]
fn a_late_timer_tells_when_it_was_due_and_when_it_fired() {
    let town_hall = TownHall::open();
    let id = waiting(&town_hall, "2026-03-02T08:00:00Z");
    town_hall.clock.set("2026-07-01T00:00:00Z");
    run(&town_hall.engine);
    let line = town_hall.engine.history(&Actor::System, id, FR).unwrap().pop().unwrap();
    assert_eq!(line.at.to_string(), "2026-07-01T00:00:00.000Z");
    assert_eq!(line.text, "Statut : Sans réponse (délai écoulé)");
    let town_hall = town_hall.tamper(|connection| {
        let sql = "SELECT content FROM event ORDER BY row DESC LIMIT 1";
        let content: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
        assert!(content.contains(r#""due":"2026-04-02T07:00:00.000Z""#), "{content}");
    });
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn a_timer_whose_status_was_left_does_not_fire() {
    let town_hall = TownHall::open();
    let id = waiting(&town_hall, "2026-03-02T08:00:00Z");
    town_hall.engine.act(&camille(), id, "completer", Input::none()).unwrap();
    assert_eq!(run(&town_hall.engine).next, None);
    town_hall.clock.forward_days(90);
    assert_eq!(run(&town_hall.engine).timers, 0);
    assert_eq!(town_hall.seen(id).status.to_string(), "en_cours");
}

#[test]
fn timers_fired_by_several_workers_at_once_fire_once_and_are_counted_once() {
    let town_hall = TownHall::open();
    let ids: Vec<_> = (0..12).map(|_| waiting(&town_hall, "2026-03-02T08:00:00Z")).collect();
    town_hall.clock.forward_days(60);
    let second = town_hall.second();
    let fired: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = [&town_hall.engine, &second, &town_hall.engine, &second]
            .map(|engine| scope.spawn(|| run(engine).timers))
            .into_iter()
            .collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(fired, 12);
    for id in ids {
        let timeline = town_hall.engine.history(&Actor::System, id, FR).unwrap();
        assert_eq!(timeline.iter().filter(|line| line.text.contains("délai écoulé")).count(), 1);
    }
}

#[test]
fn a_budget_limits_what_is_done_and_to_which_kinds() {
    let town_hall = TownHall::open();
    for _ in 0..5 {
        town_hall.file(&camille());
    }
    let budget = |limit, kinds: &[DueKind]| Budget { limit, kinds: kinds.to_vec(), ..Budget::default() };
    assert_eq!(
        town_hall.engine.run_due(&budget(10, &[DueKind::Timers, DueKind::Drafts])).unwrap().messages,
        0
    );
    let report = town_hall.engine.run_due(&budget(2, &[])).unwrap();
    assert_eq!(report.messages, 2);
    assert_eq!(report.next.map(|next| next.to_string()).as_deref(), Some("2026-03-02T08:00:00.000Z"));
    assert_eq!(town_hall.engine.run_due(&budget(10, &[DueKind::Outbox])).unwrap().messages, 3);
}

/// A town hall whose business application answers with what `answer` says.
fn with_application(
    answer: impl Fn(usize) -> (u16, String) + Send + Sync + 'static,
) -> (TownHall, Application) {
    let calls = AtomicUsize::new(0);
    let application = Application::start(move |_| answer(calls.fetch_add(1, Ordering::SeqCst)));
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    let town_hall =
        TownHall::with(town::catalogue_calling(&application.base_url()), |host| host.guard(guard));
    (town_hall, application)
}

#[test]
fn a_call_that_fails_is_made_again_on_schedule_then_given_up_by_its_failed_edge() {
    let (town_hall, application) = with_application(|_| (503, "{}".to_owned()));
    let id = town_hall.engine.submit(&camille(), town::report()).unwrap().id;
    let mut delays = Vec::new();
    for attempt in 1..=10 {
        let before = town_hall.seen(id).status.to_string();
        assert_eq!(before, "transmise", "attempt {attempt}");
        let report = run(&town_hall.engine);
        assert_eq!((report.failures, report.calls), (1, 0), "attempt {attempt}");
        assert_eq!(report.abandoned, usize::from(attempt == 10));
        if let Some(next) = report.next {
            let now = Instant::milliseconds(grc::engine::Clock::now(&town_hall.clock));
            delays.push((next.milliseconds() - now) / 1000);
            town_hall.clock.forward_seconds((next.milliseconds() - now + 999) / 1000 - 1);
            assert_eq!(run(&town_hall.engine).failures, 0, "not before its time");
            town_hall.clock.forward_seconds(1);
        }
    }
    let hour = 3600;
    let planned = [5, 300, 1800, 2 * hour, 5 * hour, 10 * hour, 14 * hour, 20 * hour, 24 * hour];
    assert_eq!(delays.len(), planned.len());
    for (delay, planned) in delays.iter().zip(planned) {
        assert!((planned..=planned + planned / 5).contains(delay), "{delays:?}");
    }
    assert_eq!(town_hall.seen(id).status.to_string(), "a_la_main");
    let keys: Vec<_> =
        application.asked().iter().map(|asked| asked.header("idempotency-key").unwrap().to_owned()).collect();
    assert_eq!(keys.len(), 10);
    assert!(keys.windows(2).all(|pair| pair[0] == pair[1]), "one key for every attempt");
    town_hall.clock.forward_days(30);
    assert_eq!(run(&town_hall.engine).failures, 0);
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn a_call_that_is_refused_is_given_up_at_once() {
    let (town_hall, application) = with_application(|_| (422, "{}".to_owned()));
    let id = town_hall.engine.submit(&camille(), town::report()).unwrap().id;
    assert_eq!(run(&town_hall.engine).abandoned, 1);
    assert_eq!(town_hall.seen(id).status.to_string(), "a_la_main");
    assert_eq!(application.asked().len(), 1);
}

#[test]
fn a_call_that_fails_then_succeeds_is_answered() {
    let (town_hall, _) =
        with_application(
            |call| if call < 2 { (500, String::new()) } else { (201, r#"{"id": "T-1"}"#.to_owned()) },
        );
    let id = town_hall.engine.submit(&camille(), town::report()).unwrap().id;
    for _ in 0..3 {
        run(&town_hall.engine);
        town_hall.clock.forward_seconds(600);
    }
    let view = town_hall.seen(id);
    assert_eq!((view.status.to_string().as_str(), view.external_id.as_deref()), ("prise", Some("T-1")));
}

#[test]
fn several_workers_make_each_call_and_send_each_message_once() {
    let (town_hall, application) = with_application(|call| {
        std::thread::sleep(std::time::Duration::from_millis(5));
        (201, format!(r#"{{"id": "T-{call}"}}"#))
    });
    let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
    for _ in 0..10 {
        town_hall.engine.submit(&camille(), town::report()).unwrap();
        town_hall.file(&camille());
    }
    let host = crate::common::host(&town_hall.clock, &town_hall.letters, 2).guard(guard);
    let second = Engine::open_with(town_hall.path(), host).unwrap();
    std::thread::scope(|scope| {
        for engine in [&town_hall.engine, &second, &town_hall.engine, &second] {
            scope.spawn(|| run(engine));
        }
    });
    let mut keys: Vec<_> =
        application.asked().iter().map(|asked| asked.header("idempotency-key").unwrap().to_owned()).collect();
    keys.sort();
    let made = keys.len();
    keys.dedup();
    assert_eq!((made, keys.len()), (10, 10));
    assert_eq!(town_hall.letters.sent.lock().unwrap().len(), 10);
}

/// Lets the lease of the worker end while it is sending.
struct Slow {
    clock: TestClock,
    rescuer: Arc<Mutex<Option<Engine>>>,
    sent: Arc<AtomicUsize>,
}

impl Transport for Slow {
    fn send(&self, _: MessageId, _: &Message) -> grc::Result<(), Failure> {
        self.sent.fetch_add(1, Ordering::SeqCst);
        let rescuer = self.rescuer.lock().unwrap().take();
        if let Some(engine) = rescuer {
            self.clock.forward_seconds(3 * 60);
            assert_eq!(run(&engine).messages, 1, "another worker takes it over");
            return Err(Failure::unavailable(Outage::Timeout));
        }
        Ok(())
    }
}

#[test]
fn the_outcome_of_a_lease_that_is_over_changes_nothing() {
    let (clock, sent) = (TestClock::at(crate::common::MORNING), Arc::new(AtomicUsize::new(0)));
    let rescuer = Arc::new(Mutex::new(None));
    let slow = || Slow { clock: clock.clone(), rescuer: Arc::clone(&rescuer), sent: Arc::clone(&sent) };
    let directory = tempfile::tempdir().unwrap();
    let open = |seed| {
        let host = Host::new()
            .clock(clock.clone())
            .randomness(crate::common::Seeded::new(seed))
            .transport(Channel::Email, slow());
        Engine::open_with(directory.path().join("mairie.db"), host).unwrap()
    };
    let (first, second) = (open(1), open(2));
    first.publish(&Actor::System, &grc::Sources::from_value(town::catalogue())).unwrap();
    let id = first.submit(&camille(), town::submission()).unwrap().id;
    *rescuer.lock().unwrap() = Some(second);
    run(&first);
    assert_eq!(sent.load(Ordering::SeqCst), 2, "at least once: here, twice");
    let timeline = first.history(&Actor::System, id, FR).unwrap();
    assert_eq!(timeline.iter().filter(|line| line.kind == "message_sent").count(), 1);
    clock.forward_days(3);
    assert_eq!(run(&first).messages, 0, "the failure of the first worker brings nothing back");
}

#[test]
fn messages_wait_for_a_way_to_be_sent() {
    let directory = tempfile::tempdir().unwrap();
    let clock = TestClock::at(crate::common::MORNING);
    let bare = Host::new().clock(clock.clone());
    let path = directory.path().join("mairie.db");
    let engine = Engine::open_with(&path, bare).unwrap();
    engine.publish(&Actor::System, &grc::Sources::from_value(town::catalogue())).unwrap();
    engine.submit(&camille(), town::submission()).unwrap();
    for _ in 0..40 {
        let report = run(&engine);
        assert_eq!((report.messages, report.abandoned, report.failures), (0, 0, 0));
        assert_eq!(report.next, None, "nothing brings the engine back to what it cannot send");
        clock.forward_days(1);
    }
    drop(engine);
    let letters = crate::common::Letterbox::default();
    let engine = Engine::open_with(&path, crate::common::host(&clock, &letters, 5)).unwrap();
    assert_eq!(run(&engine).messages, 1);
    assert_eq!(letters.subjects(), ["Reçu 2026-000001"]);
}

#[test]
fn messages_of_a_request_arrive_in_order_even_when_the_first_is_late() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    town_hall.letters.fail_with(Failure::unavailable(Outage::Connection), 1);
    town_hall.engine.act(&camille(), id, "annuler", Input::none()).unwrap();
    assert_eq!(run(&town_hall.engine).messages, 0, "the closure waits behind the acknowledgement");
    town_hall.clock.forward_seconds(10);
    assert_eq!(run(&town_hall.engine).messages, 2);
    assert_eq!(town_hall.letters.subjects(), ["Reçu 2026-000001", "Fin de 2026-000001"]);
}

#[test]
fn a_circuit_that_fails_when_time_comes_is_counted_and_harms_no_other() {
    let mut catalogue = town::catalogue();
    let zero = "1 / (length(answers.objet) - 5)";
    let actions = json!([{"set": {"note": format!("=text({zero})")}}]);
    catalogue["workflows"][0]["statuses"]["en_attente"]["transitions"][1]["actions"] = actions;
    let town_hall = TownHall::with(catalogue, |host| host);
    let failing = Submission { answers: values(json!({"objet": "abcde"})), ..town::submission() };
    let bruno = Actor::agent("bruno");
    let failing = town_hall.engine.submit(&camille(), failing).unwrap().id;
    town_hall.engine.act(&bruno, failing, "prendre", Input::none()).unwrap();
    let pieces = Input::values(values(json!({"pieces": "Un plan"})));
    town_hall.engine.act(&bruno, failing, "attendre", pieces).unwrap();
    let good = waiting(&town_hall, "2026-03-02T09:00:00Z");
    town_hall.clock.forward_days(60);
    let report = run(&town_hall.engine);
    assert_eq!((report.timers, report.failures), (1, 1));
    assert_eq!(town_hall.seen(good).status.to_string(), "sans_reponse");
    assert_eq!(town_hall.seen(failing).status.to_string(), "en_attente");
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn nothing_new_is_begun_once_the_time_allowed_is_over() {
    let town_hall = TownHall::open();
    let id = waiting(&town_hall, "2026-03-02T08:00:00Z");
    town_hall.clock.set("2026-05-02T08:00:00Z");
    let until = |instant: &str| Budget { until: Some(Instant::parse(instant).unwrap()), ..Budget::default() };
    let report = town_hall.engine.run_due(&until("2026-05-02T08:00:00Z")).unwrap();
    assert_eq!((report.timers, report.messages), (0, 0));
    assert_eq!(town_hall.seen(id).status.to_string(), "en_attente");
    let report = town_hall.engine.run_due(&until("2026-05-02T08:00:01Z")).unwrap();
    assert_eq!(report.timers, 1);
}

#[test]
fn a_message_given_up_is_a_task_for_the_service() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    let before = town_hall.seen(id).tasks.len();
    town_hall.letters.fail_with(Failure::Unsendable(grc::delivery::Unsendable::Recipient), 1);
    let report = run(&town_hall.engine);
    assert_eq!((report.messages, report.abandoned), (0, 1));
    let tasks = town_hall.seen(id).tasks;
    assert_eq!(tasks.len(), before + 1);
    assert_eq!(tasks.last().unwrap().title, "Message non parvenu, à transmettre autrement");
    assert_eq!(tasks.last().unwrap().service.as_str(), "urbanisme");
}
