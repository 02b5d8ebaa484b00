//! What a request has of something scarce.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Instant, RequestId};

/// A length of time: from an instant, which it holds, to another, which it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
}

impl Period {
    /// All the time that there is: what is claimed without a date.
    pub const ALWAYS: Self =
        Self { from: Instant::from_milliseconds(-(1 << 60)), to: Instant::from_milliseconds(1 << 60) };

    /// Whether the two have an instant in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }

    /// Whether it has no instant.
    pub fn is_empty(self) -> bool {
        self.to <= self.from
    }
}

/// A part of something scarce, as a request has it. Fields stand in alphabetical order, as events are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claim {
    /// Whether more was taken than there is.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub conflict: bool,
    /// What is taken.
    pub key: String,
    /// When; always, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// How many are taken.
    pub quantity: u32,
}

impl Claim {
    /// When it is taken.
    pub fn period(&self) -> Period {
        self.period.unwrap_or(Period::ALWAYS)
    }

    /// Whether both take the same, whatever was left.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.key, self.period, self.quantity) == (&other.key, other.period, other.quantity)
    }
}

/// What is taken of something, and by which request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The request.
    pub request: RequestId,
    /// When.
    pub period: Period,
    /// How many.
    pub quantity: u32,
}
