#![allow(clippy::unwrap_used, clippy::panic)]

use proptest::prelude::*;
use serde_json::json;

use super::{JsonProblem, Limits, parse, parse_document};

fn problem(text: &str) -> (JsonProblem, String) {
    let fault = parse(text.as_bytes(), Limits::COMMAND).unwrap_err();
    (fault.problem, fault.pointer)
}

#[test]
fn a_document_is_read_as_it_stands() {
    let value = parse(br#"{"a": [1, -2, "x", null, true], "b": {"c": ""}}"#, Limits::COMMAND).unwrap();
    assert_eq!(value, json!({"a": [1, -2, "x", null, true], "b": {"c": ""}}));
}

#[test]
fn a_duplicate_key_is_refused_where_it_stands() {
    assert_eq!(problem(r#"{"a": {"b": 1, "c": 2, "b": 3}}"#), (JsonProblem::DuplicateKey, "/a/b".into()));
}

#[test]
fn numbers_that_are_not_whole_are_refused_where_they_stand() {
    for number in ["1.5", "1e3", "1.0", "-0.0", "9223372036854775808", "1e999"] {
        let text = format!(r#"{{"prix": [0, {number}]}}"#);
        let (found, pointer) = problem(&text);
        // serde_json itself refuses a number that overflows a float.
        if number != "1e999" {
            assert_eq!((found, pointer.as_str()), (JsonProblem::NotWhole, "/prix/1"), "{number}");
        }
    }
}

#[test]
fn what_is_not_json_is_refused() {
    for text in ["", "{", "[1,]", "{\"a\":1} x", "\"\\ud800\"", "nul", "\u{feff}{}"] {
        assert_eq!(problem(text).0, JsonProblem::Syntax, "{text}");
    }
}

#[test]
fn depth_size_and_number_of_values_are_limited() {
    let deep = format!("{}{}", "[".repeat(40), "]".repeat(40));
    assert_eq!(problem(&deep).0, JsonProblem::TooDeep);
    let many = format!("[{}0]", "0,".repeat(100_000));
    assert_eq!(problem(&many).0, JsonProblem::TooMany);
    let long = format!("\"{}\"", "x".repeat(4 << 20));
    assert_eq!(problem(&long).0, JsonProblem::TooLong);
}

#[test]
fn decimals_of_a_received_document_keep_every_digit() {
    let text =
        br#"{"montant": 12.50, "gros": 12345678901234567890, "texte": "1.5 \" 2.5", "n": -3, "e": 1E2}"#;
    assert_eq!(
        parse_document(text, Limits::COMMAND).unwrap(),
        json!({"montant": "12.50", "gros": "12345678901234567890", "texte": "1.5 \" 2.5", "n": -3, "e": "1E2"})
    );
}

proptest! {
    #[test]
    fn no_bytes_make_the_parsers_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse(&bytes, Limits::COMMAND);
        let _ = parse_document(&bytes, Limits::COMMAND);
    }

    #[test]
    fn what_is_printed_is_read_back(text in "\\PC{0,20}", number in any::<i64>()) {
        let value = json!({"texte": text, "nombre": [number]});
        prop_assert_eq!(parse(value.to_string().as_bytes(), Limits::COMMAND).unwrap(), value);
    }
}
