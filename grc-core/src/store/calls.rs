//! What comes from business applications and waits for its request, as the port tells it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::records::Page;
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, RequestId};

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "WaitingCallKind")]
pub enum CallKind {
    /// A call that the application made.
    Call,
    /// A change that it told when it was asked for all of them.
    Change,
}

impl CallKind {
    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::Change => "change",
        }
    }
}

/// A call to keep until its request can take it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCall {
    /// What it is.
    pub kind: CallKind,
    /// The connector that made it.
    pub connector: Id,
    /// Its identifier, as its sender tells it; empty for a change.
    pub call: String,
    /// The request that it is about, if it is known already.
    pub request: Option<RequestId>,
    /// What it names: a request's reference, identifier, or identifier in the business application.
    pub named: String,
    /// The body.
    pub body: Json,
    /// When it came.
    pub at: Instant,
    /// When it is forgotten, if no request has that name.
    pub expires_at: Instant,
}

/// A call whose request is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundCall {
    /// The store's own name for it.
    pub key: i64,
    /// What it is.
    pub kind: CallKind,
    /// The connector that made it.
    pub connector: Id,
    /// The request that it is about.
    pub request: RequestId,
    /// The body.
    pub body: Json,
}

/// A call that waits, without what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingCall {
    /// The store's own name for it.
    pub key: i64,
    /// What it is.
    pub kind: CallKind,
    /// The connector that made it.
    pub connector: Id,
    /// Its identifier, as its sender tells it.
    pub call: String,
    /// What it names.
    pub named: String,
    /// When it came.
    pub at: Instant,
    /// When it is forgotten.
    pub expires_at: Instant,
    /// Bytes of its body.
    pub bytes: u64,
}

/// How much of a connector waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// Calls whose request is not known.
    pub calls: u64,
    /// Bytes of their bodies.
    pub bytes: u64,
}

/// What can be read of them.
pub trait ReadingCalls {
    /// Whether a call was noted by [`Writing::note_received`](super::Writing::note_received), and is still remembered.
    fn was_received(&self, connector: &str, call: &str) -> Result<bool>;
    /// Calls whose request is known, of any request or of one, in the order in which they came. That of a call becomes known
    /// when it is recorded under the name that the call tells, with the call's connector.
    fn found_calls(&self, request: Option<RequestId>, limit: usize) -> Result<Vec<FoundCall>>;
    /// A page of the calls whose request is not known, of a connector or of all, the first that came first. Its sort key is
    /// the key, without identifier.
    fn waiting_calls(&self, connector: Option<&Id>, page: &Page) -> Result<Vec<WaitingCall>>;
    /// How much of a connector waits. What is read is what waits, without the bodies.
    fn backlog(&self, connector: &Id) -> Result<Backlog>;
}

/// What can be written of them.
pub trait WritingCalls: ReadingCalls {
    /// Keeps a call, whose request is known or not yet.
    fn keep_call(&mut self, call: &KeptCall) -> Result<()>;
    /// Removes a call with what it says; `false` if it was removed already.
    fn remove_call(&mut self, key: i64) -> Result<bool>;
    /// Forgets the calls that nothing came for and whose end is past at `now`; gives their number.
    fn remove_expired_calls(&mut self, now: Instant) -> Result<usize>;
}
