//! The fold: what each event makes of a request.

use crate::request::{Event, EventContent, Instant, Request, StatusEntered, Submitted, TaskEnd};

/// What the events of a history leave; `None` if it does not begin with a submission.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Request> {
    let mut request = None;
    for event in events {
        match (&mut request, &event.content) {
            (None, EventContent::Submitted(submitted)) => request = Some(begin(submitted, event)),
            (None, _) => return None,
            (Some(request), _) => apply(request, event),
        }
    }
    request
}

/// The request that a submission begins. Its status comes with the event that follows.
pub(super) fn begin(submitted: &Submitted, event: &Event) -> Request {
    Request {
        id: submitted.request,
        reference: submitted.reference.clone(),
        tracking_code: submitted.tracking_code.clone(),
        trial: submitted.trial,
        procedure: submitted.procedure.clone(),
        version: submitted.version,
        scenario: submitted.scenario.clone(),
        origin: submitted.origin,
        language: submitted.language,
        applicant_id: submitted.applicant_id.clone(),
        applicant: submitted.applicant.clone(),
        received_at: submitted.received_at,
        submitted_at: event.at,
        updated_at: event.at,
        closed_at: None,
        status: crate::definition::Name::default(),
        entered_at: event.at,
        state: crate::definition::State::New,
        outcome: None,
        service: submitted.service.clone(),
        agent: None,
        external_id: None,
        answers: submitted.answers.clone(),
        provenance: submitted.provenance.clone(),
        lists: submitted.lists.clone(),
        sectors: submitted.sectors.clone(),
        data: crate::request::Values::new(),
        files: submitted.files.clone(),
        tasks: Vec::new(),
        timers: Vec::new(),
        revision: event.sequence,
        sequence: event.sequence,
    }
}

/// Changes a request as the event that follows its history says.
///
/// Every event may be applied to every request: what it names and the request does not have is
/// passed over, so that a damaged history never stops its reader.
pub fn apply(request: &mut Request, event: &Event) {
    request.sequence = event.sequence;
    if event.content.changes_the_request() {
        request.revision = event.sequence;
        request.updated_at = event.at;
    }
    match &event.content {
        EventContent::StatusEntered(entered) => enter(request, entered, event.at),
        EventContent::DataSet { values } => {
            for (name, value) in values {
                if value.is_null() {
                    request.data.remove(name);
                } else {
                    request.data.insert(name.clone(), value.clone());
                }
            }
        }
        EventContent::Assigned { service, agent } => {
            request.service = service.clone();
            request.agent.clone_from(agent);
        }
        EventContent::TaskOpened(task) => request.tasks.push(task.clone()),
        EventContent::TaskAssigned { task, agent } => {
            if let Some(task) = request.tasks.iter_mut().find(|known| known.id == *task) {
                task.agent.clone_from(agent);
            }
        }
        EventContent::TaskEnded { task, done } => {
            if let Some(task) = request.tasks.iter_mut().find(|known| known.id == *task) {
                task.ended = Some(TaskEnd { at: event.at, done: *done });
            }
        }
        EventContent::TimerLapsed(lapsed) => {
            request.timers.retain(|timer| timer.effect != lapsed.effect);
        }
        EventContent::PushDone { external_id: Some(id), .. } => request.external_id = Some(id.clone()),
        EventContent::Submitted(_)
        | EventContent::Commented { .. }
        | EventContent::SignalReceived { .. }
        | EventContent::MessageQueued { .. }
        | EventContent::MessageWithheld { .. }
        | EventContent::MessageSent { .. }
        | EventContent::MessageFailed { .. }
        | EventContent::PushQueued { .. }
        | EventContent::PushDone { external_id: None, .. }
        | EventContent::PushFailed { .. } => {}
    }
}

fn enter(request: &mut Request, entered: &StatusEntered, at: Instant) {
    request.status = entered.to.clone();
    request.state = entered.state;
    request.outcome = entered.outcome;
    request.entered_at = at;
    request.closed_at = entered.state.is_closed().then_some(at);
    request.timers.clone_from(&entered.timers);
    for given in &entered.files {
        match request.files.iter_mut().find(|known| known.id == given.id) {
            // Given again, it is read by those who could and by those who now may.
            Some(known) => known.readers.extend(&given.readers),
            None => request.files.push(given.clone()),
        }
    }
}
