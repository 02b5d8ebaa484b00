//! Lists written one by one: their columns, their faults, what is found in them.

use serde_json::json;

use super::compile;
use crate::definition::Language;
use crate::expr::{Type, Value};

#[test]
fn an_option_is_found_by_its_value_with_its_columns() {
    let (set, faults) = compile(json!({
        "id": "salles",
        "columns": {"capacite": "integer", "tarif": "decimal", "scene": "boolean", "ouverte": "date", "quartier": "text"},
        "options": [
            {"value": "fetes", "label": {"fr": "Salle des fêtes", "en": "Village hall"},
             "capacite": 250, "tarif": "350.00", "scene": true, "ouverte": "2019-09-01", "quartier": "centre"},
            {"value": "halle", "label": "Halle"}
        ]
    }));
    assert_eq!(faults, [""; 0]);
    assert_eq!(set.position("fetes"), Some(0));
    assert_eq!(set.position("inconnue"), None);
    let fetes = set.value_of(0, Language::English).to_json();
    assert_eq!(
        fetes,
        json!({
            "value": "fetes", "label": "Village hall", "capacite": 250, "tarif": "350.00", "scene": true,
            "ouverte": "2019-09-01", "quartier": "centre"
        })
    );
    assert_eq!(set.value_of(1, Language::French).to_json()["capacite"], json!(null));
    assert_eq!(set.value_of(2, Language::French), Value::Null);
    let record = set.record();
    assert_eq!(record.get("tarif"), Some(&Type::Decimal));
    assert_eq!(record.get("label"), Some(&Type::Text));
}

#[test]
fn each_column_is_of_the_type_that_it_declares() {
    let (_, faults) = compile(json!({
        "id": "l",
        "columns": {"nombre": "integer", "prix": "decimal", "oui": "boolean", "jour": "date", "texte": "text"},
        "options": [
            {"value": "a", "label": "A", "nombre": "12", "prix": true, "oui": "true", "jour": "2026-02-30", "texte": 1},
            {"value": "b", "label": "B", "nombr": 12}
        ]
    }));
    let wrong = |name: &str| format!("/lists/0/options/0/{name} definition.wrong_type");
    let mut expected = ["jour", "nombre", "oui", "prix", "texte"].map(wrong).to_vec();
    expected.push("/lists/0/options/1/nombr definition.unknown_column".to_owned());
    assert_eq!(faults, expected);
}

#[test]
fn a_list_has_options_each_with_a_value_of_its_own_and_a_label() {
    let (_, faults) = compile(json!({"id": "l", "options": [
        {"value": "a", "label": "A"}, {"value": "a", "label": "Encore"}, {"value": " ", "label": "B"},
        {"value": "c", "label": {"fr": "C", "en": ""}}
    ]}));
    assert_eq!(
        faults,
        [
            "/lists/0/options/1/value definition.duplicate_option",
            "/lists/0/options/2/value definition.blank_option",
            "/lists/0/options/3/label definition.blank_option"
        ]
    );
    assert_eq!(compile(json!({"id": "l", "options": []})).1, ["/lists/0/options definition.no_option"]);
}

#[test]
fn a_column_has_not_the_name_of_what_every_option_has() {
    let (_, faults) = compile(json!({
        "id": "l", "columns": {"label": "text"}, "options": [{"value": "a", "label": "A"}]
    }));
    assert_eq!(faults, ["/lists/0/columns/label definition.reserved_name"]);
}
