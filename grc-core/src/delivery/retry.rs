//! When to try again.

use std::borrow::Cow;

use chrono::DateTime;

use crate::request::Instant;

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;
const HOUR: i64 = 60 * MINUTE;

/// Delays before each attempt but the first, which is made at once, as Standard Webhooks recommends them.
/// <https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability>
const STANDARD: [i64; 9] =
    [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR];

/// The longest that another side may put us off.
const LONGEST_WAIT: i64 = 24 * HOUR;

/// How long something that failed waits before each new attempt, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule(Cow<'static, [i64]>);

impl Schedule {
    /// Ten attempts: at once, then after 5 s, 5 min, 30 min, 2, 5, 10, 14, 20 and 24 h.
    pub const STANDARD: Self = Self(Cow::Borrowed(&STANDARD));

    /// A first attempt, then one after each of these delays, in milliseconds.
    pub fn new(delays: impl Into<Vec<i64>>) -> Self {
        Self(Cow::Owned(delays.into()))
    }

    /// When to make the next attempt, `attempts` having failed; `None`: given up.
    ///
    /// `jitter`, drawn by the caller from 0 to 1000, lengthens the delay by up to a fifth, so that
    /// things that failed together do not come back together.
    pub fn next(&self, now: Instant, attempts: u32, jitter: u32) -> Option<Instant> {
        let Some(index) = attempts.checked_sub(1) else { return Some(now) };
        let delay = *usize::try_from(index).ok().and_then(|index| self.0.get(index))?;
        let spread = delay / 5 * i64::from(jitter.min(1_000)) / 1_000;
        Some(now.plus_milliseconds(delay + spread))
    }
}

impl Default for Schedule {
    fn default() -> Self {
        Self::STANDARD
    }
}

/// When another side wants to be asked again: its `Retry-After`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// So many seconds after its answer.
    Seconds(u32),
    /// Not before this instant.
    At(Instant),
}

impl RetryAfter {
    /// Reads the header's value: seconds, or a date such as `Wed, 21 Oct 2026 07:28:00 GMT`.
    /// `None` for anything else.
    pub fn parse(value: &str) -> Option<Self> {
        let value = value.trim();
        if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Seconds(value.parse().unwrap_or(u32::MAX)));
        }
        let date = DateTime::parse_from_rfc2822(value).ok()?;
        Some(Self::At(Instant::from_milliseconds(date.timestamp_millis())))
    }

    /// The instant meant; a day after `now`, if it is later than that.
    pub fn instant(self, now: Instant) -> Instant {
        let asked = match self {
            Self::Seconds(seconds) => now.plus_milliseconds(i64::from(seconds) * SECOND),
            Self::At(instant) => instant,
        };
        asked.min(now.plus_milliseconds(LONGEST_WAIT))
    }
}
