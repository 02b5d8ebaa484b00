//! Calls to a business application, its answers and its own calls.

use super::*;
use crate::request::{Call, FailedPush, FailureClass, MessageId, OutgoingContent};
use crate::workflow::Response;

pub(super) fn api_catalogue() -> Json {
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

pub(super) fn the_call(decision: &Decision) -> (MessageId, &Call) {
    match &decision.outgoing[0].content {
        OutgoingContent::Call(call) => (decision.outgoing[0].id, call),
        other => panic!("{other:?}"),
    }
}

fn answered(message: MessageId, response: Json) -> Command {
    Command::Answered { message, operation: Name("create".into()), attempts: 1, response: told(response) }
}

fn polled(response: Json) -> Command {
    Command::Polled(told(response))
}

fn told(document: Json) -> Response {
    Response { status: 200, document, files: vec![] }
}

fn abandoned(message: MessageId, class: FailureClass, said: Option<Json>) -> Command {
    let (reason, status) = match class {
        FailureClass::Refused => ("http_422", Some(422)),
        FailureClass::Unavailable => ("timeout", None),
        FailureClass::Unreadable => ("not_json", Some(200)),
    };
    let (operation, reason) = (Name("create".into()), reason.to_owned());
    Command::Abandoned { message, operation, attempts: 1, reason, class, status, said }
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
    let command = abandoned(the_call(&filed).0, FailureClass::Refused, None);
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
    let same = desk.decide(&request, &gmao(), polled(json!({"statut": "ouvert"}))).unwrap();
    assert!(same.events.is_empty());
    let moved = desk.decide(&request, &gmao(), polled(json!({"statut": "clos"}))).unwrap();
    assert_eq!(types(&moved), ["data_set", "signal_received", "status_entered"]);
    assert_eq!(moved.request.state.name(), "done");
    assert!(
        process.poll(&moved.request, monday()).unwrap().is_none(),
        "a closed request is asked about no more"
    );
    let late = desk.decide(&moved.request, &gmao(), polled(json!({"statut": "clos"}))).unwrap();
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

/// The circuit with a transition of its own for each class of failure that is named.
fn refined(classes: &[&str]) -> Process {
    let mut catalogue = api_catalogue();
    let statuses = &mut catalogue["procedures"][0]["scenarios"][0]["workflow"]["statuses"];
    for class in classes {
        let at = format!("apres_{class}");
        statuses["a_envoyer"]["transitions"]
            .as_array_mut()
            .unwrap()
            .push(json!({"id": format!("echec_{class}"), "to": at, "on": format!("push:create:{class}")}));
        statuses[at] = json!({"label": "Après", "state": "on_hold",
            "transitions": [{"id": "renvoyer", "to": "a_envoyer", "by": ["agent"]}]});
    }
    let (process, faults) = compile(&catalogue);
    assert!(!faults.has_faults(), "{faults:?}");
    process.unwrap()
}

#[test]
fn each_class_of_failure_may_have_its_transition_and_the_others_take_the_one_that_all_may() {
    for named in
        [&[][..], &["refused"], &["unavailable", "unreadable"], &["refused", "unavailable", "unreadable"]]
    {
        let process = refined(named);
        let desk = Desk::new(&process);
        for class in FailureClass::ALL {
            let filed = desk.submit_for(martin(), json!({"montant": 12}));
            let request = desk.after(&filed.request, &gmao(), abandoned(the_call(&filed).0, class, None));
            let own = named.contains(&class.name());
            let expected = if own { format!("apres_{}", class.name()) } else { "a_reprendre".to_owned() };
            assert_eq!(request.status.as_str(), expected, "{named:?} {class:?}");
        }
    }
}

#[test]
fn a_transition_for_one_class_of_failure_is_not_enough() {
    let with = |signal: &str| {
        let mut catalogue = api_catalogue();
        let status = &mut catalogue["procedures"][0]["scenarios"][0]["workflow"]["statuses"]["a_envoyer"];
        status["transitions"][1]["on"] = json!(signal);
        codes(&catalogue)
    };
    let found = with("push:create:refused");
    assert!(found.iter().any(|code| code.ends_with("definition.unhandled_failure")), "{found:?}");
    let found = with("push:create:rejected");
    assert!(found.iter().any(|code| code.ends_with("transitions/1/on definition.signal")), "{found:?}");
}

#[test]
fn what_the_application_says_of_a_refusal_is_kept_on_one_line_until_the_call_is_answered() {
    let process = api_process();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    let said = json!({"title": "Refus", "detail": "Rue\r\n\u{7}inconnue  du plan"});
    let command = abandoned(the_call(&filed).0, FailureClass::Refused, Some(said));
    let request = desk.after(&filed.request, &gmao(), command);
    let kept = FailedPush {
        operation: Name("create".into()),
        class: FailureClass::Refused,
        code: "http_422".to_owned(),
        status: Some(422),
        said: Some("Rue inconnue du plan".to_owned()),
    };
    assert_eq!(request.failed_push, Some(kept));
    let again = desk.decide(&request, &Actor::agent("lea"), perform("renvoyer", json!({}))).unwrap();
    assert!(again.request.failed_push.is_some(), "until it is answered");
    let answered = desk.after(&again.request, &gmao(), answered(the_call(&again).0, json!({"id": "7"})));
    assert_eq!(answered.failed_push, None);
}

#[test]
fn an_operation_says_where_its_application_tells_what_is_wrong() {
    for (error, answer, expected) in [
        (
            json!("=response.erreur.libelle"),
            json!({"erreur": {"libelle": "Rue inconnue"}, "message": "KO"}),
            Some("Rue inconnue"),
        ),
        (json!("=response.code"), json!({"code": 12}), Some("12")),
        (json!("=response.erreur"), json!({"erreur": ["a", "b"]}), None),
        (json!("=response.erreur"), json!({}), None),
        (Json::Null, json!({"message": "é".repeat(400)}), Some(&*"é".repeat(300))),
        (Json::Null, json!({"error": "Rue inconnue"}), Some("Rue inconnue")),
        (Json::Null, json!({"error": {"code": 1}, "title": "Refus"}), Some("Refus")),
        (Json::Null, json!(["Rue inconnue"]), None),
        (Json::Null, json!("Rue inconnue"), None),
    ] {
        let mut catalogue = api_catalogue();
        catalogue["connectors"][0]["operations"]["create"]["error"] = error.clone();
        let process = compile(&catalogue).0.unwrap();
        let desk = Desk::new(&process);
        let filed = desk.submit_for(martin(), json!({"montant": 12}));
        let command = abandoned(the_call(&filed).0, FailureClass::Refused, Some(answer.clone()));
        let failed = desk.after(&filed.request, &gmao(), command).failed_push.unwrap();
        assert_eq!(failed.said.as_deref(), expected, "{error} {answer}");
    }
}

#[test]
fn texts_of_the_circuit_may_tell_the_failure() {
    let mut catalogue = api_catalogue();
    let status = &mut catalogue["procedures"][0]["scenarios"][0]["workflow"]["statuses"]["a_reprendre"];
    status["tasks"] = json!([{"id": "corriger",
        "title": "Corriger ({{ request.failed_push.class }} {{ request.failed_push.status }}) : {{ request.failed_push.said }}"}]);
    let process = compile(&catalogue).0.unwrap();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    let said = Some(json!({"message": "Rue inconnue"}));
    let request =
        desk.after(&filed.request, &gmao(), abandoned(the_call(&filed).0, FailureClass::Refused, said));
    assert_eq!(request.tasks[0].title, "Corriger (refused 422) : Rue inconnue");
}

#[test]
fn an_answer_is_a_refusal_when_the_operation_says_so() {
    let mut catalogue = api_catalogue();
    catalogue["connectors"][0]["operations"]["create"]["refused_if"] = json!("response.statut == 'KO'");
    let process = compile(&catalogue).0.unwrap();
    let desk = Desk::new(&process);
    let filed = desk.submit_for(martin(), json!({"montant": 12}));
    assert!(the_call(&filed).1.may_refuse);
    let create = Name("create".into());
    for (answer, expected) in [
        (json!({"statut": "KO"}), true),
        (json!({"statut": "OK"}), false),
        (json!({}), false),
        (json!(null), false),
    ] {
        assert_eq!(
            process.refuses(&filed.request, &create, (&answer, 200), monday()),
            Ok(expected),
            "{answer}"
        );
    }
    catalogue["connectors"][0]["operations"]["create"]["refused_if"] = json!("response.statut");
    assert!(!compile(&catalogue).1.has_faults(), "a member of a document may be a yes");
    catalogue["connectors"][0]["operations"]["create"]["refused_if"] = json!("reponse.statut == 'KO'");
    let codes = codes(&catalogue);
    let place = "/connectors/0/operations/create/refused_if expression.unknown_name";
    assert!(codes.contains(&place.to_owned()), "{codes:?}");
}

#[test]
fn a_call_of_a_task_that_an_action_opens_has_somewhere_a_transition_for_its_failure() {
    let with = |expected: bool| {
        let mut catalogue = api_catalogue();
        catalogue["connectors"][0]["operations"]["close"] = json!({"method": "POST", "path": "/fin"});
        let statuses = &mut catalogue["procedures"][0]["scenarios"][0]["workflow"]["statuses"];
        statuses["transmise"]["on_enter"] =
            json!([{"open_task": {"id": "clore", "title": "Clore", "on_done": [{"push": "close"}]}}]);
        if expected {
            let edge = json!({"id": "echec", "to": "a_reprendre", "on": "push:close:failed"});
            statuses["transmise"]["transitions"].as_array_mut().unwrap().push(edge);
        }
        let (process, mut faults) = compile(&catalogue);
        process.unwrap().lint_loose_calls(&mut faults);
        faults.has_faults()
    };
    assert!(with(false));
    assert!(!with(true));
}
