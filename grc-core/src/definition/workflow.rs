//! A processing circuit: the statuses that a request follows and what moves it.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::claim::ClaimRelease;
use super::communication::Notification;
use super::field::Field;
use super::form::Form;
use super::language::Language;
use super::link::{CreationDefinition, LinkDefinition};
use super::task::TaskDefinition;
use super::timing::Timing;
use super::value::{Computed, Id, Literal, Name, Reference, ValueType};

/// The circuit of a scenario: a shared one, with its parameters, or one of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum WorkflowChoice {
    /// A shared circuit.
    Shared(WorkflowUse),
    /// A circuit of its own.
    Own(Box<Workflow>),
}

/// A shared circuit and the values of its parameters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkflowUse {
    /// The circuit.
    #[serde(rename = "use")]
    pub workflow: Reference,
    /// Values of the parameters that differ from their defaults.
    #[serde(default)]
    pub with: BTreeMap<Name, Literal>,
}

/// Statuses and transitions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Workflow {
    /// Identifier that scenarios refer to.
    pub id: Id,
    /// What scenarios may set.
    #[serde(default)]
    pub parameters: BTreeMap<Name, Parameter>,
    /// What agents and connectors fill in while processing.
    #[serde(default)]
    pub data: ProcessingData,
    /// Status of a request that has just been submitted.
    pub initial: Name,
    /// Statuses by their names.
    pub statuses: BTreeMap<Name, Status>,
    /// Transitions offered from many statuses.
    #[serde(default)]
    pub anywhere: Vec<AnywhereTransition>,
}

/// What a scenario may set in a shared circuit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Type of the value.
    #[serde(rename = "type")]
    pub kind: ValueType,
    /// Value when the scenario sets none; without it, the scenario must.
    pub default: Option<Literal>,
}

/// What is filled in while processing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProcessingData {
    /// The fields; the town hall alone reads them unless `visible_to` lists `applicant`.
    pub fields: Vec<Field>,
}

/// One step of a circuit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Status {
    /// What agents and applicants read.
    pub label: Text,
    /// What it amounts to, the same for every procedure.
    pub state: State,
    /// How the request ended: required when the state is a closed one, refused otherwise.
    pub outcome: Option<Outcome>,
    /// Whether the applicant is not told of it: they are still shown the status before. Neither the initial status nor a
    /// closed one may be hidden.
    #[serde(default)]
    pub hidden: bool,
    /// Done each time a request enters the status.
    #[serde(default)]
    pub on_enter: Vec<Action>,
    /// Opened each time a request enters the status.
    #[serde(default)]
    pub tasks: Vec<TaskDefinition>,
    /// Ways out, in order.
    #[serde(default)]
    pub transitions: Vec<Transition>,
}

/// What a status amounts to, the same for every procedure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// *Nouveau*: nobody has begun.
    New,
    /// *En cours*.
    InProgress,
    /// *Différé*: waiting for someone or something.
    OnHold,
    /// *Terminé*.
    Done,
    /// *Annulé*.
    Cancelled,
    /// *Rejeté*: not handled, because improper or misdirected.
    Rejected,
}

impl State {
    /// The six states, in order.
    pub const ALL: [Self; 6] =
        [Self::New, Self::InProgress, Self::OnHold, Self::Done, Self::Cancelled, Self::Rejected];

    /// The name used in catalogues and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::InProgress => "in_progress",
            Self::OnHold => "on_hold",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
            Self::Rejected => "rejected",
        }
    }

    /// What French users call the state.
    pub fn label(self) -> &'static str {
        match self {
            Self::New => "Nouveau",
            Self::InProgress => "En cours",
            Self::OnHold => "Différé",
            Self::Done => "Terminé",
            Self::Cancelled => "Annulé",
            Self::Rejected => "Rejeté",
        }
    }

    /// What the state is called in a language.
    pub fn label_in(self, language: Language) -> &'static str {
        let english = match self {
            Self::New => "New",
            Self::InProgress => "In progress",
            Self::OnHold => "On hold",
            Self::Done => "Done",
            Self::Cancelled => "Cancelled",
            Self::Rejected => "Rejected",
        };
        language.pick(self.label(), english)
    }

    /// Whether a request in this state is closed.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::Rejected)
    }
}

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was asked is granted.
    Granted,
    /// It is granted in part.
    Partly,
    /// It is refused on the merits.
    Refused,
    /// The applicant gave it up.
    Withdrawn,
    /// Nothing was decided.
    None,
}

impl Outcome {
    /// The name used in catalogues and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Granted => "granted",
            Self::Partly => "partly",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::None => "none",
        }
    }
}

/// A way out of a status. It has exactly one trigger: `by`, `after`, `auto` or `on`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transition {
    /// Identifier within the status.
    pub id: Name,
    /// What the button says; the id, if absent.
    pub label: Option<Text>,
    /// Status reached; `@previous` for the one from which the present one was entered.
    pub to: Destination,
    /// `true`: it may leave a closed status, and the request is open again.
    #[serde(default)]
    pub reopens: bool,
    /// Persons who may perform it: `applicant`, `agent`, `manager`, `assignee`, `agent@service`, `manager@service`,
    /// `party:` and the role of another person of the request, who confirms with the code that they were written. A service
    /// that is named sees the request while it is there, whatever its part in it.
    pub by: Option<Vec<String>>,
    /// Time after which it happens.
    pub after: Option<Timing>,
    /// `true`: it happens at once, as soon as its condition holds.
    pub auto: Option<bool>,
    /// Signal on which it happens: `signal:name`, `push:operation:done`; `push:operation:refused`, `push:operation:unavailable`
    /// and `push:operation:unreadable` for a failure of one class, `push:operation:failed` for those that have no transition of
    /// their own; `tasks:done` (all of the status's tasks), `tasks:any` (the first of them), `tasks:overdue` (one of them is late);
    /// `linked:closed` once all the request's children are closed, at once if it has none, `linked:any_closed` when one
    /// of them is closed, `main:closed` once the request of which this one is a duplicate is closed.
    pub on: Option<String>,
    /// Condition without which it does not happen.
    pub when: Option<String>,
    /// What is asked of the person who performs it.
    pub form: Option<Form>,
    /// `requested`: the person gives the answers that an agent asked again, and no others.
    pub amends: Option<Amends>,
    /// Question put to the person before it is performed.
    pub confirm: Option<Text>,
    /// Done when it happens, before the next status is entered.
    #[serde(default)]
    pub actions: Vec<Action>,
}

/// Where a transition leads: a status, or `@previous`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Destination(#[schemars(regex(pattern = "^(@previous|[a-z][a-z0-9_]{0,63})$"))] pub String);

impl Destination {
    /// The status reached; `None` for the previous one.
    pub fn status(&self) -> Option<Name> {
        (self.0 != "@previous").then(|| Name(self.0.clone()))
    }
}

/// Answers that a transition changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Amends {
    /// Those that an agent asked again.
    Requested,
}

/// A transition offered from many statuses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AnywhereTransition {
    /// Statuses it leaves. If absent, every status that is not closed; every closed one, if it reopens.
    pub from: Option<Vec<Name>>,
    /// The transition.
    #[serde(flatten)]
    pub transition: Transition,
}

/// Something done on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Fills processing data: a value, or an expression after `=`, for each field.
    Set(BTreeMap<Name, Literal>),
    /// Puts someone in charge of the request.
    Assign(Assignment),
    /// Opens a task.
    OpenTask(Box<TaskDefinition>),
    /// Calls the operation of the scenario's business application.
    Push(String),
    /// Writes a message.
    Notify(Box<Notification>),
    /// Puts tags on the request.
    Tag(#[schemars(length(min = 1))] Vec<Id>),
    /// Takes tags off the request.
    Untag(#[schemars(length(min = 1))] Vec<Id>),
    /// Creates a request, or one for each element of a list: they become children of this one.
    CreateRequest(CreationDefinition),
    /// Links the request to another.
    Link(LinkDefinition),
    /// Gives back what the request claims.
    Release(ClaimRelease),
}

/// Who is put in charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assignment {
    /// A service: its id, or an expression after `=`.
    pub service: Option<Computed>,
    /// An agent: their id, or an expression after `=`.
    pub agent: Option<Computed>,
}
