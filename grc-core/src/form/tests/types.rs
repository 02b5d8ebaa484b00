//! Each type: what it accepts, what it stores, what it refuses and in which words.

use super::*;
use Language::{English, French};

#[test]
fn a_text_is_stored_trimmed_and_composed() {
    let form = field(json!({"type": "text"}));
    stores(&form, json!("  Été  "), json!("Été"));
    stores(&form, json!("E\u{301}te\u{301}"), json!("Été"));
    refuses(&form, json!("a\nb"), "field.control_character");
    refuses(&form, json!("a\u{0}b"), "field.control_character");
    refuses(&form, json!(12), "field.wrong_type");
    refuses(&form, json!("é".repeat(256)), "field.too_long");
    stores(&form, json!("é".repeat(255)), json!("é".repeat(255)));
}

#[test]
fn a_textarea_keeps_its_lines() {
    let form = field(json!({"type": "textarea", "min_length": 3, "max_length": 8}));
    stores(&form, json!("a\r\nb\tc"), json!("a\nb\tc"));
    refuses(&form, json!("ab"), "field.too_short");
    refuses(&form, json!("abcdefghi"), "field.too_long");
    refuses(&form, json!("ab\u{7}c"), "field.control_character");
}

#[test]
fn a_text_matches_its_pattern_as_a_whole() {
    let form = field(
        json!({"type": "text", "pattern": "[A-Z]{2}|[0-9]+", "pattern_message": {"fr": "deux majuscules", "en": "two capitals"}}),
    );
    stores(&form, json!("AB"), json!("AB"));
    stores(&form, json!("123"), json!("123"));
    refuses(&form, json!("ABC"), "field.pattern");
    assert_eq!(message(&form, json!({"x": "canari"}), French), "« Champ » : deux majuscules");
    assert_eq!(message(&form, json!({"x": "canari"}), English), "“Champ”: two capitals");
}

#[test]
fn a_pattern_that_backtracks_elsewhere_is_linear_here() {
    let form = field(json!({"type": "text", "pattern": "(a+)+", "max_length": 2_000_000}));
    let long = format!("{}!", "a".repeat(1_000_000));
    // An engine that backtracks would not come back.
    refuses(&form, json!(long), "field.pattern");
}

#[test]
fn an_integer_is_a_json_integer_within_its_bounds() {
    let form = field(json!({"type": "integer", "min": 1, "max": 300}));
    stores(&form, json!(1), json!(1));
    stores(&form, json!(300), json!(300));
    refuses(&form, json!(0), "field.too_small");
    refuses(&form, json!(301), "field.too_great");
    refuses(&form, json!(5.0), "field.wrong_type");
    refuses(&form, json!("5"), "field.wrong_type");
    assert_eq!(message(&form, json!({"x": 999}), French), "« Champ » : la valeur maximale est 300");
    assert_eq!(message(&form, json!({"x": 0}), English), "“Champ”: the least value is 1");
}

#[test]
fn an_integer_without_bounds_is_one_that_every_json_reader_keeps() {
    let form = field(json!({"type": "integer"}));
    stores(&form, json!(9_007_199_254_740_991_i64), json!(9_007_199_254_740_991_i64));
    refuses(&form, json!(9_007_199_254_740_992_i64), "field.too_great");
    refuses(&form, json!(u64::MAX), "field.too_great");
}

#[test]
fn a_decimal_is_stored_with_the_decimals_of_its_field() {
    let form = field(json!({"type": "decimal", "min": "0.50", "max": 1000}));
    stores(&form, json!("12.5"), json!("12.50"));
    stores(&form, json!("12.500"), json!("12.50"));
    stores(&form, json!("007"), json!("7.00"));
    stores(&form, json!(12), json!("12.00"));
    refuses(&form, json!(12.5), "field.wrong_type");
    stores(&form, json!("12,50"), json!("12.50"));
    stores(&form, json!(" 3,5 "), json!("3.50"));
    refuses(&form, json!("12,"), "field.invalid_decimal");
    refuses(&form, json!("1,234.50"), "field.invalid_decimal");
    refuses(&form, json!("1,2,3"), "field.invalid_decimal");
    refuses(&form, json!("1e3"), "field.invalid_decimal");
    refuses(&form, json!("12."), "field.invalid_decimal");
    refuses(&form, json!("12.505"), "field.too_precise");
    refuses(&form, json!("0.49"), "field.too_small");
    refuses(&form, json!("1000.01"), "field.too_great");
    refuses(&form, json!("99999999999999999999999999999999"), "field.invalid_decimal");
    assert_eq!(message(&form, json!({"x": "0.1"}), French), "« Champ » : la valeur minimale est 0,50");
    assert_eq!(message(&form, json!({"x": "0.1"}), English), "“Champ”: the least value is 0.50");
    assert_eq!(
        message(&form, json!({"x": "1.123"}), French),
        "« Champ » : au plus 2 chiffres après la virgule"
    );
}

#[test]
fn a_decimal_may_have_no_decimals_and_has_no_negative_zero() {
    let whole = field(json!({"type": "decimal", "scale": 0}));
    stores(&whole, json!("12.0"), json!("12"));
    assert_eq!(message(&whole, json!({"x": "1.5"}), French), "« Champ » : aucun chiffre après la virgule");
    stores(&field(json!({"type": "decimal"})), json!("-0"), json!("0.00"));
    stores(&field(json!({"type": "decimal"})), json!("-1.5"), json!("-1.50"));
}

#[test]
fn a_boolean_is_true_or_false() {
    let form = field(json!({"type": "boolean"}));
    stores(&form, json!(false), json!(false));
    refuses(&form, json!("oui"), "field.wrong_type");
    assert_eq!(message(&form, json!({"x": 1}), French), "« Champ » : oui ou non est attendu");
}

#[test]
fn a_date_is_a_day_of_the_calendar() {
    let form = field(json!({"type": "date", "min": "2024-02-29", "max": "2026-12-31"}));
    stores(&form, json!("2024-02-29"), json!("2024-02-29"));
    stores(&form, json!("2026-12-31"), json!("2026-12-31"));
    for wrong in [
        "2025-02-29",
        "2025-13-01",
        "2025-1-1",
        "01/02/2025",
        "0000-01-01",
        "2025-01-01T00:00",
        "２025-01-01",
    ] {
        refuses(&form, json!(wrong), "field.invalid_date");
    }
    refuses(&form, json!("2024-02-28"), "field.too_early");
    refuses(&form, json!("2027-01-01"), "field.too_late");
    refuses(&form, json!(20250101), "field.wrong_type");
    assert_eq!(message(&form, json!({"x": "2020-01-01"}), French), "« Champ » : au plus tôt le 29/02/2024");
    assert_eq!(
        message(&form, json!({"x": "2030-01-01"}), English),
        "“Champ”: on 31 December 2026 at the latest"
    );
}

#[test]
fn a_bound_may_be_computed() {
    let form = field(json!({"type": "date", "min": "=today + days(15)"}));
    stores(&form, json!("2026-03-17"), json!("2026-03-17"));
    refuses(&form, json!("2026-03-16"), "field.too_early");
    assert_eq!(message(&form, json!({"x": "2026-03-16"}), French), "« Champ » : au plus tôt le 17/03/2026");
    let form = field(json!({"type": "integer", "max": "=settings.capacite"}));
    refuses(&form, json!(301), "field.too_great");
}

#[test]
fn a_bound_computed_from_answers_does_not_tell_them() {
    let form = form(json!([
        {"id": "debut", "type": "date", "label": "Début"},
        {"id": "fin", "type": "date", "label": "Fin", "min": "=debut"}
    ]));
    let answers = json!({"debut": "2026-05-05", "fin": "2026-05-04"});
    assert_eq!(message(&form, answers, French), "« Fin » : trop tôt, compte tenu des autres réponses");
    assert!(check(&form, json!({"fin": "2026-05-04"})).is_accepted());
}

#[test]
fn identifiers_are_stored_in_their_canonical_form() {
    let siret = field(json!({"type": "siret"}));
    stores(&siret, json!("732 829 320 00074"), json!("73282932000074"));
    refuses(&siret, json!("73282932000079"), "field.invalid_siret");
    refuses(&siret, json!(73282932000074_i64), "field.wrong_type");
    let iban = field(json!({"type": "iban"}));
    stores(&iban, json!("fr76 3000 6000 0112 3456 7890 189"), json!("FR7630006000011234567890189"));
    refuses(&iban, json!("FR7630006000011234567890188"), "field.invalid_iban");
    let phone = field(json!({"type": "phone"}));
    stores(&phone, json!("06 39 98 12 34"), json!("+33639981234"));
    refuses(&phone, json!("3646"), "field.invalid_phone");
    let email = field(json!({"type": "email"}));
    stores(&email, json!("Jeanne@Exemple.FR"), json!("Jeanne@exemple.fr"));
    refuses(&email, json!("jeanne@exemple"), "field.invalid_email");
    assert_eq!(
        message(&siret, json!({"x": "1"}), French),
        "« Champ » : un numéro SIRET compte 14 chiffres, comme 732 829 320 00074"
    );
    assert_eq!(
        message(&email, json!({"x": "1"}), English),
        "“Champ”: an e-mail address is written name@domain.org"
    );
}

#[test]
fn a_choice_is_one_of_its_options_or_of_a_shared_list() {
    let own = field(
        json!({"type": "choice", "options": [{"value": "a", "label": "A"}, {"value": "b", "label": "B"}]}),
    );
    stores(&own, json!("a"), json!("a"));
    refuses(&own, json!("c"), "field.not_an_option");
    refuses(&own, json!("A"), "field.not_an_option");
    let shared = field(json!({"type": "choice", "options": "@salles"}));
    stores(&shared, json!("halle"), json!("halle"));
    refuses(&shared, json!("garage"), "field.not_an_option");
    refuses(&shared, json!(["halle"]), "field.wrong_type");
    assert_eq!(
        message(&shared, json!({"x": "garage"}), French),
        "« Champ » : la réponse ne figure pas parmi les choix proposés"
    );
}

#[test]
fn choices_are_options_each_once() {
    for options in
        [json!("@salles"), json!([{"value": "fetes", "label": "F"}, {"value": "halle", "label": "H"}])]
    {
        let form = field(json!({"type": "choices", "options": options, "max": 2}));
        stores(&form, json!(["halle", "fetes"]), json!(["halle", "fetes"]));
        refuses(&form, json!(["halle", "halle"]), "field.duplicate");
        refuses(&form, json!("halle"), "field.wrong_type");
        let report = check(&form, json!({"x": ["halle", "garage"]}));
        assert_eq!(faults(&report), ["/x/1 field.not_an_option"]);
        assert_eq!(
            report.faults[0].message(French),
            "« Champ », réponse 2 : la réponse ne figure pas parmi les choix proposés"
        );
        assert!(
            faults(&check(&form, json!({"x": ["halle", "fetes", "garage"]})))
                .contains(&"/x field.too_many".into())
        );
    }
    let form = field(json!({"type": "choices", "options": "@salles", "min": 2}));
    refuses(&form, json!(["halle"]), "field.too_few");
}

#[test]
fn a_file_is_given_by_its_reference() {
    let form = field(json!({"type": "file", "accept": ["application/pdf"]}));
    stores(
        &form,
        json!("0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e0f"),
        json!("0195c8a0-1b2c-7d3e-8f40-5a6b7c8d9e0f"),
    );
    refuses(&form, json!("statuts.pdf"), "field.invalid_file");
    refuses(&form, json!({"name": "statuts.pdf"}), "field.wrong_type");
}

#[test]
fn a_blank_answer_is_the_same_as_none() {
    let optional = field(json!({"type": "text", "min_length": 3}));
    for blank in [json!(null), json!(""), json!(" \n "), json!([])] {
        let report = check(&optional, json!({"x": blank}));
        assert_eq!((faults(&report), stored(&report)), (Vec::new(), json!({})));
    }
    let required = field(json!({"type": "text", "required": true}));
    for blank in [json!(null), json!(""), json!("  "), json!([])] {
        refuses(&required, blank, "field.required");
    }
    assert_eq!(message(&required, json!({}), French), "« Champ » : réponse obligatoire");
    assert_eq!(message(&required, json!({}), English), "“Champ”: an answer is required");
}

#[test]
fn a_consent_is_given_or_not_given() {
    let form = field(json!({"type": "consent"}));
    stores(&form, json!(true), json!(true));
    for missing in [json!(null), json!(false)] {
        refuses(&form, missing, "field.consent_required");
    }
    refuses(&form, json!("oui"), "field.wrong_type");
    assert_eq!(message(&form, json!({}), Language::French), "« Champ » : cette case doit être cochée");
    let unticked = form.check(&object(&json!({"x": false})), &Town, Reader::Agent, Mode::Draft);
    assert!(unticked.is_accepted() && unticked.answers.is_empty());
}

#[test]
fn a_time_is_stored_to_the_minute() {
    let form = field(json!({"type": "time", "min": "08:30", "max": "18:00"}));
    for (given, stored) in
        [("09:30", "09:30"), ("9h30", "09:30"), ("9 h 30", "09:30"), ("9h", "09:00"), ("18:00:00", "18:00")]
    {
        stores(&form, json!(given), json!(stored));
    }
    for wrong in ["24:00", "9:5", "12", "9:", "midi", "9h30:00", "+9:30", "09:30:15"] {
        refuses(&form, json!(wrong), "field.invalid_time");
    }
    refuses(&form, json!("8h29"), "field.too_early");
    assert_eq!(message(&form, json!({"x": "18:01"}), Language::French), "« Champ » : au plus tard à 18 h 00");
}

#[test]
fn a_day_and_a_time_are_stored_as_an_instant() {
    let form = field(json!({"type": "datetime"}));
    for (given, stored) in [
        ("2026-03-02T14:30", "2026-03-02T13:30:00.000Z"),
        ("2026-07-02T14:30:15", "2026-07-02T12:30:15.000Z"),
        ("2026-03-02T14:30:00+05:00", "2026-03-02T09:30:00.000Z"),
        ("2026-10-25T02:30", "2026-10-25T00:30:00.000Z"),
        ("2026-03-02T13:30:00.000Z", "2026-03-02T13:30:00.000Z"),
    ] {
        stores(&form, json!(given), json!(stored));
    }
    // Clocks skip that hour of 29 March 2026.
    for wrong in
        ["2026-03-29T02:30", "2026-02-30T10:00", "2026-03-02", "2026-03-02 14:30", "+12026-03-02T10:00"]
    {
        refuses(&form, json!(wrong), "field.invalid_datetime");
    }
    let late = field(json!({"type": "datetime", "max": "=now"}));
    assert!(
        check(&late, json!({"x": "2026-03-02T10:00"})).is_accepted(),
        "a bound that is null bounds nothing"
    );
    let fixed = field(json!({"type": "datetime", "min": "2026-03-02T13:00:00Z"}));
    let told = message(&fixed, json!({"x": "2026-03-02T13:59"}), Language::English);
    assert_eq!(told, "“Champ”: on 2 March 2026 at 14:00 at the earliest");
}
