//! What leaves: leases, order, settlements.

use grc::request::{EndpointHealth, Instant, KnownAnswer, MessageId, Sha256, Validators};
use grc::store::{
    Attempt, AttemptOutcome, Lease, OutboxEntry, Page, Settlement, Standing, Store, Writing, read, write,
};

use crate::samples::{Case, call, email, identifier, letter, minute, poll};

/// Leases all that is due, wherever it goes, for ten minutes.
fn lease(store: &dyn Store, now: Instant, token: u64) -> Vec<MessageId> {
    let lease = Lease { now, until: now.plus_milliseconds(10 * 60_000), token };
    let leased = write(store, |writing| {
        let mut waiting = writing.waiting()?;
        waiting.sort_by_key(|waiting| waiting.ready_at);
        let mut leased = Vec::new();
        for waiting in waiting {
            leased.extend(writing.lease(&waiting.endpoint, &lease, 100)?);
        }
        Ok(leased)
    });
    leased.unwrap().iter().map(|entry| entry.outgoing.id).collect()
}

fn settle(store: &dyn Store, message: u64, token: u64, settlement: &Settlement) -> bool {
    write(store, |writing| writing.settle(identifier(message), token, settlement, None)).unwrap()
}

fn entry(store: &dyn Store, case: &Case, message: u64) -> OutboxEntry {
    let entries = read(store, |reading| reading.outbox(case.request.id)).unwrap();
    entries.into_iter().find(|entry| entry.outgoing.id == identifier(message)).unwrap()
}

fn numbered(numbers: &[u64]) -> Vec<MessageId> {
    numbers.iter().map(|number| identifier(*number)).collect()
}

fn next(store: &dyn Store) -> Option<Instant> {
    read(store, |reading| reading.waiting()).unwrap().into_iter().map(|waiting| waiting.ready_at).min()
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
        endpoint: "email".to_owned(),
        leased_at: None,
        standing: Standing::Dead,
        attempts: 1,
        last_failure: Some("address_refused".to_owned()),
        known: None,
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
    let validators = Validators { etag: Some("\"7\"".to_owned()), last_modified: None };
    let known = KnownAnswer { validators, basis: Sha256([7; 32]) };
    assert!(settle(store, 1, 8, &Settlement::Again(minute(15), Some(known.clone()))));
    let now = entry(store, &case, 1);
    assert_eq!((now.standing, now.attempts, now.last_failure), (Standing::Pending, 0, None));
    assert_eq!(now.known, Some(known));
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
    let to = Lease { now: minute(9), until: minute(20), token: 7 };
    let two = write(store, |writing| writing.lease("email", &to, 2)).unwrap();
    assert_eq!(two.iter().map(|entry| entry.outgoing.id).collect::<Vec<_>>(), numbered(&[1, 2]));
    assert_eq!(lease(store, minute(9), 8), numbered(&[3]));
}

fn attempt(outcome: AttemptOutcome) -> Attempt {
    Attempt { began_at: minute(1), ended_at: minute(2), outcome, reason: None, status: Some(200) }
}

pub(crate) fn an_endpoint_waits_for_its_first_thing_whatever_is_behind(store: &dyn Store) {
    let mut case = Case::new(1);
    case.send(store, &[email(1, minute(3)), email(2, minute(0)), letter(3, minute(5)), poll(4, minute(8))]);
    case.send(store, &[call(5, minute(9))]);
    let waiting = || {
        let waiting = read(store, |reading| reading.waiting()).unwrap();
        waiting.into_iter().map(|waiting| (waiting.endpoint, waiting.ready_at)).collect::<Vec<_>>()
    };
    let expected = [("connector:gmao", minute(8)), ("email", minute(3)), ("letter", minute(5))];
    assert_eq!(waiting(), expected.map(|(endpoint, at)| (endpoint.to_owned(), at)));
    let lease = Lease { now: minute(9), until: minute(20), token: 7 };
    let leased = write(store, |writing| writing.lease("letter", &lease, 9)).unwrap();
    assert_eq!((leased.len(), leased[0].leased_at), (1, Some(minute(9))));
    assert!(
        waiting().contains(&("letter".to_owned(), minute(20))),
        "what is leased comes back after its lease"
    );
    assert!(write(store, |writing| writing.lease("sms", &lease, 9)).unwrap().is_empty());
}

pub(crate) fn the_health_of_an_endpoint_is_kept_until_it_is_well(store: &dyn Store) {
    let ill =
        EndpointHealth { failures: 6, openings: 2, trying: true, pace: 2_000, resume_at: Some(minute(4)) };
    let known = |endpoint: &str| read(store, |reading| reading.endpoint(endpoint)).unwrap();
    assert_eq!(known("email"), EndpointHealth::default());
    write(store, |writing| writing.put_endpoint("email", &ill)).unwrap();
    assert_eq!((known("email"), known("letter")), (ill.clone(), EndpointHealth::default()));
    let loads = read(store, |reading| reading.endpoints()).unwrap();
    assert_eq!((loads.len(), &loads[0].health, loads[0].queued), (1, &ill, 0));
    write(store, |writing| writing.put_endpoint("email", &EndpointHealth::default())).unwrap();
    assert_eq!(known("email"), EndpointHealth::default());
    assert_eq!(read(store, |reading| reading.endpoints()).unwrap(), []);
}

pub(crate) fn attempts_are_kept_in_order_and_a_lease_that_was_lost_is_one(store: &dyn Store) {
    Case::new(1).send(store, &[email(1, minute(0))]);
    let end = |token, settlement: &Settlement, outcome| {
        write(store, |writing| writing.settle(identifier(1), token, settlement, Some(&attempt(outcome))))
            .unwrap()
    };
    let counted = || {
        let entry = read(store, |reading| reading.outgoing(identifier(1))).unwrap().unwrap();
        (entry.attempts, entry.last_failure)
    };
    lease(store, minute(0), 7);
    assert!(!end(6, &Settlement::Sent, AttemptOutcome::Sent));
    let retry = Settlement::Retry(minute(5), "timeout".to_owned());
    assert!(end(7, &retry, AttemptOutcome::Unavailable));
    lease(store, minute(5), 8);
    assert_eq!(counted(), (1, Some("timeout".to_owned())));
    lease(store, minute(15), 9);
    assert_eq!(counted(), (2, Some("lost".to_owned())), "one that was lost is one");
    assert!(end(9, &Settlement::Sent, AttemptOutcome::Sent));
    let lost = Attempt {
        began_at: minute(5),
        ended_at: minute(15),
        outcome: AttemptOutcome::Lost,
        reason: None,
        status: None,
    };
    let expected = [attempt(AttemptOutcome::Unavailable), lost, attempt(AttemptOutcome::Sent)];
    assert_eq!(read(store, |reading| reading.attempts(identifier(1))).unwrap(), expected);
}

pub(crate) fn the_last_attempts_alone_are_kept(store: &dyn Store) {
    Case::new(1).send(store, &[poll(1, minute(0))]);
    for rank in 0..60 {
        lease(store, minute(rank), 7);
        let attempt = Attempt { began_at: minute(rank), ..attempt(AttemptOutcome::Sent) };
        let again = Settlement::Again(minute(rank + 1), None);
        assert!(write(store, |writing| writing.settle(identifier(1), 7, &again, Some(&attempt))).unwrap());
    }
    let kept = read(store, |reading| reading.attempts(identifier(1))).unwrap();
    assert_eq!((kept.len(), kept[0].began_at, kept[49].began_at), (50, minute(10), minute(59)));
}

/// Gives up things that are due.
fn give_up(store: &dyn Store, numbers: &[u64]) {
    lease(store, minute(50), 7);
    for number in numbers {
        assert!(settle(store, *number, 7, &Settlement::Dead("timeout".to_owned())));
    }
}

pub(crate) fn what_was_given_up_is_listed_by_endpoint_in_pages_until_it_is_decided(store: &dyn Store) {
    for number in 1..=3 {
        let things = [letter(10 * number, minute(0)), email(10 * number + 1, minute(0))];
        Case::new(number).send(store, &things);
    }
    give_up(store, &[31, 10, 11, 20, 21]);
    let list = |endpoint, after: Option<u64>, limit| {
        let page = Page { limit, after: after.map(|number| (0, identifier::<MessageId>(number).0)) };
        let found = read(store, |reading| reading.dead_letters(endpoint, &page)).unwrap();
        found.into_iter().map(|entry| entry.outgoing.id).collect::<Vec<_>>()
    };
    assert_eq!(list(None, None, 9), numbered(&[11, 21, 31, 10, 20]));
    assert_eq!(list(None, Some(21), 2), numbered(&[31, 10]));
    assert_eq!(list(Some("letter"), None, 9), numbered(&[10, 20]));
    assert_eq!(list(Some("email"), Some(11), 9), numbered(&[21, 31]));
    let loads = read(store, |reading| reading.endpoints()).unwrap();
    let told: Vec<_> =
        loads.iter().map(|load| (load.endpoint.as_str(), load.queued, load.oldest, load.dead)).collect();
    assert_eq!(told, [("email", 0, None, 3), ("letter", 1, Some(identifier(30)), 2)]);
    let decide =
        |job: &dyn Fn(&mut dyn Writing) -> grc::Result<bool>| write(store, |writing| job(writing)).unwrap();
    assert!(decide(&|writing| writing.abandon(identifier(21))));
    assert!(decide(&|writing| writing.requeue(identifier(11), minute(60))));
    for number in [11, 21, 30, 99] {
        assert!(!decide(&|writing| writing.abandon(identifier(number))), "{number} was not given up");
        assert!(!decide(&|writing| writing.requeue(identifier(number), minute(60))));
    }
    assert_eq!(list(Some("email"), Some(21), 9), numbered(&[31]), "a page goes on after what was decided of");
    let standing = |number| read(store, |reading| reading.outgoing(identifier(number))).unwrap().unwrap();
    assert_eq!(standing(21).standing, Standing::Abandoned);
    let again = standing(11);
    assert_eq!((again.standing, again.attempts, again.outgoing.due), (Standing::Pending, 0, minute(60)));
    assert_eq!(lease(store, minute(60), 8), numbered(&[11, 30]));
}

pub(crate) fn what_is_sent_again_waits_for_what_has_begun_to_leave(store: &dyn Store) {
    let mut case = Case::new(1);
    case.send(store, &[email(1, minute(0)), email(2, minute(0)), email(3, minute(0))]);
    give_up(store, &[1]);
    assert_eq!(lease(store, minute(50), 8), numbered(&[2]));
    assert!(write(store, |writing| writing.requeue(identifier(1), minute(51))).unwrap());
    assert_eq!(lease(store, minute(55), 9), [], "one thing at a time for one place");
    assert!(settle(store, 2, 8, &Settlement::Retry(minute(56), "timeout".to_owned())));
    assert_eq!(lease(store, minute(56), 10), numbered(&[2]), "it had begun");
    assert!(settle(store, 2, 10, &Settlement::Sent));
    assert_eq!(lease(store, minute(56), 11), numbered(&[1]), "then the first that was written");
    assert!(settle(store, 1, 11, &Settlement::Sent));
    assert_eq!(lease(store, minute(56), 12), numbered(&[3]));
}
