//! Text.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::super::{Failure, MAX_TEXT, Type, Value};
use super::{Function, Shape, items};

pub(super) static FUNCTIONS: &[Function] = &[
    Function::fixed(
        "lower",
        "lower(text) -> text",
        "the text in lower case",
        &[Shape::Text],
        Type::Text,
        |arguments, _| changed(arguments, str::to_lowercase),
    ),
    Function::fixed(
        "upper",
        "upper(text) -> text",
        "the text in upper case",
        &[Shape::Text],
        Type::Text,
        |arguments, _| changed(arguments, str::to_uppercase),
    ),
    Function::fixed(
        "trim",
        "trim(text) -> text",
        "the text without spaces around",
        &[Shape::Text],
        Type::Text,
        |arguments, _| changed(arguments, |text| text.trim().to_owned()),
    ),
    Function::fixed(
        "fold",
        "fold(text) -> text",
        "the text in lower case and without accents, to compare names",
        &[Shape::Text],
        Type::Text,
        |arguments, _| changed(arguments, fold),
    ),
    Function::fixed(
        "length",
        "length(text) -> integer",
        "how many characters the text has",
        &[Shape::Text],
        Type::Integer,
        |arguments, _| match arguments {
            [Value::Text(text)] => {
                Ok(Value::Integer(i64::try_from(text.chars().count()).unwrap_or(i64::MAX)))
            }
            _ => Ok(Value::Null),
        },
    ),
    Function::fixed(
        "starts_with",
        "starts_with(text, text) -> bool",
        "whether the first text begins with the second",
        &[Shape::Text, Shape::Text],
        Type::Bool,
        |arguments, _| compared(arguments, |text, part| text.starts_with(part)),
    ),
    Function::fixed(
        "ends_with",
        "ends_with(text, text) -> bool",
        "whether the first text ends with the second",
        &[Shape::Text, Shape::Text],
        Type::Bool,
        |arguments, _| compared(arguments, |text, part| text.ends_with(part)),
    ),
    Function::fixed(
        "contains",
        "contains(text, text) -> bool",
        "whether the second text is somewhere in the first",
        &[Shape::Text, Shape::Text],
        Type::Bool,
        |arguments, _| compared(arguments, |text, part| text.contains(part)),
    ),
    Function::fixed(
        "replace",
        "replace(text, text, text) -> text",
        "the first text, where the third takes the place of the second",
        &[Shape::Text, Shape::Text, Shape::Text],
        Type::Text,
        |arguments, _| match arguments {
            [Value::Text(text), Value::Text(old), Value::Text(new)] => replace(text, old, new),
            _ => Ok(Value::Null),
        },
    ),
    Function::fixed(
        "join",
        "join(list, text) -> text",
        "the elements of the list one after the other, the text between them; nulls are skipped",
        &[Shape::Scalars, Shape::Text],
        Type::Text,
        |arguments, _| match arguments {
            [Value::List(list), Value::Text(separator)] => join(list, separator),
            _ => Ok(Value::Null),
        },
    ),
    Function::fixed(
        "text",
        "text(value) -> text",
        "the value as it is stored: `2026-03-12`, `12.50`, `true`; null for a list or an object",
        &[Shape::Scalar],
        Type::Text,
        |arguments, _| {
            let text = arguments.first().and_then(Value::canonical_text);
            Ok(text.map_or(Value::Null, Value::Text))
        },
    ),
    Function::new(
        "is_empty",
        "is_empty(value) -> bool",
        "whether there is nothing: null, a text of spaces alone, a list without element; never null itself",
        super::Typing::Fixed { parameters: &[Shape::Any], required: 1, result: Type::Bool },
        |arguments, _| {
            Ok(Value::Bool(match arguments.first() {
                None | Some(Value::Null) => true,
                Some(Value::Text(text)) => text.trim().is_empty(),
                Some(value) => items(value).is_some_and(<[Value]>::is_empty),
            }))
        },
    )
    .seeing_nulls(),
];

fn changed(arguments: &[Value], change: fn(&str) -> String) -> Result<Value, Failure> {
    match arguments {
        [Value::Text(text)] => limited(change(text)),
        _ => Ok(Value::Null),
    }
}

fn compared(arguments: &[Value], holds: fn(&str, &str) -> bool) -> Result<Value, Failure> {
    match arguments {
        [Value::Text(text), Value::Text(part)] => Ok(Value::Bool(holds(text, part))),
        _ => Ok(Value::Null),
    }
}

/// Lower case, without accents, ligatures opened: "Œuvre d'Hélène" is "oeuvre d'helene".
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match character {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            // Capital I with a dot leaves its dot behind in lower case.
            mark if is_combining_mark(mark) => {}
            other => folded.push(other),
        }
    }
    folded
}

/// The result is measured before it is made: a short source could otherwise ask for gigabytes.
fn replace(text: &str, old: &str, new: &str) -> Result<Value, Failure> {
    let growth = text.matches(old).count().saturating_mul(new.len());
    if text.len().saturating_add(growth) > MAX_TEXT.saturating_mul(2) {
        return Err(Failure::TextTooLong);
    }
    limited(text.replace(old, new))
}

fn join(list: &[Value], separator: &str) -> Result<Value, Failure> {
    let mut joined = String::new();
    for (index, text) in list.iter().filter_map(Value::canonical_text).enumerate() {
        if index > 0 {
            joined.push_str(separator);
        }
        joined.push_str(&text);
        if joined.len() > MAX_TEXT {
            return Err(Failure::TextTooLong);
        }
    }
    Ok(Value::text(joined))
}

/// The text, unless it has grown too long.
pub(in crate::expr) fn limited(text: String) -> Result<Value, Failure> {
    if text.len() > MAX_TEXT { Err(Failure::TextTooLong) } else { Ok(Value::text(text)) }
}
