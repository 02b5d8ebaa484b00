#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use super::{Kind, canonical};
use crate::definition::Language;
use proptest::prelude::*;

fn accepted(kind: Kind, text: &str, expected: &str) {
    assert_eq!(canonical(kind, text).as_deref(), Ok(expected), "{text}");
}

fn refused(kind: Kind, text: &str, code: &str) {
    assert_eq!(canonical(kind, text).unwrap_err().code, code, "{text}");
}

#[test]
fn siren_numbers_satisfy_luhn_and_name_somebody() {
    accepted(Kind::Siren, "732829320", "732829320");
    accepted(Kind::Siren, "404 833 048", "404833048");
    refused(Kind::Siren, "404833047", "identifier.wrong_key");
    refused(Kind::Siren, "000000000", "identifier.wrong_key");
    refused(Kind::Siren, "73282932", "identifier.wrong_shape");
}

#[test]
fn siret_numbers_satisfy_luhn() {
    accepted(Kind::Siret, "73282932000074", "73282932000074");
    accepted(Kind::Siret, " 732 829 320 00074", "73282932000074");
    accepted(Kind::Siret, "732.829.320\u{a0}00074", "73282932000074");
    refused(Kind::Siret, "73282932000079", "identifier.wrong_key");
    refused(Kind::Siret, "00000000000000", "identifier.wrong_key");
    refused(Kind::Siret, "7328293200007", "identifier.wrong_shape");
    refused(Kind::Siret, "732829320000740", "identifier.wrong_shape");
}

#[test]
fn siret_numbers_of_la_poste_have_their_own_rule() {
    accepted(Kind::Siret, "35600000000048", "35600000000048");
    accepted(Kind::Siret, "35600000049837", "35600000049837");
    refused(Kind::Siret, "35600000049838", "identifier.wrong_key");
}

#[test]
fn digits_of_other_scripts_are_refused() {
    refused(Kind::Siren, "٧٣٢٨٢٩٣٢٠", "identifier.wrong_shape");
    refused(Kind::Siret, "7328293200007⁴", "identifier.wrong_shape");
    refused(Kind::Iban, "FR763000600001123456789018９", "identifier.wrong_shape");
    refused(Kind::Phone, "٠٦١٢٣٤٥٦٧٨", "identifier.wrong_shape");
}

#[test]
fn ibans_have_the_length_of_their_country_and_a_key() {
    accepted(Kind::Iban, "FR7630006000011234567890189", "FR7630006000011234567890189");
    accepted(Kind::Iban, "fr76 3000 6000 0112 3456 7890 189", "FR7630006000011234567890189");
    accepted(Kind::Iban, "FR14 2004 1010 0505 0001 3M02 606", "FR1420041010050500013M02606");
    accepted(Kind::Iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000");
    accepted(Kind::Iban, "BE68539007547034", "BE68539007547034");
    accepted(Kind::Iban, "NO9386011117947", "NO9386011117947");
    refused(Kind::Iban, "FR7630006000011234567890188", "identifier.wrong_key");
    refused(Kind::Iban, "FR763000600001123456789018", "identifier.wrong_shape");
    refused(Kind::Iban, "ZZ7630006000011234567890189", "identifier.unknown_country");
    refused(Kind::Iban, "F", "identifier.wrong_shape");
    refused(Kind::Iban, "é1234", "identifier.wrong_shape");
}

#[test]
fn telephone_numbers_are_stored_as_e164() {
    accepted(Kind::Phone, "06 12 34 56 78", "+33612345678");
    accepted(Kind::Phone, "01.99.00.12.34", "+33199001234");
    accepted(Kind::Phone, "+33 (0)6 12 34 56 78", "+33612345678");
    accepted(Kind::Phone, "0033612345678", "+33612345678");
    accepted(Kind::Phone, "+262692123456", "+262692123456");
    accepted(Kind::Phone, "+32470123456", "+32470123456");
    for wrong in [
        "012345678",
        "3646",
        "00 00 00 00 00",
        "+33 06 12 34 56 78",
        "+336123",
        "612345678",
        "+",
        "",
        "06 12 34 56 7a",
    ] {
        refused(Kind::Phone, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn national_numbers_of_overseas_departments_get_their_country_code() {
    accepted(Kind::Phone, "0692 12 34 56", "+262692123456");
    accepted(Kind::Phone, "0590 12 34 56", "+590590123456");
    accepted(Kind::Phone, "0639 01 23 45", "+262639012345");
    accepted(Kind::Phone, "06 39 98 12 34", "+33639981234");
}

#[test]
fn email_addresses_are_checked_without_zeal() {
    accepted(Kind::Email, " Jeanne.Martin+mairie@Exemple.FR ", "Jeanne.Martin+mairie@exemple.fr");
    accepted(Kind::Email, "o'neil@mairie-saint-aubin.exemple", "o'neil@mairie-saint-aubin.exemple");
    accepted(Kind::Email, "contact@École.fr", "contact@école.fr");
    for wrong in [
        "",
        "@",
        "a@b",
        "a@@b.fr",
        "a b@c.fr",
        ".a@b.fr",
        "a..b@c.fr",
        "a@-b.fr",
        "a@b-.fr",
        "a@b..fr",
        "a@b.fr.",
        "a@127.0.0.1",
        "a@b.fr\nBcc: c@d.fr",
        "é@b.fr",
        "a@b@c.fr",
    ] {
        refused(Kind::Email, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn email_addresses_have_the_lengths_of_smtp() {
    let domain = format!("{0}.{0}.{0}.fr", "d".repeat(60));
    accepted(
        Kind::Email,
        &format!("{}@exemple.fr", "a".repeat(64)),
        &format!("{}@exemple.fr", "a".repeat(64)),
    );
    refused(Kind::Email, &format!("{}@exemple.fr", "a".repeat(65)), "identifier.wrong_shape");
    refused(Kind::Email, &format!("{}@{domain}{domain}", "a".repeat(64)), "identifier.wrong_shape");
}

#[test]
fn names_of_kinds_round_trip() {
    for kind in Kind::ALL {
        assert_eq!(Kind::from_name(kind.name()), Some(kind));
    }
}

/// Identifiers as people write them, and texts that look like identifiers.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 .]{0,20}",
        "(FR|DE|be|NO)[0-9]{2}[0-9A-Z ]{8,30}",
        "(\\+|00|0)[0-9 ]{6,16}",
        "[a-z.]{1,10}@[a-zé.-]{1,12}\\.[a-z]{2,3}",
    ]
}

proptest! {
    #[test]
    fn a_canonical_identifier_is_its_own_canonical_form_and_matches_its_pattern(text in texts()) {
        for kind in Kind::ALL {
            if let Ok(stored) = canonical(kind, &text) {
                prop_assert_eq!(canonical(kind, &stored), Ok(stored.clone()));
                prop_assert!(regex::Regex::new(kind.pattern()).unwrap().is_match(&stored));
            }
        }
    }

    #[test]
    fn a_fault_never_repeats_the_text(tail in "[0-9]{5,9}") {
        let text = format!("CANARI{tail}");
        for kind in Kind::ALL {
            let fault = canonical(kind, &text).unwrap_err();
            for language in [Language::French, Language::English] {
                let message = fault.message.get(language);
                prop_assert!(!message.contains("CANARI") && !message.contains(&tail));
            }
        }
    }

    #[test]
    fn one_wrong_digit_of_a_siret_is_always_found(position in 0usize..14, shift in 1u8..10) {
        let mut digits = b"73282932000074".to_vec();
        digits[position] = b'0' + (digits[position] - b'0' + shift) % 10;
        prop_assert!(canonical(Kind::Siret, std::str::from_utf8(&digits).unwrap()).is_err());
    }
}
