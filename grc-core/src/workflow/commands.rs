//! Commands, and which part of the circuit answers each.

use serde_json::Value as Json;

use super::Process;
use super::connector::{BroughtFile, Response};
use super::correspondence::NewMessage;
use super::course::{Context, Course, Decision};
use super::links::OtherRequest;
use super::rights::{Access, access, on_behalf_of};
use super::tasks::{Consultation, NewTask, TaskCommand};
use crate::definition::{Bilingual, Id, LinkKind, Name, Outcome, State};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{
    CorrectionAsked, Departure, EventContent, FailureClass, MessageId, ProfileId, Request, RequestId, Sha256,
    TaskId, Timer, Values,
};

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
    /// Another person of the request performs a transition.
    Confirm {
        /// Digest of their code.
        code: Sha256,
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
    Received {
        /// The body.
        document: Json,
        /// The files that it held.
        files: Vec<BroughtFile>,
    },
    /// A call was kept for this request, which cannot use it.
    UnusableCall,
    /// The business application answered a call.
    Answered {
        /// The call.
        message: MessageId,
        /// Its operation.
        operation: Name,
        /// Attempts made, this one included.
        attempts: u32,
        /// The answer.
        response: Response,
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
        /// How it failed, as circuits tell it apart.
        class: FailureClass,
        /// HTTP status of the last answer, if there was one.
        status: Option<u16>,
        /// What was answered, if it could be read.
        said: Option<Json>,
    },
    /// The business application answered the regular question.
    Polled(Response),
    /// It told, among those of other requests, a change of this one.
    Changed {
        /// The change.
        item: Json,
        /// The files that it holds, kept already.
        files: Vec<BroughtFile>,
    },
    /// Puts someone in charge.
    Assign {
        /// The service; the same, if `None`.
        service: Option<Id>,
        /// The agent; none, if `None`.
        agent: Option<String>,
    },
    /// Says of which record of the directory the applicant is.
    Recognise(Option<ProfileId>),
    /// Gives back to the services what an agent has who left them.
    GiveBack(Departure),
    /// Does something with a task.
    Task(TaskId, TaskCommand),
    /// Opens a task by hand.
    OpenTask(NewTask),
    /// Consults another service.
    Consult(Consultation),
    /// Puts tags on the request.
    Tag(Vec<String>),
    /// Takes tags off the request.
    Untag(Vec<String>),
    /// Gives back what the request has of the thing of that key; of all, if `None`.
    ReleaseClaim(Option<String>),
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
        /// The task that it is about, if it is about one.
        task: Option<TaskId>,
    },
    /// Writes to someone of the request, or to the town hall.
    SendMessage(NewMessage),
    /// Ties the request to another.
    Link {
        /// What the other is to this one.
        kind: LinkKind,
        /// The other, by its reference or its identifier.
        to: String,
    },
    /// Unties it.
    Unlink {
        /// What the other is to this one.
        kind: LinkKind,
        /// The other, by its reference or its identifier.
        to: String,
    },
    /// A linked request was closed, or reopened.
    Heard {
        /// Which.
        from: RequestId,
        /// What its status amounts to.
        state: State,
        /// How it ended, if it did.
        outcome: Option<Outcome>,
        /// Whether the circuit goes on from there; without it, someone is called.
        follow: bool,
    },
    /// A request could not be created.
    CreationFailed {
        /// Its place in the outbox.
        message: MessageId,
        /// Its procedure.
        procedure: Id,
        /// Code of the failure.
        reason: String,
    },
    /// Records the fate of a message, or what another request's decision does to this one.
    Recorded(Box<EventContent>),
}

impl Command {
    /// The task that it is about, if it is about one.
    fn task(&self) -> Option<TaskId> {
        match self {
            Self::Task(task, _) => Some(*task),
            _ => None,
        }
    }
}

impl Process {
    /// What a command does to a request.
    ///
    /// # Errors
    /// `not_found` if the actor may not know of the request, `forbidden` if they may not do this,
    /// `transition_not_offered`, `task_not_available`, `agent_of_another_service`, `due_in_past`, `nobody_to_remind`,
    /// `request_closed`, `invalid_answers`, `invalid_input`, `claim_conflict`, `evaluation_failed`, `circuit_loop`.
    pub fn decide(&self, request: &Request, command: Command, context: &mut Context<'_>) -> Result<Decision> {
        let mut course = Course::new(self, request.clone(), context);
        course.note_claims()?;
        course.on_behalf_of = on_behalf_of(request, course.context.agent, command.task());
        match command {
            Command::Perform { transition, input } => course.perform(&transition, input)?,
            Command::Confirm { code, transition, input } => course.confirm(code, &transition, &input)?,
            Command::Fire(timer) => course.fire(&timer)?,
            Command::Lapse(timer) => course.lapse(&timer),
            Command::Signal(name) => {
                course.require(Access::System)?;
                course.receive_signal(name)?;
            }
            Command::Received { document, files } => course.receive_call(&document, &files)?,
            Command::UnusableCall => course.call_about_an_unusable_call(),
            Command::Answered { message, operation, attempts, response } => {
                course.receive_answer(message, operation, attempts, &response)?;
            }
            Command::Abandoned { message, operation, attempts, reason, class, status, said } => {
                let said = course.said(&operation, said.as_ref(), status);
                course.emit(EventContent::PushFailed {
                    attempts,
                    class: Some(class),
                    message,
                    operation: operation.clone(),
                    reason,
                    said,
                    status,
                });
                course.follow_failure(operation, class)?;
            }
            Command::Polled(response) => course.receive_poll(&response)?,
            Command::Changed { item, files } => course.receive_change(&item, &files)?,
            Command::Assign { service, agent } => course.assign(service, agent)?,
            Command::Recognise(profile) => course.recognise(profile)?,
            Command::GiveBack(departure) => course.give_back(&departure)?,
            Command::Task(task, command) => course.on_task(task, command)?,
            Command::OpenTask(task) => course.open_task_by_hand(task)?,
            Command::Consult(consultation) => course.consult(consultation)?,
            Command::Tag(tags) => course.tag(&tags)?,
            Command::Untag(tags) => course.untag(&tags)?,
            Command::Comment { text, visible, task } => course.comment(text, visible, task)?,
            Command::SendMessage(message) => course.send_message(message)?,
            Command::Link { kind, to } => course.link_by_hand(kind, OtherRequest::named(&to))?,
            Command::Unlink { kind, to } => course.unlink(kind, OtherRequest::named(&to))?,
            Command::Heard { from, state, outcome, follow } => course.hear(from, state, outcome, follow),
            Command::CreationFailed { message, procedure, reason } => {
                course.fail_to_create(message, procedure, reason);
            }
            Command::ReleaseClaim(key) => course.release_claim(key.as_deref())?,
            Command::RequestCorrection { asked, transition, input } => {
                course.ask_correction(asked)?;
                if let Some(transition) = transition {
                    course.perform(&transition, input)?;
                }
            }
            Command::Recorded(content) => course.record(*content),
        }
        // INVARIANT (auto): a decision never ends where an automatic transition could happen.
        course.settle()?;
        course.move_timers()?;
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

    fn comment(&mut self, text: String, visible: bool, task: Option<TaskId>) -> Result<()> {
        self.require(Access::Applicant)?;
        match self.access() {
            // An applicant has nobody to hide a comment from.
            Access::Applicant if !visible => return Err(Error::forbidden()),
            Access::Reader => return Err(Error::forbidden()),
            // Those who process the request answer to its applicant.
            Access::Contributor if visible => return Err(Error::forbidden()),
            _ => {}
        }
        if let Some(task) = task {
            self.known_task(task).map_err(|_| Error::not_found("tâche", "task").at("/task"))?;
        }
        require_comment(&text)?;
        self.emit(EventContent::Commented { task, text, visible });
        Ok(())
    }

    /// What the request says stays as it is: it is only among those of the record from now on.
    fn recognise(&mut self, profile: Option<ProfileId>) -> Result<()> {
        self.require(Access::Agent)?;
        if profile != self.request.profile {
            self.emit(EventContent::ApplicantRecognised { profile });
        }
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
        let agent = agent.map(|agent| self.present(agent)).transpose()?;
        if (&service, &agent) != (&self.request.service, &self.request.agent) {
            self.emit(EventContent::Assigned { service, agent });
        }
        Ok(())
    }
}

/// Refuses what is no comment.
///
/// # Errors
/// `invalid_input` at `/text`.
pub fn require_comment(text: &str) -> Result<()> {
    if !text.trim().is_empty() && text.len() <= 20_000 {
        return Ok(());
    }
    let message =
        Bilingual::new("un commentaire a de 1 à 20 000 octets", "a comment has from 1 to 20,000 bytes");
    Err(Error::new(ErrorCode::InvalidInput, message).at("/text"))
}
