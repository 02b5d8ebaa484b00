//! Ties between requests: what events tell of them, and what the fold of events leaves.
//!
//! The fields of what events tell stand in alphabetical order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::event::is_false;
use super::{MessageId, RequestId, TaskId};
use crate::definition::{Id, LinkKind, Outcome, State};

/// A tie to another request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Link {
    /// Whether the other request is closed, as this one was told: of its children and of its main request.
    #[serde(default, skip_serializing_if = "is_false")]
    pub closed: bool,
    /// What the other request is to this one.
    pub kind: LinkKind,
    /// How the other request ended, if it is closed as far as this one was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// What people call the other request.
    pub reference: String,
    /// The other request.
    pub request: RequestId,
}

/// The request from which another was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parent {
    /// How many requests, one created from another, lead to the one created: 1 for a child of one that people filed.
    pub generation: u32,
    /// What people call it.
    pub reference: String,
    /// The request.
    pub request: RequestId,
}

/// A tie that is no more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untied {
    /// What the other request was to this one.
    pub kind: LinkKind,
    /// What people call the other.
    pub reference: String,
    /// The other.
    pub request: RequestId,
}

/// A linked request was closed, or reopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedChange {
    /// What it is to this one.
    pub kind: LinkKind,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
    /// What people call it.
    pub reference: String,
    /// The linked request.
    pub request: RequestId,
    /// What its status amounts to.
    pub state: State,
}

/// A request is to be created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueuedCreation {
    /// Its place in the outbox.
    pub message: MessageId,
    /// Its procedure.
    pub procedure: Id,
    /// Its scenario.
    pub scenario: Id,
}

/// A request was created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedRequest {
    /// Its place in the outbox.
    pub message: MessageId,
    /// Its procedure.
    pub procedure: Id,
    /// What people call it.
    pub reference: String,
    /// The child.
    pub request: RequestId,
}

/// A request could not be created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailedCreation {
    /// Its place in the outbox.
    pub message: MessageId,
    /// Its procedure.
    pub procedure: Id,
    /// Code of the failure.
    pub reason: String,
    /// The task of the person who is called.
    pub task: TaskId,
}

/// A request that is to be created from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwaitedRequest {
    /// Its place in the outbox.
    pub message: MessageId,
    /// Its procedure.
    pub procedure: Id,
    /// The task of the person who is to create it by hand, once it could not be created.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
}

/// All that ties a request to others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Links {
    /// The ties, in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub all: Vec<Link>,
    /// Requests that are still to be created from this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub awaited: Vec<AwaitedRequest>,
    /// How many requests, one created from another, led to this one; 0 for one that people filed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub generation: u32,
}

impl Links {
    /// Whether nothing ties the request.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty() && self.awaited.is_empty() && self.generation == 0
    }

    /// The ties of one kind.
    pub fn of(&self, kind: LinkKind) -> impl Iterator<Item = &Link> {
        self.all.iter().filter(move |link| link.kind == kind)
    }

    /// The tie of that kind to that request.
    pub fn get(&self, kind: LinkKind, request: RequestId) -> Option<&Link> {
        self.of(kind).find(|link| link.request == request)
    }

    /// Whether every child is there and closed; also when there is none.
    pub fn children_are_closed(&self) -> bool {
        self.awaited.is_empty() && self.of(LinkKind::Child).all(|link| link.closed)
    }

    /// Whether the request of which this one is a duplicate is closed.
    pub fn main_is_closed(&self) -> bool {
        self.of(LinkKind::DuplicateOf).any(|link| link.closed)
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
