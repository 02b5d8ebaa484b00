//! Histories without what is hidden from applicants.

use crate::request::{Event, EventContent};

/// The events of a history without the statuses that are hidden from the applicant, nor the return to the one that they
/// were shown all along.
pub(in crate::engine) fn shown_outside(events: Vec<Event>) -> Vec<Event> {
    let (mut shown, mut is_hidden) = (None, false);
    let mut kept = events;
    kept.retain(|event| {
        if let EventContent::TakenOver(taken) = &event.content {
            let standing = taken.shown.as_ref().map(|shown| &shown.status);
            (shown, is_hidden) = (Some(standing.unwrap_or(&taken.status).clone()), taken.shown.is_some());
        }
        let EventContent::StatusEntered(entered) = &event.content else { return true };
        let was_hidden = std::mem::replace(&mut is_hidden, entered.hidden);
        if entered.hidden || (was_hidden && shown.as_ref() == Some(&entered.to)) {
            return false;
        }
        shown = Some(entered.to.clone());
        true
    });
    kept
}
