//! When an endpoint is left alone: what is sent there waits, and costs the others nothing.
//!
//! After several failures in a row the endpoint is set aside ("open"): nothing is attempted there for a while, then one
//! thing tries. If it arrives, all is as before; if not, the endpoint is set aside for longer. An answer that says "too many
//! calls" or "the server behind does not answer" (429, 502, 504; 421 of a mail relay) slows it down: each further one makes the time between two
//! attempts longer, each success makes it shorter.

use super::{Failure, FailureClass, Outage};
use crate::request::{EndpointHealth, Instant};

const SECOND: i64 = 1_000;

/// How long an endpoint is first set aside; twice as long each time after that.
const FIRST_PAUSE: i64 = 30 * SECOND;
const LONGEST_PAUSE: i64 = 15 * 60 * SECOND;

/// The first time between two attempts at an endpoint that is slowed down, then the longest.
const FIRST_PACE: i64 = SECOND;
const LONGEST_PACE: i64 = 5 * 60 * SECOND;

/// Failures in a row after which an endpoint is set aside, when the host does not say.
pub const FAILURES_BEFORE_PAUSE: u32 = 5;

/// The endpoint once something of it was leased until `until`. While it is set aside nothing else is, until that one is
/// back or its lease is over.
pub fn after_lease(health: &EndpointHealth, now: Instant, until: Instant) -> EndpointHealth {
    let mut health = health.clone();
    if health.is_open() {
        health.trying = true;
        health.resume_at = Some(until);
    } else if health.pace > 0 {
        health.resume_at = Some(now.plus_milliseconds(health.pace));
    }
    health
}

/// The endpoint after an attempt; `most_failures` in a row set it aside.
pub fn after_attempt(
    health: &EndpointHealth,
    failure: Option<&Failure>,
    now: Instant,
    most_failures: u32,
) -> EndpointHealth {
    let Some(failure) = failure else { return after_success(health, now) };
    match failure {
        // It was not asked: this tells nothing of it.
        Failure::AddressRefused | Failure::Unsendable(_) => health.clone(),
        // It answered, whatever it thinks of one recipient.
        Failure::Unavailable { outage: Outage::Deferred(_), .. } => after_success(health, now),
        _ if failure.class() != FailureClass::Unavailable => after_success(health, now),
        _ => after_outage(health, failure, now, most_failures),
    }
}

fn after_success(health: &EndpointHealth, now: Instant) -> EndpointHealth {
    let pace = if health.pace >= 2 * FIRST_PACE { health.pace / 2 } else { 0 };
    let resume_at = (pace > 0).then(|| now.plus_milliseconds(pace));
    EndpointHealth { pace, resume_at, ..EndpointHealth::default() }
}

fn after_outage(
    health: &EndpointHealth,
    failure: &Failure,
    now: Instant,
    most_failures: u32,
) -> EndpointHealth {
    let mut health = health.clone();
    let was_open = health.is_open();
    health.failures = health.failures.saturating_add(1);
    let mut resume_at = None;
    if let Failure::Unavailable { outage, retry_after } = failure {
        if matches!(outage, Outage::Status(429 | 502 | 504) | Outage::Relay(421)) {
            health.pace = health.pace.saturating_mul(2).clamp(FIRST_PACE, LONGEST_PACE);
            resume_at = Some(now.plus_milliseconds(health.pace));
        }
        resume_at = resume_at.max(retry_after.map(|asked| asked.instant(now)));
    }
    // What had left before it was set aside, and comes back late, tells nothing new.
    let opens = if was_open { health.trying } else { health.failures >= most_failures.max(1) };
    if opens {
        let doublings = health.openings.min(16);
        let pause = FIRST_PAUSE.saturating_mul(1 << doublings).min(LONGEST_PAUSE);
        health.openings = health.openings.saturating_add(1);
        health.trying = false;
        resume_at = resume_at.max(Some(now.plus_milliseconds(pause)));
        health.resume_at = resume_at;
    } else {
        health.resume_at = health.resume_at.max(resume_at);
    }
    health
}
