//! Exact decimal numbers: a JSON string, always with the field's number of decimals.

use std::borrow::Cow;

use chrono_tz::Tz;
use rust_decimal::Decimal as Number;
use serde_json::{Value as Json, json};

use super::bounds::{Bounded, Bounds, Extremes, Told};
use super::{Breaches, FieldType, Problem, Reading};
use crate::definition::{DecimalLimits, Range};
use crate::expr::{Environment, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::{DECIMAL, Shown};

/// Digits after the decimal mark when the definition does not say: money.
pub(in crate::form) const SCALE: u32 = 2;
/// Most digits after the decimal mark.
const GREATEST_SCALE: u32 = 10;
/// Characters that are always an exact number when they are digits and a point.
const EXACT: usize = 28;

#[derive(Debug)]
pub(in crate::form) struct Decimal {
    scale: u32,
    bounds: Bounds<Number>,
}

impl Decimal {
    pub(in crate::form) fn compile(limits: &DecimalLimits, context: &mut FieldContext<'_, '_>) -> Self {
        let range = Range { min: limits.min.clone(), max: limits.max.clone() };
        let scale = limits.scale.unwrap_or(SCALE);
        if scale > GREATEST_SCALE {
            context.invalid_bound("scale");
        }
        Self { scale: scale.min(GREATEST_SCALE), bounds: Bounds::compile(&range, context) }
    }

    /// Whether a look at the characters is enough to say that a text is in its stored form.
    fn is_plainly_stored(&self, text: &str) -> bool {
        let (whole, decimals) = text.split_once('.').unwrap_or((text, ""));
        text.len() <= EXACT
            && text.contains('.') == (self.scale > 0)
            && u32::try_from(decimals.len()) == Ok(self.scale)
            && is_digits(whole)
            && (whole == "0" || !whole.starts_with('0'))
            && decimals.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// The stored form of an answer.
    fn stored<'a>(&self, answer: &'a Json) -> Result<Cow<'a, Json>, Problem> {
        let number = match answer {
            Json::String(text) if self.is_plainly_stored(text) => return Ok(Cow::Borrowed(answer)),
            Json::String(text) => typed(text).ok_or(Problem::InvalidDecimal)?,
            Json::Number(number) => number.as_i64().map(Number::from).ok_or(Problem::WrongType(DECIMAL))?,
            _ => return Err(Problem::WrongType(DECIMAL)),
        };
        let stored = self.scaled(number)?.to_string();
        Ok(if answer.as_str() == Some(&stored) {
            Cow::Borrowed(answer)
        } else {
            Cow::Owned(Json::String(stored))
        })
    }

    /// The number with the field's decimals.
    fn scaled(&self, number: Number) -> Result<Number, Problem> {
        let mut scaled = number.normalize();
        if scaled.scale() > self.scale {
            return Err(Problem::TooPrecise(self.scale));
        }
        scaled.rescale(self.scale);
        // Beyond 28 digits, `rescale` gives up decimals.
        if scaled.scale() == self.scale { Ok(scaled) } else { Err(Problem::InvalidDecimal) }
    }
}

impl FieldType for Decimal {
    fn schema(&self) -> Json {
        let decimals = if self.scale == 0 { String::new() } else { format!(r"\.[0-9]{{{}}}", self.scale) };
        json!({"type": "string", "pattern": format!("^-?(?:0|[1-9][0-9]{{0,28}}){decimals}$")})
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        match self.stored(answer) {
            Ok(stored) => {
                let number = || stored.as_str().and_then(read);
                if self.bounds.exist()
                    && let Some(number) = number()
                {
                    self.bounds.check(&number, facts, breaches);
                }
                stored
            }
            Err(problem) => {
                breaches.tell(problem);
                Cow::Borrowed(answer)
            }
        }
    }

    fn rounded<'a>(&self, value: &'a Json) -> Cow<'a, Json> {
        match value.as_str().and_then(read) {
            Some(number) if number.scale() > self.scale => {
                Cow::Owned(Json::String(number.round_dp(self.scale).to_string()))
            }
            _ => Cow::Borrowed(value),
        }
    }

    fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        self.bounds.extremes(facts, told)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        stored.as_str().and_then(read).map(|number| Shown::Decimal(number).written(reading.language))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits, with a sign before and a point inside if need be: no exponent, no space.
pub(super) fn read(text: &str) -> Option<Number> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, "0"));
    let number = if is_digits(whole) && is_digits(decimals) {
        Number::from_str_exact(text).ok()?
    } else {
        return None;
    };
    Some(if number.is_zero() { Number::ZERO } else { number })
}

/// A number as people type it: with the comma of French, or a point.
fn typed(text: &str) -> Option<Number> {
    let text = text.trim();
    match text.split_once(',') {
        Some((whole, decimals)) if !decimals.is_empty() => read(&format!("{whole}.{decimals}")),
        _ => read(text),
    }
}

impl Bounded for Number {
    const TYPE: Type = Type::Decimal;

    fn from_text(text: &str) -> Option<Self> {
        read(text)
    }

    fn from_integer(number: i64) -> Option<Self> {
        Some(Number::from(number))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Decimal(value) => Some(*value),
            Value::Integer(value) => Some(Number::from(*value)),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Decimal(*self)
    }

    fn shown(&self, _zone: Tz) -> Shown {
        Shown::Decimal(*self)
    }

    fn below(least: Option<Shown>) -> Problem {
        Problem::TooSmall(least)
    }

    fn above(most: Option<Shown>) -> Problem {
        Problem::TooGreat(most)
    }
}
