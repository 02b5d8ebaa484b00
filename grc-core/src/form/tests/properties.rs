//! What holds for every form and every answer.

use super::*;
use proptest::prelude::*;

/// Fields of every type, `f0`, `f1`, …: some hide or are required according to the first one, a boolean.
fn fields() -> impl Strategy<Value = Vec<Json>> {
    let kind = prop_oneof![
        Just(json!({"type": "text", "min_length": 2, "max_length": 12})),
        Just(json!({"type": "text", "pattern": "[a-z]+[0-9]?"})),
        Just(json!({"type": "textarea"})),
        Just(json!({"type": "integer", "min": -3, "max": 20})),
        Just(json!({"type": "decimal", "min": "-1.5", "max": "=settings.capacite"})),
        Just(json!({"type": "decimal", "scale": 0})),
        Just(json!({"type": "boolean"})),
        Just(json!({"type": "consent"})),
        Just(json!({"type": "time", "max": "18:00"})),
        Just(json!({"type": "datetime"})),
        Just(json!({"type": "group", "fields": [
            {"id": "f0", "type": "text", "label": "F0", "required": true},
            {"id": "f1", "type": "time", "label": "F1", "visible_if": "f0"}
        ]})),
        Just(json!({"type": "date", "min": "=today"})),
        Just(json!({"type": "email"})),
        Just(json!({"type": "phone"})),
        Just(json!({"type": "siret"})),
        Just(json!({"type": "iban"})),
        Just(json!({"type": "file"})),
        Just(json!({"type": "choice", "options": "@salles"})),
        Just(
            json!({"type": "choice", "options": [{"value": "a", "label": "A"}, {"value": "halle", "label": "H"}]})
        ),
        Just(json!({"type": "choices", "options": "@salles", "max": 1})),
        Just(json!({"type": "repeat", "max": 2, "fields": [
            {"id": "f0", "type": "text", "label": "F0", "required": true},
            {"id": "f1", "type": "integer", "label": "F1", "visible_if": "f0 and item.f0 != 'a'"}
        ]})),
    ];
    let rule = prop_oneof![
        3 => Just(json!({})),
        1 => Just(json!({"required": true})),
        1 => Just(json!({"visible_if": "f0"})),
        1 => Just(json!({"visible_if": "not f0", "required": true})),
        1 => Just(json!({"required_if": "f0"})),
    ];
    prop::collection::vec((kind, rule), 0..6).prop_map(|chosen| {
        let first = json!({"id": "f0", "type": "boolean", "label": "F0"});
        let others = chosen.into_iter().enumerate().map(|(index, (mut field, rule))| {
            field["id"] = json!(format!("f{}", index + 1));
            field["label"] = json!(format!("Champ {}", index + 1));
            field.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
            field
        });
        std::iter::once(first).chain(others).collect()
    })
}

/// What people answer, rightly or wrongly.
fn answer() -> impl Strategy<Value = Json> {
    let one = prop_oneof![
        prop::sample::select(vec![
            json!(null),
            json!(""),
            json!("a"),
            json!("abc"),
            json!("abc1 "),
            json!("12.50"),
            json!("1.5"),
            json!("12"),
            json!("-1"),
            json!(3),
            json!(12),
            json!(-4),
            json!(4.5),
            json!(true),
            json!(false),
            json!("2026-03-02"),
            json!("2026-12-31"),
            json!("2025-01-01"),
            json!("2026-02-30"),
            json!("a@exemple.fr"),
            json!("a@Exemple.fr"),
            json!("06 39 98 12 34"),
            json!("+33639981234"),
            json!("73282932000074"),
            json!("732 829 320 00074"),
            json!("FR7630006000011234567890189"),
            json!("0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e0f"),
            json!("halle"),
            json!(["halle"]),
            json!(["halle", "fetes"]),
            json!([]),
            json!({}),
            json!([{"f0": "b"}]),
            json!([{"f0": "b", "f1": 3}, {"f0": "a", "f1": 3}]),
            json!([{"f1": 3}]),
        ]),
        any::<i64>().prop_map(|number| json!(number)),
        any::<String>().prop_map(|text| json!(text)),
    ];
    one.boxed()
}

/// An answer that suits the type, not always its limits.
fn suited(kind: &str) -> Vec<Json> {
    match kind {
        "text" | "textarea" => vec![json!("abc"), json!(" été1 "), json!("a")],
        "integer" => vec![json!(3), json!(20), json!(-4)],
        "decimal" => vec![json!("12.50"), json!("12"), json!(7), json!("-1.5"), json!("500")],
        "boolean" => vec![json!(true), json!(false)],
        "date" => vec![json!("2026-03-02"), json!("2028-02-29"), json!("2026-03-01")],
        "email" => vec![json!("a@exemple.fr"), json!("A.b@Exemple.FR")],
        "phone" => vec![json!("06 39 98 12 34"), json!("+32470123456")],
        "siret" => vec![json!("73282932000074"), json!("732 829 320 00074")],
        "iban" => vec![json!("FR7630006000011234567890189"), json!("de89 3704 0044 0532 0130 00")],
        "file" => vec![json!("0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e0f")],
        "choice" => vec![json!("halle")],
        "choices" => vec![json!(["halle"]), json!(["fetes", "halle"])],
        _ => vec![
            json!([{"f0": "b"}]),
            json!([{"f0": "b", "f1": 3}, {"f0": "a", "f1": 3}]),
            json!([{"f1": 3}]),
        ],
    }
}

/// A form's fields, and answers that are often right.
fn cases() -> impl Strategy<Value = (Vec<Json>, Json)> {
    fields().prop_flat_map(|fields| {
        let answers: Vec<_> = fields
            .iter()
            .map(|field| {
                let suited = prop::sample::select(suited(field["type"].as_str().unwrap()));
                prop_oneof![8 => suited.prop_map(Some), 2 => Just(None), 1 => answer().prop_map(Some)]
            })
            .collect();
        (Just(fields), answers).prop_map(|(fields, answers)| {
            let given = answers.into_iter().enumerate();
            let given = given.filter_map(|(index, answer)| Some((format!("f{index}"), answer?)));
            let answers = Json::Object(given.collect());
            (fields, answers)
        })
    })
}

/// Any JSON whatever, small.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![answer(), any::<f64>().prop_map(|number| json!(number))];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::Array),
            prop::collection::btree_map("f[0-6]|[a-zé/~]{0,3}", inner, 0..5)
                .prop_map(|members| json!(members)),
        ]
    })
}

/// An answer that bears a mark: nothing that is said of it may repeat the mark.
fn marked() -> impl Strategy<Value = Json> {
    prop_oneof![
        "[a-z ]{0,3}CANARI[0-9]{0,9}".prop_map(|text| json!(text)),
        Just(json!(776_655_443_322_i64)),
        Just(json!("776655443322.50")),
        Just(json!("7766-12-31")),
        Just(json!("1776-06-05")),
        Just(json!(["CANARI"])),
        Just(json!([{"f0": "CANARI", "f1": "CANARI"}, "CANARI"])),
        Just(json!({"f0": "CANARI"})),
        Just(json!(7766.55)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn accepted_answers_as_stored_pass_the_schema_and_are_accepted_again((fields, answers) in cases()) {
        let form = form(json!(fields));
        let report = check(&form, answers.clone());
        if report.is_accepted() {
            prop_assert!(jsonschema::is_valid(form.schema(), &stored(&report)), "{}", stored(&report));
            let again = check(&form, stored(&report));
            prop_assert_eq!(faults(&again), Vec::<String>::new());
            prop_assert_eq!(&again.dropped, &Vec::<String>::new());
            prop_assert_eq!(again.answers, report.answers);
        }
    }

    #[test]
    fn canonical_answers_that_the_schema_refuses_are_refused((fields, answers) in cases()) {
        let form = form(json!(fields));
        let report = check(&form, answers.clone());
        let is_canonical = stored(&report) == answers && report.dropped.is_empty();
        if is_canonical && !jsonschema::is_valid(form.schema(), &answers) {
            prop_assert!(!report.is_accepted());
        }
    }

    #[test]
    fn what_a_draft_refuses_a_submission_refuses((fields, answers) in cases()) {
        let form = form(json!(fields));
        let complete = faults(&check(&form, answers.clone()));
        for fault in faults(&form.check(&object(&answers), &Town, Reader::Agent, Mode::Draft)) {
            prop_assert!(complete.contains(&fault));
            prop_assert!(!fault.ends_with("field.required"));
        }
    }

    #[test]
    fn no_json_makes_a_check_panic(fields in fields(), answers in any_json()) {
        let form = form(json!(fields));
        let _ = check(&form, answers.clone());
        let _ = form.check(&object(&answers), &Town, Reader::Agent, Mode::Draft);
        let _ = form.states(&object(&answers), &GivenLists::new(), &Town, Reader::Agent, Language::French);
        let _ = form.readable_by(&object(&answers), definition::Reader::Applicant);
        for field in form.fields() {
            let _ = form.value(&object(&answers), field.id());
        }
    }

    #[test]
    fn no_message_repeats_an_answer(
        fields in fields(),
        answers in prop::collection::btree_map("f[0-6]", marked(), 0..7),
        shown in any::<bool>(),
    ) {
        let form = form(json!(fields));
        let mut answers = json!(answers);
        answers["f0"] = json!(shown);
        for fault in check(&form, answers).faults {
            for language in [Language::French, Language::English] {
                let message = fault.message(language);
                for mark in ["CANARI", "7766", "1776"] {
                    prop_assert!(!message.contains(mark), "{message}");
                }
            }
            let printed = format!("{fault:?}");
            prop_assert!(!printed.contains("CANARI"));
        }
    }
}
