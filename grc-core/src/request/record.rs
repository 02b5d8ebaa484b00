//! A request and its tasks, as the fold of events leaves them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Applicant, Claim, Correction, Correspondent, FailedPush, Former, GivenFile, Instant, Links, Party,
    Provenance, Sha256, Timer, Values,
};
use crate::definition::{GivenLists, Id, Language, Name, Origin, Outcome, State, TaskKind};

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
    /// Identifier of the record of an applicant in the directory: a UUIDv7.
    ProfileId,
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
    /// What it was in a former system, if it was taken over from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub former: Option<Former>,
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
    /// The record of the applicant in the directory, as it was when they were recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<ProfileId>,
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
    /// The statuses to which `@previous` goes back, the next one last; kept by circuits that go back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub trail: Vec<Name>,
    /// What the status amounts to.
    pub state: State,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// The services that the ways out of its status name: their agents see it there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub called_upon: BTreeSet<Id>,
    /// What the applicant is shown while the status is hidden from them: how it stood before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Standing>,
    /// The service in charge.
    pub service: Id,
    /// The agent in charge, if one is.
    pub agent: Option<String>,
    /// What agents and the circuit sort it by. Applicants do not see them.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Id>,
    /// Its identifier in the business application, once known.
    pub external_id: Option<String>,
    /// The last call to the business application that was given up, until one of the same operation is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failed_push: Option<FailedPush>,
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
    /// Of whom an answer is awaited, in what the town hall and the applicant write to each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaiting: Option<Correspondent>,
    /// Its other people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<Party>,
    /// Digests of the codes with which its other people may confirm something once, by role.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub confirmation_codes: BTreeMap<Name, Sha256>,
    /// The files that were given with it, in the order in which they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// What ties it to other requests.
    #[serde(default, skip_serializing_if = "Links::is_empty")]
    pub links: Links,
    /// What it has of scarce things.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Its tasks, in the order in which they were opened.
    pub tasks: Vec<Task>,
    /// What time will do.
    pub timers: Vec<Timer>,
    /// Number of the last event that changed it.
    pub revision: u64,
    /// Number of its last event.
    pub sequence: u64,
}

impl Task {
    /// When the engine must look at it because its due date passes; `None` if nothing happens then.
    pub fn watched_until(&self) -> Option<Instant> {
        self.due.filter(|_| self.watched && self.overdue_at.is_none() && self.ended.is_none())
    }

    /// Whether it is late.
    pub fn is_overdue(&self, now: Instant) -> bool {
        self.ended.is_none() && self.due.is_some_and(|due| due < now)
    }
}

impl Request {
    /// The tasks that are still to be done.
    pub fn open_tasks(&self) -> impl Iterator<Item = &Task> {
        self.tasks.iter().filter(|task| task.ended.is_none())
    }

    /// How it stands.
    pub fn standing(&self) -> Standing {
        let Self { closed_at, outcome, state, status, .. } = self;
        Standing { closed_at: *closed_at, outcome: *outcome, state: *state, status: status.clone() }
    }

    /// How its applicant is shown that it stands.
    pub fn shown_standing(&self) -> Standing {
        self.shown.clone().unwrap_or_else(|| self.standing())
    }
}

/// How a request stands at one moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// When it was closed, if it is.
    pub closed_at: Option<Instant>,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// What the status amounts to.
    pub state: State,
    /// Its status.
    pub status: Name,
}

/// Work awaited from a service or an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Identifier.
    pub id: TaskId,
    /// Its name in the circuit; empty for one that was opened by hand.
    pub name: Name,
    /// What is awaited.
    #[serde(default, skip_serializing_if = "TaskKind::is_work")]
    pub kind: TaskKind,
    /// What is to be done.
    pub title: String,
    /// What was asked of the service, when it is consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<Box<Question>>,
    /// The service of which it is awaited.
    pub service: Id,
    /// The agent who has it, if one has.
    pub agent: Option<String>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it should be done, if that was said.
    pub due: Option<Instant>,
    /// Whether something happens when its due date passes.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub watched: bool,
    /// When its due date was seen to have passed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overdue_at: Option<Instant>,
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
    /// The agent who did it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// What they answered to its form.
    #[serde(default, skip_serializing_if = "Values::is_empty")]
    pub input: Values,
}

/// What a service is asked when it is consulted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The agent who asks; the host, if none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_by: Option<String>,
    /// The files that come with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// The question.
    pub text: String,
}
