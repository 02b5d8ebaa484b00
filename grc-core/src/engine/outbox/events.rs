//! Subscribers, told of events: each in order, one event at a time, from its own cursor.

use crate::delivery::breaker::after_attempt;
use crate::delivery::{Failure, Outage, Schedule, tell};
use crate::engine::news::{self, EventNews};
use crate::engine::{Budget, DueReport, Engine};
use crate::error::Result;
use crate::request::Instant;
use crate::store::{Lease, Reading, Subscriber, read, write};

use super::{LEASE, endpoint_of_subscriber};

/// Why a subscriber is told nothing more.
const GONE: &str = "gone";
const EXHAUSTED: &str = "exhausted";

impl Engine {
    /// Tells subscribers what they have not been told.
    pub(in crate::engine) fn tell_subscribers(&self, budget: &Budget, report: &mut DueReport) -> Result<()> {
        if self.inner.http.is_none() {
            return Ok(());
        }
        let (subscribers, last) =
            read(self.store(), |store| Ok((store.subscribers()?, store.last_event()?)))?;
        for subscriber in subscribers.iter().filter(|subscriber| awaits(subscriber, last)) {
            if self.is_over(budget) {
                return Ok(());
            }
            let (now, token) = (self.now(), self.random_number()?);
            let lease = Lease { now, until: now.plus_milliseconds(LEASE), token };
            let name = subscriber.name.as_str();
            let endpoint = endpoint_of_subscriber(name);
            let leased = self.lease_at(&endpoint, &lease, |store| store.lease_subscriber(name, &lease))?;
            if let Some(subscriber) = leased {
                self.tell_in_order(subscriber, token, budget, report)?;
            }
        }
        Ok(())
    }

    /// When a subscriber is to be told something.
    pub(in crate::engine) fn next_to_tell(&self, store: &dyn Reading) -> Result<Option<Instant>> {
        if self.inner.http.is_none() {
            return Ok(None);
        }
        let subscribers = store.subscribers()?;
        if subscribers.is_empty() {
            return Ok(None);
        }
        let last = store.last_event()?;
        Ok(subscribers.iter().filter(|subscriber| awaits(subscriber, last)).map(|one| one.due).min())
    }

    fn tell_in_order(
        &self,
        mut subscriber: Subscriber,
        token: u64,
        budget: &Budget,
        report: &mut DueReport,
    ) -> Result<()> {
        let mut left = budget.limit;
        loop {
            let found =
                read(self.store(), |store| news::after(store, subscriber.cursor, &subscriber.types, 1))?;
            let now = self.now();
            let is_over = left == 0 || self.is_over(budget);
            let (Some(news), false) = (found.events.first(), is_over) else {
                if found.events.is_empty() {
                    subscriber.cursor = found.cursor;
                }
                write(self.store(), |store| store.move_subscriber(&subscriber, token, None))?;
                return Ok(());
            };
            left = left.saturating_sub(1);
            let told = self.tell_one(&subscriber, news, now);
            match &told {
                Ok(()) => {
                    report.events = report.events.saturating_add(1);
                    subscriber.cursor = found.cursor;
                    (subscriber.attempts, subscriber.last_failure) = (0, None);
                }
                Err(failure) => {
                    report.failures = report.failures.saturating_add(1);
                    self.after_untold(&mut subscriber, failure)?;
                }
            }
            if !self.end_telling(&subscriber, token, told.err())? {
                return Ok(());
            }
        }
    }

    /// Writes how far a subscriber is, and how its endpoint fares. Whether its next event is this worker's too: while it goes
    /// well, and no other worker has it.
    fn end_telling(&self, subscriber: &Subscriber, token: u64, failure: Option<Failure>) -> Result<bool> {
        let now = self.now();
        let endpoint = endpoint_of_subscriber(subscriber.name.as_str());
        write(self.store(), |store| {
            let before = store.endpoint(&endpoint)?;
            let after = after_attempt(&before, failure.as_ref(), now, self.host().failures_before_pause);
            // One that asks for fewer calls is told the next event later.
            let due = after.resume_at.map_or(subscriber.due, |at| at.max(subscriber.due));
            let goes_on = failure.is_none() && due <= now;
            let until = goes_on.then(|| now.plus_milliseconds(LEASE));
            if !store.move_subscriber(&Subscriber { due, ..subscriber.clone() }, token, until)? {
                return Ok(false);
            }
            if after != before {
                store.put_endpoint(&endpoint, &after)?;
            }
            Ok(goes_on)
        })
    }

    fn tell_one(&self, subscriber: &Subscriber, news: &EventNews, now: Instant) -> Result<(), Failure> {
        let host = self.host();
        let Some(http) = &self.inner.http else { return Err(Failure::unavailable(Outage::Connection)) };
        let secret = host.secrets.secret(subscriber.secret.as_str()).ok_or(Failure::SecretMissing)?;
        let body = serde_json::to_vec(&news.content).unwrap_or_default();
        tell(http.as_ref(), &host.guard, &secret, (&news.id, &subscriber.url), body, now)
    }

    /// A subscriber that says no is asked again like one that is away: nothing may be left out.
    fn after_untold(&self, subscriber: &mut Subscriber, failure: &Failure) -> Result<()> {
        let now = self.now();
        subscriber.attempts = subscriber.attempts.saturating_add(1);
        subscriber.last_failure = Some(failure.code());
        let jitter = u32::try_from(self.random_number()? % 1001).unwrap_or_default();
        let scheduled = Schedule::STANDARD.next(now, subscriber.attempts, jitter);
        let asked = match failure {
            Failure::Unavailable { retry_after: Some(asked), .. } => Some(asked.instant(now)),
            _ => None,
        };
        match scheduled {
            _ if failure.status() == Some(410) => subscriber.disabled = Some(GONE.to_owned()),
            None => subscriber.disabled = Some(EXHAUSTED.to_owned()),
            Some(at) => subscriber.due = asked.map_or(at, |asked| asked.max(at)),
        }
        Ok(())
    }
}

/// Whether there is something that it may have to be told.
fn awaits(subscriber: &Subscriber, last: u64) -> bool {
    subscriber.disabled.is_none() && subscriber.cursor < last
}
