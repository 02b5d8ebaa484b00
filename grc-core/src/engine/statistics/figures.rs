//! What one decision adds to the figures of a request.

use chrono::{Datelike, NaiveDate};

use crate::definition::State;
use crate::facts::Town;
use crate::request::{Event, EventContent, Instant, Request};
use crate::store::{Closing, Figures, Month};

/// What events add to the figures of a request, which `request` is after them: all that they are, for a whole history.
pub(in crate::engine) fn figures(
    previous: Option<&Request>,
    events: &[Event],
    request: &Request,
    town: &Town,
) -> Figures {
    Figures { waited: waited(previous, events), closing: closing(request, town) }
}

/// The time that ended in statuses which await the applicant: those whose state is `on_hold`.
fn waited(previous: Option<&Request>, events: &[Event]) -> i64 {
    let mut standing = previous.map(|request| (request.state, request.entered_at));
    let mut waited = 0_i64;
    for event in events {
        let (state, at) = match &event.content {
            EventContent::StatusEntered(entered) => (entered.state, event.at),
            // Of what it waited before, only the present status tells.
            EventContent::TakenOver(taken) => (taken.state, taken.entered_at),
            _ => continue,
        };
        if let Some((State::OnHold, since)) = standing {
            waited = waited.saturating_add(at.milliseconds().saturating_sub(since.milliseconds()));
        }
        standing = Some((state, at));
    }
    waited
}

/// How a request stands closed. A dated task is late if it outlasts its date; those that were opened since do not count.
fn closing(request: &Request, town: &Town) -> Option<Closing> {
    let at = request.closed_at?;
    let dated = request.tasks.iter().filter_map(|task| {
        let end = task.ended.as_ref().map(|ended| ended.at).filter(|end| *end <= at)?;
        Some((end, task.due?))
    });
    let on_time = dated.map(|(end, due)| end <= due).reduce(|all, one| all && one);
    Some(Closing { month: month_of(at, town), on_time })
}

/// The month of an instant, as the town counts them.
fn month_of(at: Instant, town: &Town) -> Month {
    month(town.day(at))
}

/// The month of a day.
pub(super) fn month(day: NaiveDate) -> Month {
    Month(u32::try_from(day.year()).unwrap_or_default().saturating_mul(100).saturating_add(day.month()))
}
