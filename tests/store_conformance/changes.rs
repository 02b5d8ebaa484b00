//! What is asked about all the requests of a business application.

use grc::request::{KnownAnswer, Outgoing, Sha256, Validators};
use grc::store::{AskedChanges, Lease, Settlement, Store, read, write};

use crate::samples::{Case, call, id, identifier, minute};

fn lease(store: &dyn Store, at: i64, token: u64) -> Option<AskedChanges> {
    let lease = Lease { now: minute(at), until: minute(at + 2), token };
    write(store, |writing| writing.lease_changes(&id("gmao"), &lease)).unwrap()
}

pub(crate) fn a_connector_is_in_use_while_one_of_its_requests_is_open(store: &dyn Store) {
    let in_use = || read(store, |reading| reading.connectors_in_use()).unwrap();
    let mut cases: Vec<_> = (1..=4).map(Case::new).collect();
    for (case, connector) in cases.iter_mut().zip(["gmao", "gmao", "finances"]) {
        case.connector = Some(id(connector));
    }
    cases.iter_mut().for_each(|case| case.record(store));
    assert_eq!(in_use(), [id("finances"), id("gmao")]);
    cases[0].alter(store, |request| request.closed_at = Some(minute(5)));
    assert_eq!(in_use(), [id("finances"), id("gmao")]);
    cases[1].alter(store, |request| request.closed_at = Some(minute(5)));
    assert_eq!(in_use(), [id("finances")]);
    cases[0].alter(store, |request| request.closed_at = None);
    assert_eq!(in_use(), [id("finances"), id("gmao")]);
}

pub(crate) fn changes_are_asked_for_by_one_at_a_time_from_where_the_last_one_was(store: &dyn Store) {
    let asked = || read(store, |reading| reading.asked_changes(&id("gmao"))).unwrap();
    assert_eq!(asked(), None);
    let mut first = lease(store, 0, 7).unwrap();
    assert_eq!((first.cursor.as_deref(), first.due), (None, minute(2)));
    assert_eq!(lease(store, 1, 8), None, "it is leased");
    let second = lease(store, 2, 9).unwrap();
    first.cursor = Some("de trop".to_owned());
    let moved = |asked: &AskedChanges, token, until: Option<i64>| {
        write(store, |writing| writing.move_changes(asked, token, until.map(minute))).unwrap()
    };
    assert!(!moved(&first, 7, None), "its lease is over");
    assert_eq!(asked().unwrap().cursor, None);
    let validators = Validators { etag: None, last_modified: Some("hier".to_owned()) };
    let known = Some(KnownAnswer { validators, basis: Sha256([3; 32]) });
    let (cursor, asked_at, moved_at) = (Some("12".to_owned()), Some(minute(3)), Some(minute(2)));
    let after = AskedChanges { cursor, due: minute(15), known, asked_at, moved_at, ..second };
    assert!(moved(&after, 9, Some(4)));
    assert_eq!((asked().unwrap().cursor, asked().unwrap().due), (after.cursor.clone(), minute(4)));
    assert_eq!(lease(store, 3, 10), None, "the same one goes on");
    let ended = AskedChanges { last_failure: Some("timeout".to_owned()), ..after };
    assert!(moved(&ended, 9, None));
    assert!(!moved(&ended, 9, None), "it was ended");
    assert_eq!((asked(), lease(store, 14, 11)), (Some(ended.clone()), None));
    assert_eq!(read(store, |reading| reading.all_asked_changes()).unwrap(), [ended]);
    assert_eq!(lease(store, 15, 12).unwrap().cursor.as_deref(), Some("12"));
}

pub(crate) fn an_answer_is_awaited_until_the_call_has_ended(store: &dyn Store) {
    let awaited = |connector| read(store, |reading| reading.awaits_an_answer(&id(connector))).unwrap();
    let sent: Outgoing = call(1, minute(0));
    Case::new(1).send(store, &[sent]);
    assert_eq!([awaited("gmao"), awaited("finances")], [true, false]);
    let lease = Lease { now: minute(0), until: minute(2), token: 7 };
    write(store, |writing| writing.lease("connector:gmao", &lease, 1)).unwrap();
    write(store, |writing| writing.settle(identifier(1), 7, &Settlement::Sent, None)).unwrap();
    assert!(!awaited("gmao"));
}
