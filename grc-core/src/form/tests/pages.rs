//! What a page shows: layout, state of each field, summary.

use super::*;

fn booking() -> Form {
    let (form, faults) = compile(json!({"sections": [
        {"id": "evenement", "title": {"fr": "Votre événement", "en": "Your event"}, "fields": [
            {"id": "intro", "type": "note", "label": "Quinze jours à l'avance."},
            {"id": "salle", "type": "choice", "options": "@salles", "label": {"fr": "Salle", "en": "Hall"}},
            {"id": "jour", "type": "date", "label": "Jour", "default": "=today"},
            {"id": "convives", "type": "integer", "label": "Convives", "default": 10, "max": "=settings.capacite"},
            {"id": "prix", "type": "computed", "result": "decimal", "value": "convives * 1.5", "label": "Prix"},
            {"id": "contact", "type": "group", "label": "Contact", "required": true, "fields": [
                {"id": "nom", "type": "text", "label": "Nom", "required": true},
                {"id": "telephone", "type": "phone", "label": "Téléphone"}
            ]}
        ]},
        {"id": "suite", "title": "Suite", "visible_if": "convives > 100", "fields": [
            {"id": "gardiens", "type": "repeat", "label": "Gardiens", "fields": [
                {"id": "nom", "type": "text", "label": "Nom"}, {"id": "nuit", "type": "boolean", "label": "De nuit"}
            ]},
            {"id": "avis", "type": "textarea", "label": "Avis", "visible_to": ["agent"]},
            {"id": "mot", "type": "textarea", "label": "Mot"}
        ]}
    ]}));
    assert_eq!(faults, Diagnostics::new());
    form
}

fn full() -> Json {
    json!({
        "salle": "fetes", "jour": "2026-03-05", "convives": 120, "prix": "180.00", "contact": {"nom": "<Ana> & Bo"},
        "gardiens": [{"nom": "Cléo", "nuit": true}, {"nom": "Dan"}], "avis": "secret", "mot": "Un\nDeux"
    })
}

#[test]
fn a_summary_reads_as_the_form_does() {
    let text = booking().summary(&object(&full()), Reader::Applicant, reading(Language::French)).text;
    assert_eq!(
        text,
        "Votre événement
  Salle : Salle des fêtes
  Jour : 05/03/2026
  Convives : 120
  Prix : 180,00
  Contact :
    Nom : <Ana> & Bo

Suite
  Gardiens :
    1.
      Nom : Cléo
      De nuit : oui
    2.
      Nom : Dan
  Mot :
    Un
    Deux"
    );
    let for_agents = booking().summary(&object(&full()), Reader::Agent, reading(Language::English));
    assert!(for_agents.text.contains("Avis: secret") && for_agents.text.contains("Hall: Salle des fêtes"));
    assert_eq!(for_agents.sections[0].title.as_deref(), Some("Your event"));
}

#[test]
fn a_summary_in_html_is_escaped() {
    let html = booking().summary(&object(&full()), Reader::Applicant, reading(Language::French)).html;
    assert!(html.contains("<dt>Nom</dt>\n<dd>&lt;Ana&gt; &amp; Bo</dd>"), "{html}");
    assert!(html.contains("<dd>Un<br>\nDeux</dd>"), "{html}");
    assert!(!html.contains("<Ana>"));
    assert_eq!(html.matches("<dl>").count(), html.matches("</dl>").count());
}

#[test]
fn a_summary_leaves_out_what_has_no_answer() {
    let summary = booking().summary(&object(&json!({})), Reader::Agent, reading(Language::French));
    assert_eq!((summary.sections.len(), summary.text), (0, String::new()));
}

#[test]
fn the_layout_has_every_field_at_its_place_in_the_schema() {
    let form = booking();
    let ui = form.ui(Language::English, Reader::Agent);
    let schema = form.schema_in(Language::English, Reader::Agent);
    let mut scopes = Vec::new();
    gather(&ui, "scope", &mut scopes);
    let expected = [
        "salle",
        "jour",
        "convives",
        "prix",
        "contact/properties/nom",
        "contact/properties/telephone",
        "gardiens",
    ];
    for name in expected {
        let scope = format!("#/properties/{name}");
        assert!(scopes.contains(&scope), "{scope}");
        assert!(schema.pointer(&scope[1..]).is_some(), "{scope}");
    }
    assert_eq!(ui["elements"][0]["label"], "Your event");
    assert_eq!(ui["elements"][0]["elements"][0]["text"], "Quinze jours à l'avance.");
    assert_eq!(schema["properties"]["salle"]["title"], "Hall");
    assert_eq!(form.schema()["properties"]["salle"]["title"], "Salle");
}

fn gather(ui: &Json, key: &str, found: &mut Vec<String>) {
    match ui {
        Json::Object(members) => {
            found.extend(members.get(key).and_then(Json::as_str).map(str::to_owned));
            members.values().for_each(|member| gather(member, key, found));
        }
        Json::Array(elements) => elements.iter().for_each(|element| gather(element, key, found)),
        _ => {}
    }
}

#[test]
fn each_field_tells_its_state_for_the_answers_so_far() {
    let states = booking().states(
        &object(&json!({"convives": 4, "prix": "0.00"})),
        &GivenLists::new(),
        &Town,
        Reader::Agent,
        Language::French,
    );
    let told: Vec<_> = states
        .iter()
        .map(|state| (state.path.as_str(), state.visible, state.required, state.value.clone()))
        .collect();
    assert_eq!(
        told,
        [
            ("/intro", true, false, None),
            ("/salle", true, false, None),
            ("/jour", true, false, Some(json!("2026-03-02"))),
            ("/convives", true, false, None),
            ("/prix", true, false, Some(json!("6.00"))),
            ("/contact", true, true, None),
            ("/contact/nom", true, true, None),
            ("/contact/telephone", true, false, None),
            ("/gardiens", false, false, None),
            ("/avis", false, false, None),
            ("/mot", false, false, None),
        ]
    );
    assert!(states[4].readonly);
}

#[test]
fn a_report_is_cut_to_one_section() {
    let form = booking();
    let answers = object(&json!({"convives": 400, "gardiens": "Cléo"}));
    let told = |section: &str| {
        let report = form.check(&answers, &Town, Reader::Agent, Mode::Complete);
        form.of_section(report, section).map(|report| faults(&report))
    };
    let expected = vec!["/convives field.too_great".to_owned(), "/contact/nom field.required".to_owned()];
    assert_eq!(told("evenement"), Some(expected));
    assert_eq!(told("suite"), Some(vec!["/gardiens field.wrong_type".to_owned()]));
    assert_eq!(told("autre"), None);
}
