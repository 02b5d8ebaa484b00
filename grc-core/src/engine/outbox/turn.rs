//! What a worker does next: leased in the very transaction that ends its attempt, so that each thing costs one transaction,
//! not two.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Attempt, LEASE};
use crate::engine::{Budget, DueReport, Engine};
use crate::error::Result;
use crate::request::Instant;
use crate::store::{Lease, OutboxEntry, Reading, Waiting, Writing, read, write};

/// What comes after an attempt.
#[derive(Debug, Default)]
pub(super) enum Following {
    /// Nobody has looked.
    #[default]
    Unknown,
    /// Nothing.
    Nothing,
    /// This, under a lease of that token.
    Leased(Box<OutboxEntry>, u64),
}

/// Leave to begin one thing more when an attempt ends.
pub(in crate::engine) struct Turn<'a> {
    budget: &'a Budget,
    following: RefCell<Following>,
}

impl Turn<'_> {
    /// Says what comes, once its lease is durable.
    pub(super) fn goes_on_with(&self, following: Following) {
        self.following.replace(following);
    }
}

/// How many things the workers of one call may still begin.
pub(super) struct Allowance(AtomicUsize);

impl Allowance {
    pub(super) fn new(most: usize) -> Self {
        Self(AtomicUsize::new(most))
    }

    fn take(&self) -> bool {
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1)).is_ok()
    }

    fn give_back(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

impl Engine {
    /// One worker, until nothing is left that it may do. It has one thing at a time, so that a lease is never shorter than what
    /// it covers.
    pub(super) fn work(&self, budget: &Budget, allowance: &Allowance, report: &mut DueReport) -> Result<()> {
        let mut following = Following::Unknown;
        loop {
            let (entry, token) = match following {
                Following::Leased(entry, token) => (entry, token),
                Following::Nothing => return Ok(()),
                Following::Unknown => {
                    if self.is_over(budget) || !allowance.take() {
                        return Ok(());
                    }
                    match self.lease_first()? {
                        Some(leased) => leased,
                        None => return Ok(()),
                    }
                }
            };
            let turn = allowance.take().then(|| Turn { budget, following: RefCell::default() });
            self.attempt(&Attempt { turn: turn.as_ref(), ..Attempt::new(&entry, token) }, report)?;
            following =
                turn.map(|turn| turn.following.into_inner()).map_or(Following::Unknown, |following| {
                    if !matches!(following, Following::Leased(..)) {
                        allowance.give_back();
                    }
                    following
                });
        }
    }

    /// Leases what a worker begins with. Whoever finds nothing keeps nobody from writing.
    fn lease_first(&self) -> Result<Option<(Box<OutboxEntry>, u64)>> {
        let now = self.now();
        if read(self.store(), |store| self.next_endpoint(store, now))?.is_none() {
            return Ok(None);
        }
        let lease = self.fresh_lease()?;
        let leased = write(self.store(), |store| self.lease_next(store, &lease))?;
        Ok(leased.map(|entry| (Box::new(entry), lease.token)))
    }

    /// Leases what comes after an attempt that ends, if its worker may go on.
    pub(super) fn lease_following(
        &self,
        store: &mut dyn Writing,
        attempt: &Attempt<'_>,
    ) -> Result<Following> {
        if attempt.turn.is_none_or(|turn| self.is_over(turn.budget)) {
            return Ok(Following::Unknown);
        }
        let lease = self.fresh_lease()?;
        Ok(match self.lease_next(store, &lease)? {
            Some(entry) => Following::Leased(Box::new(entry), lease.token),
            None => Following::Nothing,
        })
    }

    /// Leases the thing that has waited longest, of the endpoints that take something now.
    fn lease_next(&self, store: &mut dyn Writing, lease: &Lease) -> Result<Option<OutboxEntry>> {
        match self.next_endpoint(store, lease.now)? {
            Some(Waiting { endpoint, health, .. }) => {
                Ok(self.lease_of((store, &endpoint, &health), lease, 1)?.pop())
            }
            None => Ok(None),
        }
    }

    /// The endpoint whose first thing has waited longest, of those that take something now.
    fn next_endpoint<S: Reading + ?Sized>(&self, store: &S, now: Instant) -> Result<Option<Waiting>> {
        let ready = store.waiting()?.into_iter().filter(|waiting| {
            waiting.ready_at <= now && waiting.health.takes_at(now) && self.serves(&waiting.endpoint)
        });
        Ok(ready.min_by_key(|waiting| waiting.ready_at))
    }

    fn fresh_lease(&self) -> Result<Lease> {
        let now = self.now();
        Ok(Lease { now, until: now.plus_milliseconds(LEASE), token: self.random_number()? })
    }
}
