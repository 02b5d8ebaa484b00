//! Agents and their roles.

use rusqlite::{Connection, Row};

use super::{all, change, first, named};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Agent, Membership};

/// What [`read`] reads, in its order.
const AGENT: &str = "SELECT row, id, name, email, active FROM agent";

pub(in super::super) fn agent(connection: &Connection, id: &str) -> Result<Option<Agent>> {
    first(connection, &format!("{AGENT} WHERE id = ?1"), [id], |row| read(connection, row))
}

pub(in super::super) fn agents(connection: &Connection) -> Result<Vec<Agent>> {
    all(connection, &format!("{AGENT} ORDER BY id"), [], |row| read(connection, row))
}

pub(in super::super) fn put_agent(connection: &Connection, agent: &Agent) -> Result<()> {
    change(
        connection,
        "INSERT INTO agent (id, name, email, active) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (id)
         DO UPDATE SET name = excluded.name, email = excluded.email, active = excluded.active",
        (&agent.id, &agent.name, &agent.email, agent.active),
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
    Ok(Agent { id: row.get(1)?, name: row.get(2)?, email: row.get(3)?, active: row.get(4)?, roles })
}
