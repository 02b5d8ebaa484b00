//! Computed values, titles and notes.

use super::*;

fn canteen() -> Form {
    form(json!([
        {"id": "titre", "type": "heading", "label": "Vos enfants"},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
            {"id": "repas", "type": "integer", "label": "Repas", "min": 0},
            {"id": "prix", "type": "computed", "label": "Prix", "result": "decimal", "value": "item.repas * 3.105"}
        ]},
        {"id": "note", "type": "note", "label": "Le total est indicatif.", "visible_if": "enfants != none"},
        {"id": "total", "type": "computed", "label": "Total", "result": "decimal", "value": "sum(enfants.prix)"},
        {"id": "cher", "type": "boolean", "label": "Confirmez", "visible_if": "total > 10", "required": true}
    ]))
}

#[test]
fn a_value_is_computed_from_the_answers_before_it_and_stored() {
    let report = check(&canteen(), json!({"enfants": [{"repas": 1}, {"repas": 2}], "cher": true}));
    assert_eq!(faults(&report), Vec::<String>::new());
    // 3.105 and 6.21: a half goes to the even digit.
    let expected =
        json!({"enfants": [{"repas": 1, "prix": "3.10"}, {"repas": 2, "prix": "6.21"}], "total": "9.31"});
    assert_eq!(stored(&report), expected);
    assert_eq!(report.dropped, ["/cher"]);
    assert!(jsonschema::is_valid(canteen().schema(), &stored(&report)));
}

#[test]
fn a_computed_value_is_never_taken_from_outside() {
    let report = check(&canteen(), json!({"enfants": [{"repas": 1, "prix": "0.01"}], "total": "0.00"}));
    assert_eq!(faults(&report), Vec::<String>::new());
    assert_eq!(stored(&report), json!({"enfants": [{"repas": 1, "prix": "3.10"}], "total": "3.10"}));
    assert_eq!(report.dropped, ["/enfants/0/prix", "/total"]);
}

#[test]
fn conditions_read_computed_values() {
    assert_eq!(faults(&check(&canteen(), json!({"enfants": [{"repas": 9}]}))), ["/cher field.required"]);
}

#[test]
fn a_computed_value_without_its_answers_is_absent() {
    let form = field(json!({"type": "computed", "result": "integer", "value": "settings.capacite * none"}));
    assert_eq!(stored(&check(&form, json!({}))), json!({}));
}

#[test]
fn a_value_that_cannot_be_computed_is_a_fault() {
    let form = form(json!([
        {"id": "n", "type": "integer", "label": "N"},
        {"id": "x", "type": "computed", "label": "X", "result": "decimal", "value": "1 / n"}
    ]));
    assert_eq!(faults(&check(&form, json!({"n": 0}))), ["/x field.rule_failed"]);
}

#[test]
fn titles_and_notes_have_no_answer() {
    let report = check(&canteen(), json!({"titre": "x", "note": "y"}));
    assert_eq!(faults(&report), ["/note answer.unknown_field", "/titre answer.unknown_field"]);
    let schema = canteen().schema().to_string();
    assert!(!schema.contains("Vos enfants"), "{schema}");
    let told =
        canteen().states(&object(&json!({})), &GivenLists::new(), &Town, Reader::Agent, Language::French);
    let hidden: Vec<_> = told.iter().filter(|told| !told.visible).map(|told| told.path.as_str()).collect();
    assert_eq!(hidden, ["/note", "/cher"]);
}

#[test]
fn what_is_not_asked_is_neither_required_nor_proposed() {
    let (_, faults) = compile(json!({"fields": [
        {"id": "x", "type": "note", "label": "X", "required": true},
        {"id": "y", "type": "computed", "result": "integer", "value": "1", "label": "Y", "default": 3}
    ]}));
    let codes: Vec<_> = faults.as_slice().iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["definition.not_asked"; 2]);
}

#[test]
fn computed_values_read_neither_themselves_nor_those_after_them() {
    let (_, faults) = compile(json!({"fields": [
        {"id": "a", "type": "computed", "result": "integer", "value": "b + 1", "label": "A"},
        {"id": "b", "type": "computed", "result": "integer", "value": "a + 1", "label": "B"},
        {"id": "c", "type": "computed", "result": "integer", "value": "c + 1", "label": "C"},
        {"id": "d", "type": "computed", "result": "date", "value": "a", "label": "D"}
    ]}));
    let told: Vec<_> =
        faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect();
    assert_eq!(
        told,
        [
            "/form/fields/0/value definition.reads_later_field",
            "/form/fields/2/value definition.reads_later_field",
            "/form/fields/3/value expression.result"
        ]
    );
}
