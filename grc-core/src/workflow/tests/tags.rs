//! Tags, and messages that actions write.

use super::*;
use crate::request::OutgoingContent;

fn tag(tags: &[&str]) -> Command {
    Command::Tag(tags.iter().map(|tag| (*tag).to_owned()).collect())
}

fn untag(tags: &[&str]) -> Command {
    Command::Untag(tags.iter().map(|tag| (*tag).to_owned()).collect())
}

fn tags(request: &Request) -> Vec<&str> {
    request.tags.iter().map(Id::as_str).collect()
}

#[test]
fn agents_put_tags_on_a_request_and_take_them_off() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let lea = Actor::agent("lea");
    let request = desk.after(&request, &lea, tag(&["Très urgent", "a_revoir", "L'élu d’astreinte"]));
    assert_eq!(tags(&request), ["a_revoir", "elu-astreinte", "tres-urgent"]);
    let again = desk.decide(&request, &lea, tag(&["TRES  URGENT"])).unwrap();
    assert!(again.events.is_empty(), "a tag is put once");
    let request = desk.after(&request, &lea, untag(&["tres-urgent", "absente"]));
    assert_eq!(tags(&request), ["a_revoir", "elu-astreinte"]);
}

#[test]
fn who_does_not_process_a_request_tags_nothing() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    for (actor, code) in
        [(usager(), "forbidden"), (Actor::agent("remi"), "forbidden"), (Actor::agent("nora"), "not_found")]
    {
        assert_eq!(desk.code(&request, &actor, tag(&["x"])), code);
        assert_eq!(desk.code(&request, &actor, untag(&["x"])), code);
    }
}

#[test]
fn a_text_without_words_is_no_tag_and_tags_are_counted() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let refused = desk.decide(&request, &Actor::System, tag(&["bon", "…"])).unwrap_err();
    assert_eq!((refused.code().name(), refused.path()), ("invalid_input", Some("/tags/1")));
    assert_eq!(desk.code(&request, &Actor::System, tag(&[&"x".repeat(65)])), "invalid_input");
    let many: Vec<String> = (0..50).map(|number| format!("n{number}")).collect();
    let full = desk.after(&request, &Actor::System, Command::Tag(many));
    assert_eq!(desk.code(&full, &Actor::System, tag(&["une-de-plus"])), "invalid_input");
    assert!(desk.decide(&full, &Actor::System, tag(&["n7"])).unwrap().events.is_empty());
}

#[test]
fn a_circuit_tags_notifies_and_reads_its_tags() {
    let mut circuit = full_circuit();
    circuit["statuses"]["recue"]["on_enter"] = json!([{"tag": ["a_lire", "nouvelle"]}]);
    circuit["statuses"]["en_instruction"]["on_enter"] = json!([
        {"untag": ["a_lire"]},
        {"notify": {"to": ["service"], "subject": "Vue : {{ request.reference }}", "body": "{{ 'nouvelle' in request.tags }}",
            "when": "'nouvelle' in request.tags"}},
        {"notify": {"kind": "closure", "to": ["applicant"], "subject": "Jamais", "body": "B", "when": "'a_lire' in request.tags"}}
    ]);
    let process = process(circuit, json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    assert_eq!(tags(&request), ["a_lire", "nouvelle"]);
    let decision = desk.decide(&request, &Actor::agent("lea"), perform("prendre", json!({}))).unwrap();
    assert_eq!(tags(&decision.request), ["nouvelle"]);
    let sent: Vec<_> = decision
        .outgoing
        .iter()
        .filter_map(|outgoing| match &outgoing.content {
            OutgoingContent::Message(message) => Some((message.to[0].as_str(), message.subject.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(sent, [("accueil@exemple.fr", "Vue : 2026-000001")]);
}

#[test]
fn the_text_of_a_notification_is_checked_where_it_stands() {
    let mut circuit = full_circuit();
    circuit["statuses"]["en_instruction"]["transitions"][2]["actions"] = json!([
        {"notify": {"to": ["applicant"], "subject": "S", "body": "{{ input.pieces }}"}},
        {"notify": {"to": ["applicnt"], "subject": "S", "body": "{{ input.piece }}"}},
        {"notify": {"to": ["applicant"], "template": "@absent"}}
    ]);
    let at = "/procedures/0/scenarios/0/workflow/statuses/en_instruction/transitions/2/actions";
    let found: Vec<_> =
        codes(&catalogue(circuit, json!([]))).into_iter().map(|code| code.replace(at, "")).collect();
    assert_eq!(
        found,
        [
            "/1/notify/to/0 definition.recipient",
            "/1/notify/body expression.unknown_member",
            "/2/notify/template definition.unknown_reference"
        ]
    );
}
