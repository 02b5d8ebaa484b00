//! Those who are told of what happens, as the port tells them.

use super::deliveries::Lease;
use crate::definition::Name;
use crate::error::Result;
use crate::request::Instant;

/// Someone who is told of events, and how far they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Name.
    pub name: Name,
    /// Where events are sent.
    pub url: String,
    /// Name of the secret with which they are signed.
    pub secret: Name,
    /// Types of events; all, if empty.
    pub types: Vec<String>,
    /// The last event that is behind them: sent, or not for them.
    pub cursor: u64,
    /// Attempts that failed at the next one.
    pub attempts: u32,
    /// The next one is not sent before.
    pub due: Instant,
    /// Why nothing is sent any more; `None` while something is.
    pub disabled: Option<String>,
    /// Code of the last failure; `None` when the last attempt was none.
    pub last_failure: Option<String>,
}

/// What can be read of subscribers.
pub trait ReadingSubscribers {
    /// Every subscriber, by name.
    fn subscribers(&self) -> Result<Vec<Subscriber>>;
    /// One subscriber.
    fn subscriber(&self, name: &str) -> Result<Option<Subscriber>>;
    /// The cursor of the last event of the store; 0 before the first.
    fn last_event(&self) -> Result<u64>;
}

/// What can be written of subscribers.
pub trait WritingSubscribers: ReadingSubscribers {
    /// Adds a subscriber, or replaces one. A lease on the one that was is over.
    fn put_subscriber(&mut self, subscriber: &Subscriber) -> Result<()>;
    /// Removes a subscriber; `false` if there was none.
    fn remove_subscriber(&mut self, name: &str) -> Result<bool>;
    /// Leases a subscriber that is still told of events, whose next one is due and who is not leased; `None` otherwise.
    fn lease_subscriber(&mut self, name: &str, lease: &Lease) -> Result<Option<Subscriber>>;
    /// Writes how far a leased subscriber is, and keeps the lease until `until`, or ends it. `false`, and nothing written, if
    /// the lease is not `token`'s.
    fn move_subscriber(&mut self, moved: &Subscriber, token: u64, until: Option<Instant>) -> Result<bool>;
}
