//! What operators see of what leaves, and what they decide of what was given up.

mod changes;
mod endpoints;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use changes::AskedChangesView;
pub use endpoints::{EndpointState, EndpointView};

use super::outbox::require_endpoint;
use super::page::{cut, page};
use super::{Engine, PageOf, PageRequest, require_system};
use crate::definition::{Channel, CommunicationKind, Name};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Delivery, EventContent, Instant, MessageId, OutgoingContent, RequestId};
use crate::store::{Attempt, OutboxEntry, Page, Reading, RequestKey, Standing, Writing, read, write};
use crate::workflow::{Access, Command, access};

/// How many things are requeued or abandoned in one transaction.
const AT_ONCE: usize = 100;

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
    /// is not undone: a task that was opened stays, a status that was left is left. The request's history tells who decided.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or, for one message, a manager of its request; `not_found` for a message that
    /// was not given up; `invalid_input` for what is no endpoint.
    pub fn requeue_dead_letters(&self, actor: &Actor, which: &DeadLetters) -> Result<usize> {
        self.decide_of(actor, which, Fate::Requeued)
    }

    /// Gives up for good what was given up: it is no longer listed. Gives how many. The request's history tells who decided.
    ///
    /// # Errors
    /// As [`Engine::requeue_dead_letters`].
    pub fn abandon_dead_letters(&self, actor: &Actor, which: &DeadLetters) -> Result<usize> {
        self.decide_of(actor, which, Fate::Abandoned)
    }
}

impl Engine {
    fn decide_of(&self, actor: &Actor, which: &DeadLetters, fate: Fate) -> Result<usize> {
        match which {
            DeadLetters::Message(id) => write(self.store(), |store| {
                let unknown = || Error::not_found("message", "message").at("/which/message");
                let entry = store.outgoing(*id)?.filter(leaves).ok_or_else(unknown)?;
                self.require_access(store, actor, entry.request, Access::Manager)
                    .map_err(|error| if error.code() == ErrorCode::NotFound { unknown() } else { error })?;
                if self.decide_of_one(store, actor, &entry, fate)? { Ok(1) } else { Err(unknown()) }
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
                            let is_done = self.decide_of_one(store, actor, &entry, fate)?;
                            some = some.saturating_add(usize::from(is_done));
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

    /// Decides of something that was given up, and tells it in the history of its request. `false` if it was not given up.
    fn decide_of_one(
        &self,
        store: &mut dyn Writing,
        actor: &Actor,
        entry: &OutboxEntry,
        fate: Fate,
    ) -> Result<bool> {
        let id = entry.outgoing.id;
        let is_done = match fate {
            Fate::Requeued => store.requeue(id, self.now())?,
            Fate::Abandoned => store.abandon(id)?,
        };
        if !is_done {
            return Ok(false);
        }
        if let Some((request, process)) = self.request_and_process(store, entry.request)? {
            let Way { channel, operation, .. } = way(&entry.outgoing.content);
            let delivery = Delivery { channel, message: id, operation };
            let content = match fate {
                Fate::Requeued => EventContent::DeliveryRequeued(delivery),
                Fate::Abandoned => EventContent::DeliveryAbandoned(delivery),
            };
            let agent = self.acting_agent(store, actor)?;
            let command = Command::Recorded(Box::new(content));
            self.carry_out(store, &process, &request, command, (actor, agent.as_ref()))?;
        }
        Ok(true)
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

/// Whether it goes out of the store.
fn leaves(entry: &OutboxEntry) -> bool {
    !matches!(entry.outgoing.content, OutgoingContent::CreateRequest(_) | OutgoingContent::TellLinked(_))
}

/// How something leaves: a message by its channel, a call by its operation.
#[derive(Default)]
struct Way {
    channel: Option<Channel>,
    communication: Option<CommunicationKind>,
    operation: Option<Name>,
}

fn way(content: &OutgoingContent) -> Way {
    match content {
        OutgoingContent::Message(message) => Way {
            channel: Some(message.channel),
            communication: Some(message.communication),
            operation: None,
        },
        OutgoingContent::Call(call) => Way { operation: Some(call.operation.clone()), ..Way::default() },
        _ => Way::default(),
    }
}

fn delivery(store: &dyn Reading, entry: OutboxEntry) -> Result<DeliveryView> {
    let attempts = store.attempts(entry.outgoing.id)?;
    let request = store.request(&RequestKey::Id(entry.request))?;
    let Way { channel, communication, operation } = way(&entry.outgoing.content);
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
