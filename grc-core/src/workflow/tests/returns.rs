//! Going back, and opening again.

use super::*;

/// A circuit that may be suspended from anywhere, taken up where it was, and opened again once closed.
fn circuit() -> Json {
    json!({"id": "suspendable", "initial": "recue", "statuses": {
        "recue": {"label": "Reçue", "state": "new", "transitions": [
            {"id": "prendre", "to": "en_cours", "by": ["agent"]}]},
        "en_cours": {"label": "En cours", "state": "in_progress", "transitions": [
            {"id": "attendre", "to": "en_attente", "by": ["agent"]},
            {"id": "accepter", "to": "acceptee", "by": ["agent"]},
            {"id": "revenir", "to": "@previous", "by": ["agent"]}]},
        "en_attente": {"label": "En attente", "state": "on_hold", "transitions": [
            {"id": "completer", "to": "en_cours", "by": ["applicant"]},
            {"id": "revenir", "to": "@previous", "by": ["agent"]}]},
        "suspendue": {"label": "Suspendue", "state": "on_hold", "transitions": [
            {"id": "noter", "to": "suspendue", "by": ["agent"]},
            {"id": "reprendre", "to": "@previous", "by": ["agent"], "confirm": "Reprendre ?"}]},
        "acceptee": {"label": "Acceptée", "state": "done", "outcome": "granted", "transitions": [
            {"id": "rouvrir", "to": "@previous", "by": ["manager"], "reopens": true}]},
        "classee": {"label": "Classée", "state": "cancelled", "outcome": "none"}
    }, "anywhere": [
        {"id": "suspendre", "to": "suspendue", "by": ["agent"]},
        {"id": "classer", "to": "classee", "by": ["agent"]},
        {"id": "repecher", "to": "recue", "by": ["manager"], "from": ["classee"], "reopens": true}
    ]})
}

fn lea() -> Actor {
    Actor::agent("lea")
}

fn offered(process: &Process, request: &Request, who: &str) -> Vec<String> {
    let agent = person(who);
    let offers = process.offered(request, &Actor::agent(who), agent.as_ref(), monday());
    offers.iter().map(|offer| offer.transition.id.to_string()).collect()
}

#[test]
fn a_request_that_was_suspended_is_taken_up_where_it_was() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let filed = desk.submit(json!({"montant": 1}));
    for (path, status) in
        [(vec![], "recue"), (vec!["prendre"], "en_cours"), (vec!["prendre", "attendre"], "en_attente")]
    {
        let there = path
            .iter()
            .fold(filed.clone(), |request, name| desk.after(&request, &lea(), perform(name, json!({}))));
        let suspended = desk.after(&there, &lea(), perform("suspendre", json!({})));
        assert_eq!(suspended.status.as_str(), "suspendue");
        assert_eq!(offered(&process, &suspended, "lea"), ["noter", "reprendre", "classer"]);
        // Staying where one is changes nothing to where one comes from.
        let noted = desk.after(&suspended, &lea(), perform("noter", json!({})));
        let back = desk.after(&noted, &lea(), perform("reprendre", json!({})));
        assert_eq!((back.status.as_str(), &back.trail), (status, &there.trail));
    }
}

#[test]
fn going_back_again_goes_further_back() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let mut request = desk.submit(json!({"montant": 1}));
    for name in ["prendre", "attendre", "suspendre", "reprendre", "revenir", "revenir"] {
        request = desk.after(&request, &lea(), perform(name, json!({})));
    }
    assert_eq!((request.status.as_str(), request.trail.len()), ("recue", 0));
}

#[test]
fn nothing_goes_back_where_there_is_nothing_before() {
    let mut circuit = circuit();
    circuit["initial"] = json!("suspendue");
    circuit["anywhere"][0]["to"] = json!("en_cours");
    let process = process(circuit, json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 1}));
    assert_eq!(offered(&process, &request, "lea"), ["noter", "suspendre", "classer"]);
    assert_eq!(desk.code(&request, &lea(), perform("reprendre", json!({}))), "transition_not_offered");
}

#[test]
fn what_is_remembered_of_the_way_is_bounded_and_kept_only_where_it_serves() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let mut request = desk.after(&desk.submit(json!({"montant": 1})), &lea(), perform("prendre", json!({})));
    for _ in 0..40 {
        request = desk.after(&request, &lea(), perform("attendre", json!({})));
        request = desk.after(&request, &usager(), perform("completer", json!({})));
    }
    assert_eq!(request.trail.len(), 16);
    let without = super::process(full_circuit(), json!([]));
    let request = Desk::new(&without).submit(json!({"montant": 50, "urgent": true}));
    assert_eq!((request.status.as_str(), request.trail.len()), ("en_instruction", 0));
}

#[test]
fn a_closed_request_opens_again_without_outcome() {
    let process = process(circuit(), json!([]));
    let desk = Desk::new(&process);
    let mut request = desk.submit(json!({"montant": 1}));
    for name in ["prendre", "accepter"] {
        request = desk.after(&request, &lea(), perform(name, json!({})));
    }
    assert!(request.closed_at.is_some() && request.outcome.is_some());
    assert_eq!(offered(&process, &request, "lea"), Vec::<String>::new());
    assert_eq!(desk.code(&request, &lea(), perform("rouvrir", json!({}))), "forbidden");
    let open = desk.after(&request, &Actor::agent("marc"), perform("rouvrir", json!({})));
    assert_eq!((open.status.as_str(), open.closed_at, open.outcome), ("en_cours", None, None));
    let closed = desk.after(&open, &lea(), perform("classer", json!({})));
    let open = desk.after(&closed, &Actor::agent("marc"), perform("repecher", json!({})));
    assert_eq!((open.status.as_str(), open.state.name()), ("recue", "new"));
}

#[test]
fn only_a_person_who_reopens_leaves_a_closed_status() {
    let faults = |change: &dyn Fn(&mut Json)| {
        let mut workflow = circuit();
        change(&mut workflow);
        let found = codes(&catalogue(workflow, json!([])));
        found
            .into_iter()
            .map(|code| code.replace("/procedures/0/scenarios/0/workflow", ""))
            .collect::<Vec<_>>()
    };
    assert_eq!(faults(&|_| {}), Vec::<String>::new());
    for trigger in [
        json!({"after": "P1D"}),
        json!({"auto": true}),
        json!({"on": "signal:x"}),
        json!({"by": ["agent"], "reopens": false}),
    ] {
        let found = faults(&|workflow| {
            let mut transition = json!({"id": "x", "to": "en_cours", "reopens": true});
            transition.as_object_mut().unwrap().extend(object(trigger.clone()));
            workflow["statuses"]["classee"]["transitions"] = json!([transition]);
        });
        assert_eq!(found, ["/statuses/classee/transitions/0 definition.closed_status_moves"], "{trigger}");
    }
    let found = faults(&|workflow| workflow["statuses"]["recue"]["transitions"][0]["reopens"] = json!(true));
    assert_eq!(found, ["/statuses/recue/transitions/0 definition.reopens_open_status"]);
    let found = faults(&|workflow| workflow["anywhere"][2]["from"] = json!(["classee", "recue"]));
    assert_eq!(found, ["/anywhere/2/from/1 definition.reopens_open_status"]);
    let found = faults(&|workflow| workflow["anywhere"][1]["from"] = json!(["acceptee", "recue"]));
    assert_eq!(found, ["/anywhere/1/from/0 definition.closed_status_moves"]);
    let task = json!({"id": "t", "title": "T"});
    let found = faults(&|workflow| {
        workflow["statuses"]["classee"]["tasks"] = json!([task]);
        workflow["statuses"]["acceptee"]["on_enter"] = json!([{"tag": ["x"]}, {"open_task": task}]);
    });
    assert_eq!(
        found,
        [
            "/statuses/acceptee/on_enter/1 definition.closed_status_moves",
            "/statuses/classee/tasks definition.closed_status_moves"
        ]
    );
}

#[test]
fn going_back_by_itself_between_two_statuses_never_stops() {
    let found = codes(&catalogue(
        json!({"id": "rond", "initial": "a", "statuses": {
            "a": {"label": "A", "state": "new", "transitions": [{"id": "x", "to": "b", "auto": true}]},
            "b": {"label": "B", "state": "new", "transitions": [{"id": "y", "to": "@previous", "auto": true}]}}}),
        json!([]),
    ));
    assert!(found[0].ends_with("definition.automatic_loop"), "{found:?}");
}
