//! Messages and their occasions.

use super::*;
use crate::definition::Channel;
use crate::request::{Message, OutgoingContent};

fn texts() -> Json {
    json!([
        {"kind": "acknowledgement", "on": "submitted", "to": ["applicant", "service"], "channels": ["email", "letter"],
         "subject": {"fr": "Demande {{ request.reference }}", "en": "Request {{ request.reference }}"},
         "body": {"fr": "Bonjour {{ applicant.name }},\nMontant : {{ answers.montant }}", "en": "Hello {{ applicant.name }}"}},
        {"kind": "follow_up", "on": "status:en_attente", "to": ["applicant", "assignee"], "subject": "Il manque une pièce", "body": "{{ input.pieces }}"},
        {"kind": "follow_up", "on": "state:in_progress", "to": ["suivi@exemple.fr"], "subject": "En cours", "body": "…"},
        {"kind": "closure", "on": "closed", "to": ["applicant"], "when": "request.outcome == 'none'", "subject": "Classée", "body": "Fin"}
    ])
}

fn messages(decision: &Decision) -> Vec<&Message> {
    let contents = decision.outgoing.iter().map(|outgoing| &outgoing.content);
    contents
        .filter_map(|content| match content {
            OutgoingContent::Message(message) => Some(message),
            _ => None,
        })
        .collect()
}

#[test]
fn an_acknowledgement_is_written_with_the_submission() {
    let process = process(full_circuit(), texts());
    let decision = Desk::new(&process).submit_for(martin(), json!({"montant": 1250}));
    let messages = messages(&decision);
    assert_eq!(messages.len(), 2);
    assert_eq!(messages[0].to, ["martin@exemple.fr"]);
    assert_eq!(messages[0].subject, "Demande 2026-000001");
    assert_eq!(messages[0].body, "Bonjour Martin,\nMontant : 1250");
    assert_eq!(messages[0].from.email, "accueil@exemple.fr");
    assert_eq!(messages[1].to, ["accueil@exemple.fr"]);
    assert_eq!(types(&decision)[3..], ["message_queued", "message_queued"]);
}

#[test]
fn an_applicant_is_written_to_in_their_language() {
    let process = process(full_circuit(), texts());
    let applicant = Applicant { language: Some(crate::definition::Language::English), ..martin() };
    let decision = Desk::new(&process).submit_for(applicant, json!({"montant": 1}));
    let messages = messages(&decision);
    assert_eq!(
        (messages[0].subject.as_str(), messages[0].body.as_str()),
        ("Request 2026-000001", "Hello Martin")
    );
    assert_eq!(messages[1].subject, "Demande 2026-000001", "the service reads the town's language");
}

#[test]
fn the_first_channel_that_reaches_is_taken() {
    let process = process(full_circuit(), texts());
    let applicant =
        Applicant { email: None, address: vec!["1 rue du Puits".into(), "14000 Caen".into()], ..martin() };
    let decision = Desk::new(&process).submit_for(applicant, json!({"montant": 1}));
    let letter = messages(&decision)[0];
    assert_eq!(
        (letter.channel, &letter.to[..]),
        (Channel::Letter, &["Martin".to_owned(), "1 rue du Puits".into(), "14000 Caen".into()][..])
    );
}

#[test]
fn someone_who_cannot_be_reached_is_recorded_and_opens_a_task() {
    let process = process(full_circuit(), texts());
    let decision =
        Desk::new(&process).submit_for(Applicant { email: None, ..martin() }, json!({"montant": 1}));
    assert_eq!(types(&decision)[3..], ["message_withheld", "task_opened", "message_queued"]);
    assert!(decision.request.tasks[1].title.starts_with("Message non envoyé"));
    let anonymous = Applicant::anonymous(crate::definition::Audience::Citizen);
    let decision = Desk::new(&process).submit_for(anonymous, json!({"montant": 1}));
    assert_eq!(
        types(&decision)[3..],
        ["message_withheld", "message_queued"],
        "who stays unknown awaits nothing"
    );
}

#[test]
fn each_occasion_has_its_messages_and_no_other() {
    let process = process(full_circuit(), texts());
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let decision = desk.decide(&request, &Actor::agent("lea"), perform("prendre", json!({}))).unwrap();
    assert_eq!(
        messages(&decision).iter().map(|message| &message.to[0][..]).collect::<Vec<_>>(),
        ["suivi@exemple.fr"]
    );
    let decision = desk
        .decide(&decision.request, &Actor::agent("lea"), perform("attendre", json!({"pieces": "le RIB"})))
        .unwrap();
    let sent: Vec<_> =
        messages(&decision).iter().map(|message| (&message.to[0][..], &message.body[..])).collect();
    assert_eq!(sent, [("martin@exemple.fr", "le RIB"), ("lea@exemple.fr", "le RIB")]);
    let decision = desk.decide(&decision.request, &usager(), perform("annuler", json!({}))).unwrap();
    assert_eq!(
        messages(&decision).iter().map(|message| &message.subject[..]).collect::<Vec<_>>(),
        ["Classée"]
    );
}

#[test]
fn a_message_that_cannot_be_written_stops_nothing_and_calls_someone() {
    let process = process(
        full_circuit(),
        json!([{"kind": "acknowledgement", "on": "submitted", "to": ["applicant"], "subject": "S", "body": "{{ 100 / answers.montant }}"}]),
    );
    let decision = Desk::new(&process).submit_for(martin(), json!({"montant": 0}));
    assert_eq!(types(&decision)[3..], ["message_withheld", "task_opened"]);
    assert!(decision.outgoing.is_empty());
}

#[test]
fn a_subject_is_one_line() {
    let process = process(
        full_circuit(),
        json!([{"kind": "acknowledgement", "on": "submitted", "to": ["applicant"], "subject": "A {{ applicant.name }}", "body": "B"}]),
    );
    let applicant = Applicant { last_name: Some("Martin\r\nBcc: x@exemple.fr".into()), ..martin() };
    let decision = Desk::new(&process).submit_for(applicant, json!({"montant": 1}));
    assert_eq!(messages(&decision)[0].subject, "A Martin Bcc: x@exemple.fr");
}
