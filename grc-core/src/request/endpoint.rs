//! Where things are sent, and how it has fared lately. Data only.

use super::Instant;

/// How an endpoint has fared lately. An endpoint is what fails or works as one: a channel (`email`), a business
/// application (`connector:gmao`), a subscriber (`subscriber:compta`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EndpointHealth {
    /// Attempts that found it unavailable, since the last one that did not.
    pub failures: u32,
    /// How many times in a row it was set aside; 0 while it is not.
    pub openings: u32,
    /// Whether someone tries, since it was set aside, if it is back.
    pub trying: bool,
    /// Least milliseconds between two attempts; 0 without a limit.
    pub pace: i64,
    /// Nothing is sent there before.
    pub resume_at: Option<Instant>,
}

impl EndpointHealth {
    /// Whether something may be sent there at `now`.
    pub fn takes_at(&self, now: Instant) -> bool {
        self.resume_at.is_none_or(|resume_at| resume_at <= now)
    }

    /// Whether it was set aside: then one thing at a time tries if it is back.
    pub fn is_open(&self) -> bool {
        self.openings > 0
    }
}
