//! The fold: what each event makes of a request.

mod correspondence;
mod former;
mod links;
mod pushes;

use std::collections::{BTreeMap, BTreeSet};

use crate::request::{
    AnswerChange, Correction, Event, EventContent, GivenFile, Instant, Request, StatusEntered, Submitted,
    Task, TaskEnd, TaskId,
};

pub(super) use former::take_over;

/// What the events of a history leave; `None` if it begins with neither a submission nor a takeover.
pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Option<Request> {
    let mut request = None;
    for event in events {
        match (&mut request, &event.content) {
            (None, EventContent::Submitted(submitted)) => request = Some(begin(submitted, event)),
            (None, EventContent::TakenOver(taken)) => request = Some(take_over(taken, event)),
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
        former: None,
        tracking_code: submitted.tracking_code.clone(),
        trial: submitted.trial,
        procedure: submitted.procedure.clone(),
        version: submitted.version,
        scenario: submitted.scenario.clone(),
        origin: submitted.origin,
        language: submitted.language,
        applicant_id: submitted.applicant_id.clone(),
        profile: submitted.profile,
        applicant: submitted.applicant.clone(),
        received_at: submitted.received_at,
        submitted_at: event.at,
        updated_at: event.at,
        closed_at: None,
        status: crate::definition::Name::default(),
        entered_at: event.at,
        trail: Vec::new(),
        state: crate::definition::State::New,
        outcome: None,
        called_upon: BTreeSet::new(),
        shown: None,
        service: submitted.service.clone(),
        agent: None,
        tags: BTreeSet::new(),
        external_id: None,
        failed_push: None,
        answers: submitted.answers.clone(),
        provenance: submitted.provenance.clone(),
        lists: submitted.lists.clone(),
        sectors: submitted.sectors.clone(),
        parties: Vec::new(),
        confirmation_codes: BTreeMap::new(),
        awaiting: None,
        corrections: Vec::new(),
        data: crate::request::Values::new(),
        files: submitted.files.clone(),
        links: submitted.parent.as_ref().map(links::begin).unwrap_or_default(),
        claims: Vec::new(),
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
        EventContent::DataSet { files, values } => {
            for (name, value) in values {
                if value.is_null() {
                    request.data.remove(name);
                } else {
                    request.data.insert(name.clone(), value.clone());
                }
            }
            keep(request, files);
        }
        EventContent::Claimed(claim) => request.claims.push(claim.clone()),
        EventContent::ClaimReleased(claim) => {
            if let Some(rank) = request.claims.iter().position(|held| held == claim) {
                request.claims.remove(rank);
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
            keep(request, files);
            request.sectors.clone_from(sectors);
        }
        EventContent::PartyNamed(party) => correspondence::name(request, party),
        EventContent::ConfirmationAsked { code, role } => {
            request.confirmation_codes.insert(role.clone(), *code);
        }
        EventContent::PartyConfirmed { role, .. } => {
            request.confirmation_codes.remove(role);
        }
        EventContent::MessageWritten(message) => correspondence::write(request, message),
        EventContent::ApplicantRecognised { profile } => request.profile = *profile,
        EventContent::TaskOpened(task) => {
            keep(request, task.question.iter().flat_map(|question| &question.files));
            request.tasks.push(task.clone());
        }
        EventContent::TaskAssigned { task, agent } => {
            if let Some(task) = find(request, *task) {
                task.agent.clone_from(agent);
            }
        }
        EventContent::GivenBack { agent, task: None, .. } => {
            request.agent.take_if(|known| known == agent);
        }
        EventContent::GivenBack { agent, task: Some(task), .. } => {
            if let Some(task) = find(request, *task) {
                task.agent.take_if(|known| known == agent);
            }
        }
        EventContent::TaskTransferred { task, service, agent, .. } => {
            if let Some(task) = find(request, *task) {
                task.service.clone_from(service);
                task.agent.clone_from(agent);
            }
        }
        EventContent::TaskDueSet { task, due } => {
            if let Some(task) = find(request, *task) {
                // A new date may pass in its turn.
                (task.due, task.overdue_at) = (*due, None);
            }
        }
        EventContent::TaskOverdue { task, .. } => {
            if let Some(task) = find(request, *task) {
                task.overdue_at = Some(event.at);
            }
        }
        EventContent::TaskEnded { task, done, agent, input, files } => {
            if let Some(task) = find(request, *task) {
                let (agent, input) = (agent.clone(), input.clone());
                task.ended = Some(TaskEnd { at: event.at, done: *done, agent, input });
            }
            correspondence::end_task(request, *task);
            request.links.awaited.retain(|awaited| awaited.task != Some(*task));
            keep(request, files);
        }
        EventContent::Tagged { tags } => request.tags.extend(tags.iter().cloned()),
        EventContent::Untagged { tags } => request.tags.retain(|tag| !tags.contains(tag)),
        EventContent::TimersMoved { timers } => request.timers.clone_from(timers),
        EventContent::TimerFired(ended) | EventContent::TimerLapsed(ended) => {
            request.timers.retain(|timer| timer.effect != ended.effect);
        }
        EventContent::Linked(_)
        | EventContent::Unlinked(_)
        | EventContent::LinkedChanged(_)
        | EventContent::CreationQueued(_)
        | EventContent::RequestCreated(_)
        | EventContent::CreationFailed(_) => links::apply(&mut request.links, &event.content),
        EventContent::PushDone { .. } | EventContent::PushFailed { .. } => {
            pushes::apply(request, &event.content);
        }
        EventContent::Submitted(_)
        | EventContent::TakenOver(_)
        | EventContent::FormerComment(_)
        | EventContent::Commented { .. }
        | EventContent::TaskReminded { .. }
        | EventContent::SignalReceived { .. }
        | EventContent::MessageQueued { .. }
        | EventContent::MessageWithheld { .. }
        | EventContent::MessageSent { .. }
        | EventContent::MessageFailed { .. }
        | EventContent::DeliveryRequeued(_)
        | EventContent::DeliveryAbandoned(_)
        | EventContent::PushQueued { .. } => {}
    }
}

fn enter(request: &mut Request, entered: &StatusEntered, at: Instant) {
    request.shown = entered.hidden.then(|| request.shown_standing());
    request.status = entered.to.clone();
    request.state = entered.state;
    request.outcome = entered.outcome;
    request.entered_at = at;
    request.closed_at = entered.state.is_closed().then_some(at);
    request.timers.clone_from(&entered.timers);
    request.trail.clone_from(&entered.trail);
    request.called_upon.clone_from(&entered.called_upon);
    keep(request, &entered.files);
}

fn find(request: &mut Request, id: TaskId) -> Option<&mut Task> {
    request.tasks.iter_mut().find(|task| task.id == id)
}

/// Keeps files given with a request.
fn keep<'a>(request: &mut Request, files: impl IntoIterator<Item = &'a GivenFile>) {
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
