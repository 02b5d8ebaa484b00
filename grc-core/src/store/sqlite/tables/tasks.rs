//! Pages of open tasks: the earliest due first, read in that order from the inbox of each service or agent.

use rusqlite::{Connection, Row};

use super::record::NEVER;
use super::seek::{self, Order, Part, Statement, Stream, Values};
use super::{all, damaged, first, instant, sectors, uuid};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, RequestId, TaskId};
use crate::store::{Page, TaskFilter, TaskSummary};

/// What [`summary`] reads, in its order.
pub(super) const ROW: &str =
    "SELECT t.id, r.id, r.reference, r.procedure, t.title, t.service, t.agent, t.due, t.opened_at
     FROM task t JOIN request r ON r.row = t.request WHERE t.row = ?1";

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
        conditions.push(format!(
            "EXISTS (SELECT 1 FROM request r WHERE r.row = t.request AND r.procedure = {procedure})"
        ));
    }
    if let Some(sector) = &filter.sector {
        let is_there = sectors::condition(sector, &mut values);
        conditions.push(format!("EXISTS (SELECT 1 FROM request r WHERE r.row = t.request AND {is_there})"));
    }
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
    if let Some(agent) = &filter.agent {
        let agent = values.bind(agent.clone());
        streams.push(stream("task t INDEXED BY task_of_agent", format!("t.agent = {agent}")));
    }
    Ok(seek::statements(&streams, &conditions.join(" AND "), &values, part))
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
        sort_key,
    })
}
