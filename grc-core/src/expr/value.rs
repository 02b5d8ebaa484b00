//! What an expression computes with.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveTime, Timelike, Utc};
use rust_decimal::Decimal;

use super::{Duration, Type};

/// A value, cheap to clone.
///
/// It may hold what a person typed: its `Debug` output is for tests, never for a log nor an error.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// No value: an unanswered or hidden field, or an operation on one.
    Null,
    /// True or false.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// An exact decimal number, up to 28 digits.
    Decimal(Decimal),
    /// Text.
    Text(Arc<str>),
    /// A day of the calendar.
    Date(NaiveDate),
    /// A time of the day, local.
    Time(NaiveTime),
    /// An instant.
    DateTime(DateTime<Utc>),
    /// A length of time.
    Duration(Duration),
    /// Values of one type, or those of a received document.
    List(Arc<[Value]>),
    /// Named values.
    Object(Arc<BTreeMap<Arc<str>, Value>>),
}

impl Value {
    /// A text value.
    pub fn text(text: impl Into<Arc<str>>) -> Value {
        Value::Text(text.into())
    }

    /// A list of values.
    pub fn list(items: impl IntoIterator<Item = Value>) -> Value {
        Value::List(items.into_iter().collect())
    }

    /// An object, from its named members.
    pub fn object<N: Into<Arc<str>>>(members: impl IntoIterator<Item = (N, Value)>) -> Value {
        Value::Object(Arc::new(members.into_iter().map(|(name, value)| (name.into(), value)).collect()))
    }

    /// Reads the canonical text of a scalar of `ty`: `12.50`, `2026-01-31`, `true`. None when it is not one.
    pub fn from_text(text: &str, ty: &Type) -> Option<Value> {
        read_text(text, ty)
    }

    /// Whether there is no value.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The name of the kind of value: `null`, `bool`, `integer`, `date`, …
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "bool",
            Value::Integer(_) => "integer",
            Value::Decimal(_) => "decimal",
            Value::Text(_) => "text",
            Value::Date(_) => "date",
            Value::Time(_) => "time",
            Value::DateTime(_) => "datetime",
            Value::Duration(_) => "duration",
            Value::List(_) => "list",
            Value::Object(_) => "object",
        }
    }

    /// The member `name` of an object, of each object of a list, or null.
    pub(super) fn member(&self, name: &str) -> Value {
        match self {
            Value::Object(members) => members.get(name).cloned().unwrap_or(Value::Null),
            Value::List(items) => items.iter().map(|item| item.member(name)).collect::<Vec<_>>().into(),
            _ => Value::Null,
        }
    }

    /// The value as a value of another type: an integer becomes a decimal, a text of a received document
    /// becomes the date, the decimal, … that it writes in its canonical form. Null when it cannot.
    pub(super) fn converted(self, ty: &Type) -> Value {
        match (self, ty) {
            (value, Type::Document) => value,
            (Value::List(items), Type::List(element)) => {
                items.iter().map(|item| item.clone().converted(element)).collect::<Vec<_>>().into()
            }
            (Value::Object(members), Type::Object(record)) => {
                Value::object(record.iter().map(|(name, ty)| {
                    let value = members.get(name).cloned().unwrap_or(Value::Null);
                    (name, value.converted(ty))
                }))
            }
            (Value::Integer(number), Type::Decimal) => Value::Decimal(number.into()),
            (Value::Decimal(number), Type::Integer) => whole(number).map_or(Value::Null, Value::Integer),
            (Value::Text(text), ty) => read_text(&text, ty).unwrap_or(Value::Null),
            (value, ty) if value.is_of(ty) => value,
            _ => Value::Null,
        }
    }

    /// Whether this scalar is of that type.
    fn is_of(&self, ty: &Type) -> bool {
        matches!(
            (self, ty),
            (Value::Bool(_), Type::Bool)
                | (Value::Integer(_), Type::Integer)
                | (Value::Decimal(_), Type::Decimal)
                | (Value::Date(_), Type::Date)
                | (Value::Time(_), Type::Time)
                | (Value::DateTime(_), Type::DateTime)
                | (Value::Duration(_), Type::Duration)
        )
    }

    /// The canonical text of a scalar: ISO 8601 for dates, a point for decimals. None for a list, an object or null.
    pub(super) fn canonical_text(&self) -> Option<Arc<str>> {
        Some(match self {
            Value::Null | Value::List(_) | Value::Object(_) => return None,
            Value::Bool(value) => value.to_string().into(),
            Value::Integer(number) => number.to_string().into(),
            Value::Decimal(number) => number.to_string().into(),
            Value::Text(text) => Arc::clone(text),
            Value::Date(date) => date.to_string().into(),
            Value::Time(time) if time.second() == 0 => time.format("%H:%M").to_string().into(),
            Value::Time(time) => time.format("%H:%M:%S").to_string().into(),
            Value::DateTime(instant) => instant.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string().into(),
            Value::Duration(duration) => duration.to_string().into(),
        })
    }
}

impl From<Vec<Value>> for Value {
    fn from(items: Vec<Value>) -> Value {
        Value::List(items.into())
    }
}

/// The integer that a decimal equals, if any.
pub(super) fn whole(number: Decimal) -> Option<i64> {
    if number.fract().is_zero() { i64::try_from(number.trunc().mantissa()).ok() } else { None }
}

/// Reads the canonical text of a scalar type.
pub(super) fn read_text(text: &str, ty: &Type) -> Option<Value> {
    Some(match ty {
        Type::Text => Value::text(text),
        Type::Bool => Value::Bool(text.parse().ok()?),
        Type::Integer => Value::Integer(text.parse().ok()?),
        Type::Decimal => Value::Decimal(read_decimal(text)?),
        Type::Date => Value::Date(read_date(text)?),
        Type::Time => Value::Time(read_time(text)?),
        Type::DateTime => Value::DateTime(DateTime::parse_from_rfc3339(text).ok()?.with_timezone(&Utc)),
        Type::Duration => Value::Duration(text.parse().ok()?),
        _ => return None,
    })
}

/// Digits, with a sign and a point if need be: no exponent, no space, no underscore.
fn read_decimal(text: &str) -> Option<Decimal> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    if plain { Decimal::from_str_exact(text).ok() } else { None }
}

/// `YYYY-MM-DD` alone: chrono would also take `2026-3-1`.
fn read_date(text: &str) -> Option<NaiveDate> {
    if text.len() == 10 { NaiveDate::parse_from_str(text, "%Y-%m-%d").ok() } else { None }
}

/// `HH:MM` or `HH:MM:SS`.
fn read_time(text: &str) -> Option<NaiveTime> {
    match text.len() {
        5 => NaiveTime::parse_from_str(text, "%H:%M").ok(),
        8 => NaiveTime::parse_from_str(text, "%H:%M:%S").ok(),
        _ => None,
    }
}
