//! What happens to a request. Events are the truth: a request is the fold of its events.
//!
//! An event is hashed as it was written. Objects are written with their keys in alphabetical order: fields stand in
//! that order here, so that they are written as they come.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::de;
use serde::ser::Error as _;
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Map, Value};

use super::{
    Actor, AnswerChange, Applicant, CorrectionAsked, GivenFile, Instant, MessageId, RequestId, Task, TaskId,
    Timer,
};
use crate::definition::{Channel, CommunicationKind, GivenLists, Id, Language, Name, Origin, Outcome, State};

/// Answers, data, or the input of a transition: canonical JSON values by field.
pub type Values = Map<String, Value>;

/// Where answers come from, by field; those that are not in it come from the person who answered.
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
    /// Someone was put in charge.
    Assigned {
        /// The agent in charge, if one is.
        agent: Option<String>,
        /// The service in charge.
        service: Id,
    },
    /// A task was opened.
    TaskOpened(#[serde(serialize_with = "sorted")] Task),
    /// An agent took a task on, or it was handed to them; `None` gives it back to its service.
    TaskAssigned {
        /// Who has it.
        agent: Option<String>,
        /// The task.
        task: TaskId,
    },
    /// A task ended.
    TaskEnded {
        /// `true` when the work was done, `false` when it lost its object.
        done: bool,
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
    /// A timer was due, and came to nothing: its condition did not hold, or it failed.
    TimerLapsed(Timer),
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
    /// The procedure.
    pub procedure: Id,
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
    /// The transition; none at the beginning.
    pub transition: Option<Name>,
}

impl EventContent {
    /// The name under which the event is stored.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "submitted",
            Self::StatusEntered(_) => "status_entered",
            Self::DataSet { .. } => "data_set",
            Self::Assigned { .. } => "assigned",
            Self::TaskOpened(_) => "task_opened",
            Self::TaskAssigned { .. } => "task_assigned",
            Self::TaskEnded { .. } => "task_ended",
            Self::CorrectionRequested(_) => "correction_requested",
            Self::AnswersAmended { .. } => "answers_amended",
            Self::Commented { .. } => "commented",
            Self::SignalReceived { .. } => "signal_received",
            Self::TimerLapsed(_) => "timer_lapsed",
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
        Ok(format!(r#"{{"actor":{actor},"payload":{payload}}}"#))
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
        let Stored { actor, payload } = serde_json::from_str(text)?;
        let content = serde_json::from_value(serde_json::json!({"type": type_name, "payload": payload}))?;
        Ok(Self { sequence, at, actor, content })
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
pub(super) fn is_false(value: &bool) -> bool {
    !value
}
