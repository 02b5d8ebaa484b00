//! Choices: what is offered, what expressions know of what is chosen, the lists of the host.

use super::*;
use crate::error::ErrorCode;
use crate::form::{Suggestion, Typing};

/// A district, then one of its streets.
fn linked() -> Form {
    form(json!([
        {"id": "quartier", "type": "choice", "label": "Quartier", "options":
            [{"value": "nord", "label": "Nord"}, {"value": "sud", "label": "Sud"}]},
        {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues", "where": {"quartier": "quartier"}},
        {"id": "numero", "type": "integer", "label": "Numéro", "max": "=options.rue.numeros"}
    ]))
}

fn wrong(fields: Json) -> Vec<String> {
    let (_, faults) = compile(json!({"fields": fields}));
    faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

fn suggested(form: &Form, path: &str, text: &str, answers: Json) -> Option<Vec<String>> {
    let typing = Typing { path, text, most: 10 };
    let found = form.suggest(typing, &object(&answers), &GivenLists::new(), &Town, Reader::Applicant)?;
    Some(found.into_iter().map(|suggestion| suggestion.value).collect())
}

fn given(lists: Json) -> GivenLists {
    serde_json::from_value(lists).unwrap()
}

#[test]
fn a_choice_is_filtered_by_an_answer_before_it() {
    let form = linked();
    assert_eq!(faults(&check(&form, json!({"quartier": "nord", "rue": "puits"}))), [""; 0]);
    let other = json!({"quartier": "nord", "rue": "moulin"});
    assert_eq!(faults(&check(&form, other.clone())), ["/rue field.not_offered"]);
    assert_eq!(
        message(&form, other, Language::French),
        "« Rue » : ce choix n'est pas proposé avec vos autres réponses"
    );
    assert_eq!(faults(&check(&form, json!({"rue": "puits"}))), ["/rue field.not_offered"]);
    assert_eq!(
        faults(&check(&form, json!({"quartier": "nord", "rue": "autre"}))),
        ["/rue field.not_an_option"]
    );
}

#[test]
fn conditions_read_the_columns_of_what_is_chosen() {
    let form = linked();
    let at = |rue: &str, numero: i64| json!({"quartier": "sud", "rue": rue, "numero": numero});
    assert_eq!(faults(&check(&form, at("moulin", 12))), [""; 0]);
    assert_eq!(faults(&check(&form, at("moulin", 13))), ["/numero field.too_great"]);
    // A column without a value gives no bound.
    assert_eq!(faults(&check(&form, at("port", 1_000))), [""; 0]);
    assert_eq!(faults(&check(&form, json!({"numero": 1_000}))), [""; 0]);
}

#[test]
fn inside_a_repeat_options_are_those_of_the_element() {
    let form = form(json!([
        {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues"},
        {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles"},
        {"id": "chantiers", "type": "repeat", "label": "Chantiers", "fields": [
            {"id": "quartier", "type": "text", "label": "Quartier"},
            {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues", "where": {"quartier": "quartier"}},
            {"id": "numero", "type": "integer", "label": "Numéro", "max": "=options.rue.numeros",
             "visible_if": "options.salle.label == 'Halle'"}
        ]}
    ]));
    let answers = |rue: &str| json!({"rue": "puits", "salle": "halle", "chantiers": [{"quartier": "sud", "rue": rue, "numero": 30}]});
    assert_eq!(faults(&check(&form, answers("moulin"))), ["/chantiers/0/numero field.too_great"]);
    assert_eq!(faults(&check(&form, answers("puits"))), ["/chantiers/0/rue field.not_offered"]);
    let hidden = check(&form, json!({"chantiers": [{"quartier": "sud", "rue": "moulin", "numero": 1}]}));
    assert_eq!(hidden.dropped, ["/chantiers/0/numero"]);
}

#[test]
fn options_have_the_shape_of_the_answers() {
    let form = form(json!([
        {"id": "nom", "type": "text", "label": "Nom"},
        {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles"},
        {"id": "rues", "type": "choices", "label": "Rues", "options": "@rues"},
        {"id": "lieu", "type": "group", "label": "Lieu", "fields": [
            {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues"}]},
        {"id": "lieux", "type": "repeat", "label": "Lieux", "fields": [
            {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues"}]}
    ]));
    let record = form.option_record();
    assert_eq!(record.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["lieu", "lieux", "rues", "salle"]);
    let answers = object(&json!({
        "nom": "x", "rues": ["puits", "port"], "lieu": {"rue": "port"}, "lieux": [{"rue": "moulin"}]
    }));
    let chosen = form.options(&answers, &GivenLists::new(), Language::French).to_json();
    assert_eq!(chosen["rues"][1]["label"], json!("Quai du Port"));
    assert_eq!(chosen["lieu"]["rue"]["quartier"], json!("sud"));
    assert_eq!(chosen["lieux"][0]["rue"]["numeros"], json!(12));
    assert_eq!(chosen.get("salle"), None);
    let sum = super::form(json!([
        {"id": "rues", "type": "choices", "label": "Rues", "options": "@rues"},
        {"id": "total", "type": "computed", "label": "Total", "value": "sum(options.rues.numeros)", "result": "integer"}
    ]));
    assert_eq!(stored(&check(&sum, json!({"rues": ["puits", "moulin"]})))["total"], json!(52));
}

#[test]
fn what_expressions_and_filters_name_is_checked_at_publication() {
    let rue = |change: Json| {
        let mut field = json!({"id": "rue", "type": "choice", "label": "Rue", "options": "@rues"});
        field.as_object_mut().unwrap().extend(object(&change));
        field
    };
    let text = |id: &str| json!({"id": id, "type": "text", "label": id});
    let integer = json!({"id": "n", "type": "integer", "label": "N"});
    assert_eq!(
        wrong(
            json!([rue(json!({})), {"id": "x", "type": "integer", "label": "X", "max": "=options.rue.numero"}])
        ),
        ["/form/fields/1/max expression.unknown_member"]
    );
    assert_eq!(
        wrong(
            json!([{"id": "x", "type": "integer", "label": "X", "max": "=options.rue.numeros"}, rue(json!({}))])
        ),
        ["/form/fields/0/max definition.reads_later_field"]
    );
    for (fields, fault) in [
        (
            json!([text("a"), rue(json!({"where": {"quartie": "a"}}))]),
            "/form/fields/1/where definition.unknown_column",
        ),
        (
            json!([text("a"), rue(json!({"where": {"quartier": "b"}}))]),
            "/form/fields/1/where definition.unknown_field",
        ),
        (
            json!([rue(json!({"where": {"quartier": "a"}})), text("a")]),
            "/form/fields/0/where definition.reads_later_field",
        ),
        (
            json!([integer, rue(json!({"where": {"quartier": "n"}}))]),
            "/form/fields/1/where definition.wrong_type",
        ),
    ] {
        assert_eq!(wrong(fields), [fault]);
    }
}

#[test]
fn options_are_searched_with_the_answers_so_far() {
    let form = linked();
    let in_the_south = json!({"quartier": "sud"});
    assert_eq!(suggested(&form, "/rue", "", in_the_south.clone()).unwrap(), ["moulin", "port"]);
    assert_eq!(suggested(&form, "/rue", "PORT", in_the_south.clone()).unwrap(), ["port"]);
    assert_eq!(suggested(&form, "/rue", "puits", in_the_south).unwrap(), [""; 0]);
    assert_eq!(suggested(&form, "/rue", "", json!({})).unwrap(), [""; 0]);
    assert_eq!(suggested(&form, "/quartier", "n", json!({})).unwrap(), ["nord"]);
    for path in ["", "/", "rue", "/inconnu", "/numero", "/rue/0", "/rue/0/rue"] {
        assert_eq!(suggested(&form, path, "", json!({})), None, "{path}");
    }
}

#[test]
fn options_of_an_element_are_searched_with_its_own_answers() {
    let form = form(json!([{"id": "lieux", "type": "repeat", "label": "Lieux", "fields": [
        {"id": "quartier", "type": "text", "label": "Quartier"},
        {"id": "rue", "type": "choice", "label": "Rue", "options": "@rues", "where": {"quartier": "quartier"}}
    ]}]));
    let answers = json!({"lieux": [{"quartier": "nord"}, {"quartier": "sud"}]});
    assert_eq!(suggested(&form, "/lieux/0/rue", "", answers.clone()).unwrap(), ["puits"]);
    assert_eq!(suggested(&form, "/lieux/1/rue", "quai", answers.clone()).unwrap(), ["port"]);
    assert_eq!(suggested(&form, "/lieux/7/rue", "", answers.clone()).unwrap(), [""; 0]);
    assert_eq!(suggested(&form, "/lieux/x/rue", "", answers), None);
}

/// A slot among those that the host gives.
fn with_slots() -> Form {
    form(json!([
        {"id": "creneau", "type": "choice", "label": "Créneau", "required": true,
         "options": {"from": "host:creneaux", "columns": {"places": "integer"}}},
        {"id": "personnes", "type": "integer", "label": "Personnes", "max": "=options.creneau.places"}
    ]))
}

#[test]
fn a_list_of_the_host_is_checked_in_the_call_that_gives_it() {
    let form = with_slots();
    let lists = given(json!({"creneaux": [
        {"value": "lundi", "label": "Lundi", "places": 4}, {"value": "mardi", "label": "Mardi", "places": 9}
    ]}));
    form.accept_lists(&lists).unwrap();
    let checked = |answers: Json| {
        faults(&form.check_among(&object(&answers), &lists, &Town, Reader::Applicant, Mode::Complete))
    };
    assert_eq!(checked(json!({"creneau": "lundi", "personnes": 4})), [""; 0]);
    assert_eq!(checked(json!({"creneau": "lundi", "personnes": 5})), ["/personnes field.too_great"]);
    assert_eq!(checked(json!({"creneau": "jeudi"})), ["/creneau field.not_an_option"]);
    let chosen = form.chosen_of(&object(&json!({"creneau": "mardi"})), &lists);
    assert_eq!(
        serde_json::to_value(chosen).unwrap(),
        json!({"creneaux": [{"value": "mardi", "label": "Mardi", "places": 9}]})
    );
    let typing = Typing { path: "/creneau", text: "mar", most: 5 };
    let found = form.suggest(typing, &object(&json!({})), &lists, &Town, Reader::Applicant).unwrap();
    let mardi = Suggestion {
        value: "mardi".to_owned(),
        label: "Mardi".into(),
        columns: object(&json!({"places": 9})),
    };
    assert_eq!(found, [mardi]);
}

#[test]
fn a_list_that_the_host_did_not_give_is_named() {
    let form = with_slots();
    let error = form.accept_lists(&GivenLists::new()).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::MissingList, Some("/lists/creneaux")));
    assert_eq!(error.details(), Some(&json!({"list": "creneaux"})));
    let slots = json!([{"value": "a", "label": "A"}]);
    let other = given(json!({"creneaux": slots, "creneau": slots}));
    let error = form.accept_lists(&other).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::InvalidInput, Some("/lists/creneau")));
    linked().accept_lists(&GivenLists::new()).unwrap();
}

#[test]
fn fields_expect_the_same_columns_of_a_list_of_the_host() {
    let slot = |id: &str, columns: Json| json!({"id": id, "type": "choice", "label": id, "options": {"from": "host:creneaux", "columns": columns}});
    let same = json!([slot("a", json!({"places": "integer"})), slot("b", json!({"places": "integer"}))]);
    assert_eq!(wrong(same), [""; 0]);
    let different = json!([slot("a", json!({"places": "integer"})), slot("b", json!({}))]);
    assert_eq!(wrong(different), ["/form definition.host_list"]);
}

#[test]
fn only_the_form_of_a_scenario_offers_a_list_of_the_host() {
    let definitions: Vec<definition::Field> = serde_json::from_value(json!([
        {"id": "creneau", "type": "choice", "label": "Créneau", "options": {"from": "host:creneaux"}}
    ]))
    .unwrap();
    let (scope, lists) = (scope(), lists());
    let around = Surroundings { blocks: &[], lists: &lists, scope: &scope, language: Language::French };
    for root in [Root::Data, Root::Answers] {
        let mut faults = Diagnostics::new();
        Form::from_fields(&definitions, root, &around, &Pointer::root().key("data"), &mut faults);
        let told: Vec<_> = faults.as_slice().iter().map(|one| (one.pointer.as_str(), one.code)).collect();
        assert_eq!(told, [("/data", "definition.host_list")]);
    }
}

#[test]
fn a_shared_list_is_shared_and_not_copied() {
    let lists = lists();
    let scope = scope();
    let around = Surroundings { blocks: &[], lists: &lists, scope: &scope, language: Language::French };
    let choice = |id: &str| json!({"id": id, "type": "choice", "label": id, "options": "@rues"});
    let definition = serde_json::from_value(json!({"fields": [choice("a"), choice("b")]})).unwrap();
    let form = Form::compile(&definition, Root::Answers, &around, &Pointer::root(), &mut Diagnostics::new());
    let [one, other] = form.fields() else { panic!() };
    assert!(std::ptr::eq(one.options(), other.options()));
    assert!(std::ptr::eq(one.options(), lists["rues"].entries()));
}
