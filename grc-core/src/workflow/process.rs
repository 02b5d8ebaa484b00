//! A scenario's processing, compiled: its form, its circuit, what it says and whom it calls.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::address::Address;
use crate::definition::{
    ApplicantRule, Authentication, Channel, CommunicationKind, Id, Method, Name, Outcome, Pointer, State,
    Text, WebhookScheme,
};
use crate::expr::{Duration, Expression, Template, Value};
use crate::facts::{ProcedureFacts, Town};
use crate::form::Form;
use crate::law::Week;

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
    /// Where a request may be, by division: the first place that has a sector tells it.
    pub sectors: Vec<(Name, Vec<Expression>)>,
    /// Messages.
    pub communications: Vec<Communication>,
    /// The business application, if there is one.
    pub connector: Option<Connector>,
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
    /// Done on entering.
    pub on_enter: Vec<Action>,
    /// Opened on entering.
    pub tasks: Vec<TaskModel>,
    /// Ways out, in order; those offered from many statuses come last.
    pub transitions: Vec<Arc<Transition>>,
}

/// A way out of a status.
#[derive(Debug)]
pub struct Transition {
    /// Its name.
    pub id: Name,
    /// What its button says.
    pub label: Option<Text>,
    /// Status reached.
    pub to: Name,
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

/// What makes a transition happen.
#[derive(Debug)]
pub enum Trigger {
    /// A person.
    By(Vec<Performer>),
    /// Time.
    After(Delay),
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
}

/// A signal that a transition waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// A signal of a business application or of the host.
    Signal(Name),
    /// The answer of the business application to an operation.
    PushDone(Name),
    /// The failure of an operation.
    PushFailed(Name),
    /// The end of all the tasks that the status opened.
    TasksDone,
}

/// A length of time, once compiled.
#[derive(Debug)]
pub enum Delay {
    /// Always the same.
    Fixed(Duration),
    /// Computed.
    Computed(Expression),
    /// Working days.
    WorkingDays(i32, Week),
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
    OpenTask(TaskModel),
    /// Calls the business application.
    Push(Name),
}

/// A value that may be computed.
#[derive(Debug)]
pub enum ComputedValue {
    /// Always the same.
    Fixed(Value),
    /// Computed.
    Computed(Expression),
}

/// A task to open.
#[derive(Debug)]
pub struct TaskModel {
    /// Its name in the circuit.
    pub name: Name,
    /// What is to be done.
    pub title: Template,
    /// The service; the request's, if absent.
    pub service: Option<ComputedText>,
    /// The agent.
    pub agent: Option<ComputedText>,
    /// Time allowed.
    pub due: Option<Delay>,
}

/// A message to write when something happens.
#[derive(Debug)]
pub struct Communication {
    /// What it is to the person who receives it.
    pub kind: CommunicationKind,
    /// When it leaves.
    pub on: Occasion,
    /// Condition without which it does not.
    pub when: Option<Expression>,
    /// Who receives it.
    pub to: Vec<Recipient>,
    /// By which ways, the preferred first.
    pub channels: Vec<Channel>,
    /// Its text in each language written.
    pub texts: Texts,
}

/// Subject and body in each language.
#[derive(Debug)]
pub struct Texts {
    /// In the catalogue's language, or the only one written.
    pub default: (Template, Template),
    /// In the other language, if it is written.
    pub other: Option<(crate::definition::Language, Template, Template)>,
}

impl Texts {
    /// Subject and body in `language`, or in the default one.
    pub fn get(&self, language: crate::definition::Language) -> (&Template, &Template) {
        match &self.other {
            Some((other, subject, body)) if *other == language => (subject, body),
            _ => (&self.default.0, &self.default.1),
        }
    }
}

/// When a message leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The request is filed.
    Submitted,
    /// It is closed.
    Closed,
    /// It enters a status.
    Status(Name),
    /// It comes to a state from another.
    State(State),
    /// A transition happens.
    Transition(Name),
}

/// Who receives a message.
#[derive(Debug)]
pub enum Recipient {
    /// The applicant.
    Applicant,
    /// The service in charge.
    Service,
    /// The agent in charge.
    Assignee,
    /// An e-mail address.
    Address(ComputedText),
}

impl Recipient {
    /// The name written in histories. An address is not told.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Applicant => "applicant",
            Self::Service => "service",
            Self::Assignee => "assignee",
            Self::Address(_) => "address",
        }
    }
}

/// A business application, compiled.
#[derive(Debug)]
pub struct Connector {
    /// Its id.
    pub id: Id,
    /// How the engine proves who it is.
    pub auth: Option<Authentication>,
    /// What it is asked.
    pub operations: BTreeMap<Name, Operation>,
    /// Calls that it makes.
    pub webhook: Option<Webhook>,
    /// What it is asked regularly.
    pub poll: Option<Poll>,
}

/// One call.
#[derive(Debug)]
pub struct Operation {
    /// HTTP method.
    pub method: Method,
    /// Whole address.
    pub url: Address,
    /// Body.
    pub body: Option<Body>,
    /// Identifier of the request in the application.
    pub external_id: Option<Expression>,
    /// Processing data filled from the answer.
    pub data: Vec<(Name, Expression)>,
}

/// A JSON body whose texts may be computed.
#[derive(Debug)]
pub enum Body {
    /// A value as it is written.
    Fixed(serde_json::Value),
    /// A computed value.
    Computed(Expression),
    /// A list.
    List(Vec<Body>),
    /// An object.
    Object(Vec<(String, Body)>),
}

/// Calls that the application makes.
#[derive(Debug)]
pub struct Webhook {
    /// How they are signed.
    pub scheme: WebhookScheme,
    /// Name of the secret.
    pub secret: Name,
    /// Reference or external id of the request concerned.
    pub request: Expression,
    /// Processing data filled from the body.
    pub data: Vec<(Name, Expression)>,
    /// Signals that the body amounts to.
    pub rules: Vec<(Expression, Name)>,
}

/// A question asked regularly.
#[derive(Debug)]
pub struct Poll {
    /// Time between two questions.
    pub every: Duration,
    /// The operation.
    pub operation: Name,
    /// Signals that the answer amounts to.
    pub rules: Vec<(Expression, Name)>,
}

impl Process {
    /// The compiled status of that name. Publication has made sure that it exists.
    pub fn status(&self, name: &Name) -> Option<&Status> {
        self.statuses.get(name)
    }
}
