//! Inboxes: the open tasks of agents and of services, and the requests that the agents have in charge, as one list;
//! and how many there are.
//!
//! The list is the merge of two: at the same due date tasks come first, then requests. Each is read in the order of its
//! own indexes, as far as the page goes. A request is due when the first of its open tasks is.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::lists::{last_of, rare};
use super::seek::{self, Order, Part, Statement, Stream, Values};
use super::tasks::{self, NEVER};
use super::{all, damaged, first, instant, named, number, places, sectors, uuid};
use crate::definition::{Id, Name, TaskKind};
use crate::error::Result;
use crate::folding;
use crate::request::{Instant, RequestId, TaskId};
use crate::store::{InboxCounts, InboxFilter, InboxItem, InboxRow, Page};

/// What [`task_row`] reads, in its order.
const TASK: &str =
    "SELECT r.id, r.reference, r.procedure, r.state, r.status, r.applicant_name, t.service, t.agent, t.due,
     t.opened_at, t.id, t.kind, t.title FROM task t JOIN request r ON r.row = t.request WHERE t.row = ?1";

/// What [`request_row`] reads, in its order.
const REQUEST: &str = "SELECT id, reference, procedure, state, status, applicant_name, service, agent,
     coalesce(due, 9223372036854775807), received_at FROM request WHERE row = ?1";

/// The due date of a request as `request_in_charge` orders it.
const REQUEST_DUE: &str = "coalesce(r.due, 9223372036854775807)";

/// Where a page begins in each of the two lists.
struct Beginning {
    tasks: Option<(i64, i64)>,
    requests: Option<(i64, i64)>,
}

pub(in super::super) fn inbox(
    connection: &Connection,
    filter: &InboxFilter,
    page: &Page,
) -> Result<Vec<InboxRow>> {
    let beginning = beginning(connection, page)?;
    let part = |after| Part { order: Order::Ascending, after, limit: page.limit };
    let (of_tasks, of_requests) = (part(beginning.tasks), part(beginning.requests));
    let tasks = seek::rows(connection, &tasks_in_order(connection, filter, &of_tasks)?, &of_tasks)?;
    let requests =
        seek::rows(connection, &requests_in_order(connection, filter, &of_requests)?, &of_requests)?;
    let mut keys: Vec<(i64, bool, i64)> = tasks.into_iter().map(|(key, row)| (key, false, row)).collect();
    keys.extend(requests.into_iter().map(|(key, row)| (key, true, row)));
    keys.sort_unstable();
    keys.truncate(page.limit);
    let mut rows = Vec::with_capacity(keys.len());
    for (key, is_request, row) in keys {
        let found = match is_request {
            false => first(connection, TASK, [row], |row| task_row(row, key))?,
            true => first(connection, REQUEST, [row], |row| request_row(row, key))?,
        };
        rows.push(found.ok_or_else(damaged)?);
    }
    Ok(rows)
}

/// A page goes on after a task, or after a request: all tasks of its due date came before.
fn beginning(connection: &Connection, page: &Page) -> Result<Beginning> {
    let Some((key, id)) = page.after else { return Ok(Beginning { tasks: None, requests: None }) };
    let row = |table| {
        let sql = format!("SELECT row FROM {table} WHERE id = ?1");
        first(connection, &sql, [id.as_bytes()], |row| Ok(row.get::<_, i64>(0)?))
    };
    Ok(match row("request")? {
        Some(request) => Beginning { tasks: Some((key, i64::MAX)), requests: Some((key, request)) },
        None => Beginning {
            tasks: Some((key, row("task")?.unwrap_or(i64::MIN))),
            requests: Some((key, i64::MIN)),
        },
    })
}

/// The statements that find the tasks of a part in their order.
pub(super) fn tasks_in_order(
    connection: &Connection,
    filter: &InboxFilter,
    part: &Part,
) -> Result<Vec<Statement>> {
    let mut values = Values::default();
    let mut conditions = vec!["t.open = 1".to_owned()];
    if let Some(service) = &filter.service {
        conditions.push(format!("t.service = {}", values.bind(service.as_str().to_owned())));
    }
    if let Some(procedure) = &filter.procedure {
        conditions.push(format!("t.procedure = {}", values.bind(procedure.as_str().to_owned())));
    }
    if let Some(due) = filter.due_before {
        conditions.push(format!("t.due < {}", values.bind(due.milliseconds())));
    }
    conditions.extend(tasks::of_request(filter.sector.as_ref(), filter.tag.as_ref(), &mut values));
    conditions.extend(words(connection, filter, &mut values, "t.request")?);
    let stream = |from, condition| Stream { from, key: "t.due", row: "t.row", condition };
    let mut streams = Vec::new();
    for service in &filter.services {
        let service = values.bind(service.as_str().to_owned());
        streams.push(stream("task t INDEXED BY task_of_service", format!("t.service = {service}")));
    }
    for agent in &filter.agents {
        let agent = values.bind(agent.clone());
        streams.push(stream("task t INDEXED BY task_of_agent", format!("t.agent = {agent}")));
    }
    Ok(seek::statements(&streams, &conditions.join(" AND "), &values, part))
}

/// The statements that find the requests of a part in their order.
pub(super) fn requests_in_order(
    connection: &Connection,
    filter: &InboxFilter,
    part: &Part,
) -> Result<Vec<Statement>> {
    let mut values = Values::default();
    let mut conditions = vec!["r.closed_at IS NULL".to_owned()];
    if let Some(service) = &filter.service {
        conditions.push(format!("r.service = {}", values.bind(service.as_str().to_owned())));
    }
    if let Some(procedure) = &filter.procedure {
        conditions.push(format!("r.procedure = {}", values.bind(procedure.as_str().to_owned())));
    }
    if let Some(due) = filter.due_before {
        conditions.push(format!("{{key}} < {}", values.bind(due.milliseconds())));
    }
    conditions.extend(filter.sector.as_ref().map(|sector| sectors::condition(sector, &mut values)));
    conditions.extend(filter.tag.as_ref().map(|tag| places::has_tag(tag, &mut values)));
    conditions.extend(words(connection, filter, &mut values, "r.row")?);
    let from = "request r INDEXED BY request_in_charge";
    let mut streams = Vec::new();
    for agent in &filter.agents {
        let condition = format!("r.agent = {}", values.bind(agent.clone()));
        streams.push(Stream { from, key: REQUEST_DUE, row: "r.row", condition });
    }
    Ok(seek::statements(&streams, &conditions.join(" AND "), &values, part))
}

/// What must hold of the words of the request whose row is `row`: of a rare one the requests are found first, others
/// are looked for in each.
fn words(
    connection: &Connection,
    filter: &InboxFilter,
    values: &mut Values,
    row: &str,
) -> Result<Vec<String>> {
    let words = folding::words(&filter.words.join(" "));
    let rare = rare(connection, &words)?;
    let mut conditions = Vec::new();
    if let Some(word) = rare {
        let (from, to) = (values.bind(word.to_owned()), values.bind(last_of(word)));
        conditions
            .push(format!("{row} IN (SELECT doc FROM request_terms WHERE term >= {from} AND term <= {to})"));
    }
    for word in words.iter().filter(|word| Some(word.as_str()) != rare) {
        let word = values.bind(format!(" {word}"));
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM request w WHERE w.row = {row} AND instr(w.words, {word}) > 0)"
        ));
    }
    Ok(conditions)
}

fn task_row(row: &Row<'_>, sort_key: i64) -> Result<InboxRow> {
    let task = (TaskId(uuid(row, 10)?), named::<TaskKind>(row, 11)?, row.get(12)?);
    let (id, kind, title) = task;
    inbox_row(row, sort_key, InboxItem::Task { id, kind, title })
}

fn request_row(row: &Row<'_>, sort_key: i64) -> Result<InboxRow> {
    inbox_row(row, sort_key, InboxItem::Request)
}

fn inbox_row(row: &Row<'_>, sort_key: i64, item: InboxItem) -> Result<InboxRow> {
    Ok(InboxRow {
        item,
        request: RequestId(uuid(row, 0)?),
        reference: row.get(1)?,
        procedure: Id(row.get(2)?),
        state: named(row, 3)?,
        status: Name(row.get(4)?),
        applicant_name: row.get(5)?,
        service: Id(row.get(6)?),
        agent: row.get(7)?,
        due: Some(row.get(8)?).filter(|due| *due != NEVER).map(Instant::from_milliseconds),
        since: instant(row, 9)?,
        sort_key,
    })
}

pub(in super::super) fn inbox_counts(
    connection: &Connection,
    agents: &[String],
    services: &[Id],
    now: Instant,
) -> Result<InboxCounts> {
    let mut counts = InboxCounts::default();
    let mut by_procedure: BTreeMap<String, u64> = BTreeMap::new();
    let mut add = |procedure: String, rows: u64| {
        let known = by_procedure.entry(procedure).or_default();
        *known = known.saturating_add(rows);
    };
    for service in services {
        let sql = "SELECT procedure, tasks FROM task_count WHERE service = ?1 AND tasks > 0";
        let counted = all(connection, sql, [service.as_str()], |row| Ok((row.get(0)?, number(row, 1)?)))?;
        for (procedure, tasks) in counted {
            counts.services = counts.services.saturating_add(tasks);
            add(procedure, tasks);
        }
        let late = (service.as_str(), now.milliseconds());
        let late = first(connection, LATE, late, |row| number(row, 0))?.unwrap_or_default();
        counts.overdue = counts.overdue.saturating_add(late);
    }
    let mut own: Vec<(String, i64, Option<String>)> = Vec::new();
    for agent in agents {
        own.extend(all(connection, HELD, [agent], |row| Ok((row.get(0)?, row.get(1)?, Some(row.get(2)?))))?);
        own.extend(all(connection, IN_CHARGE, [agent], |row| Ok((row.get(0)?, row.get(1)?, None)))?);
    }
    for (procedure, due, service) in own {
        counts.mine = counts.mine.saturating_add(1);
        // A task of one of the services is counted with them.
        if service.is_some_and(|service| services.iter().any(|known| known.as_str() == service)) {
            continue;
        }
        add(procedure, 1);
        if due < now.milliseconds() {
            counts.overdue = counts.overdue.saturating_add(1);
        }
    }
    counts.by_procedure = by_procedure.into_iter().map(|(procedure, rows)| (Id(procedure), rows)).collect();
    Ok(counts)
}

/// The late tasks of a service, counted in its index alone.
pub(super) const LATE: &str =
    "SELECT count(*) FROM task INDEXED BY task_of_service WHERE open = 1 AND service = ?1 AND due < ?2";
/// The tasks in the hands of an agent.
pub(super) const HELD: &str =
    "SELECT procedure, due, service FROM task INDEXED BY task_of_agent WHERE open = 1 AND agent = ?1";
/// The open requests in the charge of an agent.
pub(super) const IN_CHARGE: &str =
    "SELECT procedure, coalesce(due, 9223372036854775807) FROM request INDEXED BY request_in_charge
     WHERE agent = ?1 AND closed_at IS NULL";
