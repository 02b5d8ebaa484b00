//! What holds of every identifier.

use proptest::prelude::*;

use super::{Kind, Language, canonical, formatted};

/// Identifiers of each kind, and texts that are nearly so.
fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[0-9 .]{0,20}",
        "(FR|DE|be|NO)[0-9]{2}[0-9A-Z ]{8,30}",
        "(\\+|00|0)[0-9 ]{6,16}",
        "[a-z.]{1,10}@[a-zé.-]{1,12}\\.[a-z]{2,3}",
        "https?://[a-z.é@]{1,12}(:[0-9]{1,5})?/?[a-zé/?#%&=.~@]{0,20}",
        "[A-Z]{2}[- ]?[0-9]{3}[- ]?[A-Z]{2}",
        "[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?",
        "W[0-9A-Z]{9}",
        "(2[AB]|[0-9]{2})[0-9]{0,3}",
        "[A-Za-z]{2}",
        keyed().prop_map(|(_, text)| text),
        keyed().prop_map(|(kind, text)| formatted(kind, &text)),
    ]
}

/// Identifiers whose key finds one wrong digit wherever it is, built with their key.
fn keyed() -> impl Strategy<Value = (Kind, String)> {
    prop_oneof![
        (1u64..100_000_000).prop_map(|number| (Kind::Siren, luhn(&format!("{number:08}")))),
        (1u64..100_000_000, 0u64..10_000).prop_filter_map("La Poste has its own rule", |(siren, place)| {
            let siren = luhn(&format!("{siren:08}"));
            (siren != "356000000").then(|| (Kind::Siret, luhn(&format!("{siren}{place:04}"))))
        }),
        (0u64..10_000_000_000_000)
            .prop_map(|number| { (Kind::Nir, format!("{number:013}{:02}", 97 - number % 97)) }),
        (0u64..4_000_000_000).prop_map(|number| (Kind::Spi, format!("{number:010}{:03}", number % 511))),
        (1u64..100_000_000).prop_map(|number| {
            let siren = luhn(&format!("{number:08}"));
            let key = siren.parse::<u64>().unwrap() * 100 + 12;
            (Kind::Tva, format!("FR{:02}{siren}", key % 97))
        }),
        (0u128..10u128.pow(23)).prop_map(|account| {
            // F is 15, R is 27.
            let key = 98 - (account % 97 * 1_000_000 + 152_700) % 97;
            (Kind::Iban, format!("FR{key:02}{account:023}"))
        }),
    ]
}

/// The digits, and the one that makes them satisfy Luhn.
fn luhn(digits: &str) -> String {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(position, byte)| {
            let digit = u32::from(byte - b'0');
            if position % 2 == 0 { (2 * digit) / 10 + (2 * digit) % 10 } else { digit }
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

proptest! {
    #[test]
    fn a_canonical_identifier_is_its_own_canonical_form_and_matches_its_pattern(text in texts()) {
        for kind in Kind::ALL {
            if let Ok(stored) = canonical(kind, &text) {
                prop_assert_eq!(canonical(kind, &stored), Ok(stored.clone()));
                prop_assert!(regex::Regex::new(kind.pattern()).unwrap().is_match(&stored), "{}", stored);
            }
        }
    }

    #[test]
    fn what_is_shown_is_read_back(text in texts()) {
        for kind in Kind::ALL {
            if let Ok(stored) = canonical(kind, &text) {
                prop_assert_eq!(canonical(kind, &formatted(kind, &stored)), Ok(stored));
            }
        }
    }

    #[test]
    fn spaces_between_characters_change_nothing((kind, text) in keyed(), place in any::<prop::sample::Index>()) {
        let (left, right) = text.split_at(place.index(text.len()));
        for space in [" ", "\u{a0}", "\u{202f}", "."] {
            prop_assert_eq!(canonical(kind, &format!("{left}{space}{right}")), Ok(text.clone()));
        }
    }

    #[test]
    fn one_wrong_digit_of_an_identifier_with_a_key_is_always_found(
        (kind, text) in keyed(), place in any::<prop::sample::Index>(), shift in 1u8..10
    ) {
        prop_assert_eq!(canonical(kind, &text), Ok(text.clone()));
        let mut characters = text.into_bytes();
        let digits: Vec<usize> =
            (0..characters.len()).filter(|place| characters[*place].is_ascii_digit()).collect();
        let place = digits[place.index(digits.len())];
        characters[place] = b'0' + (characters[place] - b'0' + shift) % 10;
        prop_assert!(canonical(kind, std::str::from_utf8(&characters).unwrap()).is_err());
    }

    #[test]
    fn a_fault_never_repeats_the_text(tail in "[0-9]{5,9}") {
        let text = format!("CANARI{tail}");
        for kind in Kind::ALL {
            let fault = canonical(kind, &text).unwrap_err();
            for language in [Language::French, Language::English] {
                let message = fault.message.get(language);
                prop_assert!(!message.contains("CANARI") && !message.contains(&tail));
                prop_assert!(message.chars().next().is_some_and(|first| !first.is_uppercase()));
                prop_assert!(!message.ends_with('.'));
            }
        }
    }
}
