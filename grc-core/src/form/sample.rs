//! Answers made up, to show what a text looks like.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde_json::{Map, Value as Json, json};

use super::Form;
use super::field::{Field, Shape};
use super::fields::Fields;
use crate::definition::Language;
use crate::expr::{Duration, Type, Value};

impl Form {
    /// An answer to each field: its first option, its question between brackets, a plain number, `now`. They have the type of answers; no
    /// rule was asked.
    pub fn sample(&self, now: DateTime<Utc>, language: Language) -> Map<String, Json> {
        sample(&self.fields, now, language)
    }
}

fn sample(fields: &Fields, now: DateTime<Utc>, language: Language) -> Map<String, Json> {
    fields.asked().map(|field| (field.id().to_owned(), answer(field, now, language))).collect()
}

fn answer(field: &Field, now: DateTime<Utc>, language: Language) -> Json {
    match &field.shape {
        Shape::Group(fields) => Json::Object(sample(fields, now, language)),
        Shape::Repeat(repeat) => json!([sample(&repeat.fields, now, language)]),
        Shape::Single(_) | Shape::Computed(_) | Shape::Display => {
            let option = field.options().first().map(|option| Value::text(option.value.as_str()));
            let text = option.unwrap_or_else(|| Value::text(format!("[{}]", field.label(language))));
            value(&field.value_type, &text, now).to_json()
        }
    }
}

fn value(ty: &Type, text: &Value, now: DateTime<Utc>) -> Value {
    match ty {
        Type::Bool => Value::Bool(true),
        Type::Integer => Value::Integer(1),
        Type::Decimal => Value::Decimal(Decimal::ONE),
        Type::Text => text.clone(),
        Type::Date => Value::Date(now.date_naive()),
        Type::Time => Value::Time(now.time()),
        Type::DateTime => Value::DateTime(now),
        Type::Duration => Value::Duration(Duration::default()),
        Type::List(element) => Value::list([value(element, text, now)]),
        Type::Object(members) => Value::object(members.iter().map(|(name, ty)| (name, value(ty, text, now)))),
        Type::Null | Type::Document => Value::Null,
    }
}
