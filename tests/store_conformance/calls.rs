//! Calls that come before their request.

use grc::request::RequestId;
use grc::store::{Backlog, CallKind, FoundCall, KeptCall, Page, Store, read, write};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::samples::{Case, id, minute};

fn keep(store: &dyn Store, connector: &str, named: &str, at: i64) {
    let call = KeptCall {
        kind: CallKind::Call,
        request: None,
        connector: id(connector),
        call: format!("m-{at}"),
        named: named.to_owned(),
        body: json!({"de": named, "a": at}),
        at: minute(at),
        expires_at: minute(at + 30),
    };
    write(store, |writing| writing.keep_call(&call)).unwrap();
}

fn found(store: &dyn Store, request: Option<RequestId>, limit: usize) -> Vec<FoundCall> {
    read(store, |reading| reading.found_calls(request, limit)).unwrap()
}

fn bodies(found: Vec<FoundCall>) -> Vec<Value> {
    found.into_iter().map(|call| call.body).collect()
}

pub(crate) fn a_call_waits_until_its_request_is_recorded(store: &dyn Store) {
    let mut case = Case::new(1);
    let (request, reference) = (case.request.id, case.request.reference.clone());
    keep(store, "gmao", "T-1", 2);
    keep(store, "gmao", &reference, 3);
    keep(store, "paiement", "T-1", 4);
    keep(store, "gmao", "T-1", 5);
    keep(store, "gmao", &request.to_string(), 6);
    keep(store, "gmao", "T-2", 7);
    assert_eq!(found(store, None, 9), []);
    assert_eq!(read(store, |reading| reading.next_due()).unwrap(), Some(minute(32)));
    // Requests of other applications, or of none, have the same names.
    let mut other = Case::new(2);
    other.connector = Some(id("finances"));
    other.request.external_id = Some("T-1".to_owned());
    other.record(store);
    Case::new(3).with(|request| request.external_id = Some("T-1".to_owned())).record(store);
    assert_eq!(found(store, None, 9), []);
    case.connector = Some(id("gmao"));
    case.record(store);
    let by_name = [json!({"de": reference, "a": 3}), json!({"de": request.to_string(), "a": 6})];
    assert_eq!(bodies(found(store, None, 9)), by_name);
    case.alter(store, |request| request.external_id = Some("T-1".to_owned()));
    let in_order =
        [json!({"de": "T-1", "a": 2}), by_name[0].clone(), json!({"de": "T-1", "a": 5}), by_name[1].clone()];
    assert_eq!(bodies(found(store, None, 9)), in_order);
    assert_eq!(bodies(found(store, None, 1)), in_order[..1]);
    assert_eq!(bodies(found(store, Some(request), 9)), in_order);
    assert_eq!(found(store, Some(other.request.id), 9), []);
    assert_eq!(read(store, |reading| reading.next_due()).unwrap(), Some(minute(2)), "at once");
    let first = found(store, None, 1)[0].key;
    let remove = || write(store, |writing| writing.remove_call(first)).unwrap();
    assert_eq!([remove(), remove()], [true, false]);
    assert_eq!(bodies(found(store, None, 9)), in_order[1..]);
}

pub(crate) fn calls_that_wait_are_listed_in_pages_and_counted_by_connector(store: &dyn Store) {
    for at in 0..5 {
        keep(store, "gmao", "T-1", at);
    }
    keep(store, "paiement", "P-1", 5);
    let page = |connector: Option<&str>, limit, after: Option<i64>| {
        let page = Page { limit, after: after.map(|key| (key, Uuid::nil())) };
        read(store, |reading| reading.waiting_calls(connector.map(id).as_ref(), &page)).unwrap()
    };
    let all = page(None, 9, None);
    assert_eq!(
        all.iter().map(|call| call.call.as_str()).collect::<Vec<_>>(),
        ["m-0", "m-1", "m-2", "m-3", "m-4", "m-5"]
    );
    assert_eq!((all[5].connector.as_str(), all[5].named.as_str()), ("paiement", "P-1"));
    assert_eq!((all[5].at, all[5].expires_at), (minute(5), minute(35)));
    assert_eq!(page(Some("gmao"), 2, Some(all[1].key)), all[2..4]);
    assert_eq!(page(Some("paiement"), 9, None), all[5..]);
    let backlog = |connector: &str| read(store, |reading| reading.backlog(&id(connector))).unwrap();
    assert_eq!(backlog("gmao"), Backlog { calls: 5, bytes: all[..5].iter().map(|call| call.bytes).sum() });
    assert_eq!(all[5].bytes, json!({"de": "P-1", "a": 5}).to_string().len() as u64);
    assert_eq!(backlog("finances"), Backlog::default());
    // What is found waits no more.
    let mut case = Case::new(1).with(|request| request.external_id = Some("P-1".to_owned()));
    case.connector = Some(id("paiement"));
    case.record(store);
    assert_eq!((page(Some("paiement"), 9, None), backlog("paiement")), (vec![], Backlog::default()));
}

pub(crate) fn a_call_that_nothing_came_for_is_forgotten_at_its_end(store: &dyn Store) {
    keep(store, "gmao", "T-1", 0);
    keep(store, "gmao", "T-2", 1);
    keep(store, "gmao", "T-3", 2);
    let known = |number, external: &str| {
        let external = external.to_owned();
        let mut case = Case::new(number).with(|request| request.external_id = Some(external));
        case.connector = Some(id("gmao"));
        case.record(store);
    };
    known(1, "T-1");
    let forget = |at| write(store, |writing| writing.remove_expired_calls(minute(at))).unwrap();
    assert_eq!([forget(30), forget(31), forget(31)], [0, 1, 0], "what is found is not forgotten");
    known(2, "T-2");
    assert_eq!(bodies(found(store, None, 9)), [json!({"de": "T-1", "a": 0})]);
}
