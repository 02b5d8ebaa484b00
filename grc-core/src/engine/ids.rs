//! Fresh identifiers: UUIDv7, in the order in which they are made.

use std::sync::{Mutex, PoisonError};

use uuid::{Builder, Uuid};

use super::Host;
use crate::error::Result;
use crate::request::Instant;

/// The last millisecond for which an identifier was made, and how many were since.
#[derive(Debug, Default)]
pub(super) struct Ids(Mutex<(i64, u16)>);

/// Identifiers of one millisecond: the 12 bits that UUIDv7 keeps for a counter.
const OF_ONE_MILLISECOND: u16 = 1 << 12;

impl Ids {
    /// A fresh UUIDv7: the instant, a counter that keeps the order within a millisecond, and 62 random bits.
    pub(super) fn fresh(&self, host: &Host, now: Instant) -> Result<Uuid> {
        let mut random = [0; 10];
        host.randomness.fill(&mut random)?;
        let (milliseconds, rank) = self.next(now.milliseconds());
        let [high, low] = rank.to_be_bytes();
        random[0] = high;
        random[1] = low;
        let milliseconds = u64::try_from(milliseconds).unwrap_or_default();
        Ok(Builder::from_unix_timestamp_millis(milliseconds, &random).into_uuid())
    }

    /// A clock that stands still or goes back does not break the order: the last millisecond goes on.
    fn next(&self, now: i64) -> (i64, u16) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (milliseconds, rank) = *last;
        *last = if now > milliseconds {
            (now, 0)
        } else if rank.saturating_add(1) < OF_ONE_MILLISECOND {
            (milliseconds, rank.saturating_add(1))
        } else {
            (milliseconds.saturating_add(1), 0)
        };
        *last
    }
}
