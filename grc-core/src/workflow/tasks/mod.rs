//! Tasks: opened by the circuit or by hand, taken, handed on, ended by agents, late when their date has passed.

mod arranging;
mod consulting;
mod opening;
mod overdue;
mod processing;
mod reminding;

use super::course::{Course, Moment};
use super::process::ComputedText;
use super::rights::{Access, TaskAccess, task_access};
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Instant, Task, TaskId, Values};

pub use consulting::Consultation;
pub use opening::{Colleague, NewTask};

/// What someone, or time, wants of a task.
#[derive(Clone, Debug)]
pub enum TaskCommand {
    /// Takes it on.
    Take,
    /// Gives it back to its service.
    Release,
    /// Ends it: its work is done. With the answers to its form.
    Complete(Values),
    /// Hands it to a service, or to an agent.
    Transfer {
        /// The service; the same, if `None`.
        service: Option<Id>,
        /// The agent; none, if `None`.
        agent: Option<String>,
        /// Why.
        reason: String,
    },
    /// Changes its due date; `None` for no date.
    SetDue(Option<Instant>),
    /// Reminds whoever has it.
    Remind,
    /// Its due date has passed.
    Overdue(Instant),
    /// Its due date has passed, and what should follow could not be done: someone is called.
    OverdueFailed(Instant),
}

impl Course<'_, '_> {
    pub(super) fn on_task(&mut self, id: TaskId, command: TaskCommand) -> Result<()> {
        match command {
            TaskCommand::Take => self.take_task(id),
            TaskCommand::Release => self.release_task(id),
            TaskCommand::Complete(input) => self.complete_task(id, &input),
            TaskCommand::Transfer { service, agent, reason } => {
                self.transfer_task(id, service, agent, reason)
            }
            TaskCommand::SetDue(due) => self.set_task_due(id, due),
            TaskCommand::Remind => self.remind_of_task(id),
            TaskCommand::Overdue(due) => self.task_is_overdue(id, due),
            TaskCommand::OverdueFailed(due) => {
                self.overdue_failed(id, due);
                Ok(())
            }
        }
    }

    /// A task of a request that the actor sees inside the town hall.
    pub(super) fn known_task(&self, id: TaskId) -> Result<&Task> {
        self.require(Access::Reader)?;
        let task = self.request.tasks.iter().find(|task| task.id == id);
        task.ok_or_else(|| Error::not_found("tâche", "task"))
    }

    /// An open task, on which the actor has at least `least` access.
    fn open_task_for(&self, id: TaskId, least: TaskAccess) -> Result<Task> {
        let task = self.known_task(id)?;
        if task_access(task, self.context.actor, self.context.agent) < least {
            return Err(Error::forbidden());
        }
        match &task.ended {
            None => Ok(task.clone()),
            Some(end) => {
                let message = match end.done {
                    true => Bilingual::new("la tâche a déjà été traitée", "the task has already been done"),
                    false => {
                        Bilingual::new("la tâche est devenue sans objet", "the task has lost its object")
                    }
                };
                let details = serde_json::json!({"reason": "ended", "ended_at": end.at, "agent": end.agent});
                Err(Error::new(ErrorCode::TaskNotAvailable, message).with_details(details))
            }
        }
    }

    /// Refuses a due date that has passed.
    fn require_future(&self, due: Option<Instant>) -> Result<()> {
        match due {
            Some(due) if due <= self.context.now => {
                let message = Bilingual::new("l'échéance est déjà passée", "the due date has already passed");
                Err(Error::new(ErrorCode::DueInPast, message).at("/due"))
            }
            _ => Ok(()),
        }
    }

    fn require_service(&self, service: &Id) -> Result<()> {
        match self.process.town.service(service.as_str()) {
            Some(_) => Ok(()),
            None => Err(Error::not_found("service", "service").at("/service")),
        }
    }

    /// The text that a definition gives or computes; `None` when it computes nothing.
    pub(super) fn text(&self, text: Option<&ComputedText>, moment: Moment<'_>) -> Result<Option<String>> {
        match text {
            None => Ok(None),
            Some(text) => text.text(&self.facts(moment)),
        }
    }
}

/// Refuses what a person writes when it is blank, or longer than `most` bytes.
fn require_text(text: &str, most: usize, at: &str) -> Result<()> {
    if !text.trim().is_empty() && text.len() <= most {
        return Ok(());
    }
    let message = Bilingual::new(
        format!("un texte de 1 à {most} octets est attendu"),
        format!("a text of 1 to {most} bytes is expected"),
    );
    Err(Error::new(ErrorCode::InvalidInput, message).at(at))
}
