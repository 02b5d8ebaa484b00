//! The fold: what each event makes of a request.

use std::collections::{BTreeMap, BTreeSet};

use crate::request::{
    AnswerChange, Correction, Event, EventContent, GivenFile, Instant, Request, StatusEntered, Submitted,
    TaskEnd,
};

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
        corrections: Vec::new(),
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
        EventContent::CorrectionRequested(asked) => request.corrections.push(Correction {
            asked_at: event.at,
            asked: asked.clone(),
            answered_at: None,
            changes: BTreeMap::new(),
        }),
        EventContent::AnswersAmended { changes, files, sectors } => {
            amend(request, changes, event.at);
            give(request, files);
            request.sectors.clone_from(sectors);
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
    give(request, &entered.files);
}

/// Adds files that were given.
fn give(request: &mut Request, files: &[GivenFile]) {
    for given in files {
        match request.files.iter_mut().find(|known| known.id == given.id) {
            // Given again, it is read by those who could and by those who now may.
            Some(known) => known.readers.extend(&given.readers),
            None => request.files.push(given.clone()),
        }
    }
}

/// Changes answers, and closes the corrections that asked for them.
fn amend(request: &mut Request, changes: &BTreeMap<String, AnswerChange>, at: Instant) {
    for (field, change) in changes {
        request.provenance.remove(field);
        if change.after.is_null() {
            request.answers.remove(field);
        } else {
            request.answers.insert(field.clone(), change.after.clone());
        }
    }
    let open = request.corrections.iter().filter(|correction| correction.is_open());
    let asked: BTreeSet<String> =
        open.flat_map(|correction| &correction.asked.items).map(|item| item.field.to_string()).collect();
    for correction in request.corrections.iter_mut().filter(|correction| correction.is_open()) {
        let is_its_own = |field: &String| {
            // What is computed from the answers changes with them, and nobody asked for it.
            !asked.contains(field) || correction.asked.items.iter().any(|item| item.field.as_str() == field)
        };
        let own = changes.iter().filter(|(field, _)| is_its_own(field));
        correction.changes = own.map(|(field, change)| (field.clone(), change.clone())).collect();
        correction.answered_at = Some(at);
    }
}
