#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

#[cfg(feature = "sqlite")]
mod day;
#[cfg(feature = "sqlite")]
mod evening;
#[cfg(feature = "sqlite")]
mod recording;
mod schemas;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value as Json, json};

use super::{call, error_json, language_of, operations};
use crate::definition::Language;
use crate::delivery::{Secret, Secrets};
use crate::engine::{Engine, Host};
use crate::error::{Error, ErrorCode, Result};
use crate::store::{Reading, Store, Writing};

/// A store that is never there: an operation that reaches it was well asked.
struct Away;

impl Store for Away {
    fn read(&self, _: &mut dyn FnMut(&dyn Reading) -> Result<()>) -> Result<()> {
        Err(away())
    }

    fn write(&self, _: &mut dyn FnMut(&mut dyn Writing) -> Result<()>) -> Result<()> {
        Err(away())
    }

    fn copy(&self, _: &Path) -> Result<()> {
        Ok(())
    }
}

fn away() -> Error {
    Error::new(ErrorCode::StoreIo, crate::definition::Bilingual::new("absent", "away"))
}

/// Every secret that is asked for.
struct EverySecret;

impl Secrets for EverySecret {
    fn secret(&self, _: &str) -> Option<Secret> {
        Some(Secret::new("un secret"))
    }
}

fn engine() -> Engine {
    Engine::on(Arc::new(Away), Host::new().secrets(EverySecret))
}

/// A whole request of each operation: every member that it may have.
fn whole_requests() -> BTreeMap<&'static str, Json> {
    let system = json!({"kind": "system"});
    let agent = json!({"kind": "agent", "id": "paul"});
    let applicant = json!({"kind": "applicant", "id": "session-1"});
    let id = "01932c07-1f2b-7a3c-9a7e-3f0c6d1b2a34";
    let instant = "2026-03-02T08:00:00.000Z";
    let visitor = json!({"actor": applicant, "audience": "association", "origin": "counter", "answers": {"commune": "ici"},
        "lists": {"creneaux": [{"value": "lundi", "label": "Lundi", "places": 4}]}});
    let person = json!({
        "audience": "citizen", "identity": "contact", "last_name": "Dupont", "first_name": "Léa",
        "organisation": "Les amis", "email": "lea@exemple.fr", "phone": "0612345678",
        "address": ["1 rue Neuve", "29000 Quimper"], "siret": "73282932000074", "rna": "W751000001",
        "identities": [{"provider": "franceconnect", "sub": "abc"}], "language": "en",
    });
    let page = json!({"limit": 10, "after": "AQ"});
    let catalogue = json!({"services": [{"id": "accueil", "title": "Accueil"}]});
    let once = |mut request: Json| {
        let object = request.as_object_mut().unwrap();
        object.insert("actor".into(), agent.clone());
        object.insert("revision".into(), 3.into());
        object.insert("idempotency_key".into(), "clé-1".into());
        request
    };
    let requests = [
        ("version", json!({})),
        ("publish", json!({"actor": system, "catalogue": catalogue})),
        ("check", json!({"catalogue": catalogue})),
        ("withdraw", json!({"actor": system, "procedure": "piscine", "replacement": "mediatheque"})),
        (
            "preview_communications",
            json!({"actor": agent, "query": {"procedure": "piscine", "scenario": "en-ligne", "communication": "recu", "request": id,
                "answers": {"jour": "2026-04-01"}, "data": {"prix": "1.00"}, "input": {"motif": "x"}, "written_in": "en",
                "text": {"which": {"template": "accuse"}, "words": {"subject": "S", "body": {"fr": "B"}, "html": "<p>B</p>"}}}}),
        ),
        (
            "correct_text",
            json!({"actor": agent, "procedure": "piscine", "text": {"communication": {"scenario": "en-ligne", "id": "recu"}},
                "words": {"subject": "S", "body": {"fr": "B"}, "html": "<p>B</p>"}}),
        ),
        ("corrected_texts", json!({"actor": agent, "procedure": "piscine"})),
        (
            "catalogue",
            json!({"visitor": visitor, "filter": {
                "theme": "loisirs", "audience": "citizen", "on": "2026-01-05", "text": "sap", "limit": 5}}),
        ),
        ("route", json!({"visitor": visitor, "procedure": "piscine"})),
        ("form", json!({"visitor": visitor, "procedure": "piscine", "scenario": "en-ligne", "answers": {}})),
        (
            "options",
            json!({"visitor": visitor, "procedure": "p", "scenario": "s", "field": "/rue", "text": "mou",
                "answers": {"quartier": "bourg"}, "limit": 10}),
        ),
        (
            "validate",
            json!({"visitor": visitor, "procedure": "p", "scenario": "s", "answers": {"nom": "Dupont"},
                "part": {"section": "identite", "draft": true}}),
        ),
        (
            "sector",
            json!({"visitor": visitor, "procedure": "p", "division": "voirie", "place": {"street": "rue Haute", "number": "3"}}),
        ),
        (
            "availability",
            json!({"actor": applicant, "key": "salle:verger", "from": "2026-03-01", "to": "2026-03-31", "procedure": "p",
                "capacity": 2}),
        ),
        ("public_holidays", json!({"zone": "alsace-moselle", "year": 2026})),
        ("identifier", json!({"kind": "phone", "value": "25 12 34", "region": "98818"})),
        ("attach", json!({"actor": applicant, "name": "statuts.pdf", "content_base64": "JVBERi0xLjcK"})),
        ("file", json!({"actor": applicant, "id": id})),
        ("read_file", json!({"actor": applicant, "id": id, "offset": 10, "length": 1000})),
        ("scanned", json!({"actor": system, "id": id, "verdict": "clean"})),
        ("pending_files", json!({"actor": system})),
        (
            "save_draft",
            json!({"actor": applicant, "id": id, "procedure": "p", "scenario": "s", "applicant": person,
                "answers": {"nom": "Dupont"}, "revision": 2}),
        ),
        ("draft", json!({"actor": applicant, "id": id})),
        ("discard_draft", json!({"actor": applicant, "id": id})),
        (
            "submit",
            json!({"actor": applicant, "procedure": "p", "scenario": "s", "applicant": person, "applicant_id": "7", "profile": id,
                "answers": {"nom": "Dupont"}, "questions": {"commune": "ici"}, "prefill": {"quotient": "812.50"},
                "lists": {"creneaux": [{"value": "lundi", "label": "Lundi", "places": 4}]}, "origin": "mail",
                "received_at": instant, "draft": id, "idempotency_key": "clé-2"}),
        ),
        (
            "import",
            json!({"actor": system, "source": "ancien", "lines": "{}\n", "options": {"first_line": 3, "dry_run": true,
                "lenient": true, "stop_on_fault": true, "tasks": true, "timers": "from_entry"}}),
        ),
        (
            "check_offer",
            json!({"actor": agent, "request": id, "transition": "accepter", "values": {"motif": "x"}, "draft": true}),
        ),
        (
            "offer_options",
            json!({"actor": agent, "request": id, "transition": "accepter", "field": "/ecole", "text": "pre",
                "values": {"motif": "x"}, "limit": 10}),
        ),
        ("act", once(json!({"request": id, "transition": "accepter", "values": {"motif": "x"}}))),
        ("assign", once(json!({"request": id, "service": "accueil", "agent": "paul"}))),
        ("comment", once(json!({"request": id, "text": "Vu", "visible": true, "task": id}))),
        ("tag", once(json!({"request": id, "tags": ["Très urgent"]}))),
        ("untag", once(json!({"request": id, "tags": ["tres-urgent"]}))),
        (
            "request_correction",
            once(
                json!({"request": id, "transition": "demander", "values": {"motif": "x"}, "message": "Relisez.",
                "deadline": "2026-04-20",
                "items": [{"field": "nom", "reason": "incorrect", "indispensable": true}]}),
            ),
        ),
        (
            "send_message",
            once(
                json!({"request": id, "to": "applicant", "text": "Bonjour", "files": [id], "answer_awaited": true}),
            ),
        ),
        ("messages", json!({"actor": agent, "request": id})),
        (
            "confirmation",
            json!({"actor": applicant, "reference": "2026-000001", "code": "ABCD-EFGH-JKMN-PQRS"}),
        ),
        (
            "confirm",
            json!({"actor": applicant, "reference": "2026-000001", "code": "ABCD-EFGH-JKMN-PQRS", "transition": "accorder",
                "values": {}, "idempotency_key": "clé-9"}),
        ),
        (
            "signal",
            json!({"actor": system, "request": id, "name": "paye", "revision": 1, "idempotency_key": "clé-3"}),
        ),
        ("link", once(json!({"request": id, "kind": "duplicate_of", "to": "2026-000001"}))),
        ("unlink", once(json!({"request": id, "kind": "duplicate_of", "to": "2026-000001"}))),
        (
            "bulk",
            json!({"actor": agent, "requests": {"query": {"status": "a_traiter"}}, "limit": 100, "after": "AQ",
                "command": {"act": {"transition": "accepter", "values": {"motif": "x"}}}, "idempotency_key": "clé-4"}),
        ),
        (
            "open_task",
            once(json!({"request": id, "title": "Appeler", "service": "s", "agent": "paul", "due": instant})),
        ),
        (
            "consult",
            once(json!({"request": id, "service": "s", "question": "Votre avis ?", "attachment": id,
                "due": instant})),
        ),
        ("take_task", once(json!({"task": id}))),
        ("release_claim", once(json!({"request": id, "key": "salle:verger"}))),
        ("release_task", once(json!({"task": id}))),
        ("complete_task", once(json!({"task": id, "values": {"opinion": "none"}}))),
        ("transfer_task", once(json!({"task": id, "service": "s", "agent": "paul", "reason": "Absent"}))),
        ("set_task_due", once(json!({"task": id, "due": instant}))),
        ("remind_task", once(json!({"task": id}))),
        ("request", json!({"actor": agent, "id": id})),
        (
            "requests",
            json!({"actor": agent, "page": page, "query": {
                "state": "new", "status": "a_traiter", "procedure": "p", "service": "s", "agent": "paul",
                "sector": {"division": "voirie", "sector": "nord"}, "applicant": "7", "received_from": instant,
                "received_before": instant, "due_before": instant, "tag": "urgent", "former_reference": "A-12",
                "text": "dup"}}),
        ),
        (
            "tasks",
            json!({"actor": agent, "page": page, "query": {
                "mine": true, "service": "s", "procedure": "p", "due_before": instant,
                "sector": {"division": "voirie", "sector": "nord"}}}),
        ),
        (
            "inbox",
            json!({"actor": agent, "page": page, "query": {
                "mine": true, "service": "s", "overdue": true, "procedure": "p", "due_before": instant, "text": "dup"}}),
        ),
        ("inbox_counts", json!({"actor": agent})),
        ("counts", json!({"actor": agent})),
        (
            "statistics",
            json!({"actor": agent, "query": {"kind": "by_status_and_field", "procedure": "p", "service": "s",
                "from": "2026-03-01", "to": "2026-03-31", "field": "answers.salle", "csv": true}}),
        ),
        ("history", json!({"actor": agent, "request": id})),
        ("heads", json!({"actor": system})),
        ("backup", json!({"actor": system, "path": "/nowhere/town.db"})),
        ("verify", json!({"actor": system, "heads": [{"request": id, "sequence": 4, "link": "00ff"}]})),
        (
            "put_agent",
            json!({"actor": system, "agent": {"id": "paul", "name": "Paul", "email": "paul@exemple.fr",
                "active": true, "roles": [{"service": "accueil", "role": "manager"}]}}),
        ),
        ("disable_agent", json!({"actor": system, "agent": "paul"})),
        (
            "set_absence",
            json!({"actor": agent, "agent": "paul",
                "absence": {"from": instant, "until": "2026-03-16T08:00:00.000Z", "delegate": "lea"}}),
        ),
        ("people_history", json!({"actor": system, "query": {"agent": "paul"}, "page": page})),
        ("agents", json!({"actor": agent})),
        (
            "put_applicant",
            json!({"actor": system, "id": id, "audience": "association", "last_name": "Dupont", "first_name": "Léa",
                "organisation": "Les amis", "emails": ["lea@exemple.fr"], "phones": ["0612345678"],
                "address": ["1 rue Neuve"], "siret": "73282932000074", "rna": "W751000001", "language": "fr",
                "accounts": ["7"], "identities": [{"provider": "franceconnect", "sub": "abc"}], "revision": 2,
                "idempotency_key": "clé-4"}),
        ),
        ("find_applicants", json!({"actor": agent, "query": {"text": "dup"}, "page": page})),
        ("applicant", json!({"actor": agent, "id": id, "page": page})),
        ("merge_applicants", once(json!({"keep": id, "absorb": id}))),
        ("recognise_applicant", once(json!({"request": id, "applicant": id}))),
        ("receive", json!({"connector": "gmao", "headers": [["webhook-id", "1"]], "body": "{}"})),
        ("waiting_calls", json!({"actor": system, "query": {"connector": "gmao"}, "page": page})),
        (
            "run_due",
            json!({"budget": {"limit": 10, "threads": 2, "kinds": ["timers", "tasks", "outbox", "received", "subscribers", "drafts", "files", "departures"]}}),
        ),
        (
            "claim_messages",
            json!({"actor": system, "query": {"endpoints": ["letter", "connector:gmao"], "limit": 10, "lease_seconds": 60}}),
        ),
        ("report_sent", json!({"actor": system, "id": id, "token": "0011223344556677", "answer": "{}"})),
        (
            "report_failed",
            json!({"actor": system, "id": id, "token": "0011223344556677",
                "failure": {"class": "unavailable", "status": 503, "retry_after": 60}}),
        ),
        ("deliveries", json!({"actor": agent, "request": id})),
        ("communications", json!({"actor": agent, "request": id})),
        ("endpoints", json!({"actor": system})),
        ("asked_changes", json!({"actor": system})),
        ("dead_letters", json!({"actor": system, "query": {"endpoint": "letter"}, "page": page})),
        ("requeue_dead_letters", json!({"actor": system, "which": {"message": id}})),
        ("abandon_dead_letters", json!({"actor": system, "which": {"endpoint": "connector:gmao"}})),
        (
            "subscribe",
            json!({"actor": system, "name": "compta", "url": "https://compta.exemple.fr/grc", "secret": "compta_webhook",
                "types": ["request.status_entered"], "since": "AQAAAAAAAAAB"}),
        ),
        ("unsubscribe", json!({"actor": system, "name": "compta"})),
        ("subscribers", json!({"actor": system})),
        (
            "events",
            json!({"actor": system, "query": {"since": "AQAAAAAAAAAB", "limit": 10, "types": ["request.commented"]}}),
        ),
    ];
    requests.into_iter().collect()
}

fn ask(operation: &str, request: &Json) -> Result<Json> {
    call(&engine(), operation, request.to_string().as_bytes())
}

fn refusal(operation: &str, request: &Json) -> Json {
    error_json(&ask(operation, request).expect_err("refused"), Language::English)
}

#[test]
fn every_operation_has_its_whole_request_here() {
    let told: BTreeSet<&str> = whole_requests().into_keys().collect();
    let known: BTreeSet<&str> = operations().iter().map(|operation| operation.name).collect();
    assert_eq!(told, known);
    assert_eq!(known.len(), operations().len(), "two operations have one name");
}

#[test]
fn every_public_method_of_the_engine_has_its_operation() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine")];
    let mut methods = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                methods.extend(methods_of_engine(&std::fs::read_to_string(path).unwrap()));
            }
        }
    }
    assert!(methods.contains("publish") && methods.contains("run_due"), "the sources are read wrong");
    // One operation asks for a request in any of the three ways; one comments, on a request or on a task.
    let ways = [
        "request_by_reference",
        "request_by_tracking_code",
        "communications_by_tracking_code",
        "messages_by_tracking_code",
        "comment_on_task",
    ]
    .map(str::to_owned);
    let operations: BTreeSet<String> = operations()
        .iter()
        .map(|operation| operation.name.to_owned())
        // None of these asks anything of the engine.
        .filter(|name| !["version", "identifier", "public_holidays"].contains(&name.as_str()))
        .chain(ways)
        .collect();
    assert_eq!(methods, operations);
}

/// Names of the public methods, in the blocks `impl Engine` of a source formatted by rustfmt.
fn methods_of_engine(source: &str) -> Vec<String> {
    let blocks = source.split("\nimpl Engine {\n").skip(1);
    let blocks = blocks.map(|block| block.split("\n}\n").next().unwrap());
    let methods = blocks.flat_map(|block| block.split("\n    pub fn ").skip(1));
    let methods = methods.filter(|method| method.split(')').next().unwrap().contains("&self"));
    methods.map(|method| method.split(['(', '<']).next().unwrap().to_owned()).collect()
}

#[test]
fn a_whole_request_is_read_by_its_operation() {
    for (operation, mut request) in whole_requests() {
        request["language"] = json!("en");
        match ask(operation, &request) {
            Ok(result) => assert!(result.is_object(), "{operation}: a result is an object"),
            Err(error) => assert_eq!(error.code(), ErrorCode::StoreIo, "{operation}: {error}"),
        }
    }
}

#[test]
fn a_whole_request_has_every_member_that_the_schema_tells_and_passes_it() {
    for operation in operations() {
        let schema = operation.request_schema();
        let mut request = whole_requests()[operation.name].clone();
        request["language"] = json!("fr");
        let validator = jsonschema::validator_for(&schema).expect("a schema");
        assert!(validator.is_valid(&request), "{}", operation.name);
        jsonschema::validator_for(&operation.result_schema()).expect("a schema");
        // `receive` and `request` take one of several members.
        let alternatives = ["body_base64", "reference", "tracking_code"];
        for member in schema["properties"].as_object().unwrap().keys() {
            let given = request.get(member).is_some() || alternatives.contains(&member.as_str());
            assert!(given, "{}: {member}", operation.name);
        }
    }
}

#[test]
fn results_are_those_that_their_schema_tells() {
    for operation in operations() {
        let Ok(result) = ask(operation.name, &whole_requests()[operation.name]) else { continue };
        let validator = jsonschema::validator_for(&operation.result_schema()).unwrap();
        assert!(validator.is_valid(&result), "{}", operation.name);
    }
}

#[test]
fn who_acts_must_be_told() {
    for operation in operations().iter().filter(|operation| operation.acts) {
        let mut request = whole_requests()[operation.name].clone();
        let member = if request.get("actor").is_some() { "actor" } else { "visitor" };
        request.as_object_mut().unwrap().remove(member);
        let told = refusal(operation.name, &request);
        assert_eq!(told["code"], "invalid_input", "{}", operation.name);
        assert_eq!(told["message"], format!("the key `{member}` is missing"), "{}", operation.name);
    }
}

#[test]
fn unknown_keys_are_refused_where_they_stand_with_what_was_meant() {
    let request = json!({"actor": {"kind": "system"}, "procedure": "p", "remplacement": null});
    let told = refusal("withdraw", &request);
    assert_eq!(told["code"], "invalid_input");
    assert_eq!(told["path"], "/remplacement");
    assert_eq!(told["message"], "unknown key `remplacement`; did you mean `replacement`?");
    assert_eq!(told["details"]["faults"][0]["code"], "input.unknown_key");
    assert_eq!(
        told["details"]["faults"][0]["message"]["fr"],
        "clé inconnue `remplacement` ; vouliez-vous dire `replacement` ?"
    );
}

#[test]
fn all_faults_of_a_request_are_told_at_once_each_at_its_place() {
    let request = json!({
        "actor": {"kind": "agents", "id": 1}, "request": "Dupont", "transition": true, "revision": -1, "langage": "fr",
    });
    let told = refusal("act", &request);
    let faults: Vec<(&str, &str)> = told["details"]["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| (fault["path"].as_str().unwrap(), fault["code"].as_str().unwrap()))
        .collect();
    assert_eq!(
        faults,
        [
            ("/actor/kind", "input.unknown_value"),
            ("/langage", "input.unknown_key"),
            ("/request", "input.form"),
            ("/revision", "input.out_of_range"),
            ("/transition", "input.wrong_type"),
        ]
    );
    assert!(!told.to_string().contains("Dupont"));
}

#[test]
fn an_actor_is_checked_against_the_kind_that_it_names() {
    let told = refusal("counts", &json!({"actor": {"kind": "agent"}}));
    assert_eq!(told["path"], "/actor");
    assert_eq!(told["message"], "the key `id` is missing");
}

#[test]
fn instants_dates_and_identifiers_that_are_none_are_refused_where_they_stand() {
    let agent = json!({"kind": "agent", "id": "paul"});
    let query = json!({"actor": agent, "query": {"received_from": "2026-02-30T00:00:00Z"}});
    assert_eq!(refusal("requests", &query)["path"], "/query/received_from");
    let mut submission = whole_requests()["submit"].clone();
    submission["received_at"] = json!("hier");
    let told = refusal("submit", &submission);
    assert_eq!(told["path"], "/received_at");
    assert_eq!(told["message"], "this must be a date (`2026-03-02`), or an instant (`2026-03-02T08:00:00Z`)");
    let filter = json!({"visitor": {"actor": agent}, "filter": {"on": "2026-02-30"}});
    assert_eq!(refusal("catalogue", &filter)["path"], "/filter/on");
}

#[test]
fn an_identifier_is_given_as_stored_and_as_shown() {
    let checked = ask("identifier", &json!({"kind": "phone", "value": "06.12.34.56.78"})).unwrap();
    assert_eq!(checked, json!({"canonical": "+33612345678", "formatted": "06 12 34 56 78"}));
}

#[test]
fn an_identifier_that_is_none_is_refused_with_its_rule() {
    let told = refusal("identifier", &json!({"kind": "siret", "value": "73282932000079"}));
    assert_eq!((&told["code"], &told["path"]), (&json!("invalid_identifier"), &json!("/value")));
    assert_eq!(told["details"]["faults"][0]["code"], "identifier.wrong_key");
    assert!(!told.to_string().contains("73282932000079"));
}

#[test]
fn an_unknown_kind_of_identifier_is_refused_with_what_was_meant() {
    let told = refusal("identifier", &json!({"kind": "sirret", "value": "x"}));
    assert_eq!((&told["code"], &told["path"]), (&json!("invalid_input"), &json!("/kind")));
    assert_eq!(told["message"], "there is no such kind of identifier; did you mean `siret`?");
}

#[test]
fn an_unknown_operation_is_refused_with_what_was_meant() {
    let error = call(&engine(), "publsh", b"{}").unwrap_err();
    assert_eq!(error.code(), ErrorCode::UnknownOperation);
    assert_eq!(
        error.message(Language::French),
        "opération inconnue `publsh` ; vouliez-vous dire `publish` ?"
    );
}

#[test]
fn json_that_is_not_strict_is_refused_before_anything_is_read() {
    for text in
        ["", "{", r#"{"actor": {"kind": "system"}, "actor": {"kind": "system"}}"#, r#"{"revision": 1.5}"#]
    {
        let error = call(&engine(), "act", text.as_bytes()).unwrap_err();
        assert_eq!(error.code(), ErrorCode::InvalidJson, "{text}");
    }
    let error = call(&engine(), "act", b"[]").unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidInput);
}

#[test]
fn a_request_is_found_in_one_way_and_a_body_has_one_form() {
    let agent = json!({"kind": "agent", "id": "paul"});
    assert_eq!(refusal("request", &json!({"actor": agent}))["code"], "invalid_input");
    let two = json!({"actor": agent, "reference": "2026-000001", "tracking_code": "ABCD"});
    assert_eq!(refusal("request", &two)["code"], "invalid_input");
    let wrong = json!({"connector": "gmao", "headers": [], "body_base64": "é"});
    assert_eq!(refusal("receive", &wrong)["path"], "/body_base64");
}

#[test]
fn what_a_catalogue_lacks_is_told_in_the_language_asked() {
    let request = json!({"catalogue": {"procedure": []}, "language": "fr"});
    let result = ask("check", &request).unwrap();
    assert_eq!(result["accepted"], false);
    assert_eq!(
        result["diagnostics"][0]["message"],
        "clé inconnue `procedure` ; vouliez-vous dire `procedures` ?"
    );
}

#[test]
fn the_language_of_a_failure_is_the_one_that_the_request_asks_for() {
    assert_eq!(language_of(br#"{"language": "en", "rien": 1}"#), Language::English);
    for text in [&b"{"[..], b"{}", b"[]", br#"{"language": "de"}"#, br#"{"language": 1}"#] {
        assert_eq!(language_of(text), Language::French);
    }
}

#[test]
fn no_two_error_codes_have_one_name_or_one_number() {
    let names: BTreeSet<&str> = ErrorCode::ALL.iter().map(|code| code.name()).collect();
    let numbers: BTreeSet<i32> = ErrorCode::ALL.iter().map(|code| code.number()).collect();
    assert_eq!((names.len(), numbers.len()), (ErrorCode::ALL.len(), ErrorCode::ALL.len()));
    assert!(numbers.iter().all(|number| *number >= 100), "1 to 99 are the C interface's");
    assert!(ErrorCode::ALL.iter().all(|code| !code.meaning().is_empty()));
}

/// What nobody may read in a failure.
const SECRET: &str = "Zzyzx-Dupont";

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        Just(Json::from(SECRET)),
        "[a-z0-9-]{0,8}".prop_map(Json::from),
        prop::sample::select(vec!["system", "agent", "citizen", "new", "fr", "2026-03-02", "timers"])
            .prop_map(Json::from),
    ];
    let key = prop_oneof!["[a-z_]{1,6}", prop::sample::select(vec!["kind".to_owned(), "id".to_owned()])];
    leaf.prop_recursive(4, 24, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::btree_map(key.clone(), inner, 0..4).prop_map(|map| json!(map)),
        ]
    })
}

/// The place of every value in a document.
fn places(value: &Json, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Json::Object(object) => {
            object.iter().for_each(|(key, value)| places(value, &format!("{at}/{key}"), found));
        }
        Json::Array(list) => {
            list.iter().enumerate().for_each(|(index, value)| places(value, &format!("{at}/{index}"), found));
        }
        _ => {}
    }
}

#[derive(Clone, Debug)]
enum Change {
    Replace(Json),
    Remove,
    Add(String, Json),
}

fn any_change() -> impl Strategy<Value = Change> {
    prop_oneof![
        any_json().prop_map(Change::Replace),
        Just(Change::Remove),
        ("[a-z_]{1,9}", any_json()).prop_map(|(key, value)| Change::Add(key, value)),
    ]
}

fn changed(mut request: Json, place: Index, change: Change) -> Json {
    let mut found = Vec::new();
    places(&request, "", &mut found);
    let place = found[place.index(found.len())].clone();
    match change {
        Change::Replace(value) => *request.pointer_mut(&place).unwrap() = value,
        Change::Remove => {
            if let Some((parent, key)) = place.rsplit_once('/')
                && let Some(Json::Object(object)) = request.pointer_mut(parent)
            {
                object.remove(key);
            }
        }
        Change::Add(key, value) => {
            if let Some(Json::Object(object)) = request.pointer_mut(&place) {
                object.insert(key, value);
            }
        }
    }
    request
}

/// Whatever is asked, nothing panics, a refusal tells what is wrong, and quotes nothing.
fn answers_well(operation: &str, request: &Json) -> Result<(), TestCaseError> {
    let Err(error) = ask(operation, request) else { return Ok(()) };
    let told = error_json(&error, Language::French);
    if error.code() == ErrorCode::InvalidInput {
        prop_assert!(told["message"] != "la demande est illisible", "{operation}: {request}");
    }
    // What is wrong with a definition may be quoted: no applicant writes one.
    if error.code() != ErrorCode::InvalidDefinition {
        prop_assert!(!told.to_string().contains(SECRET), "{operation}: {told}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn arbitrary_json_is_answered_by_every_operation(request in any_json()) {
        for operation in operations() {
            answers_well(operation.name, &request)?;
        }
    }

    #[test]
    fn requests_changed_at_random_are_answered_by_every_operation(
        changes in prop::collection::vec((any::<Index>(), any_change()), 1..4)
    ) {
        for (operation, mut request) in whole_requests() {
            for (place, change) in changes.clone() {
                request = changed(request, place, change);
            }
            answers_well(operation, &request)?;
        }
    }

    #[test]
    fn arbitrary_bytes_are_answered(name in "[a-z_]{0,12}", bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        let _ = call(&engine(), &name, &bytes);
        for operation in operations() {
            prop_assert!(call(&engine(), operation.name, &bytes).is_err());
        }
        language_of(&bytes);
    }
}
