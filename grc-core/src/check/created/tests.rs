#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use serde_json::{Value as Json, json};

use crate::check::{Sources, check};

/// A set in which each enrolment creates canteen requests by `creation`.
fn set(creation: Json) -> Json {
    let circuit = |on_enter: Json| {
        json!({"id": "c", "initial": "a", "statuses": {
            "a": {"label": "A", "state": "new", "on_enter": on_enter, "transitions": [{"id": "x", "to": "z", "by": ["agent"]}]},
            "z": {"label": "Z", "state": "done", "outcome": "granted"}}})
    };
    json!({
        "services": [{"id": "ecoles", "title": "Écoles"}],
        "procedures": [
            {"id": "inscription", "title": "Inscription", "service": "ecoles", "scenarios": [
                {"id": "en-ligne", "kind": "online", "title": "En ligne", "form": {"fields": [
                    {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
                        {"id": "nom", "type": "text", "label": "Nom"},
                        {"id": "naissance", "type": "date", "label": "Naissance"}]}]},
                 "workflow": circuit(json!([{"create_request": creation}]))}]},
            {"id": "cantine", "title": "Cantine", "service": "ecoles", "scenarios": [
                {"id": "infos", "kind": "information", "title": "Infos", "content": "Menus"},
                {"id": "en-ligne", "kind": "online", "title": "En ligne", "form": {"fields": [
                    {"id": "nom", "type": "text", "label": "Nom", "required": true},
                    {"id": "naissance", "type": "date", "label": "Naissance"},
                    {"id": "jours", "type": "integer", "label": "Jours"}]},
                 "workflow": circuit(json!([]))}]}
        ]
    })
}

/// Codes and places of what is wrong with a creation, within it.
fn found(creation: Json) -> Vec<String> {
    let checked = check(&Sources::from_value(set(creation)));
    let here = "/statuses/a/on_enter/0/create_request";
    let told = checked.diagnostics.iter().filter(|one| one.code != "definition.no_privacy");
    told.map(|one| {
        let place = one.pointer.split_once(here).map_or(one.pointer.as_str(), |(_, place)| place);
        format!("{place} {}", one.code)
    })
    .collect()
}

fn canteen(answers: Json) -> Json {
    json!({"procedure": "cantine", "scenario": "en-ligne", "for_each": "answers.enfants", "answers": answers})
}

#[test]
fn what_answers_the_form_of_the_other_procedure_has_no_fault() {
    let answers = json!({"nom": "=item.nom", "naissance": "=item.naissance", "jours": 4});
    assert_eq!(found(canteen(answers)), [""; 0]);
}

#[test]
fn unknown_procedures_scenarios_and_questions_are_told_with_what_was_meant() {
    let mut creation = canteen(json!({"nom": "=item.nom"}));
    creation["procedure"] = json!("cantines");
    assert_eq!(found(creation.clone()), ["/procedure definition.unknown_reference"]);
    creation["procedure"] = json!("cantine");
    creation["scenario"] = json!("en_ligne");
    assert_eq!(found(creation.clone()), ["/scenario definition.unknown_reference"]);
    creation["scenario"] = json!("infos");
    assert_eq!(found(creation), ["/scenario definition.scenario_without_request"]);
    let checked = check(&Sources::from_value(set(canteen(json!({"nom": "=item.nom", "jour": 4})))));
    let fault = checked.diagnostics.iter().find(|one| one.code == "definition.unknown_reference").unwrap();
    assert!(fault.message.english.contains("did you mean `jours`"), "{}", fault.message.english);
}

#[test]
fn answers_of_another_type_and_lists_that_are_none_are_faults() {
    let answers = json!({"nom": "=item.nom", "naissance": "=item.nom", "jours": "beaucoup"});
    let wrong = ["/answers/jours definition.wrong_type", "/answers/naissance definition.wrong_type"];
    assert_eq!(found(canteen(answers)), wrong);
    let mut creation = canteen(json!({"nom": "x"}));
    creation["for_each"] = json!("answers.enfants.nom == none");
    assert_eq!(found(creation.clone()), ["/for_each definition.wrong_type"]);
    creation.as_object_mut().unwrap().remove("for_each");
    creation["answers"] = json!({"nom": "=item.nom"});
    let found = found(creation);
    assert!(found.iter().any(|one| one.starts_with("/answers/nom expression.")), "{found:?}");
}

#[test]
fn a_required_question_without_an_answer_is_doubtful() {
    assert_eq!(found(canteen(json!({"jours": 2}))), ["/answers definition.missing_answer"]);
}

#[test]
fn a_procedure_that_creates_itself_without_a_condition_is_a_fault() {
    let itself = json!({"procedure": "inscription", "scenario": "en-ligne"});
    assert_eq!(found(itself.clone()), [" definition.creation_loop"]);
    // The negative controls: with a condition, or once for each element, it may end.
    let mut conditional = itself.clone();
    conditional["when"] = json!("request.parent == none");
    assert_eq!(found(conditional), [""; 0]);
    let mut each = itself;
    each["for_each"] = json!("answers.enfants");
    assert_eq!(found(each), [""; 0]);
}

#[test]
fn procedures_that_create_one_another_without_a_condition_are_a_fault() {
    let mut set = set(json!({"procedure": "cantine", "scenario": "en-ligne", "answers": {"nom": "Zoé"}}));
    set["procedures"][1]["scenarios"][1]["workflow"]["statuses"]["a"]["on_enter"] =
        json!([{"create_request": {"procedure": "inscription", "scenario": "en-ligne"}}]);
    let checked = check(&Sources::from_value(set));
    let loops = checked.diagnostics.iter().filter(|one| one.code == "definition.creation_loop").count();
    assert_eq!(loops, 2, "{:?}", checked.diagnostics);
}
