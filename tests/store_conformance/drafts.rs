//! Drafts, what is done once, and what time does.

use grc::definition::Audience;
use grc::request::{Applicant, Instant, RequestId, Timer, TimerEffect, Values};
use grc::store::{Draft, DueTimer, IdempotencyKey, Remembered, Store, read, write};

use crate::samples::{Case, id, identifier, minute, name};

fn draft(number: u64, expires_at: Instant) -> Draft {
    Draft {
        id: identifier::<RequestId>(number),
        procedure: id("reservation-salle"),
        scenario: id("en-ligne"),
        owner: "{\"kind\":\"applicant\",\"id\":\"u-12\"}".to_owned(),
        applicant: None,
        answers: Values::from_iter([("salle".to_owned(), "grande".into())]),
        revision: 1,
        saved_at: minute(0),
        expires_at,
    }
}

fn put(store: &dyn Store, draft: &Draft) {
    write(store, |writing| writing.put_draft(draft)).unwrap();
}

fn stored(store: &dyn Store, number: u64) -> Option<Draft> {
    read(store, |reading| reading.draft(identifier(number))).unwrap()
}

pub(crate) fn a_draft_is_kept_replaced_and_removed(store: &dyn Store) {
    let first = draft(1, minute(10));
    put(store, &first);
    assert_eq!(stored(store, 1), Some(first.clone()));
    let applicant = Some(Applicant::anonymous(Audience::Citizen));
    let second = Draft { applicant, answers: Values::new(), revision: 2, expires_at: minute(20), ..first };
    put(store, &second);
    assert_eq!(stored(store, 1), Some(second));
    write(store, |writing| writing.remove_draft(identifier(1))).unwrap();
    write(store, |writing| writing.remove_draft(identifier(1))).unwrap();
    assert_eq!(stored(store, 1), None);
}

pub(crate) fn drafts_expire_at_their_end(store: &dyn Store) {
    [draft(1, minute(10)), draft(2, minute(20)), draft(3, minute(30))].iter().for_each(|one| put(store, one));
    let expire = |now| write(store, |writing| writing.remove_expired_drafts(now)).unwrap();
    assert_eq!(expire(minute(9)), 0);
    assert_eq!(expire(minute(20)), 2);
    assert_eq!([1, 2, 3].map(|number| stored(store, number).is_some()), [false, false, true]);
}

pub(crate) fn an_operation_is_remembered_until_its_end(store: &dyn Store) {
    let key = |text: &str| IdempotencyKey {
        actor: "{\"kind\":\"system\"}".to_owned(),
        operation: "submit".to_owned(),
        key: text.to_owned(),
    };
    let done = |result: &str| Remembered { input: [3; 32], result: result.to_owned() };
    let remember = |text: &str, result: &str, now, until| {
        write(store, |writing| writing.remember(&key(text), &done(result), now, until)).unwrap();
    };
    let remembered_at =
        |key: &IdempotencyKey, now| read(store, |reading| reading.remembered(key, now)).unwrap();
    let remembered = |key: &IdempotencyKey| remembered_at(key, minute(9));
    remember("a", "1", minute(0), minute(10));
    remember("b", "2", minute(5), minute(15));
    assert_eq!(remembered(&key("a")), Some(done("1")));
    assert_eq!(remembered(&IdempotencyKey { operation: "act".to_owned(), ..key("a") }), None);
    assert_eq!(remembered(&IdempotencyKey { actor: "autre".to_owned(), ..key("a") }), None);
    assert_eq!(remembered_at(&key("a"), minute(10)), None);
    remember("c", "3", minute(10), minute(20));
    assert_eq!(remembered(&key("a")), None);
    assert_eq!([remembered(&key("b")), remembered(&key("c"))], [Some(done("2")), Some(done("3"))]);
}

pub(crate) fn a_message_received_is_noted_once(store: &dyn Store) {
    let note_at = |sender, message, now, since| {
        write(store, |writing| writing.note_received(sender, message, minute(now), minute(since))).unwrap()
    };
    let note = |sender, message| note_at(sender, message, 5, 0);
    assert_eq!([note("gmao", "m-1"), note("gmao", "m-1")], [true, false]);
    assert_eq!([note("gmao", "m-2"), note("paiement", "m-1")], [true, true]);
    assert!(!note_at("gmao", "m-1", 9, 5), "what was handled at that very time is remembered");
    assert!(note_at("gmao", "m-1", 9, 6), "what was handled before is forgotten");
}

pub(crate) fn timers_come_by_due_date_and_go_with_the_request(store: &dyn Store) {
    let timer =
        |transition: &str, due| Timer { due: minute(due), effect: TimerEffect::Transition(name(transition)) };
    let mut second =
        Case::new(2).with(|request| request.timers = vec![timer("relancer", 5), timer("classer", 9)]);
    let mut first = Case::new(1).with(|request| request.timers = vec![timer("relancer", 5)]);
    second.record(store);
    first.record(store);
    let due = |now, limit| read(store, |reading| reading.due_timers(minute(now), limit)).unwrap();
    let expected = |case: &Case, transition: &str, due| DueTimer {
        request: case.request.id,
        timer: timer(transition, due),
    };
    assert_eq!(due(4, 10), []);
    assert_eq!(due(5, 10), [expected(&first, "relancer", 5), expected(&second, "relancer", 5)]);
    assert_eq!(due(9, 1), [expected(&first, "relancer", 5)]);
    second.alter(store, |request| request.timers = vec![timer("classer", 7)]);
    assert_eq!(due(9, 10), [expected(&first, "relancer", 5), expected(&second, "classer", 7)]);
    first.alter(store, |request| request.timers.clear());
    assert_eq!(due(9, 10), [expected(&second, "classer", 7)]);
}

pub(crate) fn the_next_thing_due_is_the_earliest_of_all(store: &dyn Store) {
    let next = || read(store, |reading| reading.next_due()).unwrap();
    assert_eq!(next(), None);
    put(store, &draft(9, minute(30)));
    assert_eq!(next(), Some(minute(30)));
    let mut case = Case::new(1);
    case.record(store);
    case.alter(store, |request| {
        request.timers = vec![Timer { due: minute(10), effect: TimerEffect::Transition(name("relancer")) }];
    });
    assert_eq!(next(), Some(minute(10)));
}
