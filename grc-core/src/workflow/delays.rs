//! Lengths of time, from an instant.

use super::course::evaluation_failed;
use super::process::{Anchor, Delay, Timing};
use crate::error::{Error, Result};
use crate::expr::{Duration, Environment, Value};
use crate::facts::Town;
use crate::request::{Instant, Request};

/// The stay of a request in a status: the moments that its own events have not told yet when it begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stay {
    pub(super) entry: Instant,
    pub(super) closure: Option<Instant>,
}

/// The instant at which something is due; `None` when it has no moment from which to count, or no length.
pub(super) fn due(
    timing: &Timing,
    request: &Request,
    stay: Stay,
    town: &Town,
    facts: &dyn Environment,
) -> Result<Option<Instant>> {
    let from = match &timing.from {
        Anchor::Entry => Some(stay.entry),
        Anchor::Creation => Some(request.submitted_at),
        Anchor::Reception => Some(request.received_at),
        Anchor::Closure => stay.closure,
        Anchor::Computed(expression) => {
            match expression.evaluate(facts).map_err(|error| evaluation_failed(&error))? {
                Value::Date(day) => Some(town.start_of(day)),
                Value::DateTime(instant) => Some(Instant::from(instant)),
                _ => None,
            }
        }
    };
    match from {
        Some(from) => end_of(&timing.delay, from, town, facts),
        None => Ok(None),
    }
}

/// The instant at which a delay ends; `None` when its expression gives nothing.
///
/// Days and months are counted on the town's calendar: the hour of the day is kept across a change
/// of legal time.
pub(super) fn end_of(
    delay: &Delay,
    from: Instant,
    town: &Town,
    facts: &dyn Environment,
) -> Result<Option<Instant>> {
    match delay {
        Delay::Fixed(duration) => add(*duration, from, town).map(Some),
        Delay::Computed(expression) => {
            match expression.evaluate(facts).map_err(|error| evaluation_failed(&error))? {
                Value::Duration(duration) => add(duration, from, town).map(Some),
                _ => Ok(None),
            }
        }
        Delay::WorkingDays(count, week) => {
            let day = town.day(from);
            let reached = town.calendar.add_working_days(day, *count, *week).ok_or_else(out_of_range)?;
            let days = reached.signed_duration_since(day).num_days();
            let days = i32::try_from(days).map_err(|_| out_of_range())?;
            add(Duration::days(days), from, town).map(Some)
        }
    }
}

/// The instant `duration` after `from`, on the town's calendar.
pub(super) fn add(duration: Duration, from: Instant, town: &Town) -> Result<Instant> {
    duration.after_instant(from.date_time(), town.zone).map(Instant::from).ok_or_else(out_of_range)
}

fn out_of_range() -> Error {
    Error::internal("a delay ends outside the calendar")
}
