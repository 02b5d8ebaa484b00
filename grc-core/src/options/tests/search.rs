//! What is found as someone types.

use proptest::prelude::*;

use super::{labels, table};
use crate::definition::Language;
use crate::folding::fold;
use crate::options::OptionSet;

fn found<'s>(set: &'s OptionSet, typed: &str) -> Vec<&'s str> {
    let found = set.search(typed, 10, |_| true);
    found.into_iter().map(|option| set.entries()[option].label.get(Language::French)).collect()
}

#[test]
fn the_whole_label_comes_first_then_its_beginning_then_a_word() {
    let set = labels(&["La Ferté-Macé", "Macé", "Macéville", "Mézidon", "Saint-Macé"]);
    assert_eq!(found(&set, "macé"), ["Macé", "Macéville", "La Ferté-Macé", "Saint-Macé"]);
    assert_eq!(found(&set, "fer"), ["La Ferté-Macé"]);
    assert_eq!(found(&set, "zidon"), [""; 0]);
}

#[test]
fn case_accents_ligatures_and_punctuation_do_not_count() {
    let set = labels(&["Rue de l'Église", "Œuilly", "L'Haÿ-les-Roses", "Sainte-Mère-Église"]);
    assert_eq!(found(&set, "EGLISE"), ["Rue de l'Église", "Sainte-Mère-Église"]);
    assert_eq!(found(&set, "oeu"), ["Œuilly"]);
    assert_eq!(found(&set, "hay les"), ["L'Haÿ-les-Roses"]);
    assert_eq!(found(&set, "l’haÿ"), ["L'Haÿ-les-Roses"]);
    assert_eq!(found(&set, "sainte mere"), ["Sainte-Mère-Église"]);
}

#[test]
fn words_may_come_in_any_order() {
    let set = labels(&["Rue du Puits", "Puits de la Rue", "Rue du Moulin"]);
    assert_eq!(found(&set, "rue puits"), ["Rue du Puits", "Puits de la Rue"]);
    assert_eq!(found(&set, "puits r"), ["Rue du Puits", "Puits de la Rue"]);
    assert_eq!(found(&set, "puits m"), [""; 0]);
}

#[test]
fn values_are_searched_too_and_an_option_comes_once() {
    let set = table(serde_json::json!({}), "value,label\n14118,Caen 14\n14000,Calvados 14\n61169,Flers\n");
    assert_eq!(found(&set, "14"), ["Caen 14", "Calvados 14"]);
    assert_eq!(found(&set, "14000"), ["Calvados 14"]);
}

#[test]
fn every_language_of_a_label_is_searched() {
    let list =
        serde_json::json!({"id": "l", "options": [{"value": "a", "label": {"fr": "Salle", "en": "Hall"}}]});
    let (set, _) = super::compile(list);
    assert_eq!((found(&set, "hal"), found(&set, "sal")), (vec!["Salle"], vec!["Salle"]));
}

#[test]
fn nothing_typed_gives_the_beginning_of_the_list_and_a_filter_holds_everywhere() {
    let set = labels(&["a", "b", "ab", "abc"]);
    assert_eq!(set.search("  ", 2, |_| true), [0, 1]);
    assert_eq!(set.search("", 10, |option| option > 1), [2, 3]);
    assert_eq!(set.search("a", 10, |option| option != 2), [0, 3]);
    assert_eq!(set.search("a", 1, |option| option != 0), [2]);
    assert_eq!(set.search("a", 0, |_| true), [0; 0]);
}

proptest! {
    /// The index finds what reading every label finds.
    #[test]
    fn an_index_finds_what_a_scan_finds(
        labels_given in prop::collection::btree_set("[ab]{1,3}( [ab]{1,3}){0,2}", 1..20),
        typed in "[ab]{1,2}( [ab]{1,2}){0,2}",
    ) {
        let given: Vec<&str> = labels_given.iter().map(String::as_str).collect();
        let set = labels(&given);
        let typed_words: Vec<&str> = typed.split(' ').collect();
        let scanned: Vec<usize> = (0..given.len())
            .filter(|option| {
                let label = fold(given[*option]);
                typed_words.iter().all(|typed| label.split(' ').any(|word| word.starts_with(typed)))
            })
            .collect();
        let mut indexed = set.search(&typed, usize::MAX, |_| true);
        // The best come first: whole labels, then beginnings.
        let fit = |option: &usize| (given[*option] != typed, !given[*option].starts_with(&typed));
        prop_assert!(indexed.is_sorted_by_key(fit), "{indexed:?}");
        indexed.sort_unstable();
        prop_assert_eq!(indexed, scanned);
    }
}
