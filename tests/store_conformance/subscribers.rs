//! Those who are told of what happens.

use grc::request::Instant;
use grc::store::{Lease, Store, Subscriber, read, write};

use crate::samples::{Case, minute, name};

fn subscriber(id: &str) -> Subscriber {
    Subscriber {
        name: name(id),
        url: "https://compta.example.org/grc".to_owned(),
        secret: name("compta_webhook"),
        types: vec!["request.submitted".to_owned()],
        cursor: 12,
        attempts: 0,
        due: minute(5),
        disabled: None,
        last_failure: None,
    }
}

fn put(store: &dyn Store, subscriber: &Subscriber) {
    write(store, |writing| writing.put_subscriber(subscriber)).unwrap();
}

fn lease(store: &dyn Store, now: Instant, token: u64) -> Option<Subscriber> {
    let lease = Lease { now, until: now.plus_milliseconds(10 * 60_000), token };
    write(store, |writing| writing.lease_subscriber("compta", &lease)).unwrap()
}

fn moved(store: &dyn Store, moved: &Subscriber, token: u64, until: Option<Instant>) -> bool {
    write(store, |writing| writing.move_subscriber(moved, token, until)).unwrap()
}

fn known(store: &dyn Store) -> Option<Subscriber> {
    read(store, |reading| reading.subscriber("compta")).unwrap()
}

pub(crate) fn a_subscriber_is_kept_replaced_and_removed(store: &dyn Store) {
    assert_eq!(known(store), None);
    put(store, &subscriber("voirie"));
    put(store, &subscriber("compta"));
    let listed = read(store, |reading| reading.subscribers()).unwrap();
    assert_eq!(listed, [subscriber("compta"), subscriber("voirie")]);
    let failing = Subscriber {
        attempts: 3,
        disabled: Some("gone".to_owned()),
        last_failure: Some("http_410".to_owned()),
        ..subscriber("compta")
    };
    put(store, &failing);
    assert_eq!(known(store), Some(failing));
    let remove = || write(store, |writing| writing.remove_subscriber("compta")).unwrap();
    assert_eq!((remove(), remove(), known(store)), (true, false, None));
}

pub(crate) fn a_subscriber_is_leased_by_one_when_it_is_due_and_moved_by_that_one_alone(store: &dyn Store) {
    assert_eq!(lease(store, minute(5), 7), None);
    put(store, &subscriber("compta"));
    assert_eq!(lease(store, minute(4), 7), None, "not before its time");
    assert_eq!(lease(store, minute(5), 7), Some(subscriber("compta")));
    assert_eq!(lease(store, minute(14), 8), None, "another has it");
    let further = Subscriber { cursor: 13, ..subscriber("compta") };
    assert!(!moved(store, &further, 8, None));
    assert!(moved(store, &further, 7, Some(minute(20))));
    assert_eq!(lease(store, minute(19), 8), None, "it goes on");
    assert_eq!(lease(store, minute(20), 8), Some(further.clone()), "the lease is over");
    let late = Subscriber { cursor: 14, ..further.clone() };
    assert!(!moved(store, &late, 7, None), "a late worker changes nothing");
    assert_eq!(known(store), Some(further.clone()));
    assert!(moved(store, &late, 8, None));
    assert!(!moved(store, &late, 8, None), "a lease ends once");
    let gone = Subscriber { disabled: Some("gone".to_owned()), ..late };
    assert!(lease(store, minute(21), 9).is_some());
    assert!(moved(store, &gone, 9, None));
    assert_eq!(lease(store, minute(22), 10), None, "nothing is sent any more");
}

pub(crate) fn the_last_event_is_that_of_the_whole_store(store: &dyn Store) {
    let last = || read(store, |reading| reading.last_event()).unwrap();
    assert_eq!(last(), 0);
    let mut case = Case::new(1);
    case.record(store);
    Case::new(2).record(store);
    case.record(store);
    assert_eq!(last(), 3);
}
