//! What happens to a request. Events are the truth: a request is the fold of its events.
//!
//! An event is hashed as it was written. Objects are written with their keys in alphabetical order: fields stand in
//! that order here, so that they are written as they come.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::de;
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{
    Actor, AnswerChange, Applicant, Claim, CorrectionAsked, CreatedRequest, FailedCreation, GivenFile,
    Instant, Link, LinkedChange, MessageId, Parent, ProfileId, QueuedCreation, RequestId, Task, TaskId,
    Timer, Untied,
};
use crate::definition::{Channel, CommunicationKind, GivenLists, Id, Language, Name, Origin, Outcome, State};

/// Answers, data, or the input of a transition: canonical JSON values by field.
pub type Values = Map<String, Value>;

/// Where answers come from, by path without its first `/` (`quotient`, `enfants/0/ecole`); those that are not in it come from
/// the person who answered.
pub type Provenance = BTreeMap<String, Source>;

/// Where an answer that nobody typed comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// What the host knows, or another administration through it.
    Host,
    /// What is known of the applicant.
    Applicant,
    /// The town's own definitions and settings.
    Town,
}

/// Something that happened to a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Rank in the request's history, from 1.
    pub sequence: u64,
    /// When it happened.
    pub at: Instant,
    /// Who did it.
    pub actor: Actor,
    /// The colleague for whom they did it, when they stood in for one who was away.
    pub on_behalf_of: Option<String>,
    /// What it was.
    pub content: EventContent,
}

/// What an event says. Its name and version are stored beside; old versions are upcast when read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "payload", rename_all = "snake_case")]
pub enum EventContent {
    /// The request was filed.
    Submitted(Box<Submitted>),
    /// It entered a status.
    StatusEntered(StatusEntered),
    /// Processing data was filled in; `null` empties a field.
    DataSet {
        /// The fields that changed.
        values: Values,
    },
    /// It took a part of something scarce.
    Claimed(Claim),
    /// It gave back what it had of it.
    ClaimReleased(Claim),
    /// Someone was put in charge.
    Assigned {
        /// The agent in charge, if one is.
        agent: Option<String>,
        /// The service in charge.
        service: Id,
    },
    /// A task was opened.
    TaskOpened(#[serde(serialize_with = "sorted")] Task),
    /// The applicant was recognised: the request is among those of a record of the directory, or no longer of any.
    ApplicantRecognised {
        /// The record.
        profile: Option<ProfileId>,
    },
    /// An agent took a task on, or it was handed to them; `None` gives it back to its service.
    TaskAssigned {
        /// Who has it.
        agent: Option<String>,
        /// The task.
        task: TaskId,
    },
    /// A task was handed to a service or to an agent.
    TaskTransferred {
        /// The agent who has it now, if one has.
        agent: Option<String>,
        /// Why.
        reason: String,
        /// The service of which it is awaited now.
        service: Id,
        /// The task.
        task: TaskId,
    },
    /// The due date of a task was changed.
    TaskDueSet {
        /// When it should be done; `None` for no date.
        due: Option<Instant>,
        /// The task.
        task: TaskId,
    },
    /// Someone was reminded of a task.
    TaskReminded {
        /// The message.
        message: MessageId,
        /// Who: `agent` who has it, or `service`.
        recipient: String,
        /// The task.
        task: TaskId,
    },
    /// The due date of a task passed, and something follows from it.
    TaskOverdue {
        /// When it should have been done.
        due: Instant,
        /// The task.
        task: TaskId,
    },
    /// What an agent had was given back to its service, because they left it.
    GivenBack {
        /// The agent.
        agent: String,
        /// Why.
        reason: GivenBackReason,
        /// The task; the request itself, if none is named.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task: Option<TaskId>,
    },
    /// A task ended.
    TaskEnded {
        /// The agent who did it, when one completed it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agent: Option<String>,
        /// `true` when the work was done, `false` when it lost its object.
        done: bool,
        /// The files among what they answered.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<GivenFile>,
        /// What they answered to its form.
        #[serde(default, skip_serializing_if = "Map::is_empty")]
        input: Values,
        /// The task.
        task: TaskId,
    },
    /// An agent asked the applicant for answers again.
    CorrectionRequested(CorrectionAsked),
    /// Answers that were asked again were given.
    AnswersAmended {
        /// The answers that changed, by field.
        changes: BTreeMap<String, AnswerChange>,
        /// The files among them.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<GivenFile>,
        /// The sectors in which the request is now, by division.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
        sectors: BTreeMap<Name, Id>,
    },
    /// Someone wrote a comment.
    Commented {
        /// The task that it is about, if it is about one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        task: Option<TaskId>,
        /// What they wrote.
        text: String,
        /// Whether the applicant may read it.
        visible: bool,
    },
    /// A signal arrived: from a business application or from the host.
    SignalReceived {
        /// Its name, without `signal:`.
        name: Name,
    },
    /// Tags were put on it.
    Tagged {
        /// Those that it did not have.
        tags: BTreeSet<Id>,
    },
    /// Tags were taken off it.
    Untagged {
        /// Those that it had.
        tags: BTreeSet<Id>,
    },
    /// What was answered or filled in moved its timers.
    TimersMoved {
        /// All that time will do from now on.
        timers: Vec<Timer>,
    },
    /// A timer was due, and its message was written.
    TimerFired(Timer),
    /// A timer was due, and came to nothing: its condition did not hold, or it failed.
    TimerLapsed(Timer),
    /// The request was tied to another.
    Linked(Link),
    /// It is no longer tied to another.
    Unlinked(Untied),
    /// A linked request was closed, or reopened.
    LinkedChanged(LinkedChange),
    /// A request is to be created from this one.
    CreationQueued(QueuedCreation),
    /// A request was created from this one, and is its child.
    RequestCreated(CreatedRequest),
    /// A request could not be created; a task was opened instead.
    CreationFailed(FailedCreation),
    /// A message was put in the outbox.
    MessageQueued {
        /// By which way.
        channel: Channel,
        /// What it is to the person who receives it.
        kind: CommunicationKind,
        /// The message.
        message: MessageId,
        /// To whom, as the catalogue says: `applicant`, `service`, `assignee` or `address`.
        recipient: String,
    },
    /// A message could not be written or addressed; a task was opened instead.
    MessageWithheld {
        /// What it would have been.
        kind: CommunicationKind,
        /// Why: `unreachable`, or the code of the error met while writing it.
        reason: String,
        /// To whom, as the catalogue says.
        recipient: String,
    },
    /// A message left.
    MessageSent {
        /// Attempts made, this one included.
        attempts: u32,
        /// By which way.
        channel: Channel,
        /// The message.
        message: MessageId,
    },
    /// A message was given up.
    MessageFailed {
        /// Attempts made.
        attempts: u32,
        /// By which way.
        channel: Channel,
        /// The message.
        message: MessageId,
        /// Code of the last failure.
        reason: String,
    },
    /// A call to the business application was put in the outbox.
    PushQueued {
        /// The call.
        message: MessageId,
        /// The connector's operation.
        operation: Name,
    },
    /// The business application answered.
    PushDone {
        /// Attempts made, this one included.
        attempts: u32,
        /// Identifier of the request there, when the answer tells it.
        external_id: Option<String>,
        /// The call.
        message: MessageId,
        /// The connector's operation.
        operation: Name,
    },
    /// The call was given up: refused, or without answer too often.
    PushFailed {
        /// Attempts made.
        attempts: u32,
        /// The call.
        message: MessageId,
        /// The connector's operation.
        operation: Name,
        /// Code of the last failure.
        reason: String,
    },
}

/// A request as it was filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// What they answered, in canonical form.
    pub answers: Values,
    /// The applicant.
    #[serde(serialize_with = "sorted")]
    pub applicant: Applicant,
    /// The host's identifier of the applicant, when they have one.
    pub applicant_id: Option<String>,
    /// The files among the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// Language in which the applicant is written to.
    pub language: Language,
    /// Of the lists that the host gave with the answers, the options chosen: their labels, their columns.
    #[serde(default, skip_serializing_if = "GivenLists::is_empty", serialize_with = "sorted")]
    pub lists: GivenLists,
    /// How it came.
    pub origin: Origin,
    /// The request from which it was created, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Parent>,
    /// The procedure.
    pub procedure: Id,
    /// The record of the applicant in the directory, if they were recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
    /// Where the answers come from that are the values proposed; the others come from the applicant.
    #[serde(default, skip_serializing_if = "Provenance::is_empty")]
    pub provenance: Provenance,
    /// When the town hall got it: for paper, before it was entered.
    pub received_at: Instant,
    /// What people call it: `2026-000042`.
    pub reference: String,
    /// The request.
    pub request: RequestId,
    /// The scenario.
    pub scenario: Id,
    /// The sectors in which it is, by division.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sectors: BTreeMap<Name, Id>,
    /// The service in charge.
    pub service: Id,
    /// What a person without an account follows it with.
    pub tracking_code: String,
    /// Whether the procedure was only tried.
    #[serde(default, skip_serializing_if = "is_false")]
    pub trial: bool,
    /// The procedure's version.
    pub version: u32,
}

/// The entry into a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusEntered {
    /// When it was due, for a transition that time performs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Instant>,
    /// The files among what was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// The status left; none at the beginning.
    pub from: Option<Name>,
    /// Whether the applicant is not told of the status: they are still shown the one before.
    #[serde(default, skip_serializing_if = "is_false")]
    pub hidden: bool,
    /// What was asked of the person who performed it.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub input: Values,
    /// How the request ended, if it did.
    pub outcome: Option<Outcome>,
    /// What it amounts to.
    pub state: State,
    /// What time will do from the status entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<Timer>,
    /// The status entered.
    pub to: Name,
    /// The statuses to which the circuit may go back from it, the next one last.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<Name>,
    /// The transition; none at the beginning.
    pub transition: Option<Name>,
}

/// Why what an agent had was given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GivenBackReason {
    /// They may no longer act.
    AgentLeft,
    /// They no longer process the requests of the service.
    RoleLost,
}

impl EventContent {
    /// The name under which the event is stored.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "submitted",
            Self::StatusEntered(_) => "status_entered",
            Self::DataSet { .. } => "data_set",
            Self::Claimed(_) => "claimed",
            Self::ClaimReleased(_) => "claim_released",
            Self::Assigned { .. } => "assigned",
            Self::ApplicantRecognised { .. } => "applicant_recognised",
            Self::TaskOpened(_) => "task_opened",
            Self::TaskAssigned { .. } => "task_assigned",
            Self::TaskTransferred { .. } => "task_transferred",
            Self::TaskDueSet { .. } => "task_due_set",
            Self::TaskReminded { .. } => "task_reminded",
            Self::TaskOverdue { .. } => "task_overdue",
            Self::GivenBack { .. } => "given_back",
            Self::TaskEnded { .. } => "task_ended",
            Self::CorrectionRequested(_) => "correction_requested",
            Self::AnswersAmended { .. } => "answers_amended",
            Self::Commented { .. } => "commented",
            Self::SignalReceived { .. } => "signal_received",
            Self::Tagged { .. } => "tagged",
            Self::Untagged { .. } => "untagged",
            Self::TimersMoved { .. } => "timers_moved",
            Self::TimerFired(_) => "timer_fired",
            Self::TimerLapsed(_) => "timer_lapsed",
            Self::Linked(_) => "linked",
            Self::Unlinked(_) => "unlinked",
            Self::LinkedChanged(_) => "linked_changed",
            Self::CreationQueued(_) => "creation_queued",
            Self::RequestCreated(_) => "request_created",
            Self::CreationFailed(_) => "creation_failed",
            Self::MessageQueued { .. } => "message_queued",
            Self::MessageWithheld { .. } => "message_withheld",
            Self::MessageSent { .. } => "message_sent",
            Self::MessageFailed { .. } => "message_failed",
            Self::PushQueued { .. } => "push_queued",
            Self::PushDone { .. } => "push_done",
            Self::PushFailed { .. } => "push_failed",
        }
    }

    /// Version of the event's form.
    pub fn version(&self) -> u32 {
        1
    }

    /// Whether the event makes an expected revision stale. The record of a delivery does not.
    pub fn changes_the_request(&self) -> bool {
        !matches!(self, Self::MessageSent { .. } | Self::MessageFailed { .. })
    }
}

/// Writes a value whose fields stand in another order.
fn sorted<T: Serialize, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    serde_json::to_value(value).map_err(S::Error::custom)?.serialize(serializer)
}

#[derive(Deserialize)]
struct Stored {
    actor: Actor,
    #[serde(default)]
    on_behalf_of: Option<String>,
    #[serde(default)]
    payload: Value,
}

impl Event {
    /// The text that is stored and hashed: the actor and the content.
    ///
    /// # Errors
    /// None in practice: every event is plain data.
    pub fn encode(&self) -> Result<String, serde_json::Error> {
        let actor = serde_json::to_string(&self.actor)?;
        // `{"type":…,"payload":…}`: the type is stored beside.
        let content = serde_json::to_string(&self.content)?;
        let payload = content.split_once(r#","payload":"#).and_then(|(_, rest)| rest.strip_suffix('}'));
        let payload = payload.ok_or_else(|| serde_json::Error::custom("event without content"))?;
        let behalf = match &self.on_behalf_of {
            Some(absent) => format!(r#""on_behalf_of":{},"#, serde_json::to_string(absent)?),
            None => String::new(),
        };
        Ok(format!(r#"{{"actor":{actor},{behalf}"payload":{payload}}}"#))
    }

    /// Reads an event back from what was stored.
    ///
    /// # Errors
    /// When the name or version is of a newer engine, or the text is damaged.
    pub fn decode(
        type_name: &str,
        version: u32,
        sequence: u64,
        at: Instant,
        text: &str,
    ) -> Result<Self, serde_json::Error> {
        if version != 1 {
            return Err(de::Error::custom("event of a newer engine"));
        }
        let Stored { actor, on_behalf_of, payload } = serde_json::from_str(text)?;
        let content = serde_json::from_value(serde_json::json!({"type": type_name, "payload": payload}))?;
        Ok(Self { sequence, at, actor, on_behalf_of, content })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
pub(super) fn is_false(value: &bool) -> bool {
    !value
}
