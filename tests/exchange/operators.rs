//! What operators see of what leaves, and what the history keeps of what they decide.

use std::sync::Arc;
use std::sync::atomic::{AtomicU16, Ordering};

use crate::common::server::{Application, Asked};
use crate::common::{FR, TownHall, code, town};
use grc::delivery::Failure;
use grc::engine::{Clock, DeadLetters, EndpointState, EndpointView, Subscription};
use grc::{Actor, AddressGuard, Budget, Engine, ErrorCode};
use serde_json::json;

fn camille() -> Actor {
    Actor::applicant("camille")
}

#[test]
fn the_history_tells_who_decided_of_what_was_given_up() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let refused = Failure::Refused { status: 550 };
    town_hall.letters.fail_with(refused, 3);
    let filed = [town_hall.file(&camille()).id, town_hall.file(&camille()).id, town_hall.file(&camille()).id];
    engine.run_due(&Budget::default()).unwrap();
    let dead = engine.dead_letters(&Actor::System, &Default::default(), &Default::default()).unwrap().rows;
    assert_eq!(dead.len(), 3);
    let of = |request| dead.iter().find(|one| one.request == request).unwrap();
    let decisions = |request| {
        let history = engine.history(&Actor::agent("alice"), request, FR).unwrap();
        let decided = history.into_iter().filter(|line| line.kind.starts_with("delivery_"));
        decided.map(|line| (line.kind, line.text)).collect::<Vec<_>>()
    };
    let before = town_hall.seen(filed[0]).revision;
    let which = DeadLetters::Message(of(filed[0]).id);
    assert_eq!(engine.requeue_dead_letters(&Actor::agent("alice"), &which), Ok(1));
    let again = ("delivery_requeued".to_owned(), "Message par courriel : envoi repris".to_owned());
    assert_eq!(decisions(filed[0]), [again]);
    assert_eq!(town_hall.seen(filed[0]).revision, before, "nobody's expected revision is stale");
    assert_eq!(code(engine.requeue_dead_letters(&Actor::agent("alice"), &which)), ErrorCode::NotFound);
    assert_eq!(decisions(filed[0]).len(), 1, "what decides nothing is not told");
    assert_eq!(
        engine.abandon_dead_letters(&Actor::System, &DeadLetters::Endpoint("email".to_owned())),
        Ok(2)
    );
    for request in [filed[1], filed[2]] {
        let given_up = (
            "delivery_abandoned".to_owned(),
            "Message par courriel : envoi définitivement abandonné".to_owned(),
        );
        assert_eq!(decisions(request), [given_up]);
    }
    let applicant = engine.history(&camille(), filed[0], FR).unwrap();
    assert!(applicant.iter().all(|line| !line.kind.starts_with("delivery_")));
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

fn subscriber(engine: &Engine) -> Option<EndpointView> {
    let all = engine.endpoints(&Actor::System).unwrap();
    all.into_iter().find(|one| one.endpoint == "subscriber:compta")
}

#[test]
fn subscribers_have_their_row_among_the_endpoints() {
    let status = Arc::new(AtomicU16::new(204));
    let said = Arc::clone(&status);
    let system = Application::start(move |_: &Asked| (said.load(Ordering::SeqCst), String::new()));
    let guard = AddressGuard::default().allow(&system.address.to_string()).unwrap();
    let town_hall = TownHall::with(town::catalogue(), |host| host.guard(guard).failures_before_pause(3));
    let (engine, clock) = (&town_hall.engine, &town_hall.clock);
    let subscription: Subscription = serde_json::from_value(
        json!({"name": "compta", "url": system.base_url(), "secret": "gmao_webhook", "types": ["request.submitted"]}),
    )
    .unwrap();
    let subscribe = || engine.subscribe(&Actor::System, &subscription).unwrap();
    let run = || engine.run_due(&Budget::default()).unwrap();
    subscribe();
    assert_eq!(subscriber(engine), None, "nothing waits, nothing is wrong");
    town_hall.file(&camille());
    let waiting = subscriber(engine).unwrap();
    assert_eq!((waiting.state, waiting.failures), (EndpointState::Closed, 0));
    assert!(waiting.queued > 0);
    run();
    assert_eq!(subscriber(engine), None);
    // One that asks for fewer calls gets fewer.
    status.store(429, Ordering::SeqCst);
    (0..3).for_each(|_| drop(town_hall.file(&camille())));
    run();
    let slowed = subscriber(engine).unwrap();
    assert_eq!((slowed.state, slowed.failures), (EndpointState::Slowed, 1));
    status.store(204, Ordering::SeqCst);
    clock.set(&slowed.resumes_at.unwrap().to_string());
    assert_eq!(run().events, 3, "as before");
    assert_eq!(subscriber(engine), None);
    // One that fails too often is set aside, and tried again.
    status.store(500, Ordering::SeqCst);
    town_hall.file(&camille());
    for failures in 1..=3 {
        run();
        let failing = subscriber(engine).unwrap();
        assert_eq!(failing.failures, failures);
        assert_eq!(failing.state == EndpointState::Open, failures == 3);
        assert!(failing.resumes_at.unwrap() > clock.now());
        assert_eq!(engine.run_due(&Budget::default()).unwrap().next, failing.resumes_at);
        clock.set(&failing.resumes_at.unwrap().to_string());
    }
    status.store(204, Ordering::SeqCst);
    assert_eq!(run().events, 1);
    assert_eq!(subscriber(engine), None);
    // One that is gone is tried no more.
    status.store(410, Ordering::SeqCst);
    town_hall.file(&camille());
    run();
    let gone = subscriber(engine).unwrap();
    assert_eq!((gone.state, gone.resumes_at), (EndpointState::Open, None));
    subscribe();
    assert_eq!(subscriber(engine).unwrap().state, EndpointState::Closed);
    engine.unsubscribe(&Actor::System, "compta").unwrap();
    assert_eq!(subscriber(engine), None);
}
