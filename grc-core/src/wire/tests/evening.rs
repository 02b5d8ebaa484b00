//! The end of the day: a procedure on which another person, the host and a business application have their say.

use serde_json::{Value as Json, json};

/// HMAC-SHA-256 of [`CALL`] under the secret `un secret`, by another program.
const SIGNATURE: &str = "bdf3788974f60017b7c3a6e9ab5ea4fc0e27e428ddefa26bd8149f0573ee80c8";

/// What the business application says of the third request of the year.
const CALL: &str = r#"{"ref":"2026-000003"}"#;

fn catalogue() -> Json {
    let choice = json!({"id": "suite", "type": "choice", "label": "Suite", "options": [
        {"value": "accord", "label": "Accord"}, {"value": "refus", "label": "Refus"}]});
    let workflow = json!({"id": "circuit", "initial": "recue", "statuses": {
        "recue": {"label": "Reçue", "state": "new", "transitions": [
            {"id": "instruire", "to": "accord_attendu", "by": ["agent"], "form": {"fields": [choice]}}]},
        "accord_attendu": {"label": "Accord attendu", "state": "in_progress", "transitions": [
            {"id": "accorder", "label": "Donner mon accord", "to": "paiement_attendu", "by": ["party:parent"]}]},
        "paiement_attendu": {"label": "Paiement attendu", "state": "in_progress", "transitions": [
            {"id": "payer", "to": "travaux", "on": "signal:paye"}]},
        "travaux": {"label": "Travaux", "state": "in_progress", "transitions": [
            {"id": "finir", "to": "finie", "on": "signal:fini"}]},
        "finie": {"label": "Finie", "state": "done", "outcome": "granted"}
    }});
    let letter = json!({"kind": "follow_up", "on": "status:accord_attendu", "to": ["party:parent"],
        "channels": ["letter"], "subject": "Votre accord", "body": "{{ request.confirmation_code }}"});
    json!({
        "services": [{"id": "vie-associative", "title": "Vie associative", "email": "vie@mairie.exemple.fr"}],
        "connectors": [{"id": "relais", "base_url": "https://relais.exemple.fr/api", "webhook": {
            "scheme": {"hmac": {"header": "X-Signature"}}, "secret": "relais", "request": "=signal.ref",
            "rules": [{"when": "signal.ref != ''", "emit": "fini"}]}}],
        "procedures": [{"id": "elagage", "title": "Élagage", "service": "vie-associative", "scenarios": [{
            "id": "relayer", "kind": "api", "title": "Relayer", "connector": "@relais",
            "applicant": {"identity": "none"},
            "form": {"fields": [{"id": "objet", "type": "text", "label": "Objet"}]},
            "parties": [{"role": "parent", "label": "Parent", "name": "Nadia", "address": "1 rue du Puits\n14000 Caen"}],
            "communications": [letter], "workflow": workflow}]}]
    })
}

/// What each operation that the rest of the day had no use for is asked.
pub(super) fn evening(ask: &mut impl FnMut(&'static str, Json) -> Json) {
    let system = json!({"kind": "system"});
    let agent = json!({"kind": "agent", "id": "paul"});
    let camille = json!({"kind": "applicant", "id": "camille"});
    ask("publish", json!({"actor": system, "catalogue": catalogue()}));
    let applicant = json!({"audience": "citizen", "last_name": "Moreau"});
    let receipt = ask(
        "submit",
        json!({"actor": camille, "procedure": "elagage", "scenario": "relayer", "applicant": applicant,
            "answers": {"objet": "Un tilleul"}}),
    );
    assert_eq!(receipt["reference"], "2026-000003");
    let (id, reference) = (&receipt["id"], &receipt["reference"]);
    let typed =
        json!({"actor": agent, "request": id, "transition": "instruire", "field": "/suite", "text": "acc"});
    assert_eq!(ask("offer_options", typed)["options"][0]["value"], "accord");
    ask(
        "act",
        json!({"actor": agent, "request": id, "transition": "instruire", "values": {"suite": "accord"}}),
    );
    let letters = ask("claim_messages", json!({"actor": system, "query": {"endpoints": ["letter"]}}));
    let code = &letters["messages"][0]["message"]["body"];
    let visitor = json!({"kind": "applicant", "id": "nadia"});
    let asked = json!({"actor": visitor, "reference": reference, "code": code});
    let shown = ask("confirmation", asked.clone());
    assert!(shown.to_string().contains("Donner mon accord"), "{shown}");
    let mut confirmed = asked;
    confirmed["transition"] = json!("accorder");
    ask("confirm", confirmed);
    let paid = ask("signal", json!({"actor": system, "request": id, "name": "paye"}));
    assert_eq!(paid["status"], "travaux");
    let received =
        ask("receive", json!({"connector": "relais", "headers": [["X-Signature", SIGNATURE]], "body": CALL}));
    assert_eq!(&received["request"], id);
}
