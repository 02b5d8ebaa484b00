//! Days of the calendar.

use std::borrow::Cow;

use chrono::NaiveDate;
use chrono_tz::Tz;
use serde_json::{Value as Json, json};

use super::bounds::{Bounded, Bounds, Extremes, Told};
use super::{Breaches, FieldType, Problem, Reading};
use crate::definition::Range;
use crate::expr::{Environment, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::{DATE, Shown};

#[derive(Debug)]
pub(super) struct Date {
    bounds: Bounds<NaiveDate>,
}

impl Date {
    pub(super) fn compile(range: &Range, context: &mut FieldContext<'_, '_>) -> Self {
        Self { bounds: Bounds::compile(range, context) }
    }
}

impl FieldType for Date {
    fn schema(&self) -> Json {
        json!({"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        match answer {
            Json::String(text) => match read(text) {
                Some(date) => self.bounds.check(&date, facts, breaches),
                None => breaches.tell(Problem::InvalidDate),
            },
            _ => breaches.wrong_type(DATE),
        }
        Cow::Borrowed(answer)
    }

    fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        self.bounds.extremes(facts, told)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        stored.as_str().and_then(read).map(|date| Shown::Date(date).written(reading.language))
    }
}

/// `YYYY-MM-DD` alone, a day that exists, from the year 1.
pub(in crate::form) fn read(text: &str) -> Option<NaiveDate> {
    let [a, b, c, d, b'-', e, f, b'-', g, h] = *text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + u32::from(byte.saturating_sub(b'0')))
        })
    };
    let year = number(&[a, b, c, d]).filter(|year| *year > 0)?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, number(&[e, f])?, number(&[g, h])?)
}

impl Bounded for NaiveDate {
    const TYPE: Type = Type::Date;

    fn from_text(text: &str) -> Option<Self> {
        read(text)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Date(*self)
    }

    fn shown(&self, _zone: Tz) -> Shown {
        Shown::Date(*self)
    }
}
