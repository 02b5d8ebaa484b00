//! What an agent has to do: one list of tasks and requests, and how much there is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::page::{cut, page};
use super::queries::searched;
use super::tags::searched_tag;
use super::{Engine, PageOf, PageRequest};
use crate::definition::{Id, Name, State, TaskKind};
use crate::error::{Error, Result};
use crate::request::{Actor, Agent, Instant, RequestId, Role, TaskId};
use crate::store::{InboxFilter, InboxItem, InboxRow, Reading, SectorOf, read};

/// Which part of an inbox. Every criterion given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InboxQuery {
    /// What is the agent's own alone: the tasks in their hands, the requests in their charge, and those of the absent
    /// colleagues for whom they stand in.
    pub mine: bool,
    /// The tasks awaited from this service, one of the agent's; with `mine`, the agent's own of that service.
    pub service: Option<Id>,
    /// What is late.
    pub overdue: bool,
    /// Of this procedure.
    pub procedure: Option<Id>,
    /// Of a request in this sector.
    pub sector: Option<SectorOf>,
    /// Of a request with this tag.
    pub tag: Option<String>,
    /// Due before this instant.
    pub due_before: Option<Instant>,
    /// Beginnings of words of the reference, or of the applicant's name, organisation or e-mail address.
    pub text: Option<String>,
}

/// Something that an agent has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InboxEntry {
    /// Why it is in the inbox.
    pub reason: InboxReason,
    /// The task; none for a request that the agent has in charge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<TaskId>,
    /// What the task awaits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<TaskKind>,
    /// What the task says is to be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The request.
    pub request: RequestId,
    /// Its reference.
    pub reference: String,
    /// Its procedure.
    pub procedure: Id,
    /// Its status.
    pub status: Name,
    /// What the status amounts to.
    pub state: State,
    /// The applicant as agents name them.
    pub applicant_name: String,
    /// The service of which the task is awaited, or that is in charge of the request.
    pub service: Id,
    /// The agent who has the task, or is in charge of the request.
    pub agent: Option<String>,
    /// When the task should be done; for a request, the first of its tasks.
    pub due: Option<Instant>,
    /// Whether that has passed: *en retard*.
    pub overdue: bool,
    /// When the task was opened, or the request received.
    pub since: Instant,
}

/// Why something is in an inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InboxReason {
    /// A task in the agent's hands.
    Mine,
    /// A task of a service of the agent's, that nobody has.
    Service,
    /// A task of a service of the agent's, in the hands of a colleague.
    Colleague,
    /// A request that the agent has in charge.
    InCharge,
    /// What an absent colleague, for whom the agent stands in, has in hand or in charge.
    StandIn,
}

/// How much an inbox holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InboxSummary {
    /// Tasks in the agent's hands, and requests in their charge; those of the absent colleagues for whom they stand in
    /// too.
    pub mine: u64,
    /// Tasks awaited from the agent's services, whoever has them.
    pub services: u64,
    /// What is late, each thing once.
    pub overdue: u64,
    /// All of it by procedure, each thing once.
    pub by_procedure: Vec<ProcedureLoad>,
}

/// What of an inbox is of a procedure.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProcedureLoad {
    /// The procedure.
    pub procedure: Id,
    /// How many tasks and requests.
    pub entries: u64,
}

impl Engine {
    /// A page of what an agent has to do: the open tasks in their hands and those awaited from the services where they
    /// process, the requests that they have in charge; and what the absent colleagues have for whom they stand in. The
    /// earliest due first, what has no date last.
    ///
    /// # Errors
    /// `forbidden` unless the actor is an active agent, also for a service in which they do not process;
    /// `invalid_input` for a page token of another list, a text that is no tag, or a search of too many words.
    pub fn inbox(
        &self,
        actor: &Actor,
        query: &InboxQuery,
        request: &PageRequest,
    ) -> Result<PageOf<InboxEntry>> {
        let now = self.now();
        read(self.store(), |store| {
            let agent = self.acting(store, actor)?;
            let services = services_of(&agent);
            let mut filter = InboxFilter {
                agents: answered_for(&agent),
                procedure: query.procedure.clone(),
                sector: query.sector.clone(),
                tag: query.tag.as_deref().map(searched_tag).transpose()?,
                words: query.text.as_deref().map(searched).transpose()?.unwrap_or_default(),
                ..InboxFilter::default()
            };
            match &query.service {
                Some(service) if !services.contains(service) => return Err(Error::forbidden()),
                Some(service) if query.mine => filter.service = Some(service.clone()),
                Some(service) => (filter.services, filter.agents) = (vec![service.clone()], Vec::new()),
                None if query.mine => {}
                None => filter.services = services,
            }
            // A page token goes on where the last page ended, whatever the hour: late is what was late then too.
            let (page, hash) = page(request, &(actor, query))?;
            let late = query.overdue.then_some(now);
            filter.due_before = query.due_before.into_iter().chain(late).min();
            let rows = store.inbox(&filter, &page)?;
            let rows = cut(rows, &page, hash, |row| (row.sort_key, id_of(row)));
            let entries = rows.rows.into_iter().map(|row| entry(row, &agent, now)).collect();
            Ok(PageOf { rows: entries, next: rows.next })
        })
    }

    /// How much the inbox of an agent holds.
    ///
    /// # Errors
    /// `forbidden` unless the actor is an active agent.
    pub fn inbox_counts(&self, actor: &Actor) -> Result<InboxSummary> {
        let now = self.now();
        read(self.store(), |store| {
            let agent = self.acting(store, actor)?;
            let counts = store.inbox_counts(&answered_for(&agent), &services_of(&agent), now)?;
            let by_procedure = counts
                .by_procedure
                .into_iter()
                .map(|(procedure, entries)| ProcedureLoad { procedure, entries });
            Ok(InboxSummary {
                mine: counts.mine,
                services: counts.services,
                overdue: counts.overdue,
                by_procedure: by_procedure.collect(),
            })
        })
    }

    fn acting(&self, store: &dyn Reading, actor: &Actor) -> Result<Agent> {
        self.acting_agent(store, actor)?.ok_or_else(Error::forbidden)
    }
}

/// The services of which an agent does the work, each once.
fn services_of(agent: &Agent) -> Vec<Id> {
    let mut services: Vec<Id> =
        agent.services(Role::Agent).into_iter().map(|service| Id(service.to_owned())).collect();
    services.sort();
    services.dedup();
    services
}

/// An agent, and the absent colleagues for whom they stand in.
pub(super) fn answered_for(agent: &Agent) -> Vec<String> {
    [agent].into_iter().chain(&agent.stands_in_for).map(|one| one.id.clone()).collect()
}

fn id_of(row: &InboxRow) -> uuid::Uuid {
    match &row.item {
        InboxItem::Task { id, .. } => id.0,
        InboxItem::Request => row.request.0,
    }
}

fn entry(row: InboxRow, agent: &Agent, now: Instant) -> InboxEntry {
    let reason = match (&row.item, row.agent.as_deref()) {
        (InboxItem::Request, Some(holder)) if holder == agent.id => InboxReason::InCharge,
        (InboxItem::Task { .. }, Some(holder)) if holder == agent.id => InboxReason::Mine,
        (_, Some(holder)) if agent.answers_for(holder) => InboxReason::StandIn,
        (InboxItem::Request, _) => InboxReason::InCharge,
        (InboxItem::Task { .. }, Some(_)) => InboxReason::Colleague,
        (InboxItem::Task { .. }, None) => InboxReason::Service,
    };
    let (task, kind, title) = match row.item {
        InboxItem::Task { id, kind, title } => (Some(id), Some(kind), Some(title)),
        InboxItem::Request => (None, None, None),
    };
    InboxEntry {
        reason,
        task,
        kind,
        title,
        request: row.request,
        reference: row.reference,
        procedure: row.procedure,
        status: row.status,
        state: row.state,
        applicant_name: row.applicant_name,
        service: row.service,
        agent: row.agent,
        due: row.due,
        overdue: row.due.is_some_and(|due| due < now),
        since: row.since,
    }
}
