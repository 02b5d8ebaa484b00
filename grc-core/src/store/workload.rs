//! What goes through the port about who has what to do: inboxes, loads, tasks that are late.

use super::SectorOf;
use crate::definition::{Id, Name, State, TaskKind};
use crate::request::{Agent, Instant, RequestId, TaskId};

/// What an inbox holds: the tasks in the hands of `agents` and the requests in their charge, the tasks awaited from
/// `services`. Every other criterion given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxFilter {
    /// The agents, each once: whose inbox it is, and those for whom they stand in. Nobody's own, if there is none.
    pub agents: Vec<String>,
    /// The services.
    pub services: Vec<Id>,
    /// Awaited from this service, or in its charge.
    pub service: Option<Id>,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Of a request in this sector.
    pub sector: Option<SectorOf>,
    /// Of a request with this tag.
    pub tag: Option<Id>,
    /// Due before this instant.
    pub due_before: Option<Instant>,
    /// Folded words; each begins a word of the reference, or of the applicant's name, e-mail or organisation.
    pub words: Vec<String>,
}

/// A row of an inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// What it is.
    pub item: InboxItem,
    /// The request.
    pub request: RequestId,
    /// Its reference.
    pub reference: String,
    /// Its procedure.
    pub procedure: Id,
    /// What its status amounts to.
    pub state: State,
    /// Its status.
    pub status: Name,
    /// The applicant as agents name them.
    pub applicant_name: String,
    /// The service of which the task is awaited, or that is in charge of the request.
    pub service: Id,
    /// The agent who has the task, or is in charge of the request.
    pub agent: Option<String>,
    /// When the task should be done, or the first of the request's.
    pub due: Option<Instant>,
    /// When the task was opened, or the request received.
    pub since: Instant,
    /// Sort key of the row, for the next page. The store's own affair.
    pub sort_key: i64,
}

/// What a row of an inbox is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InboxItem {
    /// An open task.
    Task {
        /// Identifier.
        id: TaskId,
        /// What is awaited.
        kind: TaskKind,
        /// What is to be done.
        title: String,
    },
    /// An open request in the charge of one of the agents.
    Request,
}

/// How much an inbox holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InboxCounts {
    /// Tasks in the agents' hands, and requests in their charge.
    pub mine: u64,
    /// Tasks awaited from the services.
    pub services: u64,
    /// All those that are late, each once.
    pub overdue: u64,
    /// All of them by procedure, in order of id, each once.
    pub by_procedure: Vec<(Id, u64)>,
}

/// A task whose due date has passed, from which something follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueTask {
    /// The request.
    pub request: RequestId,
    /// The task.
    pub task: TaskId,
    /// When it should have been done.
    pub due: Instant,
}

/// An agent who has a role in a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceAgent {
    /// The agent, with all of their roles.
    pub agent: Agent,
    /// Open tasks in their hands.
    pub open_tasks: u64,
}
