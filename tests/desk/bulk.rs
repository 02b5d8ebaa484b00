//! One command on many requests.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::common::{FR, Letterbox, TestClock, TownHall, code, host, town, values};
use grc::engine::{Bulk, BulkAssignment, BulkCommand, BulkComment, BulkRequests, BulkTags, BulkTransition};
use grc::request::RequestId;
use grc::store::SqliteStore;
use grc::{Actor, Engine, ErrorCode, Input, RequestQuery, Sources};
use serde_json::json;

fn take() -> BulkCommand {
    BulkCommand::Act(BulkTransition {
        transition: grc::definition::Name("prendre".to_owned()),
        values: values(json!({})),
    })
}

fn bulk(requests: BulkRequests, command: BulkCommand) -> Bulk {
    Bulk { requests, command, limit: None, after: None, idempotency_key: None }
}

fn to_treat() -> BulkRequests {
    let status = Some(grc::definition::Name("a_traiter".to_owned()));
    BulkRequests::Query(Box::new(RequestQuery { status, ..RequestQuery::default() }))
}

#[test]
fn each_request_has_its_own_outcome() {
    let town_hall = TownHall::open();
    let (camille, bruno) = (Actor::applicant("camille"), Actor::agent("bruno"));
    let [fresh, taken, elsewhere] = [0; 3].map(|_| town_hall.file(&camille).id);
    town_hall.engine.act(&bruno, taken, "prendre", Input::none()).unwrap();
    let service = Some(grc::definition::Id("voirie".to_owned()));
    town_hall.engine.assign(&Actor::agent("alice"), elsewhere, service, None, Input::none()).unwrap();
    let absent: RequestId = serde_json::from_value(json!("019cad70-0000-7000-8000-000000000000")).unwrap();
    let ids = BulkRequests::Ids(vec![taken, fresh, absent, elsewhere, fresh]);
    let report = town_hall.engine.bulk(&bruno, &bulk(ids, take())).unwrap();
    let told: Vec<_> = report
        .outcomes
        .iter()
        .map(|one| {
            (
                one.request,
                one.outcome.as_ref().map(|acted| acted.status.to_string()).map_err(grc::Error::code),
            )
        })
        .collect();
    let expected = [
        (taken, Err(ErrorCode::TransitionNotOffered)),
        (fresh, Ok("en_cours".to_owned())),
        (absent, Err(ErrorCode::NotFound)),
        (elsewhere, Err(ErrorCode::Forbidden)),
    ];
    assert_eq!(told, expected);
    assert_eq!(report.next, None);
    assert_eq!(town_hall.seen(fresh).status.to_string(), "en_cours");
}

#[test]
fn a_list_is_followed_part_by_part_to_its_end() {
    assert_eq!(commented(1_100, 600), [600, 500]);
}

#[test]
#[ignore = "takes a quarter of a minute: make bulk"]
fn ten_thousand_requests_are_handled_in_ten_calls() {
    assert_eq!(commented(10_000, 1_000), [1_000; 10]);
}

/// Files requests, comments on each, and gives how many each call handled.
fn commented(requests: usize, limit: usize) -> Vec<usize> {
    let (clock, letters) = (TestClock::at(crate::common::MORNING), Letterbox::default());
    let store = Arc::new(SqliteStore::open(":memory:").unwrap());
    let engine = Engine::on(store, host(&clock, &letters, 1));
    engine.publish(&Actor::System, &Sources::from_value(town::catalogue())).unwrap();
    for _ in 0..requests {
        engine.submit(&Actor::applicant("camille"), town::submission()).unwrap();
    }
    let command = BulkCommand::Comment(BulkComment { text: "Vu".to_owned(), visible: false });
    let list = BulkRequests::Query(Box::default());
    let mut call = Bulk { limit: Some(limit), ..bulk(list, command) };
    let (mut seen, mut calls) = (BTreeSet::new(), Vec::new());
    loop {
        let report = engine.bulk(&Actor::System, &call).unwrap();
        calls.push(report.outcomes.len());
        for one in &report.outcomes {
            one.outcome.as_ref().unwrap();
            assert!(seen.insert(one.request), "a request came twice");
        }
        call.after = report.next;
        if call.after.is_none() {
            assert_eq!(seen.len(), requests);
            return calls;
        }
    }
}

#[test]
fn a_list_whose_requests_leave_it_on_the_way_is_followed_without_a_gap() {
    let town_hall = TownHall::open();
    let filed: BTreeSet<_> = (0..7).map(|_| town_hall.file(&Actor::applicant("camille")).id).collect();
    let mut call = Bulk { limit: Some(3), ..bulk(to_treat(), take()) };
    let mut done = BTreeSet::new();
    for expected in [3, 3, 1] {
        let report = town_hall.engine.bulk(&Actor::agent("bruno"), &call).unwrap();
        assert_eq!(report.outcomes.len(), expected);
        done.extend(report.outcomes.iter().filter(|one| one.outcome.is_ok()).map(|one| one.request));
        call.after = report.next;
    }
    assert_eq!((call.after, done), (None, filed));
}

#[test]
fn a_call_repeated_with_its_key_does_each_request_once() {
    let town_hall = TownHall::open();
    let ids: Vec<_> = (0..4).map(|_| town_hall.file(&Actor::applicant("camille")).id).collect();
    let comment = BulkCommand::Comment(BulkComment { text: "Vu".to_owned(), visible: false });
    let call = |ids: &[RequestId]| {
        let requests = BulkRequests::Ids(ids.to_vec());
        let call = Bulk { idempotency_key: Some("clé".to_owned()), ..bulk(requests, comment.clone()) };
        town_hall.engine.bulk(&Actor::agent("bruno"), &call).unwrap()
    };
    // The first call was cut short after two requests.
    call(&ids[..2]);
    let whole = call(&ids);
    assert_eq!(call(&ids), whole);
    for id in ids {
        let lines = town_hall.engine.history(&Actor::System, id, FR).unwrap();
        assert_eq!(lines.iter().filter(|line| line.text.contains("Vu")).count(), 1);
    }
}

#[test]
fn many_requests_are_tagged_and_no_longer_tagged_at_once() {
    let town_hall = TownHall::open();
    let ids: Vec<_> = (0..3).map(|_| town_hall.file(&Actor::applicant("camille")).id).collect();
    let tell = |command: BulkCommand| {
        let report = town_hall.engine.bulk(&Actor::agent("bruno"), &bulk(to_treat(), command)).unwrap();
        report.outcomes.into_iter().map(|one| one.outcome.map_err(|error| error.code())).collect::<Vec<_>>()
    };
    let tags = |id: RequestId| town_hall.seen(id).tags.iter().map(ToString::to_string).collect::<Vec<_>>();
    let tagged = |texts: &[&str]| BulkTags { tags: texts.iter().map(|text| (*text).to_owned()).collect() };
    assert!(tell(BulkCommand::Tag(tagged(&["Été 2026", "urgent"]))).iter().all(Result::is_ok));
    assert!(ids.iter().all(|id| tags(*id) == ["ete-2026", "urgent"]));
    assert!(tell(BulkCommand::Untag(tagged(&["urgent", "absente"]))).iter().all(Result::is_ok));
    assert!(ids.iter().all(|id| tags(*id) == ["ete-2026"]));
    assert_eq!(tell(BulkCommand::Tag(tagged(&["!"]))), [(); 3].map(|()| Err(ErrorCode::InvalidInput)));
}

#[test]
fn too_many_requests_and_those_who_may_not_are_refused_at_once() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&Actor::applicant("camille")).id;
    let engine = &town_hall.engine;
    let command = BulkCommand::Assign(BulkAssignment { service: None, agent: Some("bruno".to_owned()) });
    let many = bulk(BulkRequests::Ids(vec![id; 1001]), command.clone());
    let refused = engine.bulk(&Actor::agent("bruno"), &many).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (ErrorCode::InvalidInput, Some("/requests/ids")));
    for limit in [0, 1001] {
        let call = Bulk { limit: Some(limit), ..bulk(to_treat(), command.clone()) };
        let refused = engine.bulk(&Actor::agent("bruno"), &call).unwrap_err();
        assert_eq!((refused.code(), refused.path()), (ErrorCode::InvalidInput, Some("/limit")));
    }
    for actor in [Actor::applicant("camille"), Actor::Connector("gmao".to_owned())] {
        assert_eq!(code(engine.bulk(&actor, &bulk(to_treat(), command.clone()))), ErrorCode::Forbidden);
    }
    assert_eq!(town_hall.seen(id).agent, None);
    let assigned = engine.bulk(&Actor::agent("bruno"), &bulk(to_treat(), command)).unwrap();
    assert_eq!(assigned.outcomes.len(), 1);
    assert_eq!(town_hall.seen(id).agent.as_deref(), Some("bruno"));
}
