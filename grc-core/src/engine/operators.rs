//! What operators see of what leaves, and what they decide of what was given up.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outbox::require_endpoint;
use super::page::{cut, page};
use super::{Engine, PageOf, PageRequest, require_system};
use crate::definition::{Channel, CommunicationKind, Name};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Call, Instant, MessageId, OutgoingContent, RequestId};
use crate::store::{
    Attempt, EndpointLoad, OutboxEntry, Page, Reading, RequestKey, Standing, Writing, read, write,
};
use crate::workflow::{Access, access};

/// How many things are requeued or abandoned in one transaction.
const AT_ONCE: usize = 100;

/// An endpoint, as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EndpointView {
    /// Where things go: a channel (`email`), a business application (`connector:gmao`).
    pub endpoint: String,
    /// Whether it works.
    pub state: EndpointState,
    /// Attempts that found it unavailable, since the last one that did not.
    pub failures: u32,
    /// Nothing is sent there before; at any time, if absent.
    pub resumes_at: Option<Instant>,
    /// Things to be sent, regular questions apart.
    pub queued: u64,
    /// When the oldest of them was written.
    pub oldest: Option<Instant>,
    /// Things given up, of which nobody has decided yet.
    pub dead: u64,
}

/// Whether an endpoint works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EndpointState {
    /// It does, as far as is known.
    Closed,
    /// It asked for fewer calls: there is a time between two of them.
    Slowed,
    /// It failed too often and is set aside: one thing at a time tries if it is back.
    Open,
}

/// Something that left, or is to leave, as operators see it: neither its text nor to whom it goes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DeliveryView {
    /// Identifier.
    pub id: MessageId,
    /// Where it goes.
    pub endpoint: String,
    /// The request that it is about.
    pub request: RequestId,
    /// What people call the request.
    pub reference: String,
    /// By which way, for a message.
    pub channel: Option<Channel>,
    /// What a message is to the person who receives it.
    pub communication: Option<CommunicationKind>,
    /// The connector's operation, for a call.
    pub operation: Option<Name>,
    /// Where it stands.
    pub standing: Standing,
    /// When it is to be tried, if it is to be sent.
    pub due: Option<Instant>,
    /// Code of the last failure.
    pub last_failure: Option<String>,
    /// The last attempts, in order.
    pub attempts: Vec<Attempt>,
}

/// Which of what was given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DeadLetterQuery {
    /// Of this endpoint; of all, if absent.
    pub endpoint: Option<String>,
}

/// What is decided of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadLetters {
    /// This one.
    Message(MessageId),
    /// All of an endpoint.
    Endpoint(String),
}

/// What becomes of them.
#[derive(Clone, Copy)]
enum Fate {
    Requeued,
    Abandoned,
}

impl Engine {
    /// Every endpoint to which something waits, of which something was given up, or that does not work.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn endpoints(&self, actor: &Actor) -> Result<Vec<EndpointView>> {
        require_system(actor)?;
        let loads = read(self.store(), |store| store.endpoints())?;
        Ok(loads.into_iter().map(EndpointView::from).collect())
    }

    /// A page of what was given up and of which nobody has decided yet, with each attempt: by endpoint, the oldest first.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for what is no endpoint, or a page token of another list.
    pub fn dead_letters(
        &self,
        actor: &Actor,
        query: &DeadLetterQuery,
        request: &PageRequest,
    ) -> Result<PageOf<DeliveryView>> {
        require_system(actor)?;
        if let Some(endpoint) = &query.endpoint {
            require_endpoint(endpoint, "/query/endpoint".to_owned())?;
        }
        read(self.store(), |store| {
            let (page, hash) = page(request, query)?;
            let entries = store.dead_letters(query.endpoint.as_deref(), &page)?;
            let entries = cut(entries, &page, hash, |entry| (0, entry.outgoing.id.0));
            let rows = entries.rows.into_iter().map(|entry| delivery(store, entry)).collect::<Result<_>>()?;
            Ok(PageOf { rows, next: entries.next })
        })
    }

    /// Everything that left about a request, or is to leave, with each attempt, in order.
    ///
    /// # Errors
    /// `not_found`, `forbidden` unless the actor may process the request.
    pub fn deliveries(&self, actor: &Actor, request: RequestId) -> Result<Vec<DeliveryView>> {
        read(self.store(), |store| {
            self.require_access(store, actor, request, Access::Agent)?;
            let entries = store.outbox(request)?.into_iter().filter(leaves);
            entries.map(|entry| delivery(store, entry)).collect()
        })
    }

    /// Sends again what was given up: now, and as often as anything new. Gives how many. What its failure did to the request
    /// is not undone: a task that was opened stays, a status that was left is left.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or, for one message, a manager of its request; `not_found` for a message that
    /// was not given up; `invalid_input` for what is no endpoint.
    pub fn requeue_dead_letters(&self, actor: &Actor, which: &DeadLetters) -> Result<usize> {
        self.decide_of(actor, which, Fate::Requeued)
    }

    /// Gives up for good what was given up: it is no longer listed. Gives how many.
    ///
    /// # Errors
    /// As [`Engine::requeue_dead_letters`].
    pub fn abandon_dead_letters(&self, actor: &Actor, which: &DeadLetters) -> Result<usize> {
        self.decide_of(actor, which, Fate::Abandoned)
    }
}

impl Engine {
    fn decide_of(&self, actor: &Actor, which: &DeadLetters, fate: Fate) -> Result<usize> {
        let now = self.now();
        let one = |store: &mut dyn Writing, id| match fate {
            Fate::Requeued => store.requeue(id, now),
            Fate::Abandoned => store.abandon(id),
        };
        match which {
            DeadLetters::Message(id) => write(self.store(), |store| {
                let unknown = || Error::not_found("message", "message").at("/which/message");
                let entry = store.outgoing(*id)?.filter(leaves).ok_or_else(unknown)?;
                self.require_access(store, actor, entry.request, Access::Manager)
                    .map_err(|error| if error.code() == ErrorCode::NotFound { unknown() } else { error })?;
                if one(store, *id)? { Ok(1) } else { Err(unknown()) }
            }),
            DeadLetters::Endpoint(endpoint) => {
                require_system(actor)?;
                require_endpoint(endpoint, "/which/endpoint".to_owned())?;
                let mut done = 0_usize;
                loop {
                    // A few in each transaction: those who file do not wait.
                    let some = write(self.store(), |store| {
                        let page = Page { limit: AT_ONCE, after: None };
                        let mut some = 0_usize;
                        for entry in store.dead_letters(Some(endpoint), &page)? {
                            some = some.saturating_add(usize::from(one(store, entry.outgoing.id)?));
                        }
                        Ok(some)
                    })?;
                    done = done.saturating_add(some);
                    if some < AT_ONCE {
                        return Ok(done);
                    }
                }
            }
        }
    }

    /// Refuses an actor whose access to a request is below `least`.
    fn require_access(
        &self,
        store: &dyn Reading,
        actor: &Actor,
        request: RequestId,
        least: Access,
    ) -> Result<()> {
        let agent = self.acting_agent(store, actor)?;
        let found = store.request(&RequestKey::Id(request))?;
        match found.map(|request| access(&request, actor, agent.as_ref())) {
            None | Some(Access::None) => Err(Error::not_found("demande", "request")),
            Some(own) if own < least => Err(Error::forbidden()),
            Some(_) => Ok(()),
        }
    }
}

impl From<EndpointLoad> for EndpointView {
    fn from(load: EndpointLoad) -> Self {
        let EndpointLoad { endpoint, health, queued, oldest, dead } = load;
        let state = match (health.is_open(), health.pace > 0) {
            (true, _) => EndpointState::Open,
            (false, true) => EndpointState::Slowed,
            (false, false) => EndpointState::Closed,
        };
        let oldest = oldest.and_then(written_at);
        let (failures, resumes_at) = (health.failures, health.resume_at);
        Self { endpoint, state, failures, resumes_at, queued, oldest, dead }
    }
}

/// When something was written, as its identifier tells.
fn written_at(id: MessageId) -> Option<Instant> {
    let (seconds, nanoseconds) = id.0.get_timestamp()?.to_unix();
    let milliseconds = i64::try_from(seconds).ok()?.checked_mul(1_000)?;
    Some(Instant::from_milliseconds(milliseconds.checked_add(i64::from(nanoseconds / 1_000_000))?))
}

/// Whether it goes out of the store.
fn leaves(entry: &OutboxEntry) -> bool {
    !matches!(entry.outgoing.content, OutgoingContent::CreateRequest(_) | OutgoingContent::TellLinked(_))
}

fn delivery(store: &dyn Reading, entry: OutboxEntry) -> Result<DeliveryView> {
    let attempts = store.attempts(entry.outgoing.id)?;
    let request = store.request(&RequestKey::Id(entry.request))?;
    let (channel, communication, operation) = match entry.outgoing.content {
        OutgoingContent::Message(message) => (Some(message.channel), Some(message.communication), None),
        OutgoingContent::Call(Call { operation, .. }) => (None, None, Some(operation)),
        _ => (None, None, None),
    };
    Ok(DeliveryView {
        id: entry.outgoing.id,
        endpoint: entry.endpoint,
        request: entry.request,
        reference: request.map(|request| request.reference).unwrap_or_default(),
        channel,
        communication,
        operation,
        standing: entry.standing,
        due: (entry.standing == Standing::Pending).then_some(entry.outgoing.due),
        last_failure: entry.last_failure,
        attempts,
    })
}
