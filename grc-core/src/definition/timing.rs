//! When time does something: so long after, or before, a moment of a request.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::{Computed, Delay, WorkingDays};

/// A length of time, from the entry into the status or from another moment. What was due before the request came there
/// is done at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Timing {
    /// From the entry into the status: an ISO 8601 duration (`"P1M"`), or an expression after `=` that gives one.
    Duration(Computed),
    /// From the entry into the status: a number of working days.
    WorkingDays(WorkingDays),
    /// From another moment.
    From(TimingFrom),
}

/// A length of time from a moment of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TimingFrom {
    /// `entry` (into the status), `creation` (of the request), `reception` (by the town hall), `closure`, or an
    /// expression after `=` that gives a day, from its beginning, or an instant. Without a value, nothing is due.
    pub from: Computed,
    /// How long after; before, when the duration is negative (`"-P7D"`). At the moment itself, if absent.
    pub delay: Option<Delay>,
}
