//! What services and scarce things are called, as far as definitions know it.

use super::Words;
use crate::definition::{Id, Reader};
use crate::form::Reading;
use crate::request::{Claim, EventContent, Instant, Request, Task, TaskId, Values};

impl Words<'_> {
    /// What people call a service; its id, once the town has it no longer.
    pub(in crate::engine) fn service(&self, id: &Id) -> String {
        let known = self.process.town.service(id.as_str());
        known.map_or_else(|| id.to_string(), |service| service.title.get(self.language).to_owned())
    }

    /// The service that the line of an event names.
    pub(super) fn service_of<'e>(&'e self, content: &'e EventContent) -> Option<&'e Id> {
        match content {
            EventContent::Assigned { service, .. } | EventContent::TaskTransferred { service, .. } => {
                Some(service)
            }
            EventContent::TaskOpened(task) => Some(&task.service),
            EventContent::TaskEnded { task, done: true, .. } => {
                self.opinion_of(*task).map(|task| &task.service)
            }
            _ => None,
        }
    }

    fn opinion_of(&self, id: TaskId) -> Option<&Task> {
        self.request.tasks.iter().find(|task| task.id == id && !task.kind.is_work())
    }

    /// What is claimed, how many, and when.
    pub(super) fn claim(&self, claim: &Claim) -> String {
        let count = if claim.quantity == 1 { String::new() } else { format!(" × {}", claim.quantity) };
        let what = self.claimed(&claim.key);
        let Some(period) = claim.period else { return format!("{what}{count}") };
        let written = |instant: Instant| {
            let local = instant.date_time().with_timezone(&self.process.town.zone);
            local.format(self.language.pick("%d/%m/%Y %H:%M", "%-d %B %Y %H:%M")).to_string()
        };
        let (from, to) = (written(period.from), written(period.to));
        self.say(format!("{what}{count}, du {from} au {to}"), format!("{what}{count}, {from} to {to}"))
    }

    /// What people call a scarce thing: the label of the answer that tells it, or else its key.
    fn claimed(&self, key: &str) -> String {
        let Request { answers, lists, files, .. } = self.request;
        let fields = self.process.claims.iter().filter_map(|model| model.key_field());
        let answered = fields.filter_map(|field| answers.get(&field).map(|answer| (field, answer)));
        let is_its_end = |answer: &str| !answer.is_empty() && key.ends_with(answer);
        let mut answered = answered.filter(|(_, answer)| answer.as_str().is_some_and(is_its_end));
        let Some((field, answer)) = answered.next() else { return key.to_owned() };
        let reading = Reading { language: self.language, zone: self.process.town.zone, lists, files };
        let alone = Values::from_iter([(field, answer.clone())]);
        let summary = self.process.form.summary(&alone, Reader::Manager, reading);
        let line = summary.sections.into_iter().flat_map(|section| section.lines).next();
        line.map_or_else(|| key.to_owned(), |line| line.value)
    }
}

/// The key of the scarce thing that the line of an event names.
pub(super) fn claim_of(content: &EventContent) -> Option<&str> {
    match content {
        EventContent::Claimed(claim) | EventContent::ClaimReleased(claim) => Some(&claim.key),
        _ => None,
    }
}
