//! Calls that wait for their request, on the tables.

use super::store::Transaction;
use super::tables::{calls, once};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, RequestId};
use crate::store::{Backlog, FoundCall, KeptCall, Page, ReadingCalls, WaitingCall, WritingCalls};

impl ReadingCalls for Transaction<'_> {
    fn was_received(&self, connector: &str, call: &str) -> Result<bool> {
        once::was_received(self.0, connector, call)
    }

    fn found_calls(&self, request: Option<RequestId>, limit: usize) -> Result<Vec<FoundCall>> {
        calls::found(self.0, request, limit)
    }

    fn waiting_calls(&self, connector: Option<&Id>, page: &Page) -> Result<Vec<WaitingCall>> {
        calls::waiting(self.0, connector, page)
    }

    fn backlog(&self, connector: &Id) -> Result<Backlog> {
        calls::backlog(self.0, connector)
    }
}

impl WritingCalls for Transaction<'_> {
    fn keep_call(&mut self, call: &KeptCall) -> Result<()> {
        calls::keep(self.0, call)
    }

    fn remove_call(&mut self, key: i64) -> Result<bool> {
        calls::remove(self.0, key)
    }

    fn remove_expired_calls(&mut self, now: Instant) -> Result<usize> {
        calls::remove_expired(self.0, now)
    }
}
