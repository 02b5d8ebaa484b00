//! What operators see of what leaves, and what they decide of what was given up.

use crate::common::{TownHall, code};
use grc::delivery::{Failure, Outage, Unsendable};
use grc::engine::{DeadLetterQuery, DeadLetters, DeliveryView, PageRequest, Receipt};
use grc::store::{AttemptOutcome, Standing};
use grc::{Actor, Budget, ErrorCode};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn bad_address() -> Failure {
    Failure::Unsendable(Unsendable::Recipient)
}

fn run(town_hall: &TownHall) -> grc::engine::DueReport {
    town_hall.engine.run_due(&Budget::default()).unwrap()
}

/// Requests whose acknowledgement was given up.
fn given_up(town_hall: &TownHall, count: usize) -> Vec<Receipt> {
    let receipts: Vec<_> = (0..count).map(|_| town_hall.file(&camille())).collect();
    town_hall.letters.fail_with(bad_address(), count);
    assert_eq!(run(town_hall).abandoned, count);
    receipts
}

fn dead(town_hall: &TownHall) -> Vec<DeliveryView> {
    let query = DeadLetterQuery::default();
    town_hall.engine.dead_letters(&Actor::System, &query, &PageRequest::default()).unwrap().rows
}

#[test]
fn what_is_given_up_is_listed_with_each_attempt_and_nothing_of_the_applicant() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&camille());
    town_hall.letters.fail_with(bad_address(), 1);
    town_hall.letters.fail_with(Failure::unavailable(Outage::Timeout), 1);
    run(&town_hall);
    town_hall.clock.forward_seconds(10);
    run(&town_hall);
    let dead = dead(&town_hall);
    let [letter] = dead.as_slice() else { panic!("{dead:?}") };
    assert_eq!((letter.request, &letter.reference), (receipt.id, &receipt.reference));
    assert_eq!((letter.endpoint.as_str(), letter.standing), ("email", Standing::Dead));
    assert_eq!(letter.last_failure.as_deref(), Some("invalid_recipient"));
    let told: Vec<_> = letter
        .attempts
        .iter()
        .map(|attempt| (attempt.outcome, attempt.reason.as_deref(), attempt.began_at.to_string()))
        .collect();
    assert_eq!(
        told,
        [
            (AttemptOutcome::Unavailable, Some("timeout"), "2026-03-02T08:00:00.000Z".to_owned()),
            (AttemptOutcome::Refused, Some("invalid_recipient"), "2026-03-02T08:00:10.000Z".to_owned()),
        ]
    );
    let told = serde_json::to_string(&dead).unwrap();
    assert!(!told.contains("camille") && !told.contains("Lefèvre") && !told.contains("Bonjour"), "{told}");
}

#[test]
fn pages_of_what_was_given_up_follow_one_another() {
    let town_hall = TownHall::open();
    let receipts = given_up(&town_hall, 5);
    let mut request = PageRequest { limit: Some(2), after: None };
    let mut listed = Vec::new();
    loop {
        let query = DeadLetterQuery { endpoint: Some("email".to_owned()) };
        let page = town_hall.engine.dead_letters(&Actor::System, &query, &request).unwrap();
        listed.extend(page.rows.iter().map(|row| row.request));
        let Some(next) = page.next else { break };
        request.after = Some(next);
    }
    assert_eq!(listed, receipts.iter().map(|receipt| receipt.id).collect::<Vec<_>>());
}

#[test]
fn what_is_requeued_is_sent_and_its_task_is_not_opened_twice() {
    let town_hall = TownHall::open();
    let receipt = given_up(&town_hall, 1).remove(0);
    let tasks = town_hall.seen(receipt.id).tasks.len();
    let id = dead(&town_hall)[0].id;
    let which = DeadLetters::Message(id);
    assert_eq!(town_hall.engine.requeue_dead_letters(&Actor::System, &which), Ok(1));
    assert_eq!(code(town_hall.engine.requeue_dead_letters(&Actor::System, &which)), ErrorCode::NotFound);
    assert!(dead(&town_hall).is_empty());
    town_hall.letters.fail_with(bad_address(), 1);
    assert_eq!(run(&town_hall).abandoned, 1);
    assert_eq!(town_hall.seen(receipt.id).tasks.len(), tasks, "someone is called already");
    assert_eq!(town_hall.engine.requeue_dead_letters(&Actor::System, &which), Ok(1));
    assert_eq!(run(&town_hall).messages, 1);
    let delivery = town_hall.engine.deliveries(&Actor::System, receipt.id).unwrap().remove(0);
    assert_eq!((delivery.standing, delivery.attempts.len()), (Standing::Sent, 3), "every attempt is kept");
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn all_of_an_endpoint_is_decided_of_at_once() {
    let town_hall = TownHall::open();
    given_up(&town_hall, 120);
    let email = DeadLetters::Endpoint("email".to_owned());
    assert_eq!(town_hall.engine.requeue_dead_letters(&Actor::System, &email), Ok(120));
    town_hall.letters.fail_with(bad_address(), 3);
    assert_eq!(run(&town_hall).messages, 117);
    assert_eq!(town_hall.engine.abandon_dead_letters(&Actor::System, &email), Ok(3));
    assert_eq!(town_hall.engine.abandon_dead_letters(&Actor::System, &email), Ok(0));
    assert!(dead(&town_hall).is_empty());
    assert_eq!(run(&town_hall).messages, 0);
    let other = DeadLetters::Endpoint("subscriber".to_owned());
    assert_eq!(code(town_hall.engine.abandon_dead_letters(&Actor::System, &other)), ErrorCode::InvalidInput);
}

#[test]
fn a_manager_decides_of_the_messages_of_their_requests_alone() {
    let town_hall = TownHall::open();
    given_up(&town_hall, 1);
    let which = DeadLetters::Message(dead(&town_hall)[0].id);
    let engine = &town_hall.engine;
    for (actor, refusal) in [
        (camille(), ErrorCode::Forbidden),
        (Actor::applicant("hugo"), ErrorCode::NotFound),
        (Actor::agent("chloe"), ErrorCode::Forbidden),
        (Actor::agent("bruno"), ErrorCode::Forbidden),
        (Actor::agent("david"), ErrorCode::NotFound),
        (Actor::agent("elise"), ErrorCode::NotFound),
    ] {
        assert_eq!(code(engine.requeue_dead_letters(&actor, &which)), refusal, "{actor:?}");
        assert_eq!(code(engine.abandon_dead_letters(&actor, &which)), refusal, "{actor:?}");
    }
    let alice = Actor::agent("alice");
    let all = DeadLetters::Endpoint("email".to_owned());
    assert_eq!(code(engine.requeue_dead_letters(&alice, &all)), ErrorCode::Forbidden);
    assert_eq!(engine.requeue_dead_letters(&alice, &which), Ok(1));
}

#[test]
fn what_is_given_up_of_a_request_does_not_keep_the_rest_from_leaving_once_it_is_requeued() {
    let town_hall = TownHall::open();
    let receipt = given_up(&town_hall, 1).remove(0);
    let which = DeadLetters::Message(dead(&town_hall)[0].id);
    town_hall.engine.act(&camille(), receipt.id, "annuler", grc::Input::none()).unwrap();
    town_hall.engine.requeue_dead_letters(&Actor::System, &which).unwrap();
    assert_eq!(run(&town_hall).messages, 2);
    let mut subjects = town_hall.letters.subjects();
    subjects.sort();
    assert_eq!(subjects, ["Fin de 2026-000001", "Reçu 2026-000001"]);
}
