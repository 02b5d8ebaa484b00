//! How the places to which things are sent have fared, and what waits for each.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row};

use super::{all, change, first, instant, number, optional_instant, uuid};
use crate::error::Result;
use crate::request::{EndpointHealth, MessageId};
use crate::store::{EndpointLoad, Waiting};

/// What [`read`] reads, in its order.
const HEALTH: &str = "SELECT failures, openings, trying, pace, resume_at FROM endpoint WHERE id = ?1";

/// The first thing of an endpoint that has a `ready_at`: one seek, beyond those that wait behind others.
pub(super) const FIRST_READY: &str = "SELECT ready_at FROM outbox INDEXED BY outbox_pending
     WHERE standing = 'pending' AND breaker = ?1 AND ready_at > -1152921504606846976 ORDER BY ready_at LIMIT 1";

pub(in super::super) fn waiting(connection: &Connection) -> Result<Vec<Waiting>> {
    let mut waiting = Vec::new();
    for endpoint in named(connection, "pending")? {
        if let Some(ready_at) = first(connection, FIRST_READY, [&endpoint], |row| instant(row, 0))? {
            let health = health(connection, &endpoint)?;
            waiting.push(Waiting { endpoint, ready_at, health });
        }
    }
    Ok(waiting)
}

/// The next endpoint of which something is pending, or dead: one seek.
pub(super) fn next_named(standing: &'static str) -> String {
    format!(
        "SELECT breaker FROM outbox INDEXED BY outbox_{standing}
         WHERE standing = '{standing}' AND breaker > ?1 ORDER BY breaker LIMIT 1"
    )
}

/// The endpoints of which something is pending, or dead.
fn named(connection: &Connection, standing: &'static str) -> Result<Vec<String>> {
    let sql = next_named(standing);
    let mut found: Vec<String> = Vec::new();
    loop {
        let after = found.last().map_or("", String::as_str);
        match first(connection, &sql, [after], |row| Ok(row.get(0)?))? {
            Some(next) => found.push(next),
            None => return Ok(found),
        }
    }
}

pub(in super::super) fn health(connection: &Connection, endpoint: &str) -> Result<EndpointHealth> {
    Ok(first(connection, HEALTH, [endpoint], read)?.unwrap_or_default())
}

fn read(row: &Row<'_>) -> Result<EndpointHealth> {
    Ok(EndpointHealth {
        failures: row.get(0)?,
        openings: row.get(1)?,
        trying: row.get(2)?,
        pace: row.get(3)?,
        resume_at: optional_instant(row, 4)?,
    })
}

pub(in super::super) fn put(connection: &Connection, endpoint: &str, health: &EndpointHealth) -> Result<()> {
    // Nothing is kept of those that are well.
    if *health == EndpointHealth::default() {
        change(connection, "DELETE FROM endpoint WHERE id = ?1", [endpoint])?;
        return Ok(());
    }
    change(
        connection,
        "INSERT INTO endpoint (id, failures, openings, trying, pace, resume_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (id) DO UPDATE SET failures = excluded.failures, openings = excluded.openings,
           trying = excluded.trying, pace = excluded.pace, resume_at = excluded.resume_at",
        (
            endpoint,
            health.failures,
            health.openings,
            health.trying,
            health.pace,
            health.resume_at.map(crate::request::Instant::milliseconds),
        ),
    )?;
    Ok(())
}

pub(in super::super) fn endpoints(connection: &Connection) -> Result<Vec<EndpointLoad>> {
    let mut ids: BTreeSet<String> = named(connection, "pending")?.into_iter().collect();
    ids.extend(named(connection, "dead")?);
    ids.extend(all(connection, "SELECT id FROM endpoint", [], |row| Ok(row.get(0)?))?);
    ids.remove("requests");
    ids.into_iter().map(|endpoint| load(connection, endpoint)).collect()
}

fn load(connection: &Connection, endpoint: String) -> Result<EndpointLoad> {
    let queued = "SELECT count(*), min(row) FROM outbox INDEXED BY outbox_pending
       WHERE standing = 'pending' AND breaker = ?1 AND endpoint NOT GLOB 'poll:*'";
    let (queued, oldest) =
        first(connection, queued, [&endpoint], |row| Ok((number(row, 0)?, row.get::<_, Option<i64>>(1)?)))?
            .unwrap_or_default();
    let oldest = match oldest {
        Some(row) => first(connection, "SELECT id FROM outbox WHERE row = ?1", [row], |row| {
            Ok(MessageId(uuid(row, 0)?))
        })?,
        None => None,
    };
    let dead = "SELECT count(*) FROM outbox INDEXED BY outbox_dead WHERE standing = 'dead' AND breaker = ?1";
    let dead = first(connection, dead, [&endpoint], |row| number(row, 0))?.unwrap_or_default();
    let health = health(connection, &endpoint)?;
    Ok(EndpointLoad { endpoint, health, queued, oldest, dead })
}
