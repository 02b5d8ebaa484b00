//! What leaves, and who is told of what happens, on the tables.

use super::store::Transaction;
use super::tables::{dead_letters, endpoints, outbox, subscribers};
use crate::error::Result;
use crate::request::{EndpointHealth, Instant, MessageId, RequestId};
use crate::store::{
    Attempt, EndpointLoad, Lease, OutboxEntry, Page, ReadingDeliveries, ReadingSubscribers, Settlement,
    Subscriber, Waiting, WritingDeliveries, WritingSubscribers,
};

impl ReadingDeliveries for Transaction<'_> {
    fn waiting(&self) -> Result<Vec<Waiting>> {
        endpoints::waiting(self.0)
    }

    fn endpoint(&self, endpoint: &str) -> Result<EndpointHealth> {
        endpoints::health(self.0, endpoint)
    }

    fn endpoints(&self) -> Result<Vec<EndpointLoad>> {
        endpoints::endpoints(self.0)
    }

    fn outbox(&self, request: RequestId) -> Result<Vec<OutboxEntry>> {
        outbox::outbox(self.0, request)
    }

    fn outgoing(&self, message: MessageId) -> Result<Option<OutboxEntry>> {
        outbox::outgoing(self.0, message)
    }

    fn dead_letters(&self, endpoint: Option<&str>, page: &Page) -> Result<Vec<OutboxEntry>> {
        dead_letters::dead_letters(self.0, endpoint, page)
    }

    fn attempts(&self, message: MessageId) -> Result<Vec<Attempt>> {
        outbox::attempts(self.0, message)
    }
}

impl WritingDeliveries for Transaction<'_> {
    fn lease(&mut self, endpoint: &str, lease: &Lease, limit: usize) -> Result<Vec<OutboxEntry>> {
        outbox::lease(self.0, endpoint, lease, limit)
    }

    fn settle(
        &mut self,
        message: MessageId,
        token: u64,
        settlement: &Settlement,
        attempt: Option<&Attempt>,
    ) -> Result<bool> {
        outbox::settle(self.0, message, token, settlement, attempt)
    }

    fn put_endpoint(&mut self, endpoint: &str, health: &EndpointHealth) -> Result<()> {
        endpoints::put(self.0, endpoint, health)
    }

    fn requeue(&mut self, message: MessageId, now: Instant) -> Result<bool> {
        dead_letters::requeue(self.0, message, now)
    }

    fn abandon(&mut self, message: MessageId) -> Result<bool> {
        dead_letters::abandon(self.0, message)
    }
}

impl ReadingSubscribers for Transaction<'_> {
    fn subscribers(&self) -> Result<Vec<Subscriber>> {
        subscribers::subscribers(self.0)
    }

    fn subscriber(&self, name: &str) -> Result<Option<Subscriber>> {
        subscribers::subscriber(self.0, name)
    }

    fn last_event(&self) -> Result<u64> {
        subscribers::last_event(self.0)
    }
}

impl WritingSubscribers for Transaction<'_> {
    fn put_subscriber(&mut self, subscriber: &Subscriber) -> Result<()> {
        subscribers::put(self.0, subscriber)
    }

    fn remove_subscriber(&mut self, name: &str) -> Result<bool> {
        subscribers::remove(self.0, name)
    }

    fn lease_subscriber(&mut self, name: &str, lease: &Lease) -> Result<Option<Subscriber>> {
        subscribers::lease(self.0, name, lease)
    }

    fn move_subscriber(&mut self, moved: &Subscriber, token: u64, until: Option<Instant>) -> Result<bool> {
        subscribers::advance(self.0, moved, token, until)
    }
}
