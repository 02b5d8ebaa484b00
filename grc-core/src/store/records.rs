//! What goes through the port: rows, filters, and the records of what was done.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::statistics::Figures;
use crate::definition::{Id, Name, NewWords, Origin, Outcome, State, TaskKind, TextReference};
use crate::request::history::{ChainedEvent, Hash};
use crate::request::{
    Actor, Applicant, Instant, Outgoing, ProfileId, Request, RequestId, TaskId, Timer, Values,
};

/// A sealed version of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProcedureVersion {
    /// The procedure.
    pub id: Id,
    /// Its version, from 1.
    pub version: u32,
    /// The publication that brought it.
    pub publication: u64,
    /// SHA-256 of `sealed`.
    pub hash: Hash,
    /// The catalogue that holds the procedure and all that it refers to, as canonical JSON; lists are named by hash.
    pub sealed: String,
    /// Set once the procedure is withdrawn.
    pub withdrawn: Option<Withdrawal>,
}

/// The end of a procedure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Instant,
    /// The procedure to use instead.
    pub replacement: Option<Id>,
}

/// New versions of procedures, withdrawals and corrections of texts, recorded together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// When.
    pub at: Option<Instant>,
    /// Lists of options that the new versions refer to, by hash. One that the store has already is left as it is.
    pub lists: Vec<(Hash, String)>,
    /// New versions.
    pub versions: Vec<NewVersion>,
    /// Procedures withdrawn.
    pub withdrawals: Vec<(Id, Withdrawal)>,
    /// Texts corrected.
    pub texts: Vec<TextCorrection>,
}

/// A text of a procedure that says something else from now on, in the version that is current and in those before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextCorrection {
    /// When it was corrected.
    pub at: Instant,
    /// Who corrected it.
    pub by: Actor,
    /// The procedure.
    pub procedure: Id,
    /// The last version that it corrects.
    pub version: u32,
    /// The text.
    pub text: TextReference,
    /// What it says; what was published, if `None`.
    pub words: Option<NewWords>,
}

/// One new version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewVersion {
    /// The procedure.
    pub id: Id,
    /// Its version.
    pub version: u32,
    /// SHA-256 of `sealed`.
    pub hash: Hash,
    /// The sealed catalogue.
    pub sealed: String,
    /// Words to search, folded: title, keywords, the rest.
    pub words: [String; 3],
}

/// A way to name a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RequestKey {
    /// Its identifier.
    Id(RequestId),
    /// What people call it.
    Reference(String),
    /// What a person without an account follows it with.
    TrackingCode(String),
    /// Its identifier in a business application: the connector's id, then the identifier.
    External(Id, String),
}

/// What one operation did to one request.
#[derive(Clone, Debug)]
pub struct Change<'a> {
    /// The request as it is stored, read in this very transaction; `None` for a new one.
    pub previous: Option<&'a Request>,
    /// The request, as the events leave it.
    pub request: &'a Request,
    /// Its connector, if it has one: `external_id` is unique within it.
    pub connector: Option<&'a Id>,
    /// The new events, already chained.
    pub events: &'a [ChainedEvent],
    /// What it sends.
    pub outgoing: &'a [Outgoing],
    /// What it adds to the figures of the request.
    pub figures: Figures,
}

/// Which requests to list. Every criterion given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequestFilter {
    /// In one of these services; any, if `None`. (What the actor may see.)
    pub services: Option<Vec<Id>>,
    /// With `services`: or in the hands of one of these agents, the request or an open task of it. It is looked for in each
    /// row that `profiles` finds, and for no other list.
    pub or_in_hands_of: Vec<String>,
    /// In this state.
    pub state: Option<State>,
    /// In this status.
    pub status: Option<Name>,
    /// Whether state and status are those that their applicants are shown; then `applicant` is given.
    pub as_shown: bool,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Of this service.
    pub service: Option<Id>,
    /// In this sector.
    pub sector: Option<SectorOf>,
    /// In charge of this agent.
    pub agent: Option<String>,
    /// With `agent`: in charge of that one, or of one of these.
    pub stood_in_for: Vec<String>,
    /// Of this applicant, by the host's identifier.
    pub applicant: Option<String>,
    /// Of these records of the directory of applicants.
    pub profiles: Option<Vec<ProfileId>>,
    /// Received from this instant on.
    pub received_from: Option<Instant>,
    /// Received before this instant.
    pub received_before: Option<Instant>,
    /// With an open task due before this instant. The list is then in order of due dates, those of the whole town: whatever
    /// else is named is looked for in each, so that a page of a service that has few takes the time of what is due elsewhere.
    /// What a service has to do is asked of [`TaskFilter`], which seeks.
    pub due_before: Option<Instant>,
    /// With this tag.
    pub tag: Option<Id>,
    /// Called so in the former system from which it was taken over.
    pub former_reference: Option<String>,
    /// Folded words; each begins a word of either reference, or of the applicant's name, e-mail or organisation.
    pub words: Vec<String>,
}

/// A sector of a division of the town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectorOf {
    /// The division.
    pub division: Name,
    /// The sector.
    pub sector: Id,
}

/// Which open tasks to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TaskFilter {
    /// Awaited from one of these services, or in the hands of `agent`.
    pub services: Option<Vec<Id>>,
    /// In the hands of this agent; with `services`, either.
    pub agent: Option<String>,
    /// With `agent`: in the hands of that one, or of one of these.
    pub stood_in_for: Vec<String>,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Of a request in this sector.
    pub sector: Option<SectorOf>,
    /// Of a request with this tag.
    pub tag: Option<Id>,
    /// Due before this instant.
    pub due_before: Option<Instant>,
}

/// A part of a list: at most `limit` rows after the one whose sort keys are `after`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Most rows.
    pub limit: usize,
    /// Sort key and identifier of the last row already seen: the seek.
    pub after: Option<(i64, uuid::Uuid)>,
}

/// A row of a list of requests. It is read without the request's body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct RequestSummary {
    /// Identifier.
    pub id: RequestId,
    /// What people call it.
    pub reference: String,
    /// The procedure.
    pub procedure: Id,
    /// Its status.
    pub status: Name,
    /// What the status amounts to.
    pub state: State,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// How it came.
    pub origin: Origin,
    /// The service in charge.
    pub service: Id,
    /// The agent in charge, if one is. Applicants do not see it.
    pub agent: Option<String>,
    /// The applicant as agents name them.
    pub applicant_name: String,
    /// When the town hall got it.
    pub received_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
    /// When the first of its open tasks is due. Applicants do not see it.
    pub due: Option<Instant>,
    /// Number of the last event that changed it.
    pub revision: u64,
    /// The status and the state that the applicant is shown instead, while the real ones are hidden from them.
    #[serde(skip)]
    pub shown: Option<(Name, State, Option<Outcome>)>,
    /// Sort key of the row, for the next page. The store's own affair.
    #[serde(skip)]
    pub sort_key: i64,
}

/// A row of a list of tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskSummary {
    /// Identifier.
    pub id: TaskId,
    /// The request.
    pub request: RequestId,
    /// The request's reference.
    pub reference: String,
    /// The procedure.
    pub procedure: Id,
    /// What is awaited.
    pub kind: TaskKind,
    /// What is to be done.
    pub title: String,
    /// The service of which it is awaited.
    pub service: Id,
    /// The agent who has it.
    pub agent: Option<String>,
    /// When it should be done.
    pub due: Option<Instant>,
    /// Whether that has passed. The engine tells it, by its clock.
    #[serde(default)]
    pub overdue: bool,
    /// When it was opened.
    pub opened_at: Instant,
    /// Sort key of the row, for the next page. The store's own affair.
    #[serde(skip)]
    pub sort_key: i64,
}

/// How many requests of a procedure are in a status.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Count {
    /// The procedure.
    pub procedure: Id,
    /// The status.
    pub status: Name,
    /// What it amounts to.
    pub state: State,
    /// How many.
    pub requests: u64,
}

/// Answers begun and not filed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Identifier, which the request will keep.
    pub id: RequestId,
    /// The procedure.
    pub procedure: Id,
    /// The scenario.
    pub scenario: Id,
    /// Who is writing it: the actor, as JSON.
    pub owner: String,
    /// The applicant, if already told.
    pub applicant: Option<Applicant>,
    /// What is answered so far, unchecked.
    pub answers: Values,
    /// Number of times it was saved.
    pub revision: u64,
    /// When it was last saved.
    pub saved_at: Instant,
    /// When it expires.
    pub expires_at: Instant,
}

/// A content that is being received. The store's own name for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentKey(pub i64);

/// What was removed at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Removed {
    /// Files.
    pub files: usize,
    /// Whether nothing more is to be removed.
    pub is_done: bool,
}

/// What makes an operation the same as one already done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Who asked: the actor, as JSON.
    pub actor: String,
    /// The operation.
    pub operation: String,
    /// The key that the caller gave.
    pub key: String,
}

/// What is kept of an operation already done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// SHA-256 of its input.
    pub input: Hash,
    /// Its result, as JSON.
    pub result: String,
}

/// A timer that is due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueTimer {
    /// The request.
    pub request: RequestId,
    /// When it was due, and what it does.
    pub timer: Timer,
}
