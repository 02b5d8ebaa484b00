//! The submission of a request: its first events.

use super::apply::begin;
use super::course::{Context, Course, Decision};
use super::delays;
use super::files::{Giver, check_files};
use super::process::Process;
use super::transitions::Given;
use crate::definition::Language;
use crate::error::Result;
use crate::request::{Event, EventContent, Instant, Submitted};

/// What a submission brings, already checked and numbered.
#[derive(Clone, Debug)]
pub struct Filing {
    /// The first event, to which its files and its sectors are added.
    pub submitted: Submitted,
}

impl Process {
    /// Files a request: it is recorded, enters the circuit, and is acknowledged.
    ///
    /// # Errors
    /// `invalid_answers` for what is wrong with a file or a claim, `claim_conflict`, `evaluation_failed`,
    /// `circuit_loop`.
    pub fn submit(&self, filing: Filing, context: &mut Context<'_>) -> Result<Decision> {
        let mut submitted = filing.submitted;
        let Context { now, actor, agent, .. } = *context;
        let giver = Giver { actor, agent, now, request: None };
        let known = self.facts_before(&submitted.applicant, submitted.origin, now);
        submitted.sectors = self.sectors_of(&submitted.answers, known)?;
        submitted.files = check_files(&self.form, &submitted.answers, &giver, &context.files)?.accepted()?;
        let event = Event {
            sequence: 1,
            at: context.now,
            actor: context.actor.clone(),
            on_behalf_of: None,
            content: EventContent::Submitted(Box::new(submitted.clone())),
        };
        let mut course = Course::new(self, begin(&submitted, &event), context);
        course.events.push(event);
        course.name_parties()?;
        course.enter(&self.initial, None, Given::default(), None)?;
        course.acknowledge()?;
        course.settle()?;
        course.move_timers()?;
        Ok(course.finish())
    }

    /// When a draft saved now expires.
    ///
    /// # Errors
    /// `internal` past the end of the calendar.
    pub fn draft_expiry(&self, now: Instant) -> Result<Instant> {
        delays::add(self.draft_lifetime, now, &self.town)
    }

    /// The language in which an applicant is written to: theirs, or the town's.
    pub fn language_for(&self, applicant: &crate::request::Applicant) -> Language {
        applicant.language.unwrap_or(self.town.language)
    }
}
