//! What leaves: which thing is next, who attempts it, how the attempt ends.
//!
//! An endpoint is a channel, a business application, or a subscriber: what works or fails as one. Things are leased endpoint by
//! endpoint, so that one that is set aside (see [`breaker`](crate::delivery::breaker)) is not even looked at.

mod answer;
mod attempt;
mod changes;
mod enclosures;
mod events;
mod lost;
mod question;
mod settle;
mod turn;

use std::sync::Mutex;

pub(super) use attempt::{Attempt, Ending};
use turn::Allowance;

use super::{Budget, DueReport, Engine};
use crate::definition::Id;
use crate::delivery::breaker::after_lease;
use crate::error::{Error, Result};
use crate::request::{EndpointHealth, Instant};
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
        let left = Allowance::new(budget.limit);
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

    /// Leases things of an endpoint, at most one if it is tried again or slowed down.
    pub(super) fn lease_of(
        &self,
        (store, endpoint, health): (&mut dyn Writing, &str, &EndpointHealth),
        lease: &Lease,
        most: usize,
    ) -> Result<Vec<OutboxEntry>> {
        if !health.takes_at(lease.now) {
            return Ok(Vec::new());
        }
        let most = if health.is_open() || health.pace > 0 { most.min(1) } else { most };
        let entries = store.lease(endpoint, lease, most)?;
        if !entries.is_empty() {
            note_lease(store, endpoint, health, lease)?;
        }
        Ok(entries)
    }

    /// Leases what `take` takes of an endpoint, if it takes anything now.
    fn lease_at<T>(
        &self,
        endpoint: &str,
        lease: &Lease,
        mut take: impl FnMut(&mut dyn Writing) -> Result<Option<T>>,
    ) -> Result<Option<T>> {
        write(self.store(), |store| {
            let health = store.endpoint(endpoint)?;
            if !health.takes_at(lease.now) {
                return Ok(None);
            }
            let taken = take(store)?;
            if taken.is_some() {
                note_lease(store, endpoint, &health, lease)?;
            }
            Ok(taken)
        })
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

/// Writes that something of an endpoint was leased, if that changes when it takes the next thing.
fn note_lease(store: &mut dyn Writing, endpoint: &str, health: &EndpointHealth, lease: &Lease) -> Result<()> {
    let after = after_lease(health, lease.now, lease.until);
    if after == *health { Ok(()) } else { store.put_endpoint(endpoint, &after) }
}

/// What the endpoint of a business application begins with.
pub(super) const CALLS: &str = "connector:";

/// The endpoint of a business application.
pub(super) fn endpoint_of_connector(connector: &Id) -> String {
    format!("{CALLS}{connector}")
}

/// The endpoint of one who is told of events.
pub(super) fn endpoint_of_subscriber(name: &str) -> String {
    format!("subscriber:{name}")
}

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
