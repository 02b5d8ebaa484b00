//! Calls to a business application, its answers and its own calls.

use super::*;
use crate::request::{Call, MessageId, OutgoingContent};

fn api_catalogue() -> Json {
    let mut catalogue = catalogue(
        json!({"id": "voirie",
            "data": {"fields": [{"id": "avancement", "type": "text", "label": "Avancement"}]},
            "initial": "a_envoyer",
            "statuses": {
                "a_envoyer": {"label": "À envoyer", "state": "new", "on_enter": [{"push": "create"}],
                    "transitions": [
                        {"id": "transmis", "to": "transmise", "on": "push:create:done"},
                        {"id": "echec", "to": "a_reprendre", "on": "push:create:failed"}]},
                "a_reprendre": {"label": "À reprendre", "state": "on_hold",
                    "transitions": [{"id": "renvoyer", "to": "a_envoyer", "by": ["agent"]}]},
                "transmise": {"label": "Transmise", "state": "in_progress",
                    "transitions": [{"id": "fini", "to": "resolue", "on": "signal:travaux_finis"}]},
                "resolue": {"label": "Résolue", "state": "done", "outcome": "granted"}}}),
        json!([]),
    );
    catalogue["connectors"] = json!([{
        "id": "gmao", "base_url": "https://gmao.exemple.fr/api/", "auth": {"bearer": {"secret": "gmao_jeton"}},
        "operations": {
            "create": {"method": "POST", "path": "/tickets",
                "body": {"ref": "=request.reference", "lignes": [{"montant": "=answers.montant", "origine": "portail"}]},
                "result": {"external_id": "=text(response.id)", "data": {"avancement": "=response.statut"}}},
            "read": {"method": "GET", "path": "/tickets/{{ request.external_id }}", "result": {"data": {"avancement": "=response.statut"}}}},
        "webhook": {"scheme": "standard-webhooks", "secret": "gmao_webhook", "request": "=signal.ref",
            "data": {"avancement": "=signal.statut"}, "rules": [{"when": "signal.statut == 'clos'", "emit": "travaux_finis"}]},
        "poll": {"every": "PT15M", "operation": "read", "rules": [{"when": "response.statut == 'clos'", "emit": "travaux_finis"}]}
    }]);
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    scenario["kind"] = json!("api");
    scenario["connector"] = json!("@gmao");
    catalogue
}

/// A call of the application, without a file.
fn called(document: Json) -> Command {
    Command::Received { document, files: Vec::new() }
}

fn api_process() -> Process {
    let (process, faults) = compile(&api_catalogue());
    assert!(!faults.has_faults(), "{faults:?}");
    process.unwrap()
}

fn gmao() -> Actor {
    Actor::Connector("gmao".into())
}

fn the_call(decision: &Decision) -> (MessageId, &Call) {
    match &decision.outgoing[0].content {
        OutgoingContent::Call(call) => (decision.outgoing[0].id, call),
        other => panic!("{other:?}"),
    }
}

fn answered(message: MessageId, response: Json) -> Command {
    Command::Answered { message, operation: Name("create".into()), attempts: 1, response }
}

#[test]
fn a_push_is_a_call_ready_to_be_made() {
    let process = api_process();
    let decision = Desk::new(&process).submit_for(martin(), json!({"montant": 12}));
    assert_eq!(types(&decision), ["submitted", "status_entered", "push_queued"]);
    let (_, call) = the_call(&decision);
    assert_eq!(call.url, "https://gmao.exemple.fr/api/tickets");
    assert_eq!(
        call.body,
        Some(json!({"ref": "2026-000001", "lignes": [{"montant": 12, "origine": "portail"}]}))
    );
    assert_eq!(decision.outgoing[0].endpoint(), "connector:gmao");
}

#[test]
fn the_answer_is_kept_moves_the_request_and_starts_the_regular_question() {
    let process = api_process();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    let command = answered(the_call(&filed).0, json!({"id": 4711, "statut": "ouvert"}));
    let decision = desk.decide(&filed.request, &gmao(), command).unwrap();
    assert_eq!(types(&decision), ["push_done", "data_set", "status_entered"]);
    let request = &decision.request;
    assert_eq!((request.status.as_str(), request.external_id.as_deref()), ("transmise", Some("4711")));
    assert_eq!(request.data["avancement"], "ouvert");
    let poll = &decision.outgoing[0];
    assert_eq!(
        (poll.endpoint().as_str(), poll.due),
        ("poll:gmao", monday().plus_milliseconds(15 * 60 * 1000))
    );
    let (call, next) = process.poll(request, poll.due).unwrap().unwrap();
    assert_eq!(call.url, "https://gmao.exemple.fr/api/tickets/4711");
    assert_eq!(next, poll.due.plus_milliseconds(15 * 60 * 1000));
}

#[test]
fn a_call_given_up_follows_its_failed_edge_and_can_be_made_again() {
    let process = api_process();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    let command = Command::Abandoned {
        message: the_call(&filed).0,
        operation: Name("create".into()),
        attempts: 1,
        reason: "http_400".into(),
    };
    let request = desk.after(&filed.request, &gmao(), command);
    assert_eq!(request.status.as_str(), "a_reprendre");
    let again = desk.decide(&request, &Actor::agent("lea"), perform("renvoyer", json!({}))).unwrap();
    assert_ne!(the_call(&again).0, the_call(&filed).0, "another call has another key");
}

#[test]
fn a_regular_question_that_changes_nothing_leaves_no_event() {
    let process = api_process();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    let request = desk.after(
        &filed.request,
        &gmao(),
        answered(the_call(&filed).0, json!({"id": "7", "statut": "ouvert"})),
    );
    let same = desk.decide(&request, &gmao(), Command::Polled(json!({"statut": "ouvert"}))).unwrap();
    assert!(same.events.is_empty());
    let moved = desk.decide(&request, &gmao(), Command::Polled(json!({"statut": "clos"}))).unwrap();
    assert_eq!(types(&moved), ["data_set", "signal_received", "status_entered"]);
    assert_eq!(moved.request.state.name(), "done");
    assert!(
        process.poll(&moved.request, monday()).unwrap().is_none(),
        "a closed request is asked about no more"
    );
    let late = desk.decide(&moved.request, &gmao(), Command::Polled(json!({"statut": "clos"}))).unwrap();
    assert!(late.events.is_empty());
}

#[test]
fn a_call_received_fills_data_and_moves_the_request() {
    let process = api_process();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    let request = desk.after(&filed.request, &gmao(), answered(the_call(&filed).0, json!({"id": "7"})));
    let planned = desk.after(&request, &gmao(), called(json!({"ref": "2026-000001", "statut": "planifie"})));
    assert_eq!((planned.status.as_str(), &planned.data["avancement"]), ("transmise", &json!("planifie")));
    let done = desk.after(&planned, &gmao(), called(json!({"ref": "2026-000001", "statut": "clos"})));
    assert_eq!(done.status.as_str(), "resolue");
}

#[test]
fn a_call_whose_failure_leads_nowhere_does_not_publish() {
    let mut catalogue = api_catalogue();
    let status = &mut catalogue["procedures"][0]["scenarios"][0]["workflow"]["statuses"]["a_envoyer"];
    status["transitions"].as_array_mut().unwrap().pop();
    let codes = codes(&catalogue);
    assert!(
        codes.contains(
            &"/procedures/0/scenarios/0/workflow/statuses/a_envoyer definition.unhandled_failure".to_owned()
        ),
        "{codes:?}"
    );
}
