//! What leaves: which thing is next, who attempts it, how the attempt ends.
//!
//! An endpoint is a channel, a business application, or a subscriber: what works or fails as one. Things are leased endpoint by
//! endpoint, so that one that is set aside (see [`breaker`](crate::delivery::breaker)) is not even looked at.

mod attempt;
mod changes;
mod enclosures;
mod events;
mod lost;
mod question;
mod settle;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(super) use attempt::{Attempt, Ending};

use super::{Budget, DueReport, Engine};
use crate::delivery::breaker::after_lease;
use crate::error::{Error, Result};
use crate::request::Instant;
use crate::store::{Lease, OutboxEntry, Reading, Writing, write};

/// How long a worker keeps what it leased, in milliseconds: longer than the slowest call.
const LEASE: i64 = 2 * 60 * 1000;

/// Most threads of one call.
const MOST_THREADS: usize = 64;

/// What does not leave the store: requests to create, news for others.
const INTERNAL: &str = "requests";

impl Engine {
    /// Sends what waits, with as many threads as the budget says.
    pub(super) fn send_outbox(&self, budget: &Budget, report: &mut DueReport) -> Result<()> {
        let left = AtomicUsize::new(budget.limit);
        let threads = budget.threads.clamp(1, MOST_THREADS);
        if threads == 1 {
            return self.work(budget, &left, report);
        }
        let total = Mutex::new(Ok(std::mem::take(report)));
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    let mut own = DueReport::default();
                    let worked = self.work(budget, &left, &mut own);
                    let mut total = total.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    if let Ok(report) = total.as_mut() {
                        report.add(&own);
                    }
                    if let Err(error) = worked {
                        *total = Err(error);
                    }
                });
            }
        });
        *report = total.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)?;
        Ok(())
    }

    /// One worker, until nothing is left that it may do.
    fn work(&self, budget: &Budget, left: &AtomicUsize, report: &mut DueReport) -> Result<()> {
        let take = || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        while !self.is_over(budget) && take().is_ok() {
            let now = self.now();
            let lease = Lease { now, until: now.plus_milliseconds(LEASE), token: self.random_number()? };
            // One at a time, so that a lease is never shorter than what it covers.
            let leased = write(self.store(), |store| self.lease_next(store, &lease))?;
            let Some(entry) = leased else { return Ok(()) };
            self.attempt(&entry, lease.token, report)?;
        }
        Ok(())
    }

    /// Leases the thing that has waited longest, of the endpoints that take something now.
    fn lease_next(&self, store: &mut dyn Writing, lease: &Lease) -> Result<Option<OutboxEntry>> {
        let ready = store.waiting()?.into_iter().filter(|waiting| {
            waiting.ready_at <= lease.now
                && waiting.health.takes_at(lease.now)
                && self.serves(&waiting.endpoint)
        });
        match ready.min_by_key(|waiting| waiting.ready_at) {
            Some(next) => Ok(self.lease_of(store, &next.endpoint, lease, 1)?.pop()),
            None => Ok(None),
        }
    }

    /// Leases things of an endpoint, at most one if it is tried again or slowed down.
    pub(super) fn lease_of(
        &self,
        store: &mut dyn Writing,
        endpoint: &str,
        lease: &Lease,
        most: usize,
    ) -> Result<Vec<OutboxEntry>> {
        let health = store.endpoint(endpoint)?;
        if !health.takes_at(lease.now) {
            return Ok(Vec::new());
        }
        let most = if health.is_open() || health.pace > 0 { most.min(1) } else { most };
        let entries = store.lease(endpoint, lease, most)?;
        if !entries.is_empty() {
            let after = after_lease(&health, lease.now, lease.until);
            if after != health {
                store.put_endpoint(endpoint, &after)?;
            }
        }
        Ok(entries)
    }

    /// Whether this engine sends by itself to an endpoint: what it has no way to send is the host's to claim.
    fn serves(&self, endpoint: &str) -> bool {
        if endpoint == INTERNAL {
            return true;
        }
        match endpoint.strip_prefix(CALLS) {
            Some(_) => self.inner.http.is_some() && !self.host().leaves_calls,
            None => self.host().has_transport(endpoint),
        }
    }

    /// When there will be something to send.
    pub(super) fn next_to_send(&self, store: &dyn Reading) -> Result<Option<Instant>> {
        let served = store.waiting()?.into_iter().filter(|waiting| self.serves(&waiting.endpoint));
        Ok(served
            .map(|waiting| waiting.health.resume_at.map_or(waiting.ready_at, |at| at.max(waiting.ready_at)))
            .min())
    }
}

/// What the endpoint of a business application begins with.
pub(super) const CALLS: &str = "connector:";

/// Refuses what is no endpoint that can be claimed: a channel, or a business application.
pub(super) fn require_endpoint(endpoint: &str, path: String) -> Result<()> {
    use crate::definition::{Bilingual, Channel};
    let is_channel = || serde_json::from_value::<Channel>(endpoint.into()).is_ok();
    if endpoint.strip_prefix(CALLS).is_some_and(|id| !id.is_empty()) || is_channel() {
        return Ok(());
    }
    let message = Bilingual::new(
        "une destination est un canal, ou `connector:` suivi d'un identifiant",
        "an endpoint is a channel, or `connector:` and an identifier",
    );
    Err(Error::new(crate::error::ErrorCode::InvalidInput, message).at(path))
}
