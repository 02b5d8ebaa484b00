//! What happens to those who work at the town hall, and what they leave behind.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Absence, Actor, Agent, Instant};
use crate::definition::Id;

/// Something that was done to an agent's registration.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PeopleEvent {
    /// Rank in the journal, from 1. The store gives it.
    pub number: u64,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub by: Actor,
    /// The agent concerned.
    pub agent: String,
    /// What it was.
    pub change: PeopleChange,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PeopleChange {
    /// They were registered for the first time.
    Added {
        /// As they were registered.
        registered: Agent,
    },
    /// Their name, their address or their roles changed, or they may act again.
    Changed {
        /// As they were registered from then on.
        registered: Agent,
    },
    /// They may no longer act.
    Disabled,
    /// A time away was told, or changed.
    AbsenceSet {
        /// The time away.
        absence: Absence,
    },
    /// A time away was called off.
    AbsenceEnded,
}

/// Work that an agent has and must give back to the services.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Departure {
    /// The agent.
    pub agent: String,
    /// The service in which they lost their role; all, for someone who may no longer act.
    pub service: Option<Id>,
}
