//! What a circuit must be to be published.

use super::*;

const AT: &str = "/procedures/0/scenarios/0";

fn with(change: impl FnOnce(&mut Json)) -> Vec<String> {
    let mut workflow = full_circuit();
    change(&mut workflow);
    codes(&catalogue(workflow, json!([]))).into_iter().map(|code| code.replace(AT, "")).collect()
}

#[test]
fn a_correct_circuit_has_nothing_to_tell() {
    assert_eq!(with(|_| {}), Vec::<String>::new());
}

#[test]
fn every_name_leads_somewhere() {
    assert_eq!(
        with(|workflow| workflow["initial"] = json!("recu"))[0],
        "/workflow/initial definition.unknown_reference"
    );
    let faults = with(|workflow| {
        workflow["statuses"]["recue"]["transitions"][1]["to"] = json!("ailleurs");
        workflow["statuses"]["recue"]["transitions"][1]["by"] = json!(["agnt", "agent@voirie"]);
        workflow["statuses"]["recue"]["tasks"][0]["service"] = json!("voirie");
        workflow["statuses"]["en_instruction"]["on_enter"] =
            json!([{"set": {"notes": "x", "accorde": "beaucoup"}}, {"push": "create"}]);
        workflow["anywhere"][0]["from"] = json!(["nulle_part"]);
    });
    for expected in [
        "/workflow/statuses/recue/transitions/1/to definition.unknown_reference",
        "/workflow/statuses/recue/transitions/1/by/0 definition.unknown_reference",
        "/workflow/statuses/recue/transitions/1/by/1 definition.unknown_reference",
        "/workflow/statuses/recue/tasks/0/service definition.unknown_reference",
        "/workflow/statuses/en_instruction/on_enter/0/set/notes definition.unknown_reference",
        "/workflow/statuses/en_instruction/on_enter/0/set/accorde definition.wrong_type",
        "/workflow/statuses/en_instruction/on_enter/1/push definition.no_connector",
        "/workflow/anywhere/0/from/0 definition.unknown_reference",
    ] {
        assert!(faults.contains(&expected.to_owned()), "{expected} is not in {faults:#?}");
    }
}

#[test]
fn a_transition_has_one_trigger() {
    for trigger in [
        json!({}),
        json!({"by": ["agent"], "auto": true}),
        json!({"auto": false}),
        json!({"on": "paye"}),
        json!({"after": "un mois"}),
    ] {
        let faults = with(|workflow| {
            let mut transition = json!({"id": "x", "to": "classee"});
            transition.as_object_mut().unwrap().extend(object(trigger.clone()));
            workflow["statuses"]["a_decider"]["transitions"].as_array_mut().unwrap().push(transition);
        });
        assert_eq!(faults.len(), 1, "{trigger}: {faults:?}");
    }
}

#[test]
fn expressions_and_texts_are_checked_against_the_names_of_their_place() {
    let faults = with(|workflow| {
        workflow["statuses"]["recue"]["transitions"][0]["when"] = json!("answers.montant > today");
        workflow["statuses"]["recue"]["tasks"][0]["title"] = json!("{{ answers.montat }}");
        workflow["statuses"]["a_decider"]["transitions"][0]["actions"] =
            json!([{"set": {"accorde": "=input.some"}}]);
        workflow["statuses"]["en_attente"]["transitions"][0]["after"] = json!("=answers.montant");
    });
    assert_eq!(faults.len(), 4, "{faults:#?}");
    let message = |communication: Json| codes(&catalogue(full_circuit(), json!([communication])));
    let base = json!({"kind": "follow_up", "on": "status:en_attente", "to": ["applicant"], "subject": "S", "body": "{{ input.pieces }}"});
    assert_eq!(message(base.clone()), Vec::<String>::new());
    for (key, value) in [
        ("on", json!("status:en_atente")),
        ("on", json!("submited")),
        ("to", json!(["applicnt"])),
        ("body", json!("{{ input.somme }}")),
        ("body", json!("{{ request.reference")),
        ("template", json!("@x")),
        ("when", json!("request.reference")),
    ] {
        let mut communication = base.clone();
        communication[key] = value;
        assert_eq!(message(communication.clone()).len(), 1, "{communication}");
    }
}

#[test]
fn a_closed_status_tells_its_outcome_and_leads_nowhere() {
    let faults = with(|workflow| {
        workflow["statuses"]["acceptee"] = json!({"label": "A", "state": "done"});
        workflow["statuses"]["recue"]["outcome"] = json!("none");
        workflow["statuses"]["classee"]["transitions"] =
            json!([{"id": "rouvrir", "to": "recue", "by": ["agent"]}]);
    });
    for expected in [
        "acceptee definition.missing_outcome",
        "recue/outcome definition.outcome_of_open_status",
        "classee/transitions/0 definition.closed_status_moves",
    ] {
        assert!(faults.iter().any(|fault| fault.ends_with(expected)), "{expected} is not in {faults:#?}");
    }
}

#[test]
fn automatic_transitions_that_provably_go_round_do_not_publish() {
    let faults = with(|workflow| {
        workflow["statuses"]["recue"]["transitions"][0] =
            json!({"id": "tri", "to": "a_decider", "auto": true});
        workflow["statuses"]["a_decider"]["transitions"][0] =
            json!({"id": "retour", "to": "recue", "auto": true});
    });
    assert!(faults.iter().any(|fault| fault.ends_with("definition.automatic_loop")), "{faults:?}");
}

#[test]
fn the_parameters_of_a_shared_circuit_are_typed_and_given() {
    let mut workflow = full_circuit();
    workflow["parameters"] =
        json!({"delai": {"type": "duration", "default": "P2M"}, "seuil": {"type": "decimal"}});
    workflow["statuses"]["en_attente"]["transitions"][0]["after"] = json!("=parameters.delai");
    let shared = |with: Json| {
        let mut catalogue = catalogue(json!({"use": "@complet", "with": with}), json!([]));
        catalogue["workflows"] = json!([workflow]);
        compile(&catalogue)
    };
    let (process, faults) = shared(json!({"seuil": "12.50", "delai": "P1M"}));
    assert!(!faults.has_faults(), "{faults:?}");
    assert_eq!(process.unwrap().parameters.to_json(), json!({"delai": "P1M", "seuil": "12.50"}));
    for with in [json!({}), json!({"seuil": "beaucoup"}), json!({"seuil": "1", "delais": "P1M"})] {
        assert!(shared(with.clone()).1.has_faults(), "{with}");
    }
}
