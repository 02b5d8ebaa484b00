//! What time will do with a request.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Instant;
use crate::definition::Name;

/// Something that time will do, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timer {
    /// When.
    pub due: Instant,
    /// What. A request has at most one timer for each effect.
    #[serde(flatten)]
    pub effect: TimerEffect,
}

/// What time does when a timer is due. Its key is written after `due`: their names keep the alphabetical order of events.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimerEffect {
    /// Writes a message of the scenario.
    Message(Name),
    /// Performs a transition of the present status.
    Transition(Name),
}

impl TimerEffect {
    /// What it is called in the circuit.
    pub fn name(&self) -> &str {
        match self {
            Self::Message(name) | Self::Transition(name) => name.as_str(),
        }
    }
}

/// As stores keep it: `transition:relancer`.
impl fmt::Display for TimerEffect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Message(name) => write!(formatter, "message:{name}"),
            Self::Transition(name) => write!(formatter, "transition:{name}"),
        }
    }
}

/// A text that no effect is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the effect of a timer")]
pub struct UnknownEffect;

impl FromStr for TimerEffect {
    type Err = UnknownEffect;

    fn from_str(text: &str) -> Result<Self, UnknownEffect> {
        match text.split_once(':') {
            Some(("message", name)) => Ok(Self::Message(Name(name.to_owned()))),
            Some(("transition", name)) => Ok(Self::Transition(Name(name.to_owned()))),
            _ => Err(UnknownEffect),
        }
    }
}
