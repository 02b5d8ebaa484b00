//! What is wrong with definitions, all at once, each at its place.

use super::*;

/// What is wrong with a form, as `pointer code`.
fn wrong(form: Json) -> Vec<String> {
    let (_, faults) = compile(form);
    faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

fn wrong_fields(fields: Json) -> Vec<String> {
    wrong(json!({"fields": fields}))
}

/// What is wrong with one field.
fn wrong_field(mut field: Json) -> Vec<String> {
    field["id"] = json!("x");
    field["label"] = json!("Champ");
    wrong_fields(json!([field]))
}

#[test]
fn a_form_has_sections_or_fields() {
    let text = json!({"id": "a", "type": "text", "label": "A"});
    assert_eq!(wrong(json!({})), ["/form definition.no_field"]);
    let both = json!({"fields": [text], "sections": [{"id": "s", "title": "S", "fields": [{"id": "b", "type": "text", "label": "B"}]}]});
    assert_eq!(wrong(both), ["/form definition.sections_and_fields"]);
    let twice = json!({"id": "s", "title": "S", "fields": [text]});
    assert_eq!(
        wrong(json!({"sections": [twice, twice]})),
        [
            "/form/sections/1/id definition.duplicate_section",
            "/form/sections/1/fields/0 definition.duplicate_field"
        ]
    );
}

#[test]
fn field_ids_are_unique_across_blocks_and_are_not_roots() {
    let found = wrong_fields(json!([
        {"id": "rue", "type": "text", "label": "Rue"},
        {"use": "@adresse"},
        {"id": "today", "type": "date", "label": "Jour"},
        {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
            {"id": "rue", "type": "text", "label": "Rue"},
            {"id": "item", "type": "text", "label": "Item"},
            {"id": "rue", "type": "text", "label": "Rue"}
        ]}
    ]));
    assert_eq!(
        found,
        [
            "/form/fields/1 definition.duplicate_field",
            "/form/fields/2/id definition.reserved_name",
            "/form/fields/3/fields/1/id definition.reserved_name",
            "/form/fields/3/fields/2 definition.duplicate_field",
        ]
    );
}

#[test]
fn unknown_blocks_and_lists_are_told_with_the_name_that_was_meant() {
    let (_, faults) = compile(json!({"fields": [
        {"use": "@adrese"},
        {"id": "salle", "type": "choice", "label": "Salle", "options": "@sales"}
    ]}));
    let told: Vec<_> = faults
        .as_slice()
        .iter()
        .map(|fault| (fault.pointer.as_str(), fault.code, fault.message.english.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "/form/fields/0/use",
                "definition.unknown_block",
                "there is no block `adrese`; did you mean `adresse`?"
            ),
            (
                "/form/fields/1/options",
                "definition.unknown_list",
                "there is no list `sales`; did you mean `salles`?"
            ),
        ]
    );
}

#[test]
fn options_are_neither_missing_nor_twice() {
    assert_eq!(
        wrong_field(json!({"type": "choice", "options": []})),
        ["/form/fields/0/options definition.no_option"]
    );
    let twice =
        json!([{"value": "a", "label": "A"}, {"value": "a", "label": "B"}, {"value": " ", "label": "C"}]);
    assert_eq!(
        wrong_field(json!({"type": "choice", "options": twice})),
        [
            "/form/fields/0/options/1/value definition.duplicate_option",
            "/form/fields/0/options/2/value definition.blank_option"
        ]
    );
}

#[test]
fn patterns_are_linear_and_common_to_all_tools() {
    for bad in [
        "(?=a)b",
        "(?!a)b",
        "(?<=a)b",
        "(?i)a",
        "(?<nom>a)",
        r"(a)\1",
        r"\k",
        "(a",
        "[b-a]",
        "a{1000}{1000}{1000}",
    ] {
        assert_eq!(
            wrong_field(json!({"type": "text", "pattern": bad})),
            ["/form/fields/0/pattern definition.invalid_pattern"],
            "{bad}"
        );
    }
    for good in ["(?:a|b)+", "[(?=]", r"\(\?=", r"[0-9]{5}", r"\d{2}\.\d", "[A-Za-zÀ-ÿ' -]+"] {
        assert_eq!(wrong_field(json!({"type": "text", "pattern": good})), Vec::<String>::new(), "{good}");
    }
    let (_, faults) =
        compile(json!({"fields": [{"id": "x", "label": "X", "type": "text", "pattern": "(?=a)"}]}));
    assert!(faults.as_slice()[0].message.english.contains("look-around"));
}

#[test]
fn limits_leave_something_to_answer() {
    for field in [
        json!({"type": "text", "min_length": 5, "max_length": 4}),
        json!({"type": "integer", "min": 5, "max": 4}),
        json!({"type": "decimal", "min": "5.00", "max": 4}),
        json!({"type": "date", "min": "2026-02-01", "max": "2026-01-01"}),
        json!({"type": "choices", "options": "@salles", "min": 3}),
        json!({"type": "repeat", "min": 2, "max": 1, "fields": [{"id": "a", "type": "text", "label": "A"}]}),
    ] {
        let found = wrong_field(field.clone());
        assert_eq!(found.len(), 1, "{field} {found:?}");
        assert!(found[0].ends_with("definition.empty_range"), "{field} {found:?}");
    }
}

#[test]
fn bounds_are_of_the_type_of_the_field() {
    for field in [
        json!({"type": "integer", "min": "12"}),
        json!({"type": "decimal", "min": "douze"}),
        json!({"type": "date", "min": 12}),
        json!({"type": "date", "min": "2026-02-30"}),
    ] {
        assert_eq!(wrong_field(field), ["/form/fields/0/min definition.invalid_bound"]);
    }
    assert_eq!(
        wrong_field(json!({"type": "integer", "max": "=today"})),
        ["/form/fields/0/max expression.result"]
    );
}

#[test]
fn defaults_are_valid_answers_in_their_stored_form() {
    for field in [
        json!({"type": "integer", "max": 10, "default": 11}),
        json!({"type": "decimal", "default": "1.5"}),
        json!({"type": "siret", "default": "732 829 320 00074"}),
        json!({"type": "choice", "options": "@salles", "default": "garage"}),
        json!({"type": "date", "default": "2026-02-30"}),
        json!({"type": "repeat", "default": [], "fields": [{"id": "a", "type": "text", "label": "A"}]}),
    ] {
        assert_eq!(wrong_field(field), ["/form/fields/0/default definition.invalid_default"]);
    }
    assert_eq!(wrong_field(json!({"type": "decimal", "default": "1.50"})), Vec::<String>::new());
    assert_eq!(
        wrong_field(json!({"type": "choice", "options": "@salles", "default": "halle"})),
        Vec::<String>::new()
    );
}

#[test]
fn conditions_are_checked_with_their_position() {
    let (_, faults) = compile(json!({"fields": [
        {"id": "age", "type": "integer", "label": "Âge"},
        {"id": "x", "type": "text", "label": "X", "visible_if": "agee > 3", "required_if": "age"}
    ]}));
    let told: Vec<_> = faults.as_slice().iter().map(|fault| (fault.pointer.as_str(), fault.code)).collect();
    assert_eq!(told[0], ("/form/fields/1/visible_if", "expression.unknown_name"));
    assert_eq!(told[1].0, "/form/fields/1/required_if");
    assert_eq!(told.len(), 2);
    assert!(faults.as_slice()[0].message.french.starts_with("caractère 1 : "));
    assert!(faults.as_slice()[0].message.french.contains("`age`"), "{faults:?}");
}

#[test]
fn a_condition_reads_only_the_fields_before() {
    let found = wrong_fields(json!([
        {"id": "a", "type": "boolean", "label": "A", "visible_if": "b"},
        {"id": "b", "type": "boolean", "label": "B", "visible_if": "answers.b"},
        {"id": "c", "type": "date", "label": "C", "min": "=d"},
        {"id": "d", "type": "date", "label": "D", "min": "=c"},
        {"id": "r", "type": "repeat", "label": "R", "fields": [
            {"id": "u", "type": "boolean", "label": "U", "visible_if": "item.v"},
            {"id": "v", "type": "boolean", "label": "V", "visible_if": "item.u and a and z"},
            {"id": "w", "type": "boolean", "label": "W", "visible_if": "count(r) > 1"}
        ]},
        {"id": "z", "type": "boolean", "label": "Z"}
    ]));
    assert_eq!(
        found,
        [
            "/form/fields/0/visible_if definition.reads_later_field",
            "/form/fields/1/visible_if definition.reads_later_field",
            "/form/fields/2/min definition.reads_later_field",
            "/form/fields/4/fields/0/visible_if definition.reads_later_field",
            "/form/fields/4/fields/1/visible_if definition.reads_later_field",
            "/form/fields/4/fields/2/visible_if definition.reads_later_field",
        ]
    );
}

#[test]
fn required_is_said_once_and_repeats_are_not_nested() {
    assert_eq!(
        wrong_field(json!({"type": "text", "required": true, "required_if": "true"})),
        ["/form/fields/0/required_if definition.required_twice"]
    );
    let nested = json!({"type": "repeat", "fields": [
        {"id": "a", "type": "repeat", "label": "A", "fields": [{"id": "b", "type": "text", "label": "B"}]}
    ]});
    assert_eq!(wrong_field(nested), ["/form/fields/0/fields/0/type definition.nested_repeat"]);
    assert_eq!(
        wrong_field(json!({"type": "repeat", "fields": []})),
        ["/form/fields/0/fields definition.no_field"]
    );
}

#[test]
fn faults_of_a_block_are_told_where_it_is_defined() {
    let blocks: Vec<definition::Block> = serde_json::from_value(json!([
        {"id": "vide", "fields": []},
        {"id": "faux", "fields": [{"id": "a", "type": "text", "label": "A", "visible_if": "b"}]}
    ]))
    .unwrap();
    let definition = serde_json::from_value(json!({"fields": [{"use": "@faux"}]})).unwrap();
    let scope = scope();
    let surroundings = Surroundings {
        blocks: &blocks,
        lists: &SharedLists::new(),
        scope: &scope,
        language: Language::French,
    };
    let mut faults = Diagnostics::new();
    Form::compile(&definition, Root::Answers, &surroundings, &Pointer::root(), &mut faults);
    assert_eq!(faults.as_slice()[0].pointer, "/blocks/1/fields/0/visible_if");
}

#[test]
fn a_form_with_faults_takes_no_answer() {
    let (form, _) =
        compile(json!({"fields": [{"use": "@inconnu"}, {"id": "x", "type": "text", "label": "X"}]}));
    assert_eq!(faults(&check(&form, json!({}))), [" answer.unusable_form"]);
}
