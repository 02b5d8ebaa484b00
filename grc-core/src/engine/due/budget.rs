//! What [`Engine::run_due`](crate::Engine::run_due) may do, and what it did.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::request::Instant;

/// What [`Engine::run_due`](crate::Engine::run_due) may do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Budget {
    /// Most things done, of each kind; 1,000 if absent.
    pub limit: usize,
    /// Kinds of things; all, if empty.
    pub kinds: Vec<DueKind>,
    /// Nothing new is begun from this instant on; without limit of time, if absent.
    pub until: Option<Instant>,
    /// Threads that send messages and make calls, from 1 to 64; 1, if absent. With several, one that is slow does not keep the
    /// others waiting.
    pub threads: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { limit: 1000, kinds: Vec::new(), until: None, threads: 1 }
    }
}

/// A kind of things that fall due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DueKind {
    /// Transitions that time performs.
    Timers,
    /// Tasks that are late, when something follows from it.
    Tasks,
    /// Messages, calls and regular questions; requests to create, and what requests tell one another.
    Outbox,
    /// Calls of business applications that came before their request.
    Received,
    /// Events of which subscribers are told.
    Subscribers,
    /// The end of drafts.
    Drafts,
    /// The end of files that are no request's.
    Files,
    /// What agents who left had in hand.
    Departures,
}

/// What [`Engine::run_due`](crate::Engine::run_due) did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct DueReport {
    /// Timers that were fired.
    pub timers: usize,
    /// Late tasks from which something followed.
    #[serde(default)]
    pub tasks: usize,
    /// Messages that left.
    pub messages: usize,
    /// Calls that were answered.
    pub calls: usize,
    /// Regular questions that were answered.
    pub polls: usize,
    /// Requests created from others.
    pub created: usize,
    /// Linked requests told that another was closed, or reopened.
    pub told: usize,
    /// Calls of business applications that had come before their request, and that it has taken.
    #[serde(default)]
    pub received: usize,
    /// Calls of business applications that waited for a request, in vain.
    #[serde(default)]
    pub forgotten: usize,
    /// Events of which a subscriber was told.
    #[serde(default)]
    pub events: usize,
    /// Attempts that failed: to be tried again, or given up.
    pub failures: usize,
    /// Things given up.
    pub abandoned: usize,
    /// Drafts that expired.
    pub drafts: usize,
    /// Files that expired.
    pub files: usize,
    /// Requests of which an agent who left had something, given back to its service.
    pub departures: usize,
    /// When to come back; never, if nothing more will fall due by itself.
    pub next: Option<Instant>,
}

impl DueReport {
    /// Adds what another worker did to the outbox.
    pub(in crate::engine) fn add(&mut self, other: &Self) {
        for (own, other) in [
            (&mut self.messages, other.messages),
            (&mut self.calls, other.calls),
            (&mut self.polls, other.polls),
            (&mut self.created, other.created),
            (&mut self.told, other.told),
            (&mut self.failures, other.failures),
            (&mut self.abandoned, other.abandoned),
        ] {
            *own = own.saturating_add(other);
        }
    }
}
