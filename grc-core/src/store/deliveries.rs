//! What leaves: the records that go through the port, and what a store does with them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::records::Page;
use crate::error::Result;
use crate::request::{EndpointHealth, Instant, KnownAnswer, MessageId, Outgoing, RequestId};

/// Something to send, or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxEntry {
    /// What it is.
    pub outgoing: Outgoing,
    /// The request that it is about.
    pub request: RequestId,
    /// The endpoint that it goes to: see [`ReadingDeliveries::waiting`].
    pub endpoint: String,
    /// Where it stands.
    pub standing: Standing,
    /// Attempts ended so far, those that were lost among them.
    pub attempts: u32,
    /// Code of the last failure.
    pub last_failure: Option<String>,
    /// When its lease began, if it is leased.
    pub leased_at: Option<Instant>,
    /// The last answer to a question asked regularly, if the application says by what it knows it.
    pub known: Option<KnownAnswer>,
}

/// Where something to send stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "DeliveryStanding")]
pub enum Standing {
    /// To be sent.
    Pending,
    /// Sent.
    Sent,
    /// Given up by the engine.
    Dead,
    /// Given up by an operator.
    Abandoned,
}

/// The outcome of an attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It was sent.
    Sent,
    /// To be tried again at this instant, after this failure (a code).
    Retry(Instant, String),
    /// Given up, after this failure (a code).
    Dead(String),
    /// A question that is asked regularly: again at this instant, this answer being known. Attempts start anew.
    Again(Instant, Option<KnownAnswer>),
}

/// One attempt at something that leaves. It tells nothing of what was sent, nor to whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Attempt {
    /// When it began.
    pub began_at: Instant,
    /// When it ended.
    pub ended_at: Instant,
    /// How it ended.
    pub outcome: AttemptOutcome,
    /// Code of the failure.
    pub reason: Option<String>,
    /// HTTP status that was answered.
    pub status: Option<u16>,
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AttemptOutcome {
    /// It arrived.
    Sent,
    /// The other side said no, and would again.
    Refused,
    /// The other side was not there, or could not serve.
    Unavailable,
    /// The other side said yes, in words that the engine does not understand.
    Unreadable,
    /// Whoever attempted it never came back: how it ended is not known.
    Lost,
}

impl AttemptOutcome {
    /// The name under which it is stored.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Unavailable => "unavailable",
            Self::Unreadable => "unreadable",
            Self::Lost => LOST,
        }
    }
}

/// The code of the failure of an attempt whose lease was over, and was taken anew.
pub const LOST: &str = "lost";

/// A lease being taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    /// When it begins.
    pub now: Instant,
    /// When it is over.
    pub until: Instant,
    /// By what it is known.
    pub token: u64,
}

/// An endpoint to which something waits to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The endpoint.
    pub endpoint: String,
    /// The first instant at which something of it may be leased.
    pub ready_at: Instant,
    /// How it has fared lately.
    pub health: EndpointHealth,
}

/// What an endpoint holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointLoad {
    /// The endpoint.
    pub endpoint: String,
    /// How it has fared lately.
    pub health: EndpointHealth,
    /// Things to be sent, regular questions apart.
    pub queued: u64,
    /// The one that was written first.
    pub oldest: Option<MessageId>,
    /// Things given up, of which nobody has decided yet.
    pub dead: u64,
}

/// What can be read of what leaves.
pub trait ReadingDeliveries {
    /// The endpoints to which something waits to be sent, by name, those of which everything is leased too. Calls to a
    /// business application and the regular questions to it are one endpoint, `connector:gmao`; what does not leave the store
    /// is `requests`; messages are their channel. However much waits at an endpoint, only its first thing is read.
    fn waiting(&self) -> Result<Vec<Waiting>>;
    /// How an endpoint has fared lately.
    fn endpoint(&self, endpoint: &str) -> Result<EndpointHealth>;
    /// What every endpoint holds that has something to send, something given up, or trouble, by name; `requests` apart. Only
    /// what is still to be sent or decided is counted, never what was sent.
    fn endpoints(&self) -> Result<Vec<EndpointLoad>>;
    /// Things to send, or sent, of one request: for its history and for operators.
    fn outbox(&self, request: RequestId) -> Result<Vec<OutboxEntry>>;
    /// One thing to send, or sent.
    fn outgoing(&self, message: MessageId) -> Result<Option<OutboxEntry>>;
    /// A page of what was given up and of which nobody has decided yet, of one endpoint or of all but `requests`: by
    /// endpoint, the one written first first. Sort keys are 0.
    fn dead_letters(&self, endpoint: Option<&str>, page: &Page) -> Result<Vec<OutboxEntry>>;
    /// The last attempts at one thing, in order.
    fn attempts(&self, message: MessageId) -> Result<Vec<Attempt>>;
}

/// What can be written of what leaves.
pub trait WritingDeliveries: ReadingDeliveries {
    /// Leases up to `limit` things of an endpoint that are due: the first one unsent of each (request, place). A lease that
    /// was over, and is taken anew, leaves an attempt that is [`AttemptOutcome::Lost`]: it counts, and its failure is [`LOST`].
    fn lease(&mut self, endpoint: &str, lease: &Lease, limit: usize) -> Result<Vec<OutboxEntry>>;
    /// Ends a lease with its outcome, and keeps the attempt if there was one. `false`, and nothing written, if the lease is
    /// not `token`'s.
    fn settle(
        &mut self,
        message: MessageId,
        token: u64,
        settlement: &Settlement,
        attempt: Option<&Attempt>,
    ) -> Result<bool>;
    /// Writes how an endpoint has fared.
    fn put_endpoint(&mut self, endpoint: &str, health: &EndpointHealth) -> Result<()>;
    /// Sends again what was given up: from `now` on, its attempts counted anew; what waits for the same place of the same
    /// request and has begun goes first. `false`, and nothing written, if it was not given up.
    fn requeue(&mut self, message: MessageId, now: Instant) -> Result<bool>;
    /// Gives up for good what was given up. `false`, and nothing written, if it was not.
    fn abandon(&mut self, message: MessageId) -> Result<bool>;
}
