//! What leaves.
//!
//! INVARIANT (queue): of the pending things of one (request, endpoint), the first one inserted has a `ready_at`,
//! and no other has. So what may be leased, and when the next thing may be, is read from one index.

use rusqlite::{Connection, Row};

use super::requests::row_of;
use super::{all, change, first, instant, json, limit, to_json, uuid};
use crate::error::Result;
use crate::request::{Instant, MessageId, Outgoing, RequestId};
use crate::store::{OutboxEntry, Settlement, Standing};

/// What [`read`] reads, in its order.
const ENTRY: &str = "SELECT o.id, o.due, o.content, r.id, o.standing, o.attempts, o.last_failure
     FROM outbox o JOIN request r ON r.row = o.request";

pub(in super::super) fn outbox(connection: &Connection, request: RequestId) -> Result<Vec<OutboxEntry>> {
    let Some(row) = row_of(connection, request)? else { return Ok(Vec::new()) };
    all(connection, &format!("{ENTRY} WHERE o.request = ?1 ORDER BY o.row"), [row], read)
}

pub(super) fn queue(connection: &Connection, request: i64, outgoing: &Outgoing) -> Result<()> {
    change(
        connection,
        "INSERT INTO outbox (id, request, endpoint, content, standing, due, ready_at, attempts)
         VALUES (?1, ?2, ?3, ?4, 'pending', ?5,
           CASE WHEN EXISTS (SELECT 1 FROM outbox INDEXED BY outbox_of_request
             WHERE request = ?2 AND endpoint = ?3 AND standing = 'pending') THEN NULL ELSE ?5 END, 0)",
        (
            outgoing.id.0.as_bytes(),
            request,
            outgoing.endpoint(),
            to_json(&outgoing.content)?,
            outgoing.due.milliseconds(),
        ),
    )?;
    Ok(())
}

pub(in super::super) fn lease(
    connection: &Connection,
    now: Instant,
    until: Instant,
    most: usize,
    token: u64,
) -> Result<Vec<OutboxEntry>> {
    let sql = format!("{ENTRY} WHERE o.ready_at <= ?1 ORDER BY o.ready_at, o.row LIMIT ?2");
    let entries = all(connection, &sql, (now.milliseconds(), limit(most)), read)?;
    for entry in &entries {
        change(
            connection,
            "UPDATE outbox SET ready_at = ?2, token = ?3 WHERE id = ?1",
            (entry.outgoing.id.0.as_bytes(), until.milliseconds(), token.cast_signed()),
        )?;
    }
    Ok(entries)
}

pub(in super::super) fn settle(
    connection: &Connection,
    message: MessageId,
    token: u64,
    settlement: &Settlement,
) -> Result<bool> {
    let leased = first(
        connection,
        "SELECT row, request, endpoint FROM outbox WHERE id = ?1 AND token = ?2",
        (message.0.as_bytes(), token.cast_signed()),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some((row, request, endpoint)): Option<(i64, i64, String)> = leased else { return Ok(false) };
    match settlement {
        Settlement::Sent => {
            change(
                connection,
                "UPDATE outbox SET standing = 'sent', attempts = attempts + 1, ready_at = NULL, token = NULL
                 WHERE row = ?1",
                [row],
            )?;
        }
        Settlement::Dead(failure) => {
            change(
                connection,
                "UPDATE outbox SET standing = 'dead', attempts = attempts + 1, last_failure = ?2,
                   ready_at = NULL, token = NULL WHERE row = ?1",
                (row, failure),
            )?;
        }
        Settlement::Retry(at, failure) => {
            change(
                connection,
                "UPDATE outbox SET due = ?2, ready_at = ?2, attempts = attempts + 1, last_failure = ?3,
                   token = NULL WHERE row = ?1",
                (row, at.milliseconds(), failure),
            )?;
        }
        Settlement::Again(at) => {
            change(
                connection,
                "UPDATE outbox SET due = ?2, ready_at = ?2, attempts = 0, last_failure = NULL, token = NULL
                 WHERE row = ?1",
                (row, at.milliseconds()),
            )?;
        }
    }
    if matches!(settlement, Settlement::Sent | Settlement::Dead(_)) {
        admit_next(connection, request, &endpoint)?;
    }
    Ok(true)
}

/// INVARIANT (queue): the first of those that waited behind what has just left the queue.
fn admit_next(connection: &Connection, request: i64, endpoint: &str) -> Result<()> {
    change(
        connection,
        "UPDATE outbox SET ready_at = due WHERE row = (SELECT min(row) FROM outbox INDEXED BY outbox_of_request
           WHERE request = ?1 AND endpoint = ?2 AND standing = 'pending')",
        (request, endpoint),
    )?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<OutboxEntry> {
    Ok(OutboxEntry {
        outgoing: Outgoing { id: MessageId(uuid(row, 0)?), due: instant(row, 1)?, content: json(row, 2)? },
        request: RequestId(uuid(row, 3)?),
        standing: standing(row, 4)?,
        attempts: row.get(5)?,
        last_failure: row.get(6)?,
    })
}

fn standing(row: &Row<'_>, column: usize) -> Result<Standing> {
    match row.get_ref(column)?.as_str() {
        Ok("pending") => Ok(Standing::Pending),
        Ok("sent") => Ok(Standing::Sent),
        Ok("dead") => Ok(Standing::Dead),
        _ => Err(super::damaged()),
    }
}
