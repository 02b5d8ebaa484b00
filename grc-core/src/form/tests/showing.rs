//! What the state of a field tells a page: options, bounds; and what the layout tells of limits.

use super::*;
use crate::form::FieldState;

fn shown(form: &Form, answers: Json, reader: Reader) -> Vec<FieldState> {
    form.states(&object(&answers), &GivenLists::new(), &Town, reader, Language::English)
}

fn state(form: &Form, answers: Json, reader: Reader, path: &str) -> FieldState {
    shown(form, answers, reader).into_iter().find(|state| state.path == path).unwrap()
}

fn values(state: &FieldState) -> Option<Vec<&str>> {
    state.options.as_ref().map(|options| options.iter().map(|option| option.value.as_str()).collect())
}

#[test]
fn the_options_of_a_choice_come_in_the_language_asked() {
    let form = field(json!({"type": "choice", "options": [
        {"value": "oui", "label": {"fr": "Oui", "en": "Yes"}}, {"value": "non", "label": {"fr": "Non", "en": "No"}}
    ]}));
    let options = state(&form, json!({}), Reader::Applicant, "/x").options.unwrap();
    let told: Vec<_> = options.iter().map(|option| (option.value.as_str(), option.label.as_str())).collect();
    assert_eq!(told, [("oui", "Yes"), ("non", "No")]);
}

#[test]
fn only_the_options_that_go_with_the_other_answers_are_listed() {
    let form = form(json!([
        {"id": "quartier", "type": "text", "label": "Quartier"},
        {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues", "where": {"quartier": "quartier"}},
        {"id": "visites", "type": "repeat", "label": "Visites", "fields": [
            {"id": "rue", "type": "choices", "label": "Rues", "options": "@rues", "where": {"quartier": "quartier"}}
        ]}
    ]));
    let of = |answers: Json, path: &str| state(&form, answers, Reader::Applicant, path);
    assert_eq!(values(&of(json!({"quartier": "sud"}), "/rue")), Some(vec!["moulin", "port"]));
    assert_eq!(
        values(&of(json!({"quartier": "nord", "visites": [{}]}), "/visites/0/rue")),
        Some(vec!["puits"])
    );
    assert_eq!(
        values(&of(json!({}), "/rue")),
        Some(vec![]),
        "nothing is offered before the answer that decides"
    );
}

#[test]
fn a_list_too_long_to_be_listed_is_searched() {
    let list = |count: usize| {
        let options =
            (0..count).map(|rank| json!({"value": format!("v{rank}"), "label": format!("Option {rank}")}));
        field(json!({"type": "choice", "options": options.collect::<Vec<_>>()}))
    };
    let (short, long) = (list(100), list(101));
    let of = |form: &Form| state(form, json!({}), Reader::Applicant, "/x");
    assert_eq!((of(&short).options.map(|options| options.len()), of(&short).search), (Some(100), false));
    assert_eq!((of(&long).options, of(&long).search), (None, true));
    let marker = |form: &Form| {
        form.ui(Language::French, Reader::Applicant)["elements"][0]["options"].get("search").cloned()
    };
    assert_eq!((marker(&short), marker(&long)), (None, Some(json!(true))));
}

#[test]
fn a_hidden_choice_lists_nothing() {
    let form = form(json!([
        {"id": "oui", "type": "boolean", "label": "Oui"},
        {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles", "visible_if": "oui"}
    ]));
    assert_eq!(state(&form, json!({}), Reader::Applicant, "/salle").options, None);
    assert!(state(&form, json!({"oui": true}), Reader::Applicant, "/salle").options.is_some());
}

#[test]
fn bounds_are_told_in_their_stored_form() {
    let form = form(json!([
        {"id": "debut", "type": "date", "label": "Début", "min": "=today + days(15)"},
        {"id": "fin", "type": "date", "label": "Fin", "min": "=debut"},
        {"id": "heure", "type": "time", "label": "Heure", "min": "08:00", "max": "18:30"},
        {"id": "places", "type": "integer", "label": "Places", "max": "=settings.capacite"},
        {"id": "don", "type": "decimal", "label": "Don", "min": "1.00"}
    ]));
    let of = |path: &str| {
        let state = state(&form, json!({"debut": "2026-04-01"}), Reader::Applicant, path);
        (state.min.unwrap_or_default(), state.max.unwrap_or_default())
    };
    assert_eq!(of("/debut"), (json!("2026-03-17"), Json::Null));
    assert_eq!(of("/fin"), (json!("2026-04-01"), Json::Null));
    assert_eq!(of("/heure"), (json!("08:00"), json!("18:30")));
    assert_eq!(of("/places"), (Json::Null, json!(300)));
    assert_eq!(of("/don"), (json!("1.00"), Json::Null));
}

#[test]
fn a_bound_that_reads_what_is_for_agents_is_not_told_to_applicants() {
    let form = form(json!([
        {"id": "plafond", "type": "integer", "label": "Plafond", "visible_to": ["agent"]},
        {"id": "demande", "type": "integer", "label": "Demande", "max": "=plafond"}
    ]));
    let answers = json!({"plafond": 7});
    assert_eq!(state(&form, answers.clone(), Reader::Agent, "/demande").max, Some(json!(7)));
    assert_eq!(state(&form, answers, Reader::Applicant, "/demande").max, None);
}

#[test]
fn the_layout_tells_the_limits_that_a_schema_cannot_say() {
    let form = form(json!([
        {"id": "intro", "type": "note", "label": "À lire", "hint": "Lisez."},
        {"id": "plan", "type": "file", "label": "Plan", "accept": ["application/pdf"], "max_size": 5000},
        {"id": "photo", "type": "file", "label": "Photo"},
        {"id": "lieu", "type": "location", "label": "Lieu", "area": [
            {"latitude": "49", "longitude": "-1"}, {"latitude": "49", "longitude": "0"}, {"latitude": "50", "longitude": "0"}
        ]},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "unique_by": ["prenom"], "fields": [
            {"id": "prenom", "type": "text", "label": "Prénom"}
        ]}
    ]));
    let ui = form.ui(Language::French, Reader::Applicant);
    let options = |index: usize| ui["elements"][index]["options"].clone();
    assert_eq!(options(0)["hint"], "Lisez.");
    assert_eq!((&options(1)["accept"], &options(1)["max_size"]), (&json!(["application/pdf"]), &json!(5000)));
    assert_eq!((&options(2)["accept"], &options(2)["max_size"]), (&json!([]), &json!(10 << 20)));
    assert_eq!(options(3)["area"][2], json!({"latitude": "50", "longitude": "0"}));
    assert_eq!(options(4)["unique_by"], json!(["prenom"]));
}
