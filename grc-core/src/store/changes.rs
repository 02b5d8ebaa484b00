//! Questions asked regularly about all requests of a business application, as the port tells them.

use super::deliveries::Lease;
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, KnownAnswer};

/// How far the changes of a business application were asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedChanges {
    /// The connector.
    pub connector: Id,
    /// From where to ask; from the beginning, if `None`.
    pub cursor: Option<String>,
    /// When to ask; while it is leased, when the lease is over.
    pub due: Instant,
    /// The last answer, if the application says by what it knows it.
    pub known: Option<KnownAnswer>,
    /// Code of the last failure; `None` when the last attempt was none.
    pub last_failure: Option<String>,
    /// When it was last asked.
    pub asked_at: Option<Instant>,
    /// Since when the cursor is there; `None` before it told one.
    pub moved_at: Option<Instant>,
}

/// What can be read of them.
pub trait ReadingChanges {
    /// The connectors that an open request has, by id. What is read is one request of each.
    fn connectors_in_use(&self) -> Result<Vec<Id>>;
    /// How far a connector was asked; `None` before the first time.
    fn asked_changes(&self, connector: &Id) -> Result<Option<AskedChanges>>;
    /// How far each connector was asked that ever was, by id.
    fn all_asked_changes(&self) -> Result<Vec<AskedChanges>>;
    /// Whether a call to a connector is still to be answered: its answer may tell the identifier of a request.
    fn awaits_an_answer(&self, connector: &Id) -> Result<bool>;
}

/// What can be written of them.
pub trait WritingChanges: ReadingChanges {
    /// Leases the question to a connector, if it is due, or never was asked, and is not leased; `None` otherwise.
    fn lease_changes(&mut self, connector: &Id, lease: &Lease) -> Result<Option<AskedChanges>>;
    /// Writes how far a connector was asked, and keeps the lease until `until`, or ends it. `false`, and nothing written, if
    /// the lease is not `token`'s.
    fn move_changes(&mut self, moved: &AskedChanges, token: u64, until: Option<Instant>) -> Result<bool>;
}
