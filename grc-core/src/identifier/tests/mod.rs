#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod properties;

use std::collections::BTreeSet;

use super::{Kind, Region, are_of_one_country, canonical, canonical_in, countries, formatted};
use crate::definition::Language;

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
fn national_numbers_of_a_territory_are_read_in_its_plan() {
    for (region, written, stored) in [
        ("98818", "25.12.34", "+687251234"),
        ("NC", "251234", "+687251234"),
        ("98735", "40 41 23 45", "+68940412345"),
        ("987", "87 12 34 56", "+68987123456"),
        ("97502", "41 12 34", "+508411234"),
        ("98613", "72 12 34", "+681721234"),
        // Everywhere, ten digits are a number of the French plan, and a `+` or `00` leads anywhere.
        ("98818", "06 12 34 56 78", "+33612345678"),
        ("98735", "+33 6 12 34 56 78", "+33612345678"),
        ("98735", "00 687 25 12 34", "+687251234"),
        ("97411", "0692 12 34 56", "+262692123456"),
        ("14999", "0590 12 34 56", "+590590123456"),
    ] {
        let read = canonical_in(Kind::Phone, written, region.parse().unwrap());
        assert_eq!(read.as_deref(), Ok(stored), "{region} {written}");
    }
    for (region, written) in
        [("98818", "25 12 3"), ("98735", "251234"), ("14999", "251234"), ("97411", "251234")]
    {
        let read = canonical_in(Kind::Phone, written, region.parse().unwrap());
        assert_eq!(read.unwrap_err().code, "identifier.wrong_shape", "{region} {written}");
    }
}

#[test]
fn a_region_is_told_by_a_french_code() {
    assert_eq!(Region::of("75056"), Some(Region::France));
    assert_eq!(Region::of("RE"), Some(Region::France));
    assert_eq!(Region::of("988"), Some(Region::NouvelleCaledonie));
    for code in ["", "BE", "99999", "nc", "Nouméa"] {
        assert_eq!(code.parse::<Region>().unwrap_err().code, "identifier.unknown_region", "{code}");
    }
}

#[test]
fn a_bank_is_where_its_account_is() {
    let iban = "FR7630006000011234567890189";
    assert!(are_of_one_country(iban, "AGRIFRPP"));
    assert!(are_of_one_country(iban, "BCALNCNX"), "banks of New Caledonia hold French accounts");
    assert!(are_of_one_country("GB29NWBK60161331926819", "RBOSGGSX"));
    for (iban, bic) in [(iban, "GEBABEBB"), ("BE68539007547034", "AGRIFRPP"), ("", ""), (iban, "")] {
        assert!(!are_of_one_country(iban, bic), "{iban} {bic}");
    }
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
        assert_eq!(kind.name().parse(), Ok(kind));
        assert_eq!(kind.fault_code(), format!("field.invalid_{}", kind.name()));
    }
    let distinct: BTreeSet<Kind> = Kind::ALL.into_iter().collect();
    assert_eq!(distinct.len(), Kind::ALL.len());
}

#[test]
fn an_unknown_kind_is_refused_with_the_one_that_may_be_meant() {
    let fault = "sirret".parse::<Kind>().unwrap_err();
    assert_eq!(fault.code, "identifier.unknown_kind");
    assert_eq!(
        fault.message.get(Language::French),
        "ce type d'identifiant n'existe pas ; vouliez-vous dire `siret` ?"
    );
    let far = "zzzzzzzzzz".parse::<Kind>().unwrap_err();
    assert_eq!(far.message.get(Language::English), "there is no such kind of identifier");
}

#[test]
fn sirets_hold_a_siren_with_its_own_key() {
    // Luhn over the 14 alone: the SIREN 732829321 is none.
    refused(Kind::Siret, "73282932100072", "identifier.wrong_key");
}

#[test]
fn rna_numbers_have_a_w_and_nine_characters() {
    accepted(Kind::Rna, "W503726238", "W503726238");
    accepted(Kind::Rna, "w 503 726 238", "W503726238");
    accepted(Kind::Rna, "W9C1004862", "W9C1004862");
    for wrong in ["W50372623", "W5037262381", "A503726238", "W50372623é", "W50372623-", ""] {
        refused(Kind::Rna, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn nir_numbers_have_a_key_in_which_corsica_counts() {
    accepted(Kind::Nir, "2 95 10 99 126 111 93", "295109912611193");
    accepted(Kind::Nir, "253072B07300470", "253072B07300470");
    accepted(Kind::Nir, "253072b07300470", "253072B07300470");
    refused(Kind::Nir, "295109912611199", "identifier.wrong_key");
    refused(Kind::Nir, "253072A07300470", "identifier.wrong_key");
    for wrong in
        ["2951099126111", "2951099126111930", "253072C07300470", "25307B207300470", "2530 2B073004é0", ""]
    {
        refused(Kind::Nir, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn tax_numbers_begin_with_0_to_3_and_end_with_a_key() {
    accepted(Kind::Spi, "30 23 217 600 053", "3023217600053");
    accepted(Kind::Spi, "3023217600053", "3023217600053");
    refused(Kind::Spi, "3023217600054", "identifier.wrong_key");
    refused(Kind::Spi, "4023217600053", "identifier.wrong_shape");
    refused(Kind::Spi, "302321760005", "identifier.wrong_shape");
}

#[test]
fn vat_numbers_have_a_key_of_digits_or_letters_and_a_siren() {
    accepted(Kind::Tva, "FR 40 303 265 045", "FR40303265045");
    accepted(Kind::Tva, "fr23334175221", "FR23334175221");
    accepted(Kind::Tva, "FRK7399859412", "FRK7399859412");
    accepted(Kind::Tva, "FR4Z123456782", "FR4Z123456782");
    // Monaco: what follows the key is no SIREN.
    accepted(Kind::Tva, "FR53000004605", "FR53000004605");
    refused(Kind::Tva, "FR84323140391", "identifier.wrong_key");
    refused(Kind::Tva, "FR41303265045", "identifier.wrong_key");
    refused(Kind::Tva, "FRK8399859412", "identifier.wrong_key");
    refused(Kind::Tva, "FR12000000000", "identifier.wrong_key");
    for wrong in
        ["40303265045", "FR4030326504", "FRIO303265045", "BE0403019261", "FR4030326504A", "FRé303265045"]
    {
        refused(Kind::Tva, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn ibans_have_letters_and_digits_where_their_country_has_them() {
    accepted(Kind::Iban, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432");
    accepted(Kind::Iban, "MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S");
    // The keys are right: what is wrong is a letter in a bank's number, and a key that is never given.
    refused(Kind::Iban, "FR783000A000011234567890189", "identifier.wrong_shape");
    accepted(Kind::Iban, "FR9830007000011234567890189", "FR9830007000011234567890189");
    refused(Kind::Iban, "FR0130007000011234567890189", "identifier.wrong_key");
}

#[test]
fn bics_have_letters_a_country_and_a_place() {
    accepted(Kind::Bic, "BNPAFRPP", "BNPAFRPP");
    accepted(Kind::Bic, "psst fr pp pau", "PSSTFRPPPAU");
    accepted(Kind::Bic, "NCBVXKPR", "NCBVXKPR");
    refused(Kind::Bic, "BNPAZZPP", "identifier.unknown_country");
    for wrong in
        ["BNPAFRP", "BNPAFRPPX", "BNPAFRPPXX", "BNPAFRPPXXXX", "BN1AFRPP", "BNPAFRPé", "BNPAF1PP", ""]
    {
        refused(Kind::Bic, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn plates_are_those_of_today() {
    for written in ["AA-001-AA", "aa001aa", "AA 001 AA", "AA\u{2011}001\u{2011}AA"] {
        accepted(Kind::Plate, written, "AA-001-AA");
    }
    accepted(Kind::Plate, "WW-123-ZZ", "WW-123-ZZ");
    for wrong in [
        "AI-001-AA",
        "SS-123-AB",
        "AB-123-SS",
        "AB-000-CD",
        "OB-123-CD",
        "AB-123-CU",
        "AB-12-CD",
        "A-123-BC",
        "AB-123-CDE",
    ] {
        refused(Kind::Plate, wrong, "identifier.wrong_shape");
    }
    // The plates of before 2009.
    for old in ["123 ABC 75", "1234 AB 2A", "AB-٠٠١-CD"] {
        refused(Kind::Plate, old, "identifier.wrong_shape");
    }
}

#[test]
fn postal_codes_have_five_digits() {
    accepted(Kind::PostalCode, "97400", "97400");
    accepted(Kind::PostalCode, "29 000", "29000");
    accepted(Kind::PostalCode, "00200", "00200");
    for wrong in ["9740", "974000", "2A004", "F-29000", ""] {
        refused(Kind::PostalCode, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn communes_stand_in_a_department() {
    for known in ["2A004", "2B033", "75056", "01001", "97105", "97502", "98818"] {
        accepted(Kind::Commune, known, known);
    }
    accepted(Kind::Commune, "2a004", "2A004");
    for nowhere in ["20004", "96001", "00001", "97001", "97901", "98901", "98001"] {
        refused(Kind::Commune, nowhere, "identifier.unknown_department");
    }
    for wrong in ["7505", "750560", "2C004", "A2004", "2é04", "7505A", ""] {
        refused(Kind::Commune, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn departments_are_those_of_the_official_code() {
    let every = (0..=999).flat_map(|number| [format!("{number:02}"), format!("{number:03}")]);
    let every: BTreeSet<String> = every.chain(["2A".to_owned(), "2B".to_owned(), "2C".to_owned()]).collect();
    let known: Vec<String> =
        every.into_iter().filter(|code| canonical(Kind::Departement, code).is_ok()).collect();
    // 96 departments of the mainland and Corsica, 5 overseas, 7 collectivities.
    assert_eq!(known.len(), 96 + 5 + 7, "{known:?}");
    accepted(Kind::Departement, "2b", "2B");
    accepted(Kind::Departement, "988", "988");
    refused(Kind::Departement, "20", "identifier.unknown_department");
    refused(Kind::Departement, "96", "identifier.unknown_department");
    refused(Kind::Departement, "989", "identifier.unknown_department");
    for wrong in ["1", "2C", "69D", "é", "0974", ""] {
        refused(Kind::Departement, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn countries_are_those_of_iso_3166() {
    accepted(Kind::Country, "FR", "FR");
    accepted(Kind::Country, " re ", "RE");
    for unknown in ["ZZ", "XK", "UK", "EU"] {
        refused(Kind::Country, unknown, "identifier.unknown_country");
    }
    for wrong in ["F", "FRA", "F1", "É", ""] {
        refused(Kind::Country, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn the_table_of_countries_is_in_order_and_names_each_once() {
    assert!(countries().windows(2).all(|pair| pair[0].0 < pair[1].0));
    let french: BTreeSet<&str> = countries().iter().map(|(_, french, _)| *french).collect();
    let english: BTreeSet<&str> = countries().iter().map(|(_, _, english)| *english).collect();
    assert_eq!((french.len(), english.len()), (countries().len(), countries().len()));
    assert!(countries().contains(&("DE", "Allemagne", "Germany")));
}

#[test]
fn web_addresses_are_stored_as_browsers_read_them() {
    accepted(Kind::Url, " https://www.exemple.fr ", "https://www.exemple.fr/");
    accepted(Kind::Url, "HTTP://Exemple.FR:80/a/../b?c=d#e", "http://exemple.fr/b?c=d#e");
    accepted(Kind::Url, "https://école.fr/é", "https://xn--cole-9oa.fr/%C3%A9");
    accepted(Kind::Url, "https://exemple.fr/~jean@mairie", "https://exemple.fr/~jean@mairie");
    let long = format!("https://exemple.fr/{}", "a".repeat(2048));
    for wrong in [
        "",
        "www.exemple.fr",
        "ftp://exemple.fr",
        "javascript:alert(1)",
        "https:exemple.fr",
        "https:///exemple.fr",
        "https://",
        "https://jean@exemple.fr",
        "https://jean:secret@exemple.fr",
        "https://@exemple.fr",
        "https://exemple.fr\\@autre.fr",
        "https://exemple.fr/a b",
        "https://exe\tmple.fr/",
        "https://exemple.fr/\u{202e}gpj.exe",
        "https://exemple.fr/\u{200b}",
        "https://exemple.fr:99999/",
        "https://exe%00mple.fr/",
        &long,
    ] {
        refused(Kind::Url, wrong, "identifier.wrong_shape");
    }
}

#[test]
fn telephone_numbers_have_the_lengths_of_their_country() {
    for possible in
        ["+352621123456", "+41791234567", "+390612345678", "+12025550123", "+2904001", "+80012345678"]
    {
        accepted(Kind::Phone, possible, possible);
    }
    accepted(Kind::Phone, "+32 470-12\u{202f}34\u{a0}56", "+32470123456");
    accepted(Kind::Phone, "00 32 470 12 34 56", "+32470123456");
    for impossible in
        ["+3247012", "+326", "+1202555012", "+4901711234567", "+320470123456", "+4917112345678901"]
    {
        refused(Kind::Phone, impossible, "identifier.wrong_shape");
    }
    for nowhere in ["+2101234567", "+9991234567", "+21"] {
        refused(Kind::Phone, nowhere, "identifier.unknown_country");
    }
}

#[test]
fn a_fault_of_length_tells_the_lengths() {
    let fault = canonical(Kind::Phone, "+326").unwrap_err();
    assert_eq!(
        fault.message.get(Language::French),
        "les numéros de ce pays comptent 8 à 9 chiffres après l'indicatif"
    );
    let fault = canonical(Kind::Iban, "DE8937040044053201300").unwrap_err();
    assert_eq!(fault.message.get(Language::English), "an IBAN of this country has 22 characters");
}

#[test]
fn identifiers_are_shown_as_people_read_them() {
    for (kind, stored, shown) in [
        (Kind::Siren, "732829320", "732 829 320"),
        (Kind::Siret, "73282932000074", "732 829 320 00074"),
        (Kind::Rna, "W503726238", "W503726238"),
        (Kind::Nir, "295109912611193", "2 95 10 99 126 111 93"),
        (Kind::Nir, "253072B07300470", "2 53 07 2B 073 004 70"),
        (Kind::Spi, "3023217600053", "30 23 217 600 053"),
        (Kind::Tva, "FR40303265045", "FR 40 303 265 045"),
        (Kind::Iban, "FR7630006000011234567890189", "FR76 3000 6000 0112 3456 7890 189"),
        (Kind::Bic, "BNPAFRPP", "BNPAFRPP"),
        (Kind::Phone, "+33612345678", "06 12 34 56 78"),
        (Kind::Phone, "+262692123456", "06 92 12 34 56"),
        (Kind::Phone, "+32470123456", "+32 470 12 34 56"),
        (Kind::Phone, "+12025550123", "+1 20 25 55 01 23"),
        // Overseas digits behind the mainland's code: without the code, they would be read as overseas.
        (Kind::Phone, "+33692123456", "+33 692 12 34 56"),
        (Kind::Plate, "AA-001-AA", "AA-001-AA"),
        (Kind::Country, "FR", "FR"),
    ] {
        assert_eq!(formatted(kind, stored), shown);
        accepted(kind, shown, stored);
    }
}

#[test]
fn what_is_not_stored_is_shown_as_it_is() {
    assert_eq!(formatted(Kind::Siret, "732 829 320 00074"), "732 829 320 00074");
    assert_eq!(formatted(Kind::Siret, "73282932000079"), "73282932000079");
    assert_eq!(formatted(Kind::Phone, "é"), "é");
}
