#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::format::Format;
use super::{Beside, check_shape, files};
use crate::check::sample;
use crate::definition::{Catalogue, Diagnostics, Language, schema};

fn faults(catalogue: &Value) -> Vec<(String, &'static str, String)> {
    let mut found = Diagnostics::new();
    check_shape(catalogue, &mut found);
    let told =
        |language: Language| move |one: &crate::definition::Diagnostic| one.message.get(language).to_owned();
    let english = told(Language::English);
    found.as_slice().iter().map(|one| (one.pointer.clone(), one.code, english(one))).collect()
}

/// The sample with `value` put at `pointer`, whose parent exists.
fn with(pointer: &str, value: Value) -> Value {
    let mut catalogue = sample::catalogue();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match catalogue.pointer_mut(parent).unwrap() {
        Value::Object(members) => drop(members.insert(key.to_owned(), value)),
        Value::Array(elements) => elements[key.parse::<usize>().unwrap()] = value,
        _ => panic!("no such place"),
    }
    catalogue
}

fn only_fault(pointer: &str, value: Value) -> (String, &'static str, String) {
    let found = faults(&with(pointer, value));
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

const FIELD: &str = "/procedures/0/scenarios/2/form/sections/0/fields";

#[test]
fn a_catalogue_without_fault_has_none_and_is_read() {
    assert_eq!(faults(&sample::catalogue()), []);
    serde_json::from_value::<Catalogue>(sample::catalogue()).unwrap();
}

#[test]
fn an_unknown_key_is_told_with_the_one_that_was_meant() {
    let (at, code, text) = only_fault("/procedures/0/titel", json!("x"));
    assert_eq!((at.as_str(), code), ("/procedures/0/titel", "definition.unknown_key"));
    assert_eq!(text, "unknown key `titel`; did you mean `title`?");
}

#[test]
fn unknown_keys_are_refused_where_serde_lets_them_pass() {
    for place in [
        format!("{FIELD}/0/etiquette"),
        "/procedures/0/scenarios/1/formulaire".to_owned(),
        "/workflows/0/anywhere/0/de".to_owned(),
    ] {
        let catalogue = with(&place, json!("x"));
        assert!(serde_json::from_value::<Catalogue>(catalogue.clone()).is_ok(), "{place}");
        assert_eq!(faults(&catalogue).len(), 1, "{place}");
    }
}

#[test]
fn a_key_of_another_type_of_field_is_told_so() {
    let (_, code, text) = only_fault(&format!("{FIELD}/1/max_length"), json!(3));
    assert_eq!(code, "definition.unknown_key");
    assert_eq!(text, "the key `max_length` has no meaning when `type` is `date`");
}

#[test]
fn a_wrong_tag_hides_no_other_fault_and_invents_none() {
    let (at, code, text) = only_fault(&format!("{FIELD}/0/type"), json!("choise"));
    assert_eq!((at, code), (format!("{FIELD}/0/type"), "definition.unknown_value"));
    assert!(text.ends_with("; did you mean `choice`?"), "{text}");
    let mut catalogue = with(&format!("{FIELD}/0/type"), json!("choise"));
    catalogue.pointer_mut(&format!("{FIELD}/0")).unwrap()["label"] = json!(3);
    assert_eq!(faults(&catalogue).len(), 2);
}

#[test]
fn a_missing_tag_lists_what_may_be_chosen() {
    let found = faults(&with("/procedures/0/scenarios/0", json!({"id": "a", "title": "A", "content": "x"})));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "/procedures/0/scenarios/0");
    assert_eq!(found[0].2, "the key `kind` is missing (one of `information`, `redirect`, `online`, `api`)");
}

#[test]
fn a_missing_key_is_told_at_its_object() {
    let found = faults(&with("/services/0", json!({"id": "accueil"})));
    assert_eq!(
        found[0],
        ("/services/0".into(), "definition.missing_key", "the key `title` is missing".into())
    );
}

#[test]
fn a_wrong_type_is_told_in_plain_words() {
    let of = |pointer: &str, value| only_fault(pointer, value).2;
    assert_eq!(of("/procedures/0/keywords", json!("a")), "this must be a list");
    assert_eq!(of("/procedures/0/title", json!(3)), "this must be a text, or an object");
    assert_eq!(of(&format!("{FIELD}/1/min"), json!(true)), "this must be a whole number, or a text");
    assert_eq!(of("/workflows/0/statuses/nouvelle/on_enter/0", json!("x")), "this must be an object");
    assert_eq!(of("/procedures/0/summary", json!([])), "this must be a text, or an object");
}

#[test]
fn actions_have_one_key() {
    let action = "/workflows/0/statuses/nouvelle/on_enter/0";
    let (at, code, text) = only_fault(action, json!({"pussh": "x"}));
    assert_eq!((at, code), (format!("{action}/pussh"), "definition.unknown_key"));
    assert!(text.ends_with("did you mean `push`?"), "{text}");
    assert_eq!(only_fault(action, json!({})).1, "definition.one_key");
    assert_eq!(only_fault(action, json!({"push": "a", "set": {}})).1, "definition.one_key");
}

#[test]
fn names_numbers_and_counts_have_their_limits() {
    assert_eq!(only_fault("/procedures/0/id", json!("Salle des fêtes")).1, "definition.pattern");
    assert_eq!(only_fault("/workflows/0/statuses/À faire", json!({})).1, "definition.pattern");
    assert_eq!(only_fault("/procedures/0/scenarios", json!([])).1, "definition.too_few");
    assert_eq!(only_fault("/procedures/0/title", json!({})).1, "definition.too_few");
    assert_eq!(only_fault("/procedures/0/order", json!(1_i64 << 40)).1, "definition.out_of_range");
    assert_eq!(only_fault(&format!("{FIELD}/2/scale"), json!(11)).2, "the number must be between 0 and 10");
    assert_eq!(only_fault(&format!("{FIELD}/5/max_size"), json!(-1)).1, "definition.out_of_range");
}

#[test]
fn a_language_that_the_engine_does_not_speak_is_an_unknown_key() {
    let (at, code, _) = only_fault("/procedures/0/title", json!({"fr": "Salles", "de": "Säle"}));
    assert_eq!((at.as_str(), code), ("/procedures/0/title/de", "definition.unknown_key"));
}

#[test]
fn a_number_that_is_not_whole_is_refused_everywhere() {
    for place in ["/settings/habitants", "/connectors/0/operations/create/body/n/0"] {
        assert_eq!(only_fault(place, json!(1.5)).1, "json.not_whole");
    }
}

#[test]
fn texts_and_lists_in_files_are_found_and_nothing_else() {
    let mut catalogue = with("/procedures/0/summary", json!({"file": "a.md"}));
    catalogue["procedures"][0]["title"] = json!({"fr": {"file": "b.md"}, "en": "Rooms"});
    catalogue["lists"][0]["options"] = json!({"file": "c.csv"});
    let found: Vec<_> =
        files(&catalogue).into_iter().map(|(at, file, beside)| (at.to_string(), file, beside)).collect();
    assert_eq!(
        found,
        [
            ("/lists/0/options".into(), "c.csv".into(), Beside::Table),
            ("/procedures/0/summary".into(), "a.md".into(), Beside::Text),
            ("/procedures/0/title/fr".into(), "b.md".to_owned(), Beside::Text)
        ]
    );
}

#[test]
fn every_fault_is_told_at_once() {
    let found = faults(&json!({"langue": "fr", "procedures": [{"id": 1}, "x"], "themes": {}}));
    let codes: BTreeSet<_> = found.iter().map(|(at, code, _)| (at.as_str(), *code)).collect();
    assert!(codes.contains(&("/langue", "definition.unknown_key")));
    assert!(codes.contains(&("/procedures/0/id", "definition.wrong_type")));
    assert!(codes.contains(&("/procedures/0", "definition.missing_key")));
    assert!(codes.contains(&("/procedures/1", "definition.wrong_type")));
    assert!(codes.contains(&("/themes", "definition.wrong_type")));
}

/// The keywords that the walk reads, and those that say nothing of validity.
const KEYWORDS: [&str; 21] = [
    "$defs",
    "$ref",
    "$schema",
    "additionalProperties",
    "anyOf",
    "const",
    "default",
    "description",
    "items",
    "maximum",
    "maxItems",
    "minItems",
    "minProperties",
    "minimum",
    "oneOf",
    "pattern",
    "patternProperties",
    "properties",
    "required",
    "title",
    "type",
];

fn keywords(schema: &Value, found: &mut BTreeSet<String>) {
    let Value::Object(members) = schema else { return };
    for (keyword, value) in members {
        found.insert(keyword.clone());
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties" | "$defs", Value::Object(schemas)) => {
                schemas.values().for_each(|schema| keywords(schema, found));
            }
            ("anyOf" | "oneOf", Value::Array(schemas)) => {
                schemas.iter().for_each(|schema| keywords(schema, found));
            }
            ("default" | "const" | "required" | "type", _) => {}
            _ => keywords(value, found),
        }
    }
}

#[test]
fn the_walk_knows_every_keyword_of_the_schema() {
    let mut found = BTreeSet::new();
    keywords(&schema(), &mut found);
    let known: BTreeSet<String> =
        KEYWORDS.into_iter().chain(["unevaluatedProperties"]).map(str::to_owned).collect();
    assert_eq!(found, known);
}

#[test]
fn every_pattern_of_the_schema_compiles() {
    let text = schema().to_string();
    let count = Format::of_catalogues().pattern_count();
    assert!(count >= 4 && text.matches("\"pattern\"").count() >= count - 1, "{count}");
}

fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (key, member) in members {
                pointers(member, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter().enumerate() {
                pointers(element, format!("{at}/{index}"), found);
            }
        }
        _ => {}
    }
    found.push(at);
}

#[derive(Clone, Debug)]
enum Mutation {
    Replace(Value),
    CopyFrom(prop::sample::Index),
    Remove(prop::sample::Index),
    Rename(prop::sample::Index, String),
    Add(String, Value),
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3_i64..400).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z@=_é-]{0,8}".prop_map(Value::from),
        prop::sample::select(vec!["text", "online", "repeat", "fr", "@salles", "done"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(any_key(), inner, 0..4).prop_map(Value::from_iter),
        ]
    })
}

fn any_key() -> impl Strategy<Value = String> {
    let keys = [
        "id",
        "type",
        "kind",
        "use",
        "file",
        "fr",
        "en",
        "title",
        "label",
        "fields",
        "options",
        "set",
        "push",
        "min",
        "form",
        "working_days",
        "montant",
        "x",
        "Été",
    ];
    prop::sample::select(keys.to_vec()).prop_map(str::to_owned)
}

fn any_mutation() -> impl Strategy<Value = Mutation> {
    prop_oneof![
        any_json().prop_map(Mutation::Replace),
        any::<prop::sample::Index>().prop_map(Mutation::CopyFrom),
        any::<prop::sample::Index>().prop_map(Mutation::Remove),
        (any::<prop::sample::Index>(), any_key()).prop_map(|(index, key)| Mutation::Rename(index, key)),
        (any_key(), any_json()).prop_map(|(key, value)| Mutation::Add(key, value)),
    ]
}

fn mutate(catalogue: &mut Value, place: prop::sample::Index, mutation: Mutation) {
    let mut places = Vec::new();
    pointers(catalogue, String::new(), &mut places);
    let other = match &mutation {
        Mutation::CopyFrom(index) => catalogue.pointer(index.get::<String>(&places)).cloned(),
        _ => None,
    };
    let target = catalogue.pointer_mut(place.get::<String>(&places)).unwrap();
    match (mutation, target) {
        (Mutation::Replace(value), target) => *target = value,
        (Mutation::CopyFrom(_), target) => *target = other.unwrap(),
        (Mutation::Remove(index), Value::Object(members)) if !members.is_empty() => {
            let key = members.keys().nth(index.index(members.len())).unwrap().clone();
            members.remove(&key);
        }
        (Mutation::Remove(index), Value::Array(elements)) if !elements.is_empty() => {
            elements.remove(index.index(elements.len()));
        }
        (Mutation::Rename(index, new), Value::Object(members)) if !members.is_empty() => {
            let key = members.keys().nth(index.index(members.len())).unwrap().clone();
            let value = members.remove(&key).unwrap();
            members.insert(new, value);
        }
        (Mutation::Add(key, value), Value::Object(members)) => drop(members.insert(key, value)),
        (Mutation::Add(_, value), Value::Array(elements)) => elements.push(value),
        _ => {}
    }
}

fn validator() -> &'static jsonschema::Validator {
    static VALIDATOR: std::sync::LazyLock<jsonschema::Validator> = std::sync::LazyLock::new(|| {
        let patterns = jsonschema::PatternOptions::regex();
        jsonschema::options().with_pattern_options(patterns).build(&schema()).unwrap()
    });
    &VALIDATOR
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn the_walk_agrees_with_a_validator_and_serde_reads_what_it_accepts(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any_mutation()), 1..3)
    ) {
        let mut catalogue = sample::catalogue();
        for (place, mutation) in changes {
            mutate(&mut catalogue, place, mutation);
        }
        let found = faults(&catalogue);
        prop_assert_eq!(found.is_empty(), validator().is_valid(&catalogue), "{:?}", found);
        if found.is_empty() {
            let read = serde_json::from_value::<Catalogue>(catalogue);
            prop_assert!(read.is_ok(), "{:?}", read.err());
        }
    }

    #[test]
    fn every_fault_points_to_what_exists(place: prop::sample::Index, mutation in any_mutation()) {
        let mut catalogue = sample::catalogue();
        mutate(&mut catalogue, place, mutation);
        for (pointer, code, _) in faults(&catalogue) {
            prop_assert!(catalogue.pointer(&pointer).is_some(), "{} {}", pointer, code);
        }
    }
}
