use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::{Content, Told};

#[derive(Serialize)]
struct Unit;

#[derive(Serialize)]
struct Whole {
    flag: bool,
    letter: char,
    large: u64,
    small: i8,
    real: f64,
    absent: Option<u8>,
    nested: Vec<Kind>,
    pair: (u8, String),
    by_number: BTreeMap<u32, &'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    skipped: Option<u8>,
    #[serde(flatten)]
    more: BTreeMap<String, Unit>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Alone,
    Newtype(u8),
    Both(u8, bool),
    Named { at: u8 },
}

#[derive(Serialize)]
#[serde(tag = "type")]
enum Tagged {
    One { at: Kind },
    Other(Json),
}

fn same(value: &impl Serialize) {
    assert_eq!(Told::of(value).unwrap().to_json(), serde_json::to_value(value).unwrap());
}

#[test]
fn what_is_told_is_what_json_has() {
    same(&Whole {
        flag: true,
        letter: 'é',
        large: u64::MAX,
        small: -3,
        real: 1.5,
        absent: None,
        nested: vec![Kind::Alone, Kind::Newtype(1), Kind::Both(2, false), Kind::Named { at: 3 }],
        pair: (4, "x".to_owned()),
        by_number: BTreeMap::from([(7, "sept")]),
        skipped: None,
        more: BTreeMap::from([("unit".to_owned(), Unit)]),
    });
    same(&Tagged::One { at: Kind::Both(1, true) });
    same(&Tagged::Other(json!({"a": []})));
    same(&f64::NAN);
    same(&[0_u8; 0]);
}

#[test]
fn what_has_no_form_in_json_is_not_told() {
    assert!(Told::of(&BTreeMap::from([(vec![1], 1)])).is_none());
    assert!(serde_json::to_value(BTreeMap::from([(vec![1], 1)])).is_err());
}

#[test]
fn a_member_is_found_by_its_key_whatever_stands_before_it() {
    let told = Told::of(&json!({"a": {"z": [1, {"y": 2}]}, "b": [[]], "z": "here"})).unwrap();
    let Content::Object(members) = told.whole().content() else { panic!("an object") };
    assert_eq!(members.map(|(key, _)| key).collect::<Vec<_>>(), ["a", "b", "z"]);
    let found = members.get("z").unwrap();
    assert!(matches!(told.value(found.place()).content(), Content::Text("here")));
    assert!(members.get("y").is_none());
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        ".{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 64, 6, |inside| {
        prop_oneof![
            prop::collection::vec(inside.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map(".{0,4}", inside, 0..6)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn any_json_is_told_as_it_stands(json in any_json()) {
        prop_assert_eq!(Told::of(&json).unwrap().to_json(), json);
    }
}
