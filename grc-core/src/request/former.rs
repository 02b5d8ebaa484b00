//! Requests taken over from a former system: what their first event says. Fields stand in alphabetical order: see
//! [`super::event`].

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::{GivenFile, Instant, Standing, Submitted, Timer, Values};
use crate::definition::{Id, Name, Outcome, State};

/// What a request was in the system that it comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Former {
    /// What it held there that has no place here, by name: what no field asks, what its field does not accept.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub kept: Values,
    /// What people called it there.
    pub reference: String,
    /// The system, as whoever took it over calls it.
    pub source: String,
}

/// A request as it was taken over from a former system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakenOver {
    /// The agent in charge, if one is.
    pub agent: Option<String>,
    /// The services that the ways out of its status name: their agents see the request there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub called_upon: BTreeSet<Id>,
    /// What was filled in while processing.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub data: Values,
    /// When it entered its status.
    pub entered_at: Instant,
    /// Its identifier in the business application, if it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<String>,
    /// The files that came with it, beside those among the answers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// What it was there.
    pub former: Former,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// What its applicant is shown instead, when the status is hidden from them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<Standing>,
    /// What its status amounts to.
    pub state: State,
    /// Its status.
    pub status: Name,
    /// What was asked, by whom, and under which reference it is known here.
    pub submitted: Submitted,
    /// When it was entered there.
    pub submitted_at: Instant,
    /// What agents sort it by.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub tags: BTreeSet<Id>,
    /// What time will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timers: Vec<Timer>,
}

/// A comment of a former system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerComment {
    /// Who wrote it there, as they were called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// What they wrote.
    pub text: String,
    /// Whether the applicant may read it.
    pub visible: bool,
    /// When they wrote it.
    pub written_at: Instant,
}
