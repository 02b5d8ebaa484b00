//! The places to which things are sent, and whether they work.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::engine::outbox::endpoint_of_subscriber;
use crate::engine::{Engine, require_system};
use crate::error::Result;
use crate::request::{Actor, EndpointHealth, Instant, MessageId};
use crate::store::{EndpointLoad, Subscriber, read};

/// An endpoint, as operators see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EndpointView {
    /// Where things go: a channel (`email`), a business application (`connector:gmao`), one who is told of events
    /// (`subscriber:compta`).
    pub endpoint: String,
    /// Whether it works.
    pub state: EndpointState,
    /// Attempts that found it unavailable, since the last one that did not.
    pub failures: u32,
    /// Nothing is sent there before; at any time, if absent.
    pub resumes_at: Option<Instant>,
    /// Things to be sent, regular questions apart; for a subscriber, events of the store since the last that is behind it, of
    /// whatever type.
    pub queued: u64,
    /// When the oldest of them was written; not told of a subscriber.
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
    /// It failed too often and is set aside: one thing at a time tries if it is back. A subscriber that was given up is tried no
    /// more.
    Open,
}

impl Engine {
    /// Every endpoint to which something waits, of which something was given up, or that does not work.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn endpoints(&self, actor: &Actor) -> Result<Vec<EndpointView>> {
        require_system(actor)?;
        read(self.store(), |store| {
            let views = store.endpoints()?.into_iter().map(EndpointView::from);
            let mut views: BTreeMap<_, _> = views.map(|view| (view.endpoint.clone(), view)).collect();
            let last = store.last_event()?;
            for subscriber in store.subscribers()? {
                let endpoint = endpoint_of_subscriber(subscriber.name.as_str());
                let behind = last.saturating_sub(subscriber.cursor);
                if behind > 0 || subscriber.disabled.is_some() || views.contains_key(&endpoint) {
                    let health = store.endpoint(&endpoint)?;
                    views.insert(endpoint.clone(), of_subscriber(endpoint, health, &subscriber, behind));
                }
            }
            Ok(views.into_values().collect())
        })
    }
}

impl From<EndpointLoad> for EndpointView {
    fn from(load: EndpointLoad) -> Self {
        let EndpointLoad { endpoint, health, queued, oldest, dead } = load;
        let state = EndpointState::of(&health);
        let oldest = oldest.and_then(written_at);
        let (failures, resumes_at) = (health.failures, health.resume_at);
        Self { endpoint, state, failures, resumes_at, queued, oldest, dead }
    }
}

impl EndpointState {
    fn of(health: &EndpointHealth) -> Self {
        match (health.is_open(), health.pace > 0) {
            (true, _) => Self::Open,
            (false, true) => Self::Slowed,
            (false, false) => Self::Closed,
        }
    }
}

/// A subscriber has its next event tried at a time of its own, never before its endpoint takes anything.
fn of_subscriber(
    endpoint: String,
    health: EndpointHealth,
    subscriber: &Subscriber,
    behind: u64,
) -> EndpointView {
    let is_given_up = subscriber.disabled.is_some();
    let waits = subscriber.attempts > 0 && !is_given_up;
    let retry_at = waits.then_some(subscriber.due);
    EndpointView {
        endpoint,
        state: if is_given_up { EndpointState::Open } else { EndpointState::of(&health) },
        failures: health.failures,
        resumes_at: if is_given_up { None } else { health.resume_at.max(retry_at) },
        queued: behind,
        oldest: None,
        dead: 0,
    }
}

/// When something was written, as its identifier tells.
fn written_at(id: MessageId) -> Option<Instant> {
    let (seconds, nanoseconds) = id.0.get_timestamp()?.to_unix();
    let milliseconds = i64::try_from(seconds).ok()?.checked_mul(1_000)?;
    Some(Instant::from_milliseconds(milliseconds.checked_add(i64::from(nanoseconds / 1_000_000))?))
}
