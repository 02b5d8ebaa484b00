//! Requests one by one, their histories, and numbers about all of them.

use std::collections::BTreeMap;

use grc::ErrorCode;
use grc::definition::State;
use grc::request::history::{ChainedEvent, Head, hexadecimal, verify};
use grc::request::{Request, RequestId, TaskId};
use grc::store::{Change, Figures, RequestKey, Store, read, write};

use crate::samples::{Case, end, id, identifier, minute, name, task};

pub(crate) fn a_request_is_found_by_each_of_its_keys(store: &dyn Store) {
    let mut case = Case::new(1);
    case.connector = Some(id("gmao"));
    case.record(store);
    case.alter(store, |request| request.external_id = Some("T-7".to_owned()));
    Case::new(2).record(store);
    let keys = [
        RequestKey::Id(case.request.id),
        RequestKey::Reference("2026-000001".to_owned()),
        RequestKey::TrackingCode("CODE1".to_owned()),
        RequestKey::External(id("gmao"), "T-7".to_owned()),
    ];
    for key in keys {
        assert_eq!(read(store, |reading| reading.request(&key)), Ok(Some(case.request.clone())));
    }
    let strangers = [
        RequestKey::Id(identifier(9)),
        RequestKey::Reference("CODE1".to_owned()),
        RequestKey::TrackingCode("2026-000001".to_owned()),
        RequestKey::External(id("autre"), "T-7".to_owned()),
    ];
    for key in strangers {
        assert_eq!(read(store, |reading| reading.request(&key)), Ok(None));
    }
}

pub(crate) fn a_history_is_kept_and_holds_together(store: &dyn Store) {
    let mut case = Case::new(1);
    case.record(store);
    case.alter(store, |request| request.status = name("en_cours"));
    case.alter(store, |request| request.agent = Some("samia".to_owned()));
    let id = case.request.id;
    let (history, last) = read(store, |reading| Ok((reading.history(id)?, reading.last_link(id)?))).unwrap();
    assert_eq!(history.iter().map(|event| event.sequence).collect::<Vec<_>>(), [1, 2, 3]);
    assert_eq!(verify(id, &history, None), None);
    assert_eq!(last, Some(history[2].link));
    assert!(history[1].content.as_ref().unwrap().text.ends_with("\"payload\":2}"));
    let stranger = identifier::<RequestId>(9);
    let nothing = read(store, |reading| Ok((reading.history(stranger)?, reading.last_link(stranger)?)));
    assert_eq!(nothing, Ok((vec![], None)));
}

pub(crate) fn what_is_listed_agrees_with_the_request(store: &dyn Store) {
    let mut case = Case::new(1);
    case.connector = Some(id("gmao"));
    case.record(store);
    case.alter(store, |request| request.status = name("en_cours"));
    Case::new(2).record(store);
    let link = read(store, |reading| reading.last_link(case.request.id)).unwrap().unwrap();
    let agrees = |request: &Request, connector: Option<&str>, link| {
        let connector = connector.map(id);
        read(store, |reading| reading.agrees(request, Some(connector.as_ref()), link)).unwrap()
    };
    assert!(agrees(&case.request, Some("gmao"), &link));
    assert!(!agrees(&case.request, None, &link), "another connector");
    assert!(!agrees(&case.request, Some("gmao"), &[0; 32]), "another history");
    let mut other = case.request.clone();
    other.agent = Some("samia".to_owned());
    assert!(!agrees(&other, Some("gmao"), &link), "another agent");
    let mut other = case.request.clone();
    other.tasks.push(crate::samples::task(7, "service-1", None));
    assert!(!agrees(&other, Some("gmao"), &link), "a task that is not there");
    assert!(!agrees(&Case::new(9).request, Some("gmao"), &link), "a request that is not there");
    assert_eq!(read(store, |reading| reading.wrong_totals()), Ok(vec![]));
}

pub(crate) fn an_external_id_is_unique_within_its_connector(store: &dyn Store) {
    let linked = |number, connector: &str| {
        let mut case = Case::new(number).with(|request| request.external_id = Some("T-7".to_owned()));
        case.connector = Some(id(connector));
        case
    };
    linked(1, "gmao").record(store);
    linked(2, "paiement").record(store);
    let mut third = linked(3, "gmao");
    let clash = write(store, |writing| third.clone().go_on(writing, &[], |_| ())).unwrap_err();
    assert_eq!(clash.code(), ErrorCode::ExternalIdTaken);
    third = third.with(|request| request.external_id = None);
    third.record(store);
    let clash = write(store, |writing| {
        third.clone().go_on(writing, &[], |request| request.external_id = Some("T-7".to_owned()))
    });
    assert_eq!(clash.unwrap_err().code(), ErrorCode::ExternalIdTaken);
}

pub(crate) fn two_requests_never_share_a_reference(store: &dyn Store) {
    Case::new(1).record(store);
    let same_reference = Case::new(2).with(|request| request.reference = "2026-000001".to_owned());
    let same_code = Case::new(3).with(|request| request.tracking_code = "CODE1".to_owned());
    for mut case in [same_reference, same_code] {
        assert!(write(store, |writing| case.go_on(writing, &[], |_| ())).is_err());
    }
    assert_eq!(read(store, |reading| reading.heads()).unwrap().len(), 1);
}

pub(crate) fn events_that_do_not_follow_the_history_are_refused(store: &dyn Store) {
    let mut case = Case::new(1);
    case.record(store);
    let mut stale = case.clone();
    case.alter(store, |request| request.status = name("en_cours"));
    let refused = write(store, |writing| stale.go_on(writing, &[], |request| request.status = name("clos")));
    assert!(refused.is_err());
    let kept = read(store, |reading| reading.request(&RequestKey::Id(case.request.id))).unwrap();
    assert_eq!(kept, Some(case.request));
}

pub(crate) fn a_change_of_another_state_than_the_stored_one_is_refused(store: &dyn Store) {
    let mut case = Case::new(1);
    case.record(store);
    let id = case.request.id;
    let first = read(store, |reading| reading.history(id)).unwrap();
    case.alter(store, |request| request.status = name("en_cours"));
    let (kept, events) =
        read(store, |reading| Ok((reading.request(&RequestKey::Id(id))?, reading.history(id)?))).unwrap();
    // Events that would follow, on what was read too early, or not at all.
    let next = ChainedEvent { sequence: 3, ..first[0].clone() };
    let early = Request { sequence: 1, ..case.request.clone() };
    for previous in [None, Some(&early)] {
        let request = &Request { sequence: 3, ..case.request.clone() };
        let change = Change {
            previous,
            request,
            connector: None,
            events: std::slice::from_ref(&next),
            outgoing: &[],
            figures: Figures::default(),
        };
        assert!(write(store, |writing| writing.record(&change)).is_err());
    }
    let unknown = Request { id: identifier(9), ..case.request.clone() };
    let change = Change {
        previous: Some(&unknown),
        request: &unknown,
        connector: None,
        events: &first,
        outgoing: &[],
        figures: Figures::default(),
    };
    assert!(write(store, |writing| writing.record(&change)).is_err(), "a request that is not stored");
    assert_eq!(read(store, |reading| reading.request(&RequestKey::Id(id))), Ok(kept));
    assert_eq!(read(store, |reading| reading.history(id)), Ok(events));
}

pub(crate) fn references_have_no_gap(store: &dyn Store) {
    let next = |series| write(store, |writing| writing.next_reference(series)).unwrap();
    assert_eq!([next("2026"), next("2026"), next("2027"), next("2026")], [1, 2, 1, 3]);
    let both = write(store, |writing| Ok((writing.next_reference("2027")?, writing.next_reference("2027")?)));
    assert_eq!(both, Ok((2, 3)));
}

pub(crate) fn heads_are_the_last_links(store: &dyn Store) {
    let mut later = Case::new(2);
    let mut earlier = Case::new(1);
    later.record(store);
    earlier.record(store);
    earlier.alter(store, |request| request.status = name("en_cours"));
    let heads = read(store, |reading| reading.heads()).unwrap();
    let head = |case: &Case| {
        let link = read(store, |reading| reading.last_link(case.request.id)).unwrap().unwrap();
        Head { request: case.request.id, sequence: case.request.sequence, link: hexadecimal(&link) }
    };
    let expected = [head(&earlier), head(&later)];
    assert_eq!(expected[0].sequence, 2);
    assert_eq!(heads, expected, "in order of request");
}

pub(crate) fn events_have_one_cursor_without_a_gap(store: &dyn Store) {
    let mut cases = [Case::new(1), Case::new(2)];
    for round in 0..3 {
        for case in &mut cases {
            case.alter(store, |request| request.updated_at = minute(round));
            // What is undone takes no place in the order.
            let undone = write(store, |writing| {
                case.clone().go_on(writing, &[], |_| ())?;
                Err::<(), _>(grc::Error::forbidden())
            });
            assert!(undone.is_err());
        }
    }
    let events = read(store, |reading| reading.events_since(0, 100)).unwrap();
    let seen: Vec<_> =
        events.iter().map(|(cursor, request, event)| (*cursor, *request, event.sequence)).collect();
    let [first, second] = cases.map(|case| case.request.id);
    let expected =
        [(1, first, 1), (2, second, 1), (3, first, 2), (4, second, 2), (5, first, 3), (6, second, 3)];
    assert_eq!(seen, expected);
    let part = read(store, |reading| reading.events_since(2, 3)).unwrap();
    assert_eq!(part, events[2..5]);
    assert_eq!(read(store, |reading| reading.events_since(6, 3)), Ok(vec![]));
    assert_eq!(read(store, |reading| reading.events_since(u64::MAX, 3)), Ok(vec![]));
}

pub(crate) fn counts_equal_a_recount(store: &dyn Store) {
    let course = [("a_instruire", State::New), ("en_cours", State::InProgress), ("clos", State::Done)];
    let mut cases: Vec<Case> = (1..=30).map(Case::new).collect();
    for (case, number) in cases.iter_mut().zip(0_usize..) {
        if number % 3 == 0 {
            case.request.procedure = id("signalement-voirie");
        }
        case.record(store);
        for (status, state) in course.into_iter().cycle().take(number % 5) {
            case.alter(store, |request| (request.status, request.state) = (name(status), state));
        }
    }
    let mut recount = BTreeMap::new();
    for Case { request, .. } in &cases {
        let key = (request.procedure.clone(), request.status.clone(), request.state);
        *recount.entry(key).or_insert(0) += 1;
    }
    let counts = read(store, |reading| reading.counts()).unwrap();
    let counts =
        counts.into_iter().map(|count| ((count.procedure, count.status, count.state), count.requests));
    assert_eq!(counts.collect::<BTreeMap<_, _>>(), recount);
}

pub(crate) fn a_task_names_its_request_even_once_ended(store: &dyn Store) {
    let mut case = Case::new(1).with(|request| request.tasks = vec![task(5, "voirie", None)]);
    case.record(store);
    case.alter(store, |request| request.tasks.iter_mut().for_each(end));
    let known = read(store, |reading| reading.request_of_task(identifier::<TaskId>(5)));
    assert_eq!(known, Ok(Some(case.request.id)));
    assert_eq!(read(store, |reading| reading.request_of_task(identifier::<TaskId>(6))), Ok(None));
}
