//! Agents, their roles and absences, and the journal of what is done to them.

use rusqlite::{Connection, Row};

use super::{all, change, first, instant, json, limit, named, number, optional_instant, to_json};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Absence, Agent, Membership, PeopleEvent};
use crate::store::Page;

/// What [`read`] reads, in its order.
const AGENT: &str = "SELECT a.row, a.id, a.name, a.email, a.active, b.delegate, b.since, b.until, a.title
     FROM agent a LEFT JOIN agent_absence b ON b.agent = a.row";

pub(in super::super) fn agent(connection: &Connection, id: &str) -> Result<Option<Agent>> {
    first(connection, &format!("{AGENT} WHERE a.id = ?1"), [id], |row| read(connection, row))
}

pub(in super::super) fn agents(connection: &Connection) -> Result<Vec<Agent>> {
    all(connection, &format!("{AGENT} ORDER BY a.id"), [], |row| read(connection, row))
}

pub(in super::super) fn agents_handing_to(connection: &Connection, delegate: &str) -> Result<Vec<Agent>> {
    let sql = format!("{AGENT} WHERE b.delegate = ?1 ORDER BY a.id");
    all(connection, &sql, [delegate], |row| read(connection, row))
}

pub(in super::super) fn put_absence(
    connection: &Connection,
    agent: &str,
    absence: Option<&Absence>,
) -> Result<()> {
    let sql = "DELETE FROM agent_absence WHERE agent = (SELECT row FROM agent WHERE id = ?1)";
    change(connection, sql, [agent])?;
    if let Some(Absence { delegate, from, until }) = absence {
        change(
            connection,
            "INSERT INTO agent_absence (agent, delegate, since, until)
             SELECT row, ?2, ?3, ?4 FROM agent WHERE id = ?1",
            (agent, delegate, from.milliseconds(), until.milliseconds()),
        )?;
    }
    Ok(())
}

pub(in super::super) fn add_event(connection: &Connection, event: &PeopleEvent) -> Result<()> {
    let PeopleEvent { number: _, at, by, agent, change: what } = event;
    let row = (at.milliseconds(), to_json(by)?, agent, to_json(what)?);
    change(connection, "INSERT INTO people_event (at, by, agent, change) VALUES (?1, ?2, ?3, ?4)", row)?;
    Ok(())
}

pub(in super::super) fn events(
    connection: &Connection,
    agent: Option<&str>,
    page: &Page,
) -> Result<Vec<PeopleEvent>> {
    let whose = if agent.is_some() { "agent = ?1" } else { "?1 IS NULL" };
    let sql = format!(
        "SELECT row, at, by, agent, change FROM people_event WHERE {whose} AND row < ?2 ORDER BY row DESC LIMIT ?3"
    );
    let before = page.after.map_or(i64::MAX, |(rank, _)| rank);
    all(connection, &sql, (agent, before, limit(page.limit)), |row| {
        Ok(PeopleEvent {
            number: number(row, 0)?,
            at: instant(row, 1)?,
            by: json(row, 2)?,
            agent: row.get(3)?,
            change: json(row, 4)?,
        })
    })
}

pub(in super::super) fn put_agent(connection: &Connection, agent: &Agent) -> Result<()> {
    change(
        connection,
        "INSERT INTO agent (id, name, title, email, active) VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (id)
         DO UPDATE SET name = excluded.name, title = excluded.title, email = excluded.email,
           active = excluded.active",
        (&agent.id, &agent.name, &agent.title, &agent.email, agent.active),
    )?;
    change(
        connection,
        "DELETE FROM agent_role WHERE agent = (SELECT row FROM agent WHERE id = ?1)",
        [&agent.id],
    )?;
    for (membership, position) in agent.roles.iter().zip(0_i64..) {
        change(
            connection,
            "INSERT INTO agent_role (agent, position, service, role)
             SELECT row, ?2, ?3, ?4 FROM agent WHERE id = ?1",
            (&agent.id, position, membership.service.as_str(), membership.role.name()),
        )?;
    }
    Ok(())
}

fn read(connection: &Connection, row: &Row<'_>) -> Result<Agent> {
    let roles = all(
        connection,
        "SELECT service, role FROM agent_role WHERE agent = ?1 ORDER BY position",
        [row.get::<_, i64>(0)?],
        |row| Ok(Membership { service: Id(row.get(0)?), role: named(row, 1)? }),
    )?;
    let absence = match (optional_instant(row, 6)?, optional_instant(row, 7)?) {
        (Some(from), Some(until)) => Some(Absence { delegate: row.get(5)?, from, until }),
        _ => None,
    };
    let (id, name, email, active) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
    let title = row.get(8)?;
    Ok(Agent { id, name, title, email, active, roles, absence, stands_in_for: Vec::new() })
}
