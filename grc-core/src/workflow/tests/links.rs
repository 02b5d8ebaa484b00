//! Requests that create others, and ties between requests.

use super::*;
use crate::definition::{LinkKind, State};
use crate::request::{EventContent, Link, LinkNews, OutgoingContent};
use crate::workflow::fold;

/// A circuit that creates a request for each unit of the amount asked, and waits for them.
fn circuit() -> Json {
    json!({
        "id": "c", "initial": "recue",
        "data": {"fields": [{"id": "noms", "type": "text", "label": "Noms"}]},
        "statuses": {
            "recue": {"label": "Reçue", "state": "new", "transitions": [
                {"id": "lancer", "label": "Lancer", "to": "en_attente", "by": ["agent"]},
                {"id": "suivre", "to": "close", "on": "main:closed", "when": "answers.montant < 100"}]},
            "en_attente": {"label": "En attente", "state": "on_hold",
                "on_enter": [{"create_request": {"procedure": "aide", "scenario": "en-ligne",
                    "for_each": "[1, 2, 3]", "when": "item <= answers.montant",
                    "answers": {"montant": "=item", "urgent": true}}}],
                "transitions": [{"id": "finir", "to": "close", "on": "linked:closed"}]},
            "close": {"label": "Close", "state": "done", "outcome": "granted"}
        }
    })
}

fn other(desk: &Desk<'_>, number: u128) -> Request {
    let mut other = desk.submit(json!({"montant": 1}));
    other.id = RequestId(Uuid::from_u128(number));
    other.reference = format!("2026-{number:06}");
    desk.others.borrow_mut().push(other.clone());
    other
}

fn link(kind: LinkKind, to: &Request) -> Command {
    Command::Link { kind, to: to.reference.clone() }
}

#[test]
fn an_element_of_the_list_creates_a_request_when_its_condition_holds() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 2}));
    let decision = desk.decide(&request, &Actor::agent("lea"), perform("lancer", json!({}))).unwrap();
    let created: Vec<_> = decision
        .outgoing
        .iter()
        .filter_map(|one| match &one.content {
            OutgoingContent::CreateRequest(creation) => Some(Json::Object(creation.answers.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(created, [json!({"montant": 1, "urgent": true}), json!({"montant": 2, "urgent": true})]);
    assert_eq!(decision.request.links.awaited.len(), 2);
    assert_eq!(decision.request.status.as_str(), "en_attente", "what is to be created is waited for");
}

#[test]
fn a_parent_waits_for_what_could_not_be_created_until_the_task_of_it_ends() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 1}));
    let request = desk.after(&request, &Actor::agent("lea"), perform("lancer", json!({})));
    let failed = Command::CreationFailed {
        message: request.links.awaited[0].message,
        procedure: Id("aide".into()),
        reason: "invalid_answers".into(),
    };
    let request = desk.after(&request, &Actor::System, failed);
    assert_eq!(request.status.as_str(), "en_attente");
    let done = Command::Task(task(&request, "demande_liee_a_creer"), TaskCommand::Complete(Values::new()));
    assert_eq!(desk.after(&request, &Actor::agent("lea"), done).status.as_str(), "close");
}

#[test]
fn ties_are_told_to_both_requests_and_are_what_their_events_say() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 1}));
    let main = other(&desk, 7);
    let decision = desk.decide(&filed.request, &Actor::System, link(LinkKind::DuplicateOf, &main)).unwrap();
    let [counterpart] = &decision.counterparts[..] else { panic!("one other request is told") };
    assert_eq!(counterpart.request, main.id);
    let expected = Link {
        closed: false,
        kind: LinkKind::HasDuplicate,
        outcome: None,
        reference: filed.request.reference.clone(),
        request: filed.request.id,
    };
    assert_eq!(counterpart.content, EventContent::Linked(expected));
    let history: Vec<_> = filed.events.iter().chain(&decision.events).cloned().collect();
    assert_eq!(fold(&history), Some(decision.request.clone()));
    let again = desk.decide(&decision.request, &Actor::System, link(LinkKind::DuplicateOf, &main)).unwrap();
    assert!(again.events.is_empty() && again.counterparts.is_empty());
}

#[test]
fn what_is_closed_is_told_to_parents_and_duplicates_alone() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let mut request = desk.submit(json!({"montant": 0}));
    let others: Vec<Request> = (7..12).map(|number| other(&desk, number)).collect();
    let kinds = [LinkKind::Parent, LinkKind::HasDuplicate, LinkKind::Child, LinkKind::Related];
    for (kind, other) in kinds.into_iter().zip(&others) {
        request = desk.after(&request, &Actor::System, link(kind, other));
    }
    let heard = Command::Heard { from: others[2].id, state: State::Done, outcome: None, follow: true };
    request = desk.after(&request, &Actor::System, heard);
    let decision = desk.decide(&request, &Actor::agent("lea"), perform("lancer", json!({}))).unwrap();
    assert_eq!(decision.request.status.as_str(), "close");
    let told: Vec<_> = decision
        .outgoing
        .iter()
        .filter_map(|one| match &one.content {
            OutgoingContent::TellLinked(LinkNews { to, state: State::Done, .. }) => Some(*to),
            _ => None,
        })
        .collect();
    assert_eq!(told, [others[0].id, others[1].id]);
}

#[test]
fn news_of_a_request_that_is_no_longer_tied_change_nothing() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 1}));
    let main = other(&desk, 7);
    let heard = || Command::Heard { from: main.id, state: State::Done, outcome: None, follow: true };
    assert!(desk.decide(&request, &Actor::System, heard()).unwrap().events.is_empty());
    let tied = desk.after(&request, &Actor::System, link(LinkKind::DuplicateOf, &main));
    // The negative control: tied, it follows.
    assert_eq!(desk.after(&tied, &Actor::System, heard()).status.as_str(), "close");
    let unlink = Command::Unlink { kind: LinkKind::DuplicateOf, to: main.reference.clone() };
    let untied = desk.after(&tied, &Actor::System, unlink);
    assert!(desk.decide(&untied, &Actor::System, heard()).unwrap().events.is_empty());
}

#[test]
fn a_duplicate_that_cannot_follow_calls_a_person() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 1}));
    let main = other(&desk, 7);
    let tied = desk.after(&request, &Actor::System, link(LinkKind::DuplicateOf, &main));
    let heard = Command::Heard { from: main.id, state: State::Done, outcome: None, follow: false };
    let left = desk.after(&tied, &Actor::System, heard);
    assert_eq!(left.status.as_str(), "recue");
    task(&left, "demande_liee_sans_suite");
    assert!(left.links.main_is_closed());
    // It does not stand in the way of what people do then.
    let taken = desk.after(&left, &Actor::agent("lea"), perform("lancer", json!({})));
    assert_eq!(taken.status.as_str(), "en_attente");
}

#[test]
fn a_list_that_creates_too_many_requests_is_refused() {
    let mut circuit = circuit();
    let creation = &mut circuit["statuses"]["en_attente"]["on_enter"][0]["create_request"];
    creation["for_each"] = json!(format!("[{}]", vec!["1"; 101].join(", ")));
    let process = process(circuit, json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 1}));
    let code = desk.code(&request, &Actor::agent("lea"), perform("lancer", json!({})));
    assert_eq!(code, "too_many_created");
}
