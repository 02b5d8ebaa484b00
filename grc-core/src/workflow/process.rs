//! A scenario's processing, compiled: its form, its circuit, what it says and whom it calls.

mod changes;
mod exchange;
mod messages;
mod timing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use changes::Changes;
pub use exchange::{Body, Connector, DocumentFile, Operation, Parameter, Poll, Webhook};
pub use messages::{
    AttachedFiles, Communication, Frame, Frames, Layout, MessageModel, Notice, Occasion, PartyModel,
    Recipient, Texts, Wording,
};
pub use timing::{Anchor, Delay, Timing};

pub use super::claims::ClaimModel;
use crate::definition::{ApplicantRule, Id, LinkKind, Name, Outcome, Pointer, State, Text};
use crate::expr::{Duration, Expression, Value};
use crate::facts::{ProcedureFacts, Town};
use crate::form::Form;
use crate::request::{FailureClass, Request};

pub use super::task_model::{ConsultationForms, TaskAgent, TaskDue, TaskModel};

/// How the requests of one scenario are processed. Compiled once per version; shared between threads.
#[derive(Debug)]
pub struct Process {
    /// The scenario.
    pub scenario: Id,
    /// What is known of the procedure.
    pub procedure: ProcedureFacts,
    /// The town.
    pub town: Arc<Town>,
    /// Addresses to which all messages go while the procedure is tried.
    pub diverted_to: Option<Vec<String>>,
    /// Who must identify themselves, and how.
    pub applicant: ApplicantRule,
    /// How long an untouched draft is kept.
    pub draft_lifetime: Duration,
    /// What is asked.
    pub form: Form,
    /// What is filled in while processing.
    pub data: Form,
    /// Values of the circuit's parameters.
    pub parameters: Value,
    /// Where the circuit stands in its catalogue.
    pub circuit_at: Pointer,
    /// Status of a request just filed.
    pub initial: Name,
    /// Statuses.
    pub statuses: BTreeMap<Name, Status>,
    /// Whether a transition goes back: requests then remember where they have been.
    pub goes_back: bool,
    /// Where a request may be, by division: the first place that has a sector tells it.
    pub sectors: Vec<(Name, Vec<Expression>)>,
    /// Its other people.
    pub parties: Vec<PartyModel>,
    /// Messages.
    pub communications: Vec<Communication>,
    /// What stands around them, when they are e-mails.
    pub layout: Layout,
    /// What each request claims.
    pub claims: Vec<ClaimModel>,
    /// The business application, if there is one.
    pub connector: Option<Connector>,
    /// What is asked when a service is consulted, and what it answers.
    pub consultation: ConsultationForms,
    /// What a message between the town hall and someone of the request holds: `text`, `files`.
    pub correspondence: Form,
}

/// One step of a circuit.
#[derive(Debug)]
pub struct Status {
    /// What agents and applicants read.
    pub label: Text,
    /// What it amounts to.
    pub state: State,
    /// How the request ended, for a closed one.
    pub outcome: Option<Outcome>,
    /// Whether applicants are not told of it.
    pub hidden: bool,
    /// Done on entering.
    pub on_enter: Vec<Action>,
    /// Opened on entering.
    pub tasks: Vec<Arc<TaskModel>>,
    /// Ways out, in order; those offered from many statuses come last.
    pub transitions: Vec<Arc<Transition>>,
}

impl Status {
    /// The services that its ways out name.
    pub fn called_upon(&self) -> BTreeSet<Id> {
        let performers = self.transitions.iter().flat_map(|one| match &one.trigger {
            Trigger::By(performers) => performers.as_slice(),
            _ => &[],
        });
        let services = performers.filter_map(|performer| match performer {
            Performer::Agent(service) | Performer::Manager(service) => service.clone(),
            _ => None,
        });
        services.collect()
    }

    /// Whether a person may leave it by a transition of that name.
    pub fn offers(&self, name: &Name) -> bool {
        self.transitions.iter().any(|one| one.id == *name && matches!(one.trigger, Trigger::By(_)))
    }
}

/// A way out of a status.
#[derive(Debug)]
pub struct Transition {
    /// Its name.
    pub id: Name,
    /// What its button says.
    pub label: Option<Text>,
    /// Where it leads.
    pub to: Destination,
    /// What makes it happen.
    pub trigger: Trigger,
    /// Condition without which it does not.
    pub when: Option<Expression>,
    /// What is asked of the person who performs it.
    pub form: Form,
    /// Whether that person gives the answers that were asked again.
    pub amends: bool,
    /// Question put to them before.
    pub confirm: Option<Text>,
    /// Done when it happens.
    pub actions: Vec<Action>,
}

impl Transition {
    /// The status to which it leads a request; `None` when there is none to go back to.
    pub fn destination<'a>(&'a self, request: &'a Request) -> Option<&'a Name> {
        match &self.to {
            Destination::Status(name) => Some(name),
            Destination::Previous => request.trail.last(),
        }
    }
}

/// Where a transition leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a status.
    Status(Name),
    /// To the status from which the present one was entered.
    Previous,
}

/// What makes a transition happen.
#[derive(Debug)]
pub enum Trigger {
    /// A person.
    By(Vec<Performer>),
    /// Time.
    After(Timing),
    /// Its condition.
    Auto,
    /// A signal.
    On(Awaited),
}

/// Persons who may perform a transition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Performer {
    /// The applicant.
    Applicant,
    /// An agent of a service: the one in charge, if none is named.
    Agent(Option<Id>),
    /// A manager of a service: the one in charge, if none is named.
    Manager(Option<Id>),
    /// The agent in charge.
    Assignee,
    /// Another person of the request, with their code.
    Party(Name),
}

/// A signal that a transition waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// A signal of a business application or of the host.
    Signal(Name),
    /// The answer of the business application to an operation.
    PushDone(Name),
    /// The failure of an operation: of one class, or those that no other transition of the status is for.
    PushFailed(Name, Option<FailureClass>),
    /// The end of all the tasks that the status opened.
    TasksDone,
    /// All the children are closed: what is, not only what happens.
    LinkedClosed,
    /// One of the children is closed.
    LinkedAnyClosed,
    /// The request of which this one is a duplicate is closed: what is, not only what happens.
    MainClosed,
    /// The end of the first of them, whichever it is.
    TasksAny,
    /// The due date of one of them has passed.
    TasksOverdue,
}

/// A text that may be computed.
#[derive(Debug)]
pub enum ComputedText {
    /// Always the same.
    Fixed(String),
    /// Computed.
    Computed(Expression),
}

/// Something done on the way.
#[derive(Debug)]
pub enum Action {
    /// Fills processing data.
    Set(Vec<(Name, ComputedValue)>),
    /// Puts someone in charge.
    Assign {
        /// The service, if it changes.
        service: Option<ComputedText>,
        /// The agent.
        agent: Option<ComputedText>,
    },
    /// Opens a task.
    OpenTask(Arc<TaskModel>),
    /// Calls the business application.
    Push(Name),
    /// Writes a message.
    Notify(Box<Notice>),
    /// Puts tags on the request.
    Tag(Vec<Id>),
    /// Takes tags off the request.
    Untag(Vec<Id>),
    /// Gives back what the request has of one thing; of all, if none is named.
    Release(Option<ComputedText>),
    /// Creates requests.
    CreateRequest(CreationModel),
    /// Links the request to another.
    Link {
        /// The other's reference; nothing is linked when there is none.
        to: ComputedText,
        /// What the other is to this one.
        kind: LinkKind,
    },
}

/// Requests to create.
#[derive(Debug)]
pub struct CreationModel {
    /// Their procedure.
    pub procedure: Id,
    /// Their scenario.
    pub scenario: Id,
    /// The list of which each element creates one; one is created, without it.
    pub for_each: Option<Expression>,
    /// What is answered to their form.
    pub answers: Vec<(Name, CreationAnswer)>,
    /// Condition without which one is not created.
    pub when: Option<Expression>,
    /// Where it is written.
    pub at: Pointer,
}

/// An answer of a request to create. The form that reads it is that of another procedure.
#[derive(Debug)]
pub enum CreationAnswer {
    /// Always the same.
    Fixed(serde_json::Value),
    /// Computed.
    Computed(Expression),
}

/// A value that may be computed.
#[derive(Debug)]
pub enum ComputedValue {
    /// Always the same.
    Fixed(Value),
    /// Computed.
    Computed(Expression),
}

impl Process {
    /// The compiled status of that name. Publication has made sure that it exists.
    pub fn status(&self, name: &Name) -> Option<&Status> {
        self.statuses.get(name)
    }

    /// The actions of the circuit, those of its tasks too; those that many statuses share come as often.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        let of_statuses = self.statuses.values().flat_map(|status| {
            let transitions = status.transitions.iter().flat_map(|transition| &transition.actions);
            let tasks = status.tasks.iter().flat_map(|task| task.actions());
            status.on_enter.iter().chain(transitions).chain(tasks)
        });
        of_statuses.chain(self.opened_by_actions().into_iter().flat_map(|task| task.actions()))
    }
}
