//! Things whose worker never comes back: a lease that is lost counts as an attempt, and there are no more of them than of others.
//! What kills whoever sends it would else be leased for ever.

use super::attempt::Attempt;
use crate::delivery::Schedule;
use crate::engine::{DueReport, Engine};
use crate::error::Result;
use crate::request::{EventContent, FailureClass, OutgoingContent};
use crate::store::{LOST, Settlement};
use crate::workflow::Command;

impl Engine {
    /// Gives up a thing whose last attempts were lost, once there were as many as its schedule has. Says whether it did. A
    /// regular question is asked for ever.
    pub(in crate::engine) fn gives_up(&self, attempt: &Attempt<'_>, report: &mut DueReport) -> Result<bool> {
        let entry = attempt.entry;
        if entry.last_failure.as_deref() != Some(LOST) || !self.is_exhausted(attempt) {
            return Ok(false);
        }
        let (message, attempts, reason) = (attempt.id(), entry.attempts, LOST.to_owned());
        let dead = Settlement::Dead(reason.clone()).into();
        match &entry.outgoing.content {
            OutgoingContent::Message(content) => {
                let channel = content.channel;
                let failed = EventContent::MessageFailed { message, channel, attempts, reason };
                self.settle(attempt, &dead, Some(Command::Recorded(Box::new(failed))), report)?;
            }
            OutgoingContent::Call(call) => {
                let operation = call.operation.clone();
                let (class, status, said) = (FailureClass::Unavailable, None, None);
                let command =
                    Command::Abandoned { message, operation, attempts, reason, class, status, said };
                self.settle(attempt, &dead, Some(command), report)?;
            }
            OutgoingContent::CreateRequest(creation) => {
                let procedure = creation.procedure.clone();
                let command = Command::CreationFailed { message, procedure, reason };
                self.settle(attempt, &dead, Some(command), report)?;
            }
            OutgoingContent::TellLinked(news) => self.untold(attempt, news, LOST, report)?,
            OutgoingContent::Poll(_) => {}
        }
        Ok(true)
    }

    fn is_exhausted(&self, attempt: &Attempt<'_>) -> bool {
        let schedule = match &attempt.entry.outgoing.content {
            OutgoingContent::Poll(_) => return false,
            OutgoingContent::Message(_) => self.host().messages.clone(),
            OutgoingContent::Call(call) => call.delays.clone().map_or(Schedule::STANDARD, Schedule::new),
            OutgoingContent::CreateRequest(_) | OutgoingContent::TellLinked(_) => Schedule::STANDARD,
        };
        schedule.next(self.now(), attempt.entry.attempts, 0).is_none()
    }
}
