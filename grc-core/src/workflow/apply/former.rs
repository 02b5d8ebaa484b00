//! The request that a takeover begins.

use super::{begin, keep};
use crate::request::{Event, Request, TakenOver};

/// The request that was taken over, in the status in which it was.
pub(in crate::workflow) fn take_over(taken: &TakenOver, event: &Event) -> Request {
    let mut request = Request {
        agent: taken.agent.clone(),
        called_upon: taken.called_upon.clone(),
        closed_at: taken.state.is_closed().then_some(taken.entered_at),
        data: taken.data.clone(),
        entered_at: taken.entered_at,
        external_id: taken.external_id.clone(),
        former: Some(taken.former.clone()),
        outcome: taken.outcome,
        shown: taken.shown.clone(),
        state: taken.state,
        status: taken.status.clone(),
        submitted_at: taken.submitted_at,
        tags: taken.tags.clone(),
        timers: taken.timers.clone(),
        ..begin(&taken.submitted, event)
    };
    keep(&mut request, &taken.files);
    request
}
