//! A day and a time, stored as an instant: UTC, milliseconds, `Z`.
//!
//! People answer in the town's time zone (`2026-03-02T14:30`, as a page's widget gives it); a program may give an offset.

use std::borrow::Cow;

use chrono::{DateTime as Instant, LocalResult, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde_json::{Value as Json, json};

use super::bounds::{Bounded, Bounds, Extremes, Told};
use super::{Breaches, FieldType, Problem, Reading};
use crate::definition::Range;
use crate::expr::{Environment, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::{DATE_TIME, Shown};

#[derive(Debug)]
pub(super) struct DateTime {
    bounds: Bounds<Instant<Utc>>,
}

impl DateTime {
    pub(super) fn compile(range: &Range, context: &mut FieldContext<'_, '_>) -> Self {
        Self { bounds: Bounds::compile(range, context) }
    }
}

impl FieldType for DateTime {
    fn schema(&self) -> Json {
        let pattern = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z$";
        json!({"type": "string", "format": "date-time", "pattern": pattern})
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        let Json::String(text) = answer else {
            breaches.wrong_type(DATE_TIME);
            return Cow::Borrowed(answer);
        };
        let Some(instant) = read(text.trim(), facts.zone()) else {
            breaches.tell(Problem::InvalidDateTime);
            return Cow::Borrowed(answer);
        };
        self.bounds.check(&instant, facts, breaches);
        let stored = Value::DateTime(instant).to_json();
        if stored == *answer { Cow::Borrowed(answer) } else { Cow::Owned(stored) }
    }

    fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        self.bounds.extremes(facts, told)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        let instant = read(stored.as_str()?, reading.zone)?;
        Some(Bounded::shown(&instant, reading.zone).written(reading.language))
    }
}

/// An instant of the years 1 to 9999. A local time that happens twice is the first one; one that clocks skip is none.
fn read(text: &str, zone: Tz) -> Option<Instant<Utc>> {
    let local = |format| NaiveDateTime::parse_from_str(text, format).ok();
    let instant = match Instant::parse_from_rfc3339(text) {
        Ok(instant) => instant.with_timezone(&Utc),
        Err(_) => {
            let local = local("%Y-%m-%dT%H:%M").or_else(|| local("%Y-%m-%dT%H:%M:%S"))?;
            match zone.from_local_datetime(&local) {
                LocalResult::Single(instant) | LocalResult::Ambiguous(instant, _) => {
                    instant.with_timezone(&Utc)
                }
                LocalResult::None => return None,
            }
        }
    };
    // Stored instants have milliseconds.
    let instant = Instant::from_timestamp_millis(instant.timestamp_millis())?;
    let year = instant.format("%Y").to_string();
    (year.len() == 4 && year != "0000").then_some(instant)
}

impl Bounded for Instant<Utc> {
    const TYPE: Type = Type::DateTime;

    fn from_text(text: &str) -> Option<Self> {
        Some(Instant::parse_from_rfc3339(text).ok()?.with_timezone(&Utc))
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::DateTime(instant) => Some(*instant),
            _ => None,
        }
    }

    fn to_value(&self) -> Value {
        Value::DateTime(*self)
    }

    fn shown(&self, zone: Tz) -> Shown {
        Shown::DateTime(self.with_timezone(&zone).naive_local())
    }
}
