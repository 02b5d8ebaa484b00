//! Questions asked regularly about all requests, on the tables.

use super::store::Transaction;
use super::tables::changes;
use crate::definition::Id;
use crate::error::Result;
use crate::request::Instant;
use crate::store::{AskedChanges, Lease, ReadingChanges, WritingChanges};

impl ReadingChanges for Transaction<'_> {
    fn connectors_in_use(&self) -> Result<Vec<Id>> {
        changes::connectors_in_use(self.0)
    }

    fn asked_changes(&self, connector: &Id) -> Result<Option<AskedChanges>> {
        changes::asked(self.0, connector)
    }

    fn all_asked_changes(&self) -> Result<Vec<AskedChanges>> {
        changes::all_asked(self.0)
    }

    fn awaits_an_answer(&self, connector: &Id) -> Result<bool> {
        changes::awaits_an_answer(self.0, connector)
    }
}

impl WritingChanges for Transaction<'_> {
    fn lease_changes(&mut self, connector: &Id, lease: &Lease) -> Result<Option<AskedChanges>> {
        changes::lease(self.0, connector, lease)
    }

    fn move_changes(&mut self, moved: &AskedChanges, token: u64, until: Option<Instant>) -> Result<bool> {
        changes::advance(self.0, moved, token, until)
    }
}
