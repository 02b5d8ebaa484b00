//! What leaves: leases, order, settlements.

use grc::request::{Instant, MessageId};
use grc::store::{OutboxEntry, Settlement, Standing, Store, read, write};

use crate::samples::{Case, email, identifier, letter, minute, poll};

fn lease(store: &dyn Store, now: Instant, token: u64) -> Vec<MessageId> {
    let until = now.plus_milliseconds(10 * 60_000);
    let entries = write(store, |writing| writing.lease(now, until, 100, token)).unwrap();
    entries.iter().map(|entry| entry.outgoing.id).collect()
}

fn settle(store: &dyn Store, message: u64, token: u64, settlement: &Settlement) -> bool {
    write(store, |writing| writing.settle(identifier(message), token, settlement)).unwrap()
}

fn entry(store: &dyn Store, case: &Case, message: u64) -> OutboxEntry {
    let entries = read(store, |reading| reading.outbox(case.request.id)).unwrap();
    entries.into_iter().find(|entry| entry.outgoing.id == identifier(message)).unwrap()
}

fn numbered(numbers: &[u64]) -> Vec<MessageId> {
    numbers.iter().map(|number| identifier(*number)).collect()
}

fn next(store: &dyn Store) -> Option<Instant> {
    read(store, |reading| reading.next_due()).unwrap()
}

pub(crate) fn things_of_one_endpoint_leave_one_after_the_other(store: &dyn Store) {
    let (mut first, mut second) = (Case::new(1), Case::new(2));
    first.send(store, &[email(1, minute(2)), email(2, minute(0)), letter(3, minute(0))]);
    second.send(store, &[email(4, minute(1))]);
    assert_eq!(lease(store, minute(0), 7), numbered(&[3]), "the second e-mail waits for the first");
    assert_eq!(lease(store, minute(5), 8), numbered(&[4, 1]));
    assert_eq!(next(store), Some(minute(10)), "what waits behind another is not due");
    assert!(settle(store, 1, 8, &Settlement::Sent));
    first.send(store, &[email(5, minute(0))]);
    assert_eq!(lease(store, minute(5), 9), numbered(&[2]));
    assert!(settle(store, 2, 9, &Settlement::Sent));
    assert_eq!(lease(store, minute(5), 10), numbered(&[5]));
    let standing: Vec<_> = read(store, |reading| reading.outbox(first.request.id))
        .unwrap()
        .into_iter()
        .map(|entry| (entry.outgoing.id, entry.standing, entry.request))
        .collect();
    let id = first.request.id;
    let expected = [(1, Standing::Sent), (2, Standing::Sent), (3, Standing::Pending), (5, Standing::Pending)];
    assert_eq!(standing, expected.map(|(number, standing)| (identifier(number), standing, id)));
}

pub(crate) fn a_late_token_is_refused(store: &dyn Store) {
    let mut case = Case::new(1);
    case.send(store, &[email(1, minute(0))]);
    assert!(!settle(store, 1, 7, &Settlement::Sent), "it was not leased");
    assert_eq!(lease(store, minute(0), 7), numbered(&[1]));
    assert_eq!(lease(store, minute(10), 8), numbered(&[1]));
    let before = entry(store, &case, 1);
    assert!(!settle(store, 1, 7, &Settlement::Dead("timeout".to_owned())));
    assert_eq!(entry(store, &case, 1), before);
    assert!(settle(store, 1, 8, &Settlement::Sent));
    assert!(!settle(store, 1, 8, &Settlement::Dead("timeout".to_owned())), "a lease ends once");
    assert_eq!(entry(store, &case, 1).standing, Standing::Sent);
    assert!(!settle(store, 99, 8, &Settlement::Sent));
}

pub(crate) fn a_lease_that_is_over_may_be_taken_by_another(store: &dyn Store) {
    Case::new(1).send(store, &[email(1, minute(0))]);
    assert_eq!(lease(store, minute(0), u64::MAX), numbered(&[1]));
    assert_eq!(lease(store, minute(9), 8), []);
    assert_eq!(next(store), Some(minute(10)));
    assert_eq!(lease(store, minute(10), 8), numbered(&[1]));
    assert!(settle(store, 1, 8, &Settlement::Sent));
    assert_eq!(next(store), None);
}

pub(crate) fn what_is_given_up_does_not_block_what_follows(store: &dyn Store) {
    let mut case = Case::new(1);
    let outgoing = email(1, minute(0));
    case.send(store, &[outgoing.clone(), email(2, minute(0))]);
    assert_eq!(lease(store, minute(0), 7), numbered(&[1]));
    assert!(settle(store, 1, 7, &Settlement::Dead("address_refused".to_owned())));
    assert_eq!(lease(store, minute(0), 8), numbered(&[2]));
    let expected = OutboxEntry {
        outgoing,
        request: case.request.id,
        standing: Standing::Dead,
        attempts: 1,
        last_failure: Some("address_refused".to_owned()),
    };
    assert_eq!(entry(store, &case, 1), expected);
}

pub(crate) fn a_retry_waits_and_counts_its_attempts(store: &dyn Store) {
    let mut case = Case::new(1);
    case.send(store, &[email(1, minute(0)), email(2, minute(0))]);
    lease(store, minute(0), 7);
    assert!(settle(store, 1, 7, &Settlement::Retry(minute(30), "timeout".to_owned())));
    assert_eq!(next(store), Some(minute(30)));
    assert_eq!(lease(store, minute(29), 8), [], "neither it nor what waits behind it");
    assert_eq!(lease(store, minute(30), 9), numbered(&[1]));
    assert!(settle(store, 1, 9, &Settlement::Retry(minute(60), "refused".to_owned())));
    let now = entry(store, &case, 1);
    assert_eq!((now.standing, now.attempts, now.outgoing.due), (Standing::Pending, 2, minute(60)));
    assert_eq!(now.last_failure.as_deref(), Some("refused"));
}

pub(crate) fn a_regular_question_starts_anew(store: &dyn Store) {
    let mut case = Case::new(1);
    case.send(store, &[poll(1, minute(0))]);
    lease(store, minute(0), 7);
    assert!(settle(store, 1, 7, &Settlement::Retry(minute(1), "timeout".to_owned())));
    lease(store, minute(1), 8);
    assert!(settle(store, 1, 8, &Settlement::Again(minute(15))));
    let now = entry(store, &case, 1);
    assert_eq!((now.standing, now.attempts, now.last_failure), (Standing::Pending, 0, None));
    assert_eq!(lease(store, minute(14), 9), []);
    assert_eq!(lease(store, minute(15), 9), numbered(&[1]));
    assert!(settle(store, 1, 9, &Settlement::Sent));
    assert_eq!(next(store), None);
}

pub(crate) fn nothing_leaves_before_it_is_due_nor_beyond_the_limit(store: &dyn Store) {
    for number in 1..=3 {
        Case::new(number).send(store, &[email(number, minute(i64::try_from(number).unwrap()))]);
    }
    assert_eq!(lease(store, minute(0), 7), []);
    let two = write(store, |writing| writing.lease(minute(9), minute(20), 2, 7)).unwrap();
    assert_eq!(two.iter().map(|entry| entry.outgoing.id).collect::<Vec<_>>(), numbered(&[1, 2]));
    assert_eq!(lease(store, minute(9), 8), numbered(&[3]));
}
