//! What leaves: when it is tried again, what is left alone, what the host sends itself.

use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Arc, Mutex};

use crate::common::server::Application;
use crate::common::{FR, TownHall, code, town};
use grc::delivery::{Failure, FailureClass, Outage, Schedule};
use grc::engine::{ClaimQuery, Claimed, Clock, DueReport, EndpointState, ReportedFailure};
use grc::request::RequestId;
use grc::store::AttemptOutcome;
use grc::{Actor, AddressGuard, Budget, Engine, ErrorCode, Host, Instant};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn run(engine: &Engine) -> DueReport {
    engine.run_due(&Budget::default()).unwrap()
}

/// A town hall and its application, which answers with the status that the test last told it.
struct Exchange {
    town_hall: TownHall,
    application: Application,
    status: Arc<AtomicU16>,
}

impl Exchange {
    fn open() -> Self {
        Self::with(|_| {}, |host| host)
    }

    fn with(adjust: impl FnOnce(&mut Value), host: impl FnOnce(Host) -> Host) -> Self {
        let status = Arc::new(AtomicU16::new(201));
        let (said, number) = (Arc::clone(&status), AtomicU16::new(0));
        let application = Application::start(move |_| {
            let id = number.fetch_add(1, Ordering::SeqCst);
            (said.load(Ordering::SeqCst), json!({"id": format!("T-{id}")}).to_string())
        });
        let mut catalogue = town::catalogue_calling(&application.base_url());
        adjust(&mut catalogue);
        let guard = AddressGuard::default().allow(&application.address.to_string()).unwrap();
        let town_hall = TownHall::with(catalogue, |known| host(known.guard(guard)));
        Self { town_hall, application, status }
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    fn report(&self) -> RequestId {
        self.town_hall.engine.submit(&camille(), town::report()).unwrap().id
    }

    fn status_of(&self, id: RequestId) -> String {
        self.town_hall.seen(id).status.to_string()
    }

    fn asked(&self) -> usize {
        self.application.asked().len()
    }

    fn now(&self) -> Instant {
        self.town_hall.clock.now()
    }

    fn claim(&self, endpoint: &str) -> Vec<Claimed> {
        let query = ClaimQuery { endpoints: vec![endpoint.to_owned()], ..ClaimQuery::default() };
        self.town_hall.engine.claim_messages(&Actor::System, &query).unwrap()
    }
}

fn seconds_until(now: Instant, later: Option<Instant>) -> i64 {
    (later.unwrap().milliseconds() - now.milliseconds()) / 1_000
}

#[test]
fn an_operation_says_how_often_and_when_it_is_tried_again() {
    let exchange = Exchange::with(
        |catalogue| {
            let retry = json!({"attempts": 4, "delays": ["PT10S", "PT1M"]});
            catalogue["connectors"][0]["operations"]["creer"]["retry"] = retry;
        },
        |host| host,
    );
    exchange.answers(503);
    let id = exchange.report();
    let mut delays = Vec::new();
    for _ in 0..3 {
        let report = run(&exchange.town_hall.engine);
        delays.push(seconds_until(exchange.now(), report.next));
        exchange.town_hall.clock.forward_seconds(delays.last().unwrap() + 1);
    }
    for (delay, planned) in delays.iter().zip([10, 60, 60]) {
        assert!((planned..=planned * 6 / 5).contains(delay), "{delays:?}");
    }
    assert_eq!(exchange.status_of(id), "transmise");
    assert_eq!(run(&exchange.town_hall.engine).abandoned, 1);
    assert_eq!((exchange.status_of(id).as_str(), exchange.asked()), ("a_la_main", 4));
}

#[test]
fn faults_of_a_schedule_are_told_where_they_stand() {
    for (retry, pointer) in [
        (json!({"delays": ["PT1S", "demain"]}), "/connectors/0/operations/creer/retry/delays/1"),
        (json!({"delays": ["P8D"]}), "/connectors/0/operations/creer/retry/delays/0"),
        (json!({"delays": ["P1M"]}), "/connectors/0/operations/creer/retry/delays/0"),
        (json!({"attempts": 0}), "/connectors/0/operations/creer/retry/attempts"),
        (json!({"attempts": 21}), "/connectors/0/operations/creer/retry/attempts"),
        (json!({"delays": []}), "/connectors/0/operations/creer/retry/delays"),
    ] {
        let mut catalogue = town::catalogue();
        catalogue["connectors"][0]["operations"]["creer"]["retry"] = retry.clone();
        let engine = Engine::open(":memory:").unwrap();
        let error = engine.publish(&Actor::System, &grc::Sources::from_value(catalogue)).unwrap_err();
        let diagnostics = &error.details().unwrap()["diagnostics"];
        assert!(
            diagnostics.as_array().unwrap().iter().any(|one| one["pointer"] == pointer),
            "{retry}: {diagnostics}"
        );
    }
}

#[test]
fn the_host_says_when_messages_are_tried_again() {
    let town_hall = TownHall::with(town::catalogue(), |host| host.retries_messages(Schedule::new([60_000])));
    town_hall.file(&camille());
    town_hall.letters.fail_with(Failure::unavailable(Outage::Connection), 2);
    let report = run(&town_hall.engine);
    assert!((60..=72).contains(&seconds_until(town_hall.clock.now(), report.next)));
    town_hall.clock.forward_seconds(72);
    assert_eq!(run(&town_hall.engine).abandoned, 1);
}

#[test]
fn an_endpoint_that_fails_is_set_aside_and_costs_the_others_nothing() {
    let exchange = Exchange::open();
    exchange.answers(500);
    for _ in 0..30 {
        exchange.report();
    }
    exchange.town_hall.file(&camille());
    let report = run(&exchange.town_hall.engine);
    assert_eq!((exchange.asked(), report.messages), (5, 1), "five failures in a row, then no more");
    let endpoints = exchange.town_hall.engine.endpoints(&Actor::System).unwrap();
    let [endpoint] = endpoints.as_slice() else { panic!("{endpoints:?}") };
    assert_eq!((endpoint.endpoint.as_str(), endpoint.state), ("connector:gmao", EndpointState::Open));
    assert_eq!((endpoint.failures, endpoint.queued, endpoint.dead), (5, 30, 0));
    assert_eq!(endpoint.oldest, Some(exchange.now()));
    assert_eq!(seconds_until(exchange.now(), endpoint.resumes_at), 30);
    assert_eq!(report.next, endpoint.resumes_at, "the engine comes back when there is something to try");
    // Another process shares what is known.
    let before = exchange.asked();
    assert_eq!(run(&exchange.town_hall.second()).failures, 0);
    exchange.town_hall.clock.forward_seconds(30);
    assert_eq!(run(&exchange.town_hall.engine).failures, 1, "one tries");
    assert_eq!(exchange.asked(), before + 1);
    exchange.town_hall.clock.forward_seconds(60);
    exchange.answers(201);
    assert_eq!(run(&exchange.town_hall.engine).calls, 30, "it is back, and takes all");
    assert_eq!(exchange.town_hall.engine.endpoints(&Actor::System).unwrap()[0].queued, 0);
}

#[test]
fn an_endpoint_that_asks_for_fewer_calls_gets_fewer() {
    let exchange = Exchange::open();
    exchange.answers(429);
    for _ in 0..3 {
        exchange.report();
    }
    run(&exchange.town_hall.engine);
    assert_eq!(exchange.asked(), 1, "it is not asked again at once, for another request");
    exchange.answers(201);
    exchange.town_hall.clock.forward_seconds(1);
    run(&exchange.town_hall.engine);
    exchange.town_hall.clock.forward_seconds(6);
    run(&exchange.town_hall.engine);
    assert_eq!(exchange.asked(), 4);
}

#[test]
fn several_threads_of_one_call_send_everything_once() {
    let exchange = Exchange::open();
    for _ in 0..12 {
        exchange.report();
        exchange.town_hall.file(&camille());
    }
    let report = exchange.town_hall.engine.run_due(&Budget { threads: 4, ..Budget::default() }).unwrap();
    assert_eq!((report.calls, report.messages, report.failures), (12, 12, 0));
    assert_eq!(exchange.asked(), 12);
    assert_eq!(exchange.town_hall.letters.subjects().len(), 12);
}

#[test]
fn a_host_claims_messages_as_they_are_to_be_sent_and_reports_them() {
    let exchange = Exchange::open();
    let receipt = exchange.town_hall.file(&camille());
    let claimed = exchange.claim("email");
    let [mail] = claimed.as_slice() else { panic!("{claimed:?}") };
    let message = mail.message.as_ref().unwrap();
    assert_eq!(message.subject, format!("Reçu {}", receipt.reference));
    assert_eq!((message.to.as_slice(), mail.attempt), (&["camille@exemple.fr".to_owned()][..], 1));
    assert_eq!(seconds_until(exchange.now(), Some(mail.until)), 120);
    assert!(exchange.claim("email").is_empty());
    assert_eq!(run(&exchange.town_hall.engine).messages, 0, "what is claimed is not sent by the engine");
    let engine = &exchange.town_hall.engine;
    engine.report_sent(&Actor::System, mail.id, &mail.token, Some("250 OK")).unwrap();
    let history = engine.history(&Actor::System, receipt.id, FR).unwrap();
    assert_eq!(history.last().unwrap().text, "Message parti par courriel");
    assert_eq!(
        code(engine.report_sent(&Actor::System, mail.id, &mail.token, None)),
        ErrorCode::LeaseLost,
        "a claim is reported once"
    );
    let deliveries = engine.deliveries(&Actor::System, receipt.id).unwrap();
    assert_eq!(deliveries[0].attempts[0].outcome, AttemptOutcome::Sent);
}

#[test]
fn a_late_report_is_refused_and_changes_nothing() {
    let exchange = Exchange::open();
    let receipt = exchange.town_hall.file(&camille());
    let engine = &exchange.town_hall.engine;
    let first = exchange.claim("email").remove(0);
    exchange.town_hall.clock.forward_seconds(120);
    let second = exchange.claim("email").remove(0);
    assert_eq!(first.id, second.id);
    assert_ne!(first.token, second.token);
    let refused =
        ReportedFailure { class: FailureClass::Refused, status: None, retry_after: None, answer: None };
    let late = engine.report_failed(&Actor::System, first.id, &first.token, &refused);
    assert_eq!(code(late), ErrorCode::LeaseLost);
    for token in ["", "0", "zzzzzzzzzzzzzzzz", "0000000000000000"] {
        assert_eq!(code(engine.report_sent(&Actor::System, first.id, token, None)), ErrorCode::LeaseLost);
    }
    engine.report_sent(&Actor::System, second.id, &second.token, None).unwrap();
    let delivery = engine.deliveries(&Actor::System, receipt.id).unwrap().remove(0);
    let outcomes: Vec<_> = delivery.attempts.iter().map(|attempt| attempt.outcome).collect();
    assert_eq!(outcomes, [AttemptOutcome::Lost, AttemptOutcome::Sent]);
    assert_eq!(exchange.town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn a_host_that_makes_the_calls_itself_has_the_same_effects() {
    let exchange = Exchange::with(|_| {}, Host::leaves_calls);
    let id = exchange.report();
    assert_eq!(run(&exchange.town_hall.engine).calls, 0);
    let engine = &exchange.town_hall.engine;
    let claimed = exchange.claim("connector:gmao").remove(0);
    let call = claimed.call.clone().unwrap();
    assert_eq!(call.url, format!("{}/tickets", exchange.application.base_url()));
    let key = ("Idempotency-Key".to_owned(), claimed.id.to_string());
    assert!(call.headers.contains(&key), "{:?}", call.headers);
    assert!(!call.headers.iter().any(|(name, _)| name == "Authorization"), "secrets stay with the host");
    assert_eq!(
        serde_json::to_value(&call.auth).unwrap(),
        json!({"bearer": {"secret": "gmao_jeton"}}),
        "but are named"
    );
    let body: Value = serde_json::from_str(&call.body.unwrap()).unwrap();
    assert_eq!(body, json!({"ref": "2026-000001", "quoi": "Un trou"}));
    let away = ReportedFailure {
        class: FailureClass::Unavailable,
        status: Some(503),
        retry_after: Some(60),
        answer: None,
    };
    engine.report_failed(&Actor::System, claimed.id, &claimed.token, &away).unwrap();
    assert!(exchange.claim("connector:gmao").is_empty(), "not before what was asked");
    exchange.town_hall.clock.forward_seconds(60);
    let again = exchange.claim("connector:gmao").remove(0);
    assert_eq!((again.id, again.attempt), (claimed.id, 2));
    engine.report_sent(&Actor::System, again.id, &again.token, Some(r#"{"id": "T-7"}"#)).unwrap();
    let view = exchange.town_hall.seen(id);
    assert_eq!((view.status.to_string().as_str(), view.external_id.as_deref()), ("prise", Some("T-7")));
    // The regular question too.
    exchange.town_hall.clock.forward_seconds(15 * 60);
    let question = exchange.claim("connector:gmao").remove(0);
    assert_eq!(question.call.unwrap().url, format!("{}/tickets/T-7", exchange.application.base_url()));
    engine.report_sent(&Actor::System, question.id, &question.token, Some(r#"{"statut": "clos"}"#)).unwrap();
    assert_eq!(exchange.status_of(id), "resolue");
    assert_eq!(exchange.asked(), 0);
}

#[test]
fn a_host_that_is_refused_takes_the_failed_edge_and_an_answer_that_says_nothing_too() {
    let refused =
        ReportedFailure { class: FailureClass::Refused, status: Some(422), retry_after: None, answer: None };
    let unreadable =
        ReportedFailure { class: FailureClass::Unreadable, status: None, retry_after: None, answer: None };
    for failure in [Some(refused), Some(unreadable), None] {
        let exchange = Exchange::with(|_| {}, Host::leaves_calls);
        let id = exchange.report();
        let claimed = exchange.claim("connector:gmao").remove(0);
        let engine = &exchange.town_hall.engine;
        match failure {
            Some(failure) => engine.report_failed(&Actor::System, claimed.id, &claimed.token, &failure),
            None => engine.report_sent(&Actor::System, claimed.id, &claimed.token, Some("<html>")),
        }
        .unwrap();
        assert_eq!(exchange.status_of(id), "a_la_main");
    }
}

#[test]
fn the_failures_that_a_host_reports_set_an_endpoint_aside_too() {
    let exchange = Exchange::with(|_| {}, Host::leaves_calls);
    for _ in 0..8 {
        exchange.report();
    }
    let away =
        ReportedFailure { class: FailureClass::Unavailable, status: None, retry_after: None, answer: None };
    for claimed in exchange.claim("connector:gmao").iter().take(5) {
        exchange.town_hall.engine.report_failed(&Actor::System, claimed.id, &claimed.token, &away).unwrap();
    }
    exchange.town_hall.clock.forward_seconds(29);
    assert!(exchange.claim("connector:gmao").is_empty());
    exchange.town_hall.clock.forward_seconds(1);
    assert_eq!(exchange.claim("connector:gmao").len(), 1, "one tries");
    assert!(exchange.claim("connector:gmao").is_empty());
}

#[test]
fn an_address_that_the_guard_refuses_is_not_given_to_the_host_either() {
    let town_hall = TownHall::with(town::catalogue_calling("http://127.0.0.1:9/api"), Host::leaves_calls);
    let id = town_hall.engine.submit(&camille(), town::report()).unwrap().id;
    let query = ClaimQuery { endpoints: vec!["connector:gmao".to_owned()], ..ClaimQuery::default() };
    assert!(town_hall.engine.claim_messages(&Actor::System, &query).unwrap().is_empty());
    assert_eq!(town_hall.seen(id).status.to_string(), "a_la_main");
}

#[test]
fn a_claim_that_makes_no_sense_is_refused_where_it_does_not() {
    let exchange = Exchange::open();
    for (query, path) in [
        (json!({"endpoints": ["email", "requests"]}), "/query/endpoints/1"),
        (json!({"endpoints": ["connector:"]}), "/query/endpoints/0"),
        (json!({"endpoints": ["email"], "limit": 0}), "/query/limit"),
        (json!({"endpoints": ["email"], "limit": 501}), "/query/limit"),
        (json!({"endpoints": ["email"], "lease_seconds": 86401}), "/query/lease_seconds"),
    ] {
        let query: ClaimQuery = serde_json::from_value(query).unwrap();
        let error = exchange.town_hall.engine.claim_messages(&Actor::System, &query).unwrap_err();
        assert_eq!((error.code(), error.path()), (ErrorCode::InvalidInput, Some(path)));
    }
}

#[test]
fn several_hosts_that_claim_at_once_have_each_thing_once() {
    let exchange = Exchange::open();
    for _ in 0..40 {
        exchange.town_hall.file(&camille());
    }
    let second = exchange.town_hall.second();
    let claimed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for engine in [&exchange.town_hall.engine, &second, &exchange.town_hall.engine, &second] {
            scope.spawn(|| {
                let query = ClaimQuery {
                    endpoints: vec!["email".to_owned()],
                    limit: Some(7),
                    ..ClaimQuery::default()
                };
                loop {
                    let some = engine.claim_messages(&Actor::System, &query).unwrap();
                    if some.is_empty() {
                        break;
                    }
                    claimed.lock().unwrap().extend(some.into_iter().map(|one| one.id));
                }
            });
        }
    });
    let mut claimed = claimed.into_inner().unwrap();
    assert_eq!(claimed.len(), 40);
    claimed.sort();
    claimed.dedup();
    assert_eq!(claimed.len(), 40);
}

#[test]
fn what_never_comes_back_is_given_up_like_anything_else() {
    let exchange = Exchange::open();
    let (id, engine) = (exchange.report(), &exchange.town_hall.engine);
    let query = ClaimQuery { endpoints: vec!["connector:gmao".to_owned()], ..ClaimQuery::default() };
    let claim = || {
        let claimed = engine.claim_messages(&Actor::System, &query).unwrap();
        exchange.town_hall.clock.forward_days(1);
        claimed
    };
    // Whoever claims it dies, each time.
    for attempt in 1..=10 {
        assert_eq!(claim().iter().map(|claimed| claimed.attempt).collect::<Vec<_>>(), [attempt]);
        assert_eq!(exchange.status_of(id), "transmise");
    }
    assert_eq!(claim(), []);
    assert_eq!(exchange.status_of(id), "a_la_main", "its failed edge was taken");
    let call = engine.deliveries(&Actor::System, id).unwrap().remove(0);
    assert_eq!(call.last_failure.as_deref(), Some("lost"));
    assert!(call.attempts.iter().all(|attempt| attempt.outcome == AttemptOutcome::Lost));
    assert_eq!(call.attempts.len(), 10);
    // An operator may try again, as often as anything new.
    let which = grc::engine::DeadLetters::Message(call.id);
    assert_eq!(engine.requeue_dead_letters(&Actor::System, &which), Ok(1));
    assert_eq!(claim().len(), 1);
    assert_eq!(run(engine).calls, 1);
}
