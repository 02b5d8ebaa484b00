//! Systems of the host, told of what happens: in order, signed, each from its own place.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::common::server::{Application, Asked};
use crate::common::{TownHall, WEBHOOK_SECRET, code, town};
use grc::delivery::{Secret, webhook};
use grc::engine::{Clock, DueReport, EventsQuery, SubscriberView, Subscription};
use grc::{Actor, AddressGuard, Budget, ErrorCode, Input};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// A town hall, and a system that answers with the status that the test last told it.
struct Told {
    town_hall: TownHall,
    system: Application,
    status: Arc<AtomicU16>,
}

impl Told {
    fn open() -> Self {
        let status = Arc::new(AtomicU16::new(204));
        let said = Arc::clone(&status);
        let system = Application::start(move |_: &Asked| (said.load(Ordering::SeqCst), String::new()));
        let guard = AddressGuard::default().allow(&system.address.to_string()).unwrap();
        let town_hall = TownHall::with(town::catalogue(), |host| host.guard(guard));
        Self { town_hall, system, status }
    }

    fn answers(&self, status: u16) {
        self.status.store(status, Ordering::SeqCst);
    }

    fn subscription(&self, types: &[&str]) -> Subscription {
        serde_json::from_value(json!({
            "name": "compta", "url": self.system.base_url(), "secret": "gmao_webhook", "types": types,
        }))
        .unwrap()
    }

    fn subscribe(&self, types: &[&str]) -> SubscriberView {
        self.town_hall.engine.subscribe(&Actor::System, &self.subscription(types)).unwrap()
    }

    fn run(&self) -> DueReport {
        self.town_hall.engine.run_due(&Budget::default()).unwrap()
    }

    fn seen(&self) -> SubscriberView {
        self.town_hall.engine.subscribers(&Actor::System).unwrap().remove(0)
    }

    fn bodies(&self) -> Vec<Value> {
        self.system.asked().iter().map(|asked| serde_json::from_slice(&asked.body).unwrap()).collect()
    }

    fn types(&self) -> Vec<String> {
        self.bodies().iter().map(|body| body["type"].as_str().unwrap().to_owned()).collect()
    }
}

#[test]
fn a_subscriber_is_told_of_events_in_order_signed_and_of_nothing_personal() {
    let told = Told::open();
    told.town_hall.file(&camille());
    told.subscribe(&[]);
    let receipt = told.town_hall.file(&camille());
    let report = told.run();
    assert_eq!(report.events, told.system.asked().len());
    let types = told.types();
    assert_eq!(&types[..2], ["request.submitted", "request.status_entered"], "nothing of before");
    assert_eq!(types.last().unwrap(), "request.message_sent", "what the same call has done, too");
    let first = &told.bodies()[0];
    assert_eq!(
        *first,
        json!({"type": "request.submitted", "timestamp": "2026-03-02T08:00:00.000Z", "data": {
            "request": receipt.id, "reference": receipt.reference, "procedure": "elagage", "status": "a_traiter",
            "state": "new", "rank": 1}})
    );
    for asked in told.system.asked() {
        let headers: Vec<_> = asked.headers.clone();
        let now = told.town_hall.clock.now();
        let id = webhook::verify(&Secret::new(WEBHOOK_SECRET), &headers, &asked.body, now).unwrap();
        let body: Value = serde_json::from_slice(&asked.body).unwrap();
        assert_eq!(
            id.as_str(),
            format!("{}.{}", body["data"]["request"].as_str().unwrap(), body["data"]["rank"])
        );
        let text = String::from_utf8(asked.body).unwrap();
        assert!(
            !text.contains("Lefèvre") && !text.contains("camille") && !text.contains("tilleul"),
            "{text}"
        );
    }
    told.run();
    let ids: Vec<_> =
        told.system.asked().iter().map(|asked| asked.header("webhook-id").unwrap().to_owned()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "each event once");
    assert_eq!((told.seen().behind, told.run().events, told.run().next.is_none()), (0, 0, true));
}

#[test]
fn a_subscriber_is_told_of_the_types_that_it_wants_with_the_status_of_that_moment() {
    let told = Told::open();
    told.subscribe(&["request.status_entered"]);
    let receipt = told.town_hall.file(&camille());
    told.town_hall.engine.act(&Actor::agent("bruno"), receipt.id, "prendre", Input::none()).unwrap();
    told.town_hall.engine.act(&camille(), receipt.id, "annuler", Input::none()).unwrap();
    assert_eq!(told.run().events, 3);
    let statuses: Vec<_> = told
        .bodies()
        .iter()
        .map(|body| format!("{} {}", body["data"]["status"], body["data"]["state"]))
        .collect();
    assert_eq!(statuses, [r#""a_traiter" "new""#, r#""en_cours" "in_progress""#, r#""classee" "cancelled""#]);
}

#[test]
fn an_event_that_was_not_heard_is_told_again_before_any_other() {
    let told = Told::open();
    told.subscribe(&["request.submitted"]);
    for _ in 0..3 {
        told.town_hall.file(&camille());
    }
    for status in [500, 404] {
        told.answers(status);
        assert_eq!(told.run().events, 0);
        let seen = told.seen();
        assert_eq!((seen.last_failure, seen.disabled), (Some(format!("http_{status}")), None));
        assert!(told.run().next >= seen.retry_at);
        told.town_hall.clock.forward_seconds(400);
    }
    told.answers(204);
    assert_eq!(told.run().events, 3);
    let ranks: Vec<_> = told.bodies().iter().map(|body| body["data"]["reference"].clone()).collect();
    assert_eq!(ranks, ["2026-000001", "2026-000001", "2026-000001", "2026-000002", "2026-000003"]);
    let asked = told.system.asked();
    assert_eq!(asked[0].header("webhook-id"), asked[2].header("webhook-id"));
    assert_eq!((told.seen().attempts, told.seen().last_failure), (0, None));
}

#[test]
fn a_subscriber_that_is_gone_is_told_nothing_more_until_it_subscribes_anew() {
    let told = Told::open();
    told.subscribe(&["request.submitted"]);
    told.town_hall.file(&camille());
    told.answers(410);
    told.run();
    assert_eq!(told.seen().disabled.as_deref(), Some("gone"));
    told.town_hall.file(&camille());
    told.town_hall.clock.forward_days(1);
    assert_eq!((told.run().failures, told.system.asked().len()), (0, 1));
    told.answers(204);
    assert_eq!(told.subscribe(&["request.submitted"]).disabled, None);
    assert_eq!(told.run().events, 2, "it goes on where it was");
}

#[test]
fn a_subscriber_that_never_answers_is_given_up_and_loses_nothing() {
    let told = Told::open();
    let since = told.subscribe(&["request.submitted"]).cursor;
    let receipt = told.town_hall.file(&camille());
    told.answers(503);
    for _ in 0..10 {
        assert_eq!(told.run().failures, 1);
        told.town_hall.clock.forward_days(2);
    }
    assert_eq!(told.seen().disabled.as_deref(), Some("exhausted"));
    assert_eq!(told.run().failures, 0);
    let query = EventsQuery { since: Some(since), ..EventsQuery::default() };
    let page = told.town_hall.engine.events(&Actor::System, &query).unwrap();
    assert_eq!(page.events[0].content.data.request, receipt.id, "it may catch up");
}

#[test]
fn events_are_given_page_by_page_from_a_cursor_without_a_gap() {
    let told = Told::open();
    for _ in 0..5 {
        told.town_hall.file(&camille());
    }
    let engine = &told.town_hall.engine;
    let all =
        engine.events(&Actor::System, &EventsQuery { limit: Some(500), ..EventsQuery::default() }).unwrap();
    assert!(!all.more);
    let mut query = EventsQuery { limit: Some(3), ..EventsQuery::default() };
    let mut paged = Vec::new();
    loop {
        let page = engine.events(&Actor::System, &query).unwrap();
        assert!(page.events.len() <= 3);
        paged.extend(page.events);
        query.since = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(paged, all.events);
    query.types = vec!["request.submitted".to_owned()];
    query.since = None;
    query.limit = None;
    assert_eq!(engine.events(&Actor::System, &query).unwrap().events.len(), 5);
    query.since = Some(all.cursor);
    assert!(engine.events(&Actor::System, &query).unwrap().events.is_empty());
}

#[test]
fn requests_that_were_only_tried_are_not_told() {
    let mut catalogue = town::catalogue();
    catalogue["procedures"][0]["trial"] =
        json!({"testers": ["camille"], "messages_to": ["essai@mairie.exemple.fr"]});
    let town_hall = TownHall::with(catalogue, |host| host);
    town_hall.file(&camille());
    let events = town_hall.engine.events(&Actor::System, &EventsQuery::default()).unwrap();
    assert_eq!((events.events, events.more), (Vec::new(), false));
}

#[test]
fn a_subscription_that_cannot_work_is_refused_where_it_cannot() {
    let told = Told::open();
    let good = serde_json::to_value(told.subscription(&[])).unwrap();
    for (member, value, refusal, path) in [
        ("url", json!("http://10.0.0.1/grc"), ErrorCode::AddressRefused, "/url"),
        ("url", json!("ftp://compta.exemple.fr"), ErrorCode::AddressRefused, "/url"),
        ("secret", json!("absent"), ErrorCode::SecretMissing, "/secret"),
        ("name", json!("Compta !"), ErrorCode::InvalidInput, "/name"),
        ("types", json!(["request.submitted", "request.filed"]), ErrorCode::InvalidInput, "/types/1"),
        ("types", json!(["submitted"]), ErrorCode::InvalidInput, "/types/0"),
        ("since", json!("demain"), ErrorCode::InvalidInput, "/since"),
    ] {
        let mut wrong = good.clone();
        wrong[member] = value;
        let wrong: Subscription = serde_json::from_value(wrong).unwrap();
        let error = told.town_hall.engine.subscribe(&Actor::System, &wrong).unwrap_err();
        assert_eq!((error.code(), error.path()), (refusal, Some(path)));
    }
    assert!(told.town_hall.engine.subscribers(&Actor::System).unwrap().is_empty());
    assert_eq!(code(told.town_hall.engine.unsubscribe(&Actor::System, "compta")), ErrorCode::NotFound);
    told.subscribe(&[]);
    told.town_hall.engine.unsubscribe(&Actor::System, "compta").unwrap();
    told.town_hall.file(&camille());
    assert_eq!(told.run().events, 0);
}

#[test]
fn several_workers_tell_each_event_once_and_in_order() {
    let told = Told::open();
    told.subscribe(&["request.submitted"]);
    for _ in 0..20 {
        told.town_hall.file(&camille());
    }
    let guard = AddressGuard::default().allow(&told.system.address.to_string()).unwrap();
    let host = crate::common::host(&told.town_hall.clock, &told.town_hall.letters, 2).guard(guard);
    let second = grc::Engine::open_with(told.town_hall.path(), host).unwrap();
    std::thread::scope(|scope| {
        for engine in [&told.town_hall.engine, &second, &told.town_hall.engine, &second] {
            scope.spawn(|| engine.run_due(&Budget::default()).unwrap());
        }
    });
    told.run();
    let references: Vec<_> = told.bodies().iter().map(|body| body["data"]["reference"].clone()).collect();
    let expected: Vec<_> = (1..=20).map(|number| json!(format!("2026-{number:06}"))).collect();
    assert_eq!(references, expected);
}
