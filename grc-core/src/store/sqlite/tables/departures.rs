//! Agents who left, and what they had in hand.

use rusqlite::{Connection, params_from_iter};

use super::seek::Values;
use super::{all, change, uuid};
use crate::definition::{Id, State};
use crate::error::Result;
use crate::request::{Departure, RequestId};

pub(in super::super) fn departures(connection: &Connection, agent: Option<&str>) -> Result<Vec<Departure>> {
    let sql =
        "SELECT agent, service FROM departure WHERE agent = coalesce(?1, agent) ORDER BY agent, service";
    all(connection, sql, [agent], |row| {
        let service = Some(row.get::<_, String>(1)?).filter(|service| !service.is_empty());
        Ok(Departure { agent: row.get(0)?, service: service.map(Id) })
    })
}

pub(in super::super) fn add(connection: &Connection, departure: &Departure) -> Result<()> {
    change(connection, "INSERT OR IGNORE INTO departure (agent, service) VALUES (?1, ?2)", key(departure))?;
    Ok(())
}

pub(in super::super) fn remove(connection: &Connection, departure: &Departure) -> Result<()> {
    change(connection, "DELETE FROM departure WHERE agent = ?1 AND service = ?2", key(departure))?;
    Ok(())
}

fn key(departure: &Departure) -> (&str, &str) {
    (&departure.agent, departure.service.as_ref().map_or("", Id::as_str))
}

/// Each state, and the tasks, is one seek in the list of the agent.
pub(in super::super) fn left_behind(
    connection: &Connection,
    departure: &Departure,
) -> Result<Vec<RequestId>> {
    let mut values = Values::default();
    let agent = values.bind(departure.agent.clone());
    let service = departure.service.as_ref().map(|service| values.bind(service.as_str().to_owned()));
    let of =
        |column| service.as_ref().map(|service| format!(" AND {column} = {service}")).unwrap_or_default();
    let states = values.bind_all(State::ALL.into_iter().filter(|state| !state.is_closed()).map(State::name));
    let sql = format!(
        "SELECT r.id FROM request r INDEXED BY request_by_agent
         WHERE r.agent = {agent} AND r.state IN {states}{}
         UNION
         SELECT r.id FROM task t INDEXED BY task_of_agent JOIN request r ON r.row = t.request
         WHERE t.agent = {agent} AND t.open = 1{}
         ORDER BY 1",
        of("r.service"),
        of("t.service"),
    );
    all(connection, &sql, params_from_iter(values.all()), |row| Ok(RequestId(uuid(row, 0)?)))
}
