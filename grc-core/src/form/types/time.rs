//! Times of the day: `HH:MM`, local.

use std::borrow::Cow;

use chrono::NaiveTime;
use chrono_tz::Tz;
use serde_json::{Value as Json, json};

use super::bounds::{Bounded, Bounds, Extremes, Told};
use super::{Breaches, FieldType, Problem, Reading};
use crate::definition::Range;
use crate::expr::{Environment, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::{Shown, TIME};

#[derive(Debug)]
pub(super) struct Time {
    bounds: Bounds<NaiveTime>,
}

impl Time {
    pub(super) fn compile(range: &Range, context: &mut FieldContext<'_, '_>) -> Self {
        Self { bounds: Bounds::compile(range, context) }
    }
}

impl FieldType for Time {
    fn schema(&self) -> Json {
        json!({"type": "string", "pattern": "^(?:[01][0-9]|2[0-3]):[0-5][0-9]$"})
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        let Json::String(text) = answer else {
            breaches.wrong_type(TIME);
            return Cow::Borrowed(answer);
        };
        let Some(time) = read(text) else {
            breaches.tell(Problem::InvalidTime);
            return Cow::Borrowed(answer);
        };
        self.bounds.check(&time, facts, breaches);
        let stored = time.format("%H:%M").to_string();
        if stored == *text { Cow::Borrowed(answer) } else { Cow::Owned(Json::String(stored)) }
    }

    fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        self.bounds.extremes(facts, told)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        stored.as_str().and_then(read).map(|time| Shown::Time(time).written(reading.language))
    }
}

/// A time to the minute: `09:30`, and as people write it: `9:30`, `9h30`, `9 h`. Seconds are taken when they are zero.
pub(super) fn read(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = match text.split_once(['h', 'H']) {
        Some((hour, minute)) if minute.trim().is_empty() => (hour.trim(), "00"),
        Some((hour, minute)) => (hour.trim(), minute.trim()),
        None => {
            let (hour, minute) = text.trim().split_once(':')?;
            (hour, minute.strip_suffix(":00").unwrap_or(minute))
        }
    };
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

impl Bounded for NaiveTime {
    const TYPE: Type = Type::Time;

    fn from_text(text: &str) -> Option<Self> {
        read(text)
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Time(time) => Some(*time),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::Time(*self)
    }

    fn shown(&self, _zone: Tz) -> Shown {
        Shown::Time(*self)
    }
}
