//! Whole numbers.

use std::borrow::Cow;

use chrono_tz::Tz;
use serde_json::{Value as Json, json};

use super::bounds::{Bounded, Bounds, Extremes, Told};
use super::{Breaches, FieldType, Phrase, Problem, Reading};
use crate::definition::Range;
use crate::expr::{Environment, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::Shown;

/// The greatest integer that every JSON reader keeps exact (RFC 8259, section 6): 2^53 - 1.
const GREATEST: i64 = 9_007_199_254_740_991;

const EXPECTED: Phrase = Phrase::new("un nombre entier est attendu", "a whole number is expected");

#[derive(Debug)]
pub(super) struct Integer {
    bounds: Bounds<i64>,
}

impl Integer {
    pub(super) fn compile(range: &Range, context: &mut FieldContext<'_, '_>) -> Self {
        Self { bounds: Bounds::compile(range, context) }
    }

    /// The least and the greatest value that are written.
    fn range(&self) -> (i64, i64) {
        let (min, max) = (self.bounds.written_min(), self.bounds.written_max());
        (min.copied().unwrap_or(-GREATEST), max.copied().unwrap_or(GREATEST))
    }
}

impl FieldType for Integer {
    fn schema(&self) -> Json {
        let (min, max) = self.range();
        json!({"type": "integer", "minimum": min, "maximum": max})
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        match answer {
            Json::Number(number) => match number.as_i64() {
                Some(value) if value < -GREATEST => {
                    breaches.tell(Problem::TooSmall(Some(Shown::Integer(self.range().0))));
                }
                Some(value) if value <= GREATEST => self.bounds.check(&value, facts, breaches),
                Some(_) => breaches.tell(Problem::TooGreat(Some(Shown::Integer(self.range().1)))),
                None if number.is_u64() => {
                    breaches.tell(Problem::TooGreat(Some(Shown::Integer(self.range().1))));
                }
                // `5.0` is an integer for JSON Schema. Here no number has a decimal mark.
                None => breaches.wrong_type(EXPECTED),
            },
            _ => breaches.wrong_type(EXPECTED),
        }
        Cow::Borrowed(answer)
    }

    fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        self.bounds.extremes(facts, told)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        stored.as_i64().map(|number| Shown::Integer(number).written(reading.language))
    }
}

impl Bounded for i64 {
    const TYPE: Type = Type::Integer;

    fn from_text(_text: &str) -> Option<Self> {
        None
    }

    fn from_integer(number: i64) -> Option<Self> {
        Some(number)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Integer(*self)
    }

    fn shown(&self, _zone: Tz) -> Shown {
        Shown::Integer(*self)
    }

    fn below(least: Option<Shown>) -> Problem {
        Problem::TooSmall(least)
    }

    fn above(most: Option<Shown>) -> Problem {
        Problem::TooGreat(most)
    }
}
