//! Answers made to cost, and those of someone who is still typing.

use super::*;

#[test]
fn many_unknown_answers_are_told_in_bounded_number() {
    let fields: Vec<_> = (0..300)
        .map(|rank| json!({"id": format!("champ_{rank}"), "type": "text", "label": "Champ"}))
        .collect();
    let form = form(json!(fields));
    let unknown: Map<String, Json> = (0..50_000).map(|rank| (format!("chanp_{rank}"), json!(1))).collect();
    let report = form.check(&unknown, &Town, Reader::Applicant, Mode::Complete);
    assert_eq!(report.faults.len(), 101);
    let message = |rank: usize| report.faults[rank].message(Language::English);
    assert!(message(19).contains("did you mean"), "{}", message(19));
    assert!(!message(20).contains("did you mean"), "{}", message(20));
    assert_eq!(message(100), "49900 more unknown field(s)");
}

#[test]
fn few_unknown_answers_are_all_told() {
    let report = check(&field(json!({"type": "text"})), json!({"y": 1, "z": 2}));
    assert_eq!(faults(&report), ["/y answer.unknown_field", "/z answer.unknown_field"]);
}

#[test]
fn a_pattern_is_not_looked_for_in_a_text_that_is_too_long_anyway() {
    let form = field(json!({"type": "text", "pattern": "(a+)+$", "max_length": 3}));
    refuses(&form, json!("aab"), "field.pattern");
    refuses(&form, json!("aaab"), "field.too_long");
}

#[test]
fn a_list_longer_than_its_options_is_not_told_element_by_element() {
    let form = field(json!({"type": "choices", "options": "@salles"}));
    let given: Vec<_> = (0..10_000).map(|rank| json!(format!("inconnue {rank}"))).collect();
    assert_eq!(check(&form, json!({"x": given})).faults.len(), 3);
    refuses_at(&form, json!(["fetes", "halle", "inconnue"]), "/x/2 field.not_an_option");
    refuses_at(&form, json!(["fetes", "halle", "fetes"]), "/x field.duplicate");
}

#[track_caller]
fn refuses_at(form: &Form, given: Json, fault: &str) {
    assert_eq!(faults(&check(form, json!({"x": given}))), [fault]);
}

#[test]
fn someone_who_is_still_typing_is_not_told_that_there_is_too_little() {
    let form = form(json!([
        {"id": "nom", "type": "text", "label": "Nom", "min_length": 3, "pattern": "[a-z]+"},
        {"id": "salles", "type": "choices", "label": "Salles", "options": "@salles", "min": 2},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "min": 2, "fields": [
            {"id": "prenom", "type": "text", "label": "Prénom", "min_length": 2}
        ]}
    ]));
    let answers = object(&json!({"nom": "a!", "salles": ["fetes"], "enfants": [{"prenom": "A"}]}));
    let told = |mode| faults(&form.check(&answers, &Town, Reader::Applicant, mode));
    assert_eq!(told(Mode::Draft), ["/nom field.pattern"]);
    assert_eq!(
        told(Mode::Complete),
        [
            "/nom field.too_short",
            "/nom field.pattern",
            "/salles field.too_few",
            "/enfants field.too_few",
            "/enfants/0/prenom field.too_short"
        ]
    );
}
