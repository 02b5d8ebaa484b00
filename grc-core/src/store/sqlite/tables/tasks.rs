//! Open tasks: in pages, the earliest due first, read in that order from those of each service or agent; those that are
//! late; how many each agent has.

use std::collections::BTreeMap;

use rusqlite::{Connection, Row};

use super::seek::{self, Order, Part, Statement, Stream, Values};
use super::{all, change, damaged, first, instant, limit, named, number, people, places, sectors, uuid};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, Request, RequestId, Task, TaskId};
use crate::store::{DueTask, Page, SectorOf, ServiceAgent, TaskFilter, TaskSummary};

/// Due date of a task that has none: after all others.
pub(super) const NEVER: i64 = i64::MAX;

/// What [`summary`] reads, in its order.
pub(super) const ROW: &str =
    "SELECT t.id, r.id, r.reference, r.procedure, t.title, t.service, t.agent, t.due, t.opened_at, t.kind
     FROM task t JOIN request r ON r.row = t.request WHERE t.row = ?1";

/// Writes what differs in the tasks of a request.
pub(super) fn write(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    let known = previous.map_or(&[][..], |previous| &previous.tasks);
    for task in &request.tasks {
        match known.iter().find(|known| known.id == task.id) {
            None => {
                change(
                    connection,
                    "INSERT INTO task (id, request, procedure, kind, title, service, agent, opened_at, due, open,
                       watched) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
                    (
                        task.id.0.as_bytes(),
                        row,
                        request.procedure.as_str(),
                        task.kind.name(),
                        &task.title,
                        task.service.as_str(),
                        &task.agent,
                        task.opened_at.milliseconds(),
                        due(task),
                        task.ended.is_none(),
                        task.watched_until().is_some(),
                    ),
                )?;
            }
            Some(known) if known != task => {
                change(
                    connection,
                    "UPDATE task SET title = ?2, service = ?3, agent = ?4, due = ?5, open = ?6, watched = ?7
                     WHERE id = ?1",
                    (
                        task.id.0.as_bytes(),
                        &task.title,
                        task.service.as_str(),
                        &task.agent,
                        due(task),
                        task.ended.is_none(),
                        task.watched_until().is_some(),
                    ),
                )?;
            }
            Some(_) => {}
        }
    }
    write_counts(connection, previous, request)
}

/// Counts the open tasks of each service, where their number changes.
fn write_counts(connection: &Connection, previous: Option<&Request>, request: &Request) -> Result<()> {
    let mut changes: BTreeMap<&str, i64> = BTreeMap::new();
    let before = previous.into_iter().flat_map(Request::open_tasks).map(|task| (task, -1));
    for (task, change) in before.chain(request.open_tasks().map(|task| (task, 1))) {
        let service = changes.entry(task.service.as_str()).or_default();
        *service = service.saturating_add(change);
    }
    for (service, added) in changes.into_iter().filter(|(_, added)| *added != 0) {
        change(
            connection,
            "INSERT INTO task_count (service, procedure, tasks) VALUES (?1, ?2, ?3)
             ON CONFLICT (service, procedure) DO UPDATE SET tasks = tasks + excluded.tasks",
            (service, request.procedure.as_str(), added),
        )?;
    }
    Ok(())
}

/// The due date of a task as its column holds it.
pub(super) fn due(task: &Task) -> i64 {
    task.due.map_or(NEVER, Instant::milliseconds)
}

pub(in super::super) fn due_tasks(
    connection: &Connection,
    now: Instant,
    most: usize,
) -> Result<Vec<DueTask>> {
    let sql =
        "SELECT t.due, r.id, t.id FROM task t INDEXED BY task_watched JOIN request r ON r.row = t.request
               WHERE t.watched = 1 AND t.due <= ?1 ORDER BY t.due, t.row LIMIT ?2";
    all(connection, sql, (now.milliseconds(), limit(most)), |row| {
        Ok(DueTask { due: instant(row, 0)?, request: RequestId(uuid(row, 1)?), task: TaskId(uuid(row, 2)?) })
    })
}

pub(in super::super) fn agents_of(
    connection: &Connection,
    service: &str,
    beside: RequestId,
) -> Result<Vec<ServiceAgent>> {
    let sql = "SELECT DISTINCT a.id,
                 (SELECT count(*) FROM task t INDEXED BY task_of_agent
                  WHERE t.open = 1 AND t.agent = a.id
                    AND t.request IS NOT (SELECT row FROM request WHERE id = ?2))
               FROM agent_role m INDEXED BY agent_role_of_service JOIN agent a ON a.row = m.agent
               WHERE m.service = ?1 ORDER BY a.id";
    let counted = all(connection, sql, (service, beside.0.as_bytes()), |row| {
        Ok((row.get::<_, String>(0)?, number(row, 1)?))
    })?;
    let read = |(id, open_tasks): (String, u64)| {
        let agent = people::agent(connection, &id)?.ok_or_else(damaged)?;
        Ok(ServiceAgent { agent, open_tasks })
    };
    counted.into_iter().map(read).collect()
}

pub(in super::super) fn tasks(
    connection: &Connection,
    filter: &TaskFilter,
    page: &Page,
) -> Result<Vec<TaskSummary>> {
    let after = seek::place(connection, "task", page.after, Order::Ascending)?;
    let part = Part { order: Order::Ascending, after, limit: page.limit };
    let mut summaries = Vec::new();
    for (key, row) in seek::rows(connection, &in_order(connection, filter, &part)?, &part)? {
        let summary = first(connection, ROW, [row], |row| summary(row, key))?;
        summaries.push(summary.ok_or_else(damaged)?);
    }
    Ok(summaries)
}

/// The statements that find the rows of a part in their order.
pub(super) fn in_order(connection: &Connection, filter: &TaskFilter, part: &Part) -> Result<Vec<Statement>> {
    let mut values = Values::default();
    let mut conditions = vec!["t.open = 1".to_owned()];
    if let Some(procedure) = &filter.procedure {
        let procedure = values.bind(procedure.as_str().to_owned());
        conditions.push(format!("t.procedure = {procedure}"));
    }
    conditions.extend(of_request(filter.sector.as_ref(), filter.tag.as_ref(), &mut values));
    if let Some(due) = filter.due_before {
        conditions.push(format!("t.due < {}", values.bind(due.milliseconds())));
    }
    let stream = |from, condition| Stream { from, key: "t.due", row: "t.row", condition };
    let services = match (&filter.services, &filter.agent) {
        (Some(services), _) => services.iter().map(|service| service.as_str().to_owned()).collect(),
        (None, Some(_)) => Vec::new(),
        (None, None) => awaited_services(connection)?,
    };
    let mut streams = Vec::new();
    for service in services {
        let service = values.bind(service);
        streams.push(stream("task t INDEXED BY task_of_service", format!("t.service = {service}")));
    }
    for agent in filter.agent.iter().flat_map(|agent| filter.stood_in_for.iter().chain([agent])) {
        let agent = values.bind(agent.clone());
        streams.push(stream("task t INDEXED BY task_of_agent", format!("t.agent = {agent}")));
    }
    Ok(seek::statements(&streams, &conditions.join(" AND "), &values, part))
}

/// What must hold of the request of the task `t`, if anything: one seek for each criterion.
pub(super) fn of_request(sector: Option<&SectorOf>, tag: Option<&Id>, values: &mut Values) -> Option<String> {
    let sector = sector.map(|sector| sectors::condition(sector, values));
    let tag = tag.map(|tag| places::has_tag(tag, values));
    let conditions: Vec<String> = sector.into_iter().chain(tag).collect();
    let is_asked = !conditions.is_empty();
    let conditions = conditions.join(" AND ");
    is_asked.then(|| format!("EXISTS (SELECT 1 FROM request r WHERE r.row = t.request AND {conditions})"))
}

/// The services of which some work is awaited, each found by one seek after the one before.
fn awaited_services(connection: &Connection) -> Result<Vec<String>> {
    let sql = "WITH RECURSIVE awaited (service) AS (
                 SELECT min(service) FROM task WHERE open = 1
                 UNION ALL
                 SELECT (SELECT min(service) FROM task WHERE open = 1 AND service > awaited.service)
                 FROM awaited WHERE awaited.service IS NOT NULL
               )
               SELECT service FROM awaited WHERE service IS NOT NULL";
    all(connection, sql, [], |row| Ok(row.get(0)?))
}

fn summary(row: &Row<'_>, sort_key: i64) -> Result<TaskSummary> {
    Ok(TaskSummary {
        id: TaskId(uuid(row, 0)?),
        request: RequestId(uuid(row, 1)?),
        reference: row.get(2)?,
        procedure: Id(row.get(3)?),
        title: row.get(4)?,
        service: Id(row.get(5)?),
        agent: row.get(6)?,
        due: Some(row.get(7)?).filter(|due| *due != NEVER).map(Instant::from_milliseconds),
        opened_at: instant(row, 8)?,
        kind: named(row, 9)?,
        overdue: false,
        sort_key,
    })
}
