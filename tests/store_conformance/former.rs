//! Requests taken over from former systems.

use grc::request::{Former, RequestId, Values};
use grc::store::{Page, RequestFilter, Store, read, write};

use crate::samples::{Case, identifier};

fn former(number: u64, source: &str, reference: &str) -> Case {
    let former = Former { kept: Values::new(), reference: reference.to_owned(), source: source.to_owned() };
    Case::new(number).with(|request| request.former = Some(former))
}

fn known(store: &dyn Store, source: Option<&str>, reference: &str, most: usize) -> Vec<RequestId> {
    let mut found = read(store, |reading| reading.taken_over(source, reference, most)).unwrap();
    found.sort();
    found
}

pub(crate) fn a_request_taken_over_is_known_by_what_it_was_called(store: &dyn Store) {
    former(1, "ancien", "A-1").record(store);
    former(2, "autre", "A-1").record(store);
    former(3, "ancien", "A-2").record(store);
    Case::new(4).record(store);
    let [first, second] = [1, 2].map(identifier::<RequestId>);
    assert_eq!(known(store, Some("ancien"), "A-1", 9), [first]);
    assert_eq!(known(store, None, "A-1", 9), [first, second]);
    assert_eq!(known(store, None, "A-1", 1).len(), 1);
    assert_eq!(known(store, Some("autre"), "A-2", 9), []);
    let filter = RequestFilter { former_reference: Some("A-1".to_owned()), ..RequestFilter::default() };
    let listed = |words: &[&str]| {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let filter = RequestFilter { words, ..filter.clone() };
        let page = Page { limit: 9, after: None };
        let rows = read(store, |reading| reading.requests(&filter, &page)).unwrap();
        rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
    };
    assert_eq!(listed(&[]), [second, first]);
    assert_eq!(listed(&["lefev"]), [second, first]);
    assert_eq!(listed(&["personne"]), []);
}

pub(crate) fn two_requests_never_have_one_name_in_one_former_system(store: &dyn Store) {
    former(1, "ancien", "A-1").record(store);
    let again = write(store, |writing| former(2, "ancien", "A-1").go_on(writing, &[], |_| ()).map(drop));
    assert!(again.is_err());
    assert_eq!(known(store, None, "A-1", 9), [identifier::<RequestId>(1)]);
}
