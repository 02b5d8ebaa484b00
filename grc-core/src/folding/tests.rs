#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use proptest::prelude::*;

use super::{fold, words};

#[test]
fn case_accents_ligatures_and_punctuation_are_ignored() {
    assert_eq!(fold("Réservation de SALLES"), "reservation de salles");
    assert_eq!(fold("  Cœur—Ægir, Straße ; ﬁn…"), "coeur aegir strasse fin");
    assert_eq!(fold("N° 12 bis (2ᵉ étage)"), "n 12 bis 2e etage");
    assert_eq!(fold("E\u{301}cole"), fold("École"));
}

#[test]
fn every_apostrophe_ends_an_elided_word() {
    for apostrophe in ['\'', '’', '‘', 'ʼ', '´', '`', '′'] {
        let text = format!("l{apostrophe}école jusqu{apostrophe}à aujourd{apostrophe}hui");
        assert_eq!(words(&text), ["ecole", "a", "aujourd", "hui"], "{apostrophe}");
        assert_eq!(fold(&text), "l ecole jusqu a aujourd hui", "{apostrophe}");
    }
}

#[test]
fn a_letter_that_elides_nothing_is_a_word() {
    assert_eq!(words("plan d l"), ["plan", "d", "l"]);
    assert_eq!(words("Acte d'"), ["acte"]);
}

#[test]
fn what_is_typed_begins_the_words_of_the_title() {
    let title = words("Réservation de salles");
    for typed in words("reserv sal") {
        assert!(title.iter().any(|word| word.starts_with(&typed)), "{typed}");
    }
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn words_are_those_of_the_folded_text(text in "\\PC{0,40}") {
        let folded = fold(&text);
        let known: Vec<_> = folded.split(' ').collect();
        for word in words(&text) {
            prop_assert!(known.contains(&word.as_str()));
        }
    }
}
