//! Commands, and which part of the circuit answers each.

use serde_json::Value as Json;

use super::Process;
use super::course::{Context, Course, Decision};
use super::process::Awaited;
use super::rights::{Access, access};
use crate::definition::{Bilingual, Id, Name};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{CorrectionAsked, EventContent, MessageId, Request, TaskId, Timer, Values};

/// What someone, or something, wants of a request.
#[derive(Clone, Debug)]
pub enum Command {
    /// Performs a transition, with what its form asks.
    Perform {
        /// The transition.
        transition: Name,
        /// What was answered to its form.
        input: Values,
    },
    /// A timer is due.
    Fire(Timer),
    /// What a timer should have done could not be: it is given up, and someone is called.
    Lapse(Timer),
    /// A signal of the host.
    Signal(Name),
    /// The business application called.
    Received(Json),
    /// The business application answered a call.
    Answered {
        /// The call.
        message: MessageId,
        /// Its operation.
        operation: Name,
        /// Attempts made, this one included.
        attempts: u32,
        /// The answer.
        response: Json,
    },
    /// A call to the business application was given up.
    Abandoned {
        /// The call.
        message: MessageId,
        /// Its operation.
        operation: Name,
        /// Attempts made.
        attempts: u32,
        /// Code of the last failure.
        reason: String,
    },
    /// The business application answered the regular question.
    Polled(Json),
    /// Puts someone in charge.
    Assign {
        /// The service; the same, if `None`.
        service: Option<Id>,
        /// The agent; none, if `None`.
        agent: Option<String>,
    },
    /// Takes a task on.
    TakeTask(TaskId),
    /// Ends a task: its work is done.
    CompleteTask(TaskId),
    /// Asks the applicant for answers again.
    RequestCorrection {
        /// What is asked.
        asked: CorrectionAsked,
        /// A transition to perform with it.
        transition: Option<Name>,
        /// What was answered to the transition's form.
        input: Values,
    },
    /// Writes a comment.
    Comment {
        /// What is written.
        text: String,
        /// Whether the applicant may read it.
        visible: bool,
    },
    /// Records the fate of a message.
    Recorded(EventContent),
}

impl Process {
    /// What a command does to a request.
    ///
    /// # Errors
    /// `not_found` if the actor may not know of the request, `forbidden` if they may not do this,
    /// `transition_not_offered`, `task_not_available`, `request_closed`, `invalid_answers`,
    /// `evaluation_failed`, `circuit_loop`.
    pub fn decide(&self, request: &Request, command: Command, context: &mut Context<'_>) -> Result<Decision> {
        let mut course = Course::new(self, request.clone(), context);
        match command {
            Command::Perform { transition, input } => course.perform(&transition, input)?,
            Command::Fire(timer) => course.fire(&timer)?,
            Command::Lapse(timer) => course.lapse(&timer),
            Command::Signal(name) => {
                course.require(Access::System)?;
                course.receive_signal(name)?;
            }
            Command::Received(document) => course.receive_call(&document)?,
            Command::Answered { message, operation, attempts, response } => {
                course.receive_answer(message, operation, attempts, &response)?;
            }
            Command::Abandoned { message, operation, attempts, reason } => {
                course.emit(EventContent::PushFailed {
                    message,
                    operation: operation.clone(),
                    attempts,
                    reason,
                });
                if !course.signal(&Awaited::PushFailed(operation))? {
                    course.call_about_a_failed_push();
                }
            }
            Command::Polled(response) => course.receive_poll(&response)?,
            Command::Assign { service, agent } => course.assign(service, agent)?,
            Command::TakeTask(task) => course.take_task(task)?,
            Command::CompleteTask(task) => course.complete_task(task)?,
            Command::RequestCorrection { asked, transition, input } => {
                course.ask_correction(asked)?;
                if let Some(transition) = transition {
                    course.perform(&transition, input)?;
                }
            }
            Command::Comment { text, visible } => course.comment(text, visible)?,
            Command::Recorded(content) => course.record(content),
        }
        // INVARIANT (auto): a decision never ends where an automatic transition could happen.
        course.settle()?;
        Ok(course.finish())
    }
}

impl Course<'_, '_> {
    pub(super) fn access(&self) -> Access {
        access(&self.request, self.context.actor, self.context.agent)
    }

    /// Refuses an actor whose access is below `least`.
    pub(super) fn require(&self, least: Access) -> Result<()> {
        match self.access() {
            Access::None => Err(Error::not_found("demande", "request")),
            access if access < least => Err(Error::forbidden()),
            _ => Ok(()),
        }
    }

    pub(super) fn require_open(&self) -> Result<()> {
        if self.request.state.is_closed() {
            let message = Bilingual::new("la demande est close", "the request is closed");
            return Err(Error::new(ErrorCode::RequestClosed, message));
        }
        Ok(())
    }

    fn comment(&mut self, text: String, visible: bool) -> Result<()> {
        self.require(Access::Applicant)?;
        match self.access() {
            // An applicant has nobody to hide a comment from.
            Access::Applicant if !visible => return Err(Error::forbidden()),
            Access::Reader => return Err(Error::forbidden()),
            _ => {}
        }
        if text.trim().is_empty() || text.len() > 20_000 {
            let message = Bilingual::new(
                "un commentaire a de 1 à 20 000 octets",
                "a comment has from 1 to 20,000 bytes",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/text"));
        }
        self.emit(EventContent::Commented { text, visible });
        Ok(())
    }

    fn assign(&mut self, service: Option<Id>, agent: Option<String>) -> Result<()> {
        let own = service.is_none() && agent.is_some() && agent.as_deref() == self.context.actor.as_agent();
        self.require(if own { Access::Agent } else { Access::Manager })?;
        self.require_open()?;
        self.put_in_charge(service, agent)
    }

    /// Puts in charge a service that exists and an agent who may process.
    pub(super) fn put_in_charge(&mut self, service: Option<Id>, agent: Option<String>) -> Result<()> {
        let service = service.unwrap_or_else(|| self.request.service.clone());
        if self.process.town.service(service.as_str()).is_none() {
            return Err(Error::not_found("service", "service").at("/service"));
        }
        if let Some(agent) = &agent {
            self.require_agent(agent)?;
        }
        if (&service, &agent) != (&self.request.service, &self.request.agent) {
            self.emit(EventContent::Assigned { service, agent });
        }
        Ok(())
    }

    /// Refuses an agent who is unknown, or may no longer act.
    pub(super) fn require_agent(&self, id: &str) -> Result<()> {
        match (self.context.people)(id)? {
            Some(agent) if agent.active => Ok(()),
            _ => Err(Error::not_found("agent", "agent").at("/agent")),
        }
    }
}
