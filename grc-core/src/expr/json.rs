//! Values to and from JSON, in the form in which they are stored.

use rust_decimal::Decimal;
use serde_json::Value as Json;

use super::value::read_text;
use super::{Type, Value};

impl Value {
    /// Reads stored JSON as a value of `ty`: decimals are strings (integers are taken too), dates `YYYY-MM-DD`,
    /// times `HH:MM`, instants RFC 3339. JSON null is [`Value::Null`] for every type; a missing member of an
    /// object is null, an unknown one is left out. None when the shape is not that of `ty`.
    ///
    /// As [`Type::Document`], any JSON is taken: a number is an integer or a decimal, read from its text
    /// (or stays that text, beyond 28 digits), a string stays text.
    pub fn from_json(json: &Json, ty: &Type) -> Option<Value> {
        Some(match (json, ty) {
            (Json::Null, _) => Value::Null,
            (json, Type::Document) => document(json),
            (Json::Bool(value), Type::Bool) => Value::Bool(*value),
            (Json::Number(number), Type::Integer) => Value::Integer(number.as_i64()?),
            (Json::Number(number), Type::Decimal) => Value::Decimal(number.as_i64()?.into()),
            // A number or a truth value has one form in JSON, and it is not a string.
            (Json::String(_), Type::Integer | Type::Bool) => return None,
            (Json::String(text), ty) => read_text(text, ty)?,
            (Json::Array(items), Type::List(element)) => {
                items.iter().map(|item| Value::from_json(item, element)).collect::<Option<Vec<_>>>()?.into()
            }
            (Json::Object(members), Type::Object(record)) => {
                let values = record.iter().map(|(name, ty)| {
                    Some((
                        name,
                        members.get(name).map_or(Some(Value::Null), |json| Value::from_json(json, ty))?,
                    ))
                });
                Value::object(values.collect::<Option<Vec<_>>>()?)
            }
            _ => return None,
        })
    }

    /// The JSON in which the value is stored: decimals and dates are strings, instants have
    /// milliseconds and end with `Z`.
    pub fn to_json(&self) -> Json {
        match self {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Integer(number) => Json::from(*number),
            Value::List(items) => Json::Array(items.iter().map(Value::to_json).collect()),
            Value::Object(members) => Json::Object(
                members.iter().map(|(name, value)| (name.to_string(), value.to_json())).collect(),
            ),
            scalar => scalar.canonical_text().map_or(Json::Null, |text| Json::String(text.to_string())),
        }
    }
}

fn document(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => match number.as_i64() {
            Some(integer) => Value::Integer(integer),
            None => decimal_or_text(&number.to_string()),
        },
        Json::String(text) => Value::text(text.as_str()),
        Json::Array(items) => items.iter().map(document).collect::<Vec<_>>().into(),
        Json::Object(members) => {
            Value::object(members.iter().map(|(name, json)| (name.as_str(), document(json))))
        }
    }
}

fn decimal_or_text(text: &str) -> Value {
    let decimal = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
    decimal.map_or_else(|_| Value::text(text), Value::Decimal)
}
