//! Taking over a request of a former system: it is recorded in the status in which it was. Nothing that the circuit does on
//! the way happens, nobody is written to: all that was done there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::apply::take_over;
use super::course::{Context, Course, Decision, Moment};
use super::files::{Giver, LooseFile, check_files, check_loose_files};
use super::process::Process;
use super::transitions::Arrival;
use crate::definition::Reader;
use crate::error::{Error, Result};
use crate::form::Report;
use crate::request::{Event, EventContent, FormerComment, Instant, Standing, TakenOver, Timer, TimerEffect};

/// From when the delays of the status are counted in which a request is taken over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TimersFrom {
    /// Time does nothing until the request enters another status.
    None,
    /// From its arrival in the status: a transition whose delay is over happens at once, a message that should have left
    /// does not.
    FromEntry,
    /// From the takeover.
    #[default]
    FromImport,
}

/// A request to take over, already checked and numbered.
#[derive(Clone, Debug)]
pub struct Takeover {
    /// The first event, to which its files, its sectors and its timers are added.
    pub taken: TakenOver,
    /// Files that answer no field.
    pub loose: Vec<LooseFile>,
    /// Comments, in order.
    pub comments: Vec<FormerComment>,
    /// Whether the tasks of its status are opened.
    pub opens_tasks: bool,
    /// From when the delays of its status are counted.
    pub timers: TimersFrom,
}

impl Process {
    /// Takes a request over.
    ///
    /// # Errors
    /// `invalid_answers` for what is wrong with a file or a claim, `not_found` and `file_infected` for a file that answers no
    /// field, `claim_conflict`, `evaluation_failed`; `not_found` for the service or the agent of a task.
    pub fn take_over(&self, takeover: Takeover, context: &mut Context<'_>) -> Result<Decision> {
        let Takeover { mut taken, loose, comments, opens_tasks, timers } = takeover;
        let Context { now, actor, agent, .. } = *context;
        let status = self.status(&taken.status).ok_or_else(|| Error::internal("a circuit lacks a status"))?;
        (taken.state, taken.outcome) = (status.state, status.outcome);
        taken.called_upon = status.called_upon();
        taken.shown = status.hidden.then(|| self.first_standing());
        let giver = Giver { actor, agent, now, request: None };
        let files = &context.files;
        let known = self.facts_before(&taken.submitted.applicant, taken.submitted.origin, taken.submitted_at);
        taken.submitted.sectors = self.sectors_of(&taken.submitted.answers, known)?;
        let given = check_files(&self.form, &taken.submitted.answers, &giver, files)?;
        let mut of_data = check_files(&self.data, &taken.data, &giver, files)?;
        let faults = [("/answers", given.faults), ("/data", of_data.faults)];
        let faults =
            faults.into_iter().flat_map(|(member, faults)| Report::of_faults(faults).within(member).faults);
        let faults: Vec<_> = faults.collect();
        if !faults.is_empty() {
            return Err(Report::of_faults(faults).into_error());
        }
        // Who reads a file of the data is for its field to say.
        of_data.files.iter_mut().for_each(|file| file.readers = [Reader::Reader].into());
        taken.submitted.files = given.files;
        taken.files = of_data.files;
        taken.files.extend(check_loose_files(&loose, &giver, files)?);

        let mut event = Event {
            sequence: 1,
            at: now,
            actor: actor.clone(),
            on_behalf_of: None,
            content: EventContent::TakenOver(Box::new(taken.clone())),
        };
        let mut course = Course::new(self, take_over(&taken, &event), context);
        taken.timers = course.former_timers(timers)?;
        event.content = EventContent::TakenOver(Box::new(taken.clone()));
        course.request = take_over(&taken, &event);
        course.events.push(event);
        course.name_parties()?;
        comments.into_iter().for_each(|comment| course.emit(EventContent::FormerComment(comment)));
        course.claim_what_lasts()?;
        if !status.state.is_closed() {
            if opens_tasks {
                for task in &status.tasks {
                    course.open_task(task, Some(taken.status.clone()), Moment::default())?;
                }
            }
            if taken.external_id.is_some() {
                course.start_polling()?;
            }
        }
        Ok(course.finish())
    }

    /// What an applicant is shown of a request whose status was hidden from the beginning, as far as is known.
    fn first_standing(&self) -> Standing {
        let state = self.status(&self.initial).map_or(crate::definition::State::New, |status| status.state);
        Standing { closed_at: None, outcome: None, state, status: self.initial.clone() }
    }
}

impl Course<'_, '_> {
    /// What time will do. Of a closed request, only what is still to come since it was closed.
    fn former_timers(&self, from: TimersFrom) -> Result<Vec<Timer>> {
        let Some(status) = self.status() else { return Ok(Vec::new()) };
        let now = self.context.now;
        let entry: Instant = match from {
            TimersFrom::None => return Ok(Vec::new()),
            TimersFrom::FromImport if status.state.is_closed() => return Ok(Vec::new()),
            TimersFrom::FromImport => now,
            TimersFrom::FromEntry => self.request.entered_at,
        };
        let arrival = Arrival { status, name: &self.request.status, transition: None, left: None };
        let mut timers = self.timers_since(&arrival, entry)?;
        timers.retain(|timer| matches!(timer.effect, TimerEffect::Transition(_)) || timer.due > now);
        Ok(timers)
    }
}
