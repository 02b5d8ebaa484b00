//! What happens to a request. Events are the truth: a request is the fold of its events.
//!
//! An event is hashed as it was written. Objects are written with their keys in alphabetical order: fields stand in
//! that order here, so that they are written as they come.

mod contents;
mod encoding;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub(super) use contents::is_false;
use contents::sorted;
pub use contents::{Delivery, GivenBackReason, StatusEntered, Submitted};

use super::{
    Actor, AnswerChange, Claim, CorrectionAsked, CreatedRequest, FailedCreation, FailureClass, FormerComment,
    GivenFile, Instant, Link, LinkedChange, MessageId, Party, ProfileId, QueuedCreation, Sha256, TakenOver,
    Task, TaskId, Timer, Untied, WrittenMessage,
};
use crate::definition::{Channel, CommunicationKind, Id, Name};

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
    /// The colleague for whom they did it, when they stood in for one who was away; or the other person of the request
    /// (`party:second_parent`) who did it, by their code.
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
    /// It was taken over from a former system, instead of being filed.
    TakenOver(Box<TakenOver>),
    /// Someone wrote a comment in the former system.
    FormerComment(FormerComment),
    /// It entered a status.
    StatusEntered(StatusEntered),
    /// Processing data was filled in; `null` empties a field.
    DataSet {
        /// The files among it that came with it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        files: Vec<GivenFile>,
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
    /// Another person of it was named, or what is known of them was corrected.
    PartyNamed(Party),
    /// Another person was written a code with which they may confirm something, once.
    ConfirmationAsked {
        /// Digest of the code.
        code: Sha256,
        /// What they are to the request.
        role: Name,
    },
    /// Another person confirmed something with their code. What follows from it is theirs too.
    PartyConfirmed {
        /// Their name.
        name: String,
        /// What they are to the request.
        role: Name,
    },
    /// Someone wrote to the town hall, or the town hall to them.
    MessageWritten(WrittenMessage),
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
    /// What was given up is sent again, as an operator decided.
    DeliveryRequeued(Delivery),
    /// What was given up is given up for good, as an operator decided.
    DeliveryAbandoned(Delivery),
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
        /// How it failed, as circuits tell it apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        class: Option<FailureClass>,
        /// The call.
        message: MessageId,
        /// The connector's operation.
        operation: Name,
        /// Code of the last failure.
        reason: String,
        /// What the application said of it: a text from outside.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        said: Option<String>,
        /// HTTP status of the last answer, if there was one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
    },
}

impl EventContent {
    /// The name under which the event is stored.
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "submitted",
            Self::TakenOver(_) => "taken_over",
            Self::FormerComment(_) => "former_comment",
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
            Self::PartyNamed(_) => "party_named",
            Self::ConfirmationAsked { .. } => "confirmation_asked",
            Self::PartyConfirmed { .. } => "party_confirmed",
            Self::MessageWritten(_) => "message_written",
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
            Self::DeliveryRequeued(_) => "delivery_requeued",
            Self::DeliveryAbandoned(_) => "delivery_abandoned",
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
        !matches!(
            self,
            Self::MessageSent { .. }
                | Self::MessageFailed { .. }
                | Self::DeliveryRequeued(_)
                | Self::DeliveryAbandoned(_)
        )
    }
}
