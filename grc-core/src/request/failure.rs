//! How calls to business applications fail. Data only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::Name;

/// How a call to a business application failed, as circuits tell it apart: the refinements of an edge `failed`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FailureClass {
    /// No, and no again if asked again: 3xx, 4xx but 408, 425 and 429, or what the operation's `refused_if` says.
    Refused,
    /// Not now: 408, 425, 429, 5xx, no connection, no answer in time. It was tried again until there was no attempt left.
    Unavailable,
    /// Accepted, in words that are not understood. It is not tried again: what was called may have acted.
    Unreadable,
}

impl FailureClass {
    /// The three classes.
    pub const ALL: [Self; 3] = [Self::Refused, Self::Unavailable, Self::Unreadable];

    /// The name used in catalogues: `push:create:refused`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Unavailable => "unavailable",
            Self::Unreadable => "unreadable",
        }
    }
}

/// A call to the business application that was given up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FailedPush {
    /// The connector's operation.
    pub operation: Name,
    /// How it failed.
    pub class: FailureClass,
    /// Code of the last failure: `http_422`, `timeout`, `refused_answer`.
    pub code: String,
    /// HTTP status of the last answer, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// What the application itself said of it: a text from outside, on one line, shortened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<String>,
}
