//! Requests tied to one another: what a circuit links, and what it creates.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::{Computed, Id, Literal, Name};

/// What another request is to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// This one was created from it.
    Parent,
    /// It was created from this one.
    Child,
    /// It is the main request, of which this one tells the same thing again.
    DuplicateOf,
    /// It tells the same thing as this one, which is the main request.
    HasDuplicate,
    /// It has something to do with this one.
    Related,
}

impl LinkKind {
    /// What this request is to the other.
    #[must_use]
    pub fn inverse(self) -> Self {
        match self {
            Self::Parent => Self::Child,
            Self::Child => Self::Parent,
            Self::DuplicateOf => Self::HasDuplicate,
            Self::HasDuplicate => Self::DuplicateOf,
            Self::Related => Self::Related,
        }
    }

    /// The name used in catalogues and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parent => "parent",
            Self::Child => "child",
            Self::DuplicateOf => "duplicate_of",
            Self::HasDuplicate => "has_duplicate",
            Self::Related => "related",
        }
    }
}

/// A request to link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LinkDefinition {
    /// Reference of the other request: an expression after `=`. Nothing is linked when it gives nothing.
    pub to: Computed,
    /// What the other request is to this one.
    #[serde(rename = "as")]
    pub kind: LinkKind,
}

/// A request to create, for the same applicant: a child of this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CreationDefinition {
    /// Its procedure.
    pub procedure: Id,
    /// Its scenario, which takes requests.
    pub scenario: Id,
    /// A list, of which each element creates one request: an expression. Within the other keys, the element is `item`.
    pub for_each: Option<String>,
    /// What is answered to its form: a value, or an expression after `=`, for each field.
    #[serde(default)]
    pub answers: BTreeMap<Name, Literal>,
    /// Condition without which it is not created.
    pub when: Option<String>,
}
