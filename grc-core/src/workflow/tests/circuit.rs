//! Statuses, transitions, time, signals, tasks.

use super::*;

#[test]
fn a_request_enters_its_first_status_and_opens_its_tasks() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let decision = desk.submit_for(martin(), json!({"montant": 50}));
    assert_eq!(types(&decision), ["submitted", "status_entered", "task_opened"]);
    let request = decision.request;
    assert_eq!((request.status.as_str(), request.state.name(), request.revision), ("recue", "new", 3));
    let task = &request.tasks[0];
    assert_eq!((task.title.as_str(), task.service.as_str()), ("Lire 2026-000001", "accueil"));
    // Two working days after Monday: Wednesday, at the same hour.
    assert_eq!(task.due, Instant::parse("2026-03-04T08:00:00Z"));
}

#[test]
fn an_automatic_transition_is_followed_at_once_when_its_condition_holds() {
    let process = process(full_circuit(), json!([]));
    let request = Desk::new(&process).submit(json!({"montant": 50, "urgent": true}));
    assert_eq!(request.status.as_str(), "en_instruction");
    assert_eq!(request.agent.as_deref(), Some("lea"));
    assert_eq!(request.data["note"], "2026-000001 vue");
    let open: Vec<_> = request.open_tasks().map(|task| task.name.as_str()).collect();
    assert_eq!(open, ["avis", "etude"], "the task of the status left has ended");
}

#[test]
fn a_person_performs_only_what_is_offered_to_them() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let prendre = || perform("prendre", json!({}));
    assert_eq!(desk.code(&request, &usager(), prendre()), "forbidden");
    assert_eq!(desk.code(&request, &Actor::applicant("autre"), prendre()), "not_found");
    assert_eq!(desk.code(&request, &Actor::agent("remi"), prendre()), "forbidden");
    assert_eq!(desk.code(&request, &Actor::agent("ines"), prendre()), "not_found");
    assert_eq!(desk.code(&request, &Actor::agent("nora"), prendre()), "not_found");
    assert_eq!(
        desk.code(&request, &Actor::agent("lea"), perform("accepter", json!({}))),
        "transition_not_offered"
    );
    assert_eq!(
        desk.code(&request, &Actor::agent("lea"), perform("tri", json!({}))),
        "transition_not_offered"
    );
    let request = desk.after(&request, &Actor::agent("lea"), prendre());
    assert_eq!(request.status.as_str(), "en_instruction");
    assert!(request.tasks[0].ended.as_ref().unwrap().done, "who moves the request has done its task");
}

#[test]
fn the_form_of_a_transition_is_checked_and_its_input_kept() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50, "urgent": true}));
    let refused =
        desk.decide(&request, &Actor::agent("lea"), perform("attendre", json!({"piece": "x"}))).unwrap_err();
    let codes: Vec<_> = refused.details().unwrap()["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["code"].clone())
        .collect();
    assert_eq!(codes, ["field.required", "answer.unknown_field"]);
    let decision =
        desk.decide(&request, &Actor::agent("lea"), perform("attendre", json!({"pieces": "RIB"}))).unwrap();
    let entered = decision.events.iter().find_map(|event| match &event.content {
        crate::request::EventContent::StatusEntered(entered) => Some(entered),
        _ => None,
    });
    assert_eq!(entered.unwrap().input, object(json!({"pieces": "RIB"})));
}

#[test]
fn time_performs_a_transition_once_and_in_its_turn() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50, "urgent": true}));
    let request = desk.after(&request, &Actor::agent("lea"), perform("attendre", json!({"pieces": "RIB"})));
    let dues: Vec<_> =
        request.timers.iter().map(|timer| (timer.effect.name(), timer.due.to_string())).collect();
    // A month later is the same hour in Paris, where summer time has begun meanwhile.
    assert_eq!(
        dues,
        [
            ("relance", "2026-04-02T07:00:00.000Z".to_owned()),
            ("petite_relance", "2026-03-09T08:00:00.000Z".to_owned())
        ]
    );

    // Its condition does not hold: the timer lapses, and the request stays.
    let small = request.timers[1].clone();
    let decision = desk.decide(&request, &Actor::System, Command::Fire(small)).unwrap();
    assert_eq!(types(&decision), ["timer_lapsed"]);
    let request = decision.request;
    assert_eq!(request.timers.len(), 1);

    let timer = request.timers[0].clone();
    let fire = || Command::Fire(timer.clone());
    let closed = desk.after(&request, &Actor::System, fire());
    assert_eq!((closed.status.as_str(), closed.outcome.unwrap().name()), ("classee", "none"));
    assert!(closed.closed_at.is_some() && closed.timers.is_empty());
    let again = desk.decide(&closed, &Actor::System, fire()).unwrap();
    assert!(again.events.is_empty(), "a timer fires once");
}

#[test]
fn the_end_of_all_tasks_of_a_status_moves_the_request() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 500, "urgent": true}));
    let request = desk.after(&request, &Actor::agent("nora"), complete(task(&request, "avis")));
    assert_eq!(request.status.as_str(), "en_instruction");
    let request = desk.after(&request, &Actor::agent("lea"), complete(task(&request, "etude")));
    assert_eq!(request.status.as_str(), "a_decider");
    let request = desk.after(&request, &Actor::agent("marc"), perform("accepter", json!({"somme": 300})));
    assert_eq!((request.state.name(), &request.data["accorde"]), ("done", &json!(300)));
}

#[test]
fn a_signal_moves_the_request_that_waits_for_it() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let signal = || Command::Signal(Name("paye".into()));
    let dear = desk.submit(json!({"montant": 500, "urgent": true}));
    assert_eq!(desk.code(&dear, &Actor::agent("marc"), signal()), "forbidden");
    let unmoved = desk.decide(&dear, &Actor::System, signal()).unwrap();
    assert_eq!(
        (types(&unmoved), unmoved.request.status.as_str()),
        (vec!["signal_received"], "en_instruction")
    );
    let cheap = desk.submit(json!({"montant": 50, "urgent": true}));
    let decision = desk.decide(&cheap, &Actor::System, signal()).unwrap();
    assert_eq!(decision.request.status.as_str(), "acceptee");
    assert_eq!(decision.request.open_tasks().count(), 0, "a closed request has no open task");
}

#[test]
fn what_is_offered_anywhere_is_offered_where_it_says() {
    let process = process(full_circuit(), json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50}));
    let offered = |request: &Request| -> Vec<String> {
        let offers = process.offered(request, &usager(), None, monday());
        offers.iter().map(|offer| offer.label(crate::definition::Language::French).to_owned()).collect()
    };
    assert_eq!(offered(&request), ["Annuler"]);
    let request = desk.after(&request, &usager(), perform("annuler", json!({})));
    assert_eq!(request.state.name(), "cancelled");
    assert_eq!(offered(&request), Vec::<String>::new());
    assert_eq!(desk.code(&request, &usager(), perform("annuler", json!({}))), "transition_not_offered");
}

#[test]
fn automatic_transitions_that_go_round_are_stopped() {
    let process = process(
        json!({"id": "rond", "initial": "a", "statuses": {
            "a": {"label": "A", "state": "new", "transitions": [
                {"id": "vers_b", "to": "b", "auto": true, "when": "answers.urgent"},
                {"id": "finir", "to": "fin", "by": ["agent"]}]},
            "b": {"label": "B", "state": "in_progress", "transitions": [{"id": "vers_a", "to": "a", "auto": true, "when": "answers.montant > 0"}]},
            "fin": {"label": "Fin", "state": "done", "outcome": "granted"}}}),
        json!([]),
    );
    let desk = Desk::new(&process);
    let calm = desk.submit(json!({"montant": 1}));
    assert_eq!(calm.status.as_str(), "a");
    let mut hurried = calm;
    hurried.answers = object(json!({"montant": 1, "urgent": true}));
    let comment = Command::Comment { text: "Bonjour".into(), visible: true, task: None };
    assert_eq!(desk.code(&hurried, &usager(), comment), "circuit_loop");
}

#[test]
fn a_transition_that_time_cannot_perform_is_given_up_and_calls_someone() {
    let mut circuit = full_circuit();
    let relance = &mut circuit["statuses"]["en_attente"]["transitions"][0];
    relance["actions"] = json!([{"set": {"accorde": "=floor(10 / (answers.montant - 50))"}}]);
    let process = process(circuit, json!([]));
    let desk = Desk::new(&process);
    let request = desk.submit(json!({"montant": 50, "urgent": true}));
    let request = desk.after(&request, &Actor::agent("lea"), perform("attendre", json!({"pieces": "RIB"})));
    let timer = request.timers[0].clone();
    let fire = Command::Fire(timer.clone());
    assert_eq!(desk.code(&request, &Actor::System, fire), "evaluation_failed");
    let lapse = || Command::Lapse(timer.clone());
    let decision = desk.decide(&request, &Actor::System, lapse()).unwrap();
    assert_eq!(types(&decision), ["timer_lapsed", "task_opened"]);
    assert!(decision.request.timers.iter().all(|left| left.effect != timer.effect));
    assert!(desk.decide(&decision.request, &Actor::System, lapse()).unwrap().events.is_empty());
}

#[test]
fn working_days_are_those_of_the_towns_calendar() {
    let due = |calendar: Json| {
        let mut catalogue = catalogue(full_circuit(), json!([]));
        catalogue["calendar"] = calendar;
        let (process, faults) = compile(&catalogue);
        assert!(!faults.has_faults(), "{faults:?}");
        Desk::new(&process.unwrap()).submit(json!({"montant": 50})).tasks[0].due
    };
    assert_eq!(due(json!({})), Instant::parse("2026-03-04T08:00:00Z"));
    assert_eq!(due(json!({"closed": ["2026-03-03"]})), Instant::parse("2026-03-05T08:00:00Z"));
}
