//! Whole numbers.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::bounds::{Bounded, Bounds};
use super::{Breach, Expectation, FieldType, Phrase, Problem};
use crate::definition::{Bound, Range};
use crate::expr::{Environment, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::Shown;

/// The greatest integer that every JSON reader keeps exact (RFC 8259, section 6): 2^53 - 1.
const GREATEST: i64 = 9_007_199_254_740_991;

#[derive(Debug)]
pub(super) struct Integer {
    bounds: Bounds<i64>,
}

impl Integer {
    pub(super) fn compile(range: &Range, context: &mut FieldContext<'_, '_>) -> Self {
        Self { bounds: Bounds::compile(range, context) }
    }
}

impl Expectation for Integer {
    fn expected(&self) -> Phrase {
        Phrase::new("un nombre entier est attendu", "a whole number is expected")
    }
}

impl FieldType for Integer {
    fn schema(&self) -> Json {
        let min = self.bounds.written_min().copied().unwrap_or(-GREATEST);
        let max = self.bounds.written_max().copied().unwrap_or(GREATEST);
        json!({"type": "integer", "minimum": min, "maximum": max})
    }

    fn canonical<'a>(&self, answer: &'a Json) -> Result<Cow<'a, Json>, Problem> {
        // `5.0` is an integer for JSON Schema. Here no number has a decimal mark.
        if answer.is_f64() { Err(Problem::WrongType(self.expected())) } else { Ok(Cow::Borrowed(answer)) }
    }

    fn breaches(&self, answer: &Json, facts: &dyn Environment) -> Vec<Breach> {
        answer.as_i64().map(|value| self.bounds.breaches(&value, facts)).unwrap_or_default()
    }
}

impl Bounded for i64 {
    const TYPE: Type = Type::Integer;

    fn from_bound(bound: &Bound) -> Option<Self> {
        match bound {
            Bound::Integer(value) => Some(*value),
            Bound::Text(_) => None,
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Integer(value) => Some(*value),
            _ => None,
        }
    }

    fn shown(&self) -> Shown {
        Shown::Integer(*self)
    }

    fn below(least: Option<Shown>) -> Problem {
        Problem::TooSmall(least)
    }

    fn above(most: Option<Shown>) -> Problem {
        Problem::TooGreat(most)
    }
}
