//! A request and its tasks, as the fold of events leaves them.

use std::collections::BTreeMap;
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Applicant, Correction, GivenFile, Instant, Provenance, Timer, Values};
use crate::definition::{GivenLists, Id, Language, Name, Origin, Outcome, State};

macro_rules! identifiers {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(transparent)]
        #[schemars(extend("format" = "uuid"))]
        pub struct $name(#[schemars(with = "String")] pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, formatter)
            }
        }
    )+};
}

identifiers! {
    /// Identifier of a request, and of the draft that it was: a UUIDv7.
    RequestId,
    /// Identifier of a task: a UUIDv7.
    TaskId,
    /// Identifier of an outgoing message, which is also its idempotency key: a UUIDv7.
    MessageId,
    /// Identifier of a file: a UUIDv7.
    FileId,
}

/// One applicant's case.
///
/// INVARIANT (fold): a request is what [`apply`](crate::workflow::apply) makes of its events, in
/// order; nothing else changes one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Identifier.
    pub id: RequestId,
    /// What people call it: `2026-000042`.
    pub reference: String,
    /// What a person without an account follows it with.
    pub tracking_code: String,
    /// Whether the procedure was only tried: it is not counted, and its messages go to those who try it.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub trial: bool,
    /// The procedure.
    pub procedure: Id,
    /// The procedure's version.
    pub version: u32,
    /// The scenario.
    pub scenario: Id,
    /// How it came.
    pub origin: Origin,
    /// Language in which the applicant is written to.
    pub language: Language,
    /// The host's identifier of the applicant, when they have one.
    pub applicant_id: Option<String>,
    /// The applicant.
    pub applicant: Applicant,
    /// When the town hall got it.
    pub received_at: Instant,
    /// When it was entered.
    pub submitted_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// When it was closed, if it is.
    pub closed_at: Option<Instant>,
    /// Its status.
    pub status: Name,
    /// When it entered the status.
    pub entered_at: Instant,
    /// What the status amounts to.
    pub state: State,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// The service in charge.
    pub service: Id,
    /// The agent in charge, if one is.
    pub agent: Option<String>,
    /// Its identifier in the business application, once known.
    pub external_id: Option<String>,
    /// What was answered, in canonical form.
    pub answers: Values,
    /// Where the answers come from that nobody typed.
    #[serde(default, skip_serializing_if = "Provenance::is_empty")]
    pub provenance: Provenance,
    /// Of the lists that the host gave with the answers, the options chosen.
    #[serde(default, skip_serializing_if = "GivenLists::is_empty")]
    pub lists: GivenLists,
    /// The sectors in which it is, by division.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sectors: BTreeMap<Name, Id>,
    /// What was filled in while processing.
    pub data: Values,
    /// What the applicant was asked to correct, in the order in which it was asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The files that were given with it, in the order in which they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// Its tasks, in the order in which they were opened.
    pub tasks: Vec<Task>,
    /// What time will do.
    pub timers: Vec<Timer>,
    /// Number of the last event that changed it.
    pub revision: u64,
    /// Number of its last event.
    pub sequence: u64,
}

impl Request {
    /// The tasks that are still to be done.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.ended.is_none())
    }
}

/// Work awaited from a service or an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Identifier.
    pub id: TaskId,
    /// Its name in the circuit.
    pub name: Name,
    /// What is to be done.
    pub title: String,
    /// The service of which it is awaited.
    pub service: Id,
    /// The agent who has it, if one has.
    pub agent: Option<String>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it should be done, if that was said.
    pub due: Option<Instant>,
    /// Status that opened it; it ends when the request leaves it. None for a task that outlives statuses.
    pub status: Option<Name>,
    /// Its end, once it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<TaskEnd>,
}

/// How a task ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskEnd {
    /// When.
    pub at: Instant,
    /// `true` when the work was done, `false` when it lost its object.
    pub done: bool,
}
