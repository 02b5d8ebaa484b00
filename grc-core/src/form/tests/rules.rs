//! Rules between answers, sections that hide, values that cannot be changed.

use super::*;

fn stay() -> Form {
    let (form, faults) = compile(json!({
        "sections": [
            {"id": "sejour", "title": "Séjour", "fields": [
                {"id": "debut", "type": "date", "label": "Début", "required": true},
                {"id": "fin", "type": "date", "label": "Fin", "required": true},
                {"id": "age", "type": "integer", "label": "Âge"}
            ]},
            {"id": "accueil", "title": "Accueil", "visible_if": "fin > debut", "fields": [
                {"id": "repas", "type": "boolean", "label": "Repas", "required": true},
                {"id": "regime", "type": "text", "label": "Régime", "visible_if": "repas"}
            ]}
        ],
        "rules": [{"check": "fin >= debut", "fields": ["fin", "debut"],
            "message": {"fr": "La fin précède le début.", "en": "The end comes before the beginning."}}],
        "eligibility": [{"check": "age >= 18 and applicant.audience == 'citizen'", "message": "Réservé aux majeurs."}]
    }));
    assert_eq!(faults, Diagnostics::new());
    form
}

#[test]
fn a_rule_that_is_false_is_told_beside_its_fields() {
    let report = check(&stay(), json!({"debut": "2026-03-02", "fin": "2026-03-01"}));
    assert_eq!(faults(&report), ["/fin answer.rule"]);
    assert_eq!(report.faults[0].related, ["/debut"]);
    assert_eq!(report.faults[0].message(Language::French), "La fin précède le début.");
    assert_eq!(report.faults[0].message(Language::English), "The end comes before the beginning.");
}

#[test]
fn a_rule_without_all_its_answers_says_nothing() {
    let report = stay().check(&object(&json!({"debut": "2026-03-02"})), &Town, Reader::Agent, Mode::Draft);
    assert_eq!(faults(&report), Vec::<String>::new());
    let report = check(&stay(), json!({"debut": "2026-03-02", "fin": "hier"}));
    assert_eq!(faults(&report), ["/fin field.invalid_date"]);
}

#[test]
fn who_is_not_eligible_is_told_why() {
    let report = check(&stay(), json!({"debut": "2026-03-02", "fin": "2026-03-02", "age": 17}));
    assert_eq!(faults(&report), [" answer.not_eligible"]);
    assert_eq!(report.faults[0].message(Language::French), "Réservé aux majeurs.");
}

#[test]
fn a_hidden_section_hides_its_fields() {
    let one_day = json!({"debut": "2026-03-02", "fin": "2026-03-02", "repas": true, "regime": "sans sel"});
    let report = check(&stay(), one_day);
    assert_eq!((faults(&report), report.dropped), (vec![], vec!["/repas".into(), "/regime".into()]));
    let longer = check(&stay(), json!({"debut": "2026-03-02", "fin": "2026-03-04"}));
    assert_eq!(faults(&longer), ["/repas field.required"]);
    assert_eq!(
        stay().schema()["required"],
        json!(["debut", "fin"]),
        "what a section hides is not always required"
    );
}

#[test]
fn rules_are_checked_at_publication() {
    let (_, faults) = compile(json!({
        "fields": [{"id": "fin", "type": "date", "label": "Fin"}],
        "rules": [
            {"check": "fin > 3", "message": "a"}, {"check": "fin > debit", "message": "b"},
            {"check": "fin > today", "message": "c", "fields": ["fini"]}
        ]
    }));
    let told: Vec<_> =
        faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect();
    assert_eq!(
        told,
        [
            "/form/rules/0/check expression.unlike_types",
            "/form/rules/1/check expression.unknown_name",
            "/form/rules/2/fields/0 definition.unknown_field"
        ]
    );
}

#[test]
fn a_section_reads_only_what_comes_before_it() {
    let (_, faults) = compile(json!({"sections": [
        {"id": "a", "title": "A", "visible_if": "oui", "fields": [{"id": "oui", "type": "boolean", "label": "Oui"}]}
    ]}));
    assert_eq!(faults.as_slice()[0].code, "definition.reads_later_field");
    assert_eq!(faults.as_slice()[0].pointer.as_str(), "/form/sections/0/visible_if");
}

#[test]
fn a_value_that_cannot_be_changed_is_stored_as_it_is_proposed() {
    let form = form(json!([
        {"id": "libre", "type": "boolean", "label": "Libre"},
        {"id": "places", "type": "integer", "label": "Places", "default": "=settings.capacite",
         "readonly_if": "not libre"}
    ]));
    let report = check(&form, json!({"libre": false}));
    assert_eq!((faults(&report), stored(&report)), (vec![], json!({"libre": false, "places": 300})));
    assert!(check(&form, json!({"libre": false, "places": 300})).is_accepted());
    assert_eq!(faults(&check(&form, json!({"libre": false, "places": 12}))), ["/places field.readonly"]);
    let free = check(&form, json!({"libre": true, "places": 12}));
    assert_eq!((faults(&free), stored(&free)), (vec![], json!({"libre": true, "places": 12})));
    let (_, faults) = compile(json!({"fields": [
        {"id": "x", "type": "text", "label": "X", "readonly_if": "today > today"}
    ]}));
    assert_eq!(faults.as_slice()[0].code, "definition.readonly_without_default");
}

#[test]
fn a_box_to_tick_is_not_ticked_in_advance() {
    for default in [json!(true), json!(false), json!("=today == today")] {
        let (_, faults) =
            compile(json!({"fields": [{"id": "x", "type": "consent", "label": "X", "default": default}]}));
        assert_eq!(faults.as_slice()[0].code, "definition.consent_by_default");
        assert_eq!(faults.as_slice()[0].pointer.as_str(), "/form/fields/0/default");
    }
}

#[test]
fn a_rule_beside_no_field_that_has_no_value_is_told_as_a_sentence() {
    let (form, faults) = compile(json!({
        "fields": [{"id": "x", "type": "integer", "label": "X"}],
        "rules": [{"check": "x * 9000000000000000 < 3", "message": "Trop."}]
    }));
    assert_eq!(faults, Diagnostics::new());
    let report = check(&form, json!({"x": 9_000_000_000_000_000_i64}));
    assert_eq!(self::faults(&report), [" answer.rule_failed"]);
    assert_eq!(
        report.faults[0].message(Language::English),
        "a rule between your answers cannot be computed with these"
    );
}

fn stays() -> (Form, Diagnostics) {
    compile(json!({"fields": [
        {"id": "au_plus", "type": "date", "label": "Au plus tard"},
        {"id": "sejours", "type": "repeat", "label": "Séjours", "fields": [
            {"id": "debut", "type": "date", "label": "Début"}, {"id": "fin", "type": "date", "label": "Fin"}
        ], "rules": [
            {"check": "item.fin >= item.debut", "message": "La fin précède le début.", "fields": ["fin", "debut"]},
            {"check": "item.fin <= au_plus", "message": "Trop tard."}
        ]},
        {"id": "vehicule", "type": "group", "label": "Véhicule", "fields": [
            {"id": "places", "type": "integer", "label": "Places"}, {"id": "portes", "type": "integer", "label": "Portes"}
        ], "rules": [{"check": "item.portes <= item.places", "message": "Plus de portes que de places."}]}
    ]}))
}

#[test]
fn a_rule_of_a_repeat_is_told_in_the_element_that_breaks_it() {
    let (form, faults) = stays();
    assert_eq!(faults, Diagnostics::new());
    let stay = |from: &str, to: &str| json!({"debut": from, "fin": to});
    let report = check(
        &form,
        json!({
            "au_plus": "2026-08-31", "vehicule": {"places": 2, "portes": 5},
            "sejours": [
                stay("2026-07-01", "2026-07-08"), stay("2026-07-08", "2026-07-01"), {"debut": "2026-07-01"},
                stay("2026-08-30", "2026-09-02")
            ]
        }),
    );
    assert_eq!(
        self::faults(&report),
        ["/sejours/1/fin answer.rule", "/sejours/3 answer.rule", "/vehicule answer.rule"]
    );
    assert_eq!(report.faults[0].related, ["/sejours/1/debut"]);
    assert_eq!(
        report.faults[0].message(Language::French),
        "« Séjours », réponse 2 : La fin précède le début."
    );
}

#[test]
fn a_rule_inside_reads_its_element_and_what_comes_before() {
    let rule = |check: &str| {
        let (_, faults) = compile(json!({"fields": [
            {"id": "x", "type": "repeat", "label": "X", "fields": [{"id": "a", "type": "integer", "label": "A"}],
             "rules": [{"check": check, "message": "Non.", "fields": ["b"]}]},
            {"id": "apres", "type": "integer", "label": "Après"}
        ]}));
        faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect::<Vec<_>>()
    };
    let unknown = "/form/fields/0/rules/0/fields/0 definition.unknown_field".to_owned();
    assert_eq!(rule("item.a > 1"), std::slice::from_ref(&unknown));
    let later = "/form/fields/0/rules/0/check definition.reads_later_field".to_owned();
    assert_eq!(rule("item.a > apres"), [later, unknown]);
}
