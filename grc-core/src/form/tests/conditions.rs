//! Visibility, requirement, and everything wrong at once.

use super::*;

fn caterer() -> Form {
    form(json!([
        {"id": "traiteur", "type": "boolean", "label": "Traiteur", "required": true},
        {"id": "siret_traiteur", "type": "siret", "label": "SIRET", "visible_if": "traiteur", "required": true},
        {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles", "visible_if": "siret_traiteur != none"},
        {"id": "remarque", "type": "text", "label": "Remarque", "required_if": "answers.salle == 'halle'"}
    ]))
}

#[test]
fn a_visible_field_may_be_required() {
    let report = check(&caterer(), json!({"traiteur": true}));
    assert_eq!(faults(&report), ["/siret_traiteur field.required"]);
    assert!(check(&caterer(), json!({"traiteur": false})).is_accepted());
}

#[test]
fn answers_to_hidden_fields_are_dropped_and_hide_those_that_read_them() {
    let answers = json!({"traiteur": false, "siret_traiteur": "canari", "salle": "halle"});
    let report = check(&caterer(), answers);
    assert_eq!(faults(&report), Vec::<String>::new());
    assert_eq!(report.dropped, ["/siret_traiteur", "/salle"]);
    assert_eq!(stored(&report), json!({"traiteur": false}));
}

#[test]
fn a_condition_may_require_an_answer() {
    let answers = json!({"traiteur": true, "siret_traiteur": "73282932000074", "salle": "halle"});
    assert_eq!(faults(&check(&caterer(), answers.clone())), ["/remarque field.required"]);
    assert!(caterer().check(&object(&answers), &Town, Reader::Agent, Mode::Draft).is_accepted());
}

#[test]
fn a_draft_requires_nothing_and_refuses_what_is_wrong() {
    let report = caterer().check(
        &object(&json!({"siret_traiteur": null, "remarque": 3, "autre": 1})),
        &Town,
        Reader::Agent,
        Mode::Draft,
    );
    assert_eq!(faults(&report), ["/remarque field.wrong_type", "/autre answer.unknown_field"]);
}

#[test]
fn all_faults_are_told_at_once_in_the_order_of_the_form() {
    let form = form(json!([
        {"id": "z_nom", "type": "text", "label": "Nom", "required": true},
        {"id": "m_age", "type": "integer", "label": "Âge", "max": 120},
        {"id": "y_siret", "type": "siret", "label": "SIRET"},
        {"id": "a_salle", "type": "choice", "label": "Salle", "options": "@salles"},
        {"id": "b_date", "type": "date", "label": "Date", "min": "=today"}
    ]));
    let answers = json!({"a_salle": "x", "b_date": "2020-01-01", "m_age": 200, "y_siret": "1", "inconnu": 1, "m_agee": 2});
    let report = check(&form, answers);
    assert_eq!(
        faults(&report),
        [
            "/z_nom field.required",
            "/m_age field.too_great",
            "/y_siret field.invalid_siret",
            "/a_salle field.not_an_option",
            "/b_date field.too_early",
            "/inconnu answer.unknown_field",
            "/m_agee answer.unknown_field",
        ]
    );
    assert_eq!(
        report.faults[6].message(Language::French),
        "champ inconnu `m_agee` ; vouliez-vous dire `m_age` ?"
    );
    assert_eq!(report.faults[5].message(Language::English), "unknown field `inconnu`");
}

#[test]
fn a_text_that_is_too_short_and_of_the_wrong_form_is_told_both() {
    let form = field(json!({"type": "text", "min_length": 5, "pattern": "[0-9]+"}));
    let mut codes = faults(&check(&form, json!({"x": "ab"})));
    codes.sort();
    assert_eq!(codes, ["/x field.pattern", "/x field.too_short"]);
}

#[test]
fn conditions_read_what_surrounds_the_form() {
    let form = form(json!([
        {"id": "rna", "type": "text", "label": "RNA", "visible_if": "applicant.audience == 'association'"},
        {"id": "jauge", "type": "integer", "label": "Jauge", "required_if": "settings.capacite > 100"}
    ]));
    let report = check(&form, json!({"rna": "W1"}));
    assert_eq!(
        (faults(&report), report.dropped),
        (vec!["/jauge field.required".into()], vec!["/rna".into()])
    );
}

#[test]
fn a_condition_that_cannot_be_computed_is_a_fault() {
    let form = form(json!([
        {"id": "n", "type": "integer", "label": "N"},
        {"id": "m", "type": "text", "label": "M", "visible_if": "10 / n > 1"}
    ]));
    assert_eq!(faults(&check(&form, json!({"n": 0, "m": "a"}))), ["/m field.rule_failed"]);
    assert!(check(&form, json!({"n": 2, "m": "a"})).is_accepted());
}

#[test]
fn an_answer_of_the_wrong_type_reads_as_null() {
    let form = form(json!([
        {"id": "n", "type": "integer", "label": "N"},
        {"id": "m", "type": "text", "label": "M", "visible_if": "n > 1"}
    ]));
    let report = check(&form, json!({"n": "beaucoup", "m": "a"}));
    assert_eq!((faults(&report), report.dropped), (vec!["/n field.wrong_type".into()], vec!["/m".into()]));
}

#[test]
fn visibility_is_told_for_the_answers_so_far() {
    let told = |answers: Json| -> Vec<(String, bool)> {
        let told =
            caterer().states(&object(&answers), &GivenLists::new(), &Town, Reader::Agent, Language::French);
        told.into_iter().map(|state| (state.path, state.visible)).collect()
    };
    let expected = |siret, salle| {
        vec![
            ("/traiteur".to_owned(), true),
            ("/siret_traiteur".to_owned(), siret),
            ("/salle".to_owned(), salle),
            ("/remarque".to_owned(), true),
        ]
    };
    assert_eq!(told(json!({})), expected(false, false));
    assert_eq!(told(json!({"traiteur": true})), expected(true, false));
    assert_eq!(told(json!({"traiteur": true, "siret_traiteur": "73282932000074"})), expected(true, true));
}
