use super::*;
use serde_json::json;

#[test]
fn latin_letters_go_both_ways_and_others_become_question_marks() {
    let latin = Encoding::named("latin-1").unwrap();
    assert_eq!(&*latin.text(b"for\xEAt, 5 \x80").unwrap(), "forêt, 5 €");
    assert_eq!(&*latin.encoded("forêt, 5 €, 木"), b"for\xEAt, 5 \x80, ?");
    assert_eq!(&*latin.request(b"\"\xE9\""), "\"é\"".as_bytes());
    assert_eq!(Encoding::named("ebcdic"), None);
}

#[test]
fn json_that_is_not_utf_8_is_ascii() {
    let value = json!({"é": "🌲"});
    assert_eq!(Encoding::Windows1252.json(&value), r#"{"\u00e9":"\ud83c\udf32"}"#);
    assert_eq!(Encoding::Utf8.json(&value), r#"{"é":"🌲"}"#);
}

#[test]
fn a_text_that_is_not_utf_8_is_refused() {
    assert!(matches!(Encoding::Utf8.text(b"\xFF"), Err(Failure::Misuse(GRC_INVALID_TEXT))));
}
