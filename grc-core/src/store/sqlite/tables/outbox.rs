//! What leaves.
//!
//! INVARIANT (queue): of the pending things of one (request, place), one has a `ready_at`, and no other has. When it leaves
//! the queue, the first one inserted takes its turn. So what may be leased, and when the next thing may be, is read from one
//! index.

use rusqlite::{Connection, Row};

use super::requests::row_of;
use super::{all, change, first, from_json, instant, json, limit, named, optional_instant, to_json, uuid};
use crate::error::Result;
use crate::request::{MessageId, Outgoing, RequestId};
use crate::store::{Attempt, AttemptOutcome, LOST, Lease, OutboxEntry, Settlement, Standing};

/// What [`read`] reads, in its order.
pub(super) const ENTRY: &str =
    "SELECT o.id, o.due, o.content, r.id, o.breaker, o.standing, o.attempts, o.last_failure, o.leased_at, o.known
     FROM outbox o JOIN request r ON r.row = o.request";

/// What of an endpoint may be leased. The index has the order: a sort would read everything that waits.
pub(super) const READY: &str =
    "SELECT o.row, o.token IS NOT NULL, o.leased_at, o.ready_at FROM outbox o INDEXED BY outbox_pending
     WHERE o.standing = 'pending' AND o.breaker = ?1 AND o.ready_at <= ?2 ORDER BY o.ready_at, o.row LIMIT ?3";

/// The attempts kept of one thing: those of a regular question have no end.
const MOST_ATTEMPTS: i64 = 50;

pub(in super::super) fn outbox(connection: &Connection, request: RequestId) -> Result<Vec<OutboxEntry>> {
    let Some(row) = row_of(connection, request)? else { return Ok(Vec::new()) };
    all(connection, &format!("{ENTRY} WHERE o.request = ?1 ORDER BY o.row"), [row], read)
}

pub(in super::super) fn outgoing(connection: &Connection, message: MessageId) -> Result<Option<OutboxEntry>> {
    first(connection, &format!("{ENTRY} WHERE o.id = ?1"), [message.0.as_bytes()], read)
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
    endpoint: &str,
    lease: &Lease,
    most: usize,
) -> Result<Vec<OutboxEntry>> {
    let ready = all(connection, READY, (endpoint, lease.now.milliseconds(), limit(most)), |row| {
        let lost = if row.get(1)? { Some((optional_instant(row, 2)?, instant(row, 3)?)) } else { None };
        Ok((row.get::<_, i64>(0)?, lost))
    })?;
    let mut entries = Vec::with_capacity(ready.len());
    for (row, lost) in ready {
        if let Some((began_at, ended_at)) = lost {
            let began_at = began_at.unwrap_or(ended_at);
            let attempt =
                Attempt { began_at, ended_at, outcome: AttemptOutcome::Lost, reason: None, status: None };
            keep(connection, row, &attempt)?;
            let sql = "UPDATE outbox SET attempts = attempts + 1, last_failure = ?2 WHERE row = ?1";
            change(connection, sql, (row, LOST))?;
        }
        change(
            connection,
            "UPDATE outbox SET ready_at = ?2, token = ?3, leased_at = ?4 WHERE row = ?1",
            (row, lease.until.milliseconds(), lease.token.cast_signed(), lease.now.milliseconds()),
        )?;
        entries.extend(first(connection, &format!("{ENTRY} WHERE o.row = ?1"), [row], read)?);
    }
    Ok(entries)
}

pub(in super::super) fn settle(
    connection: &Connection,
    message: MessageId,
    token: u64,
    settlement: &Settlement,
    attempt: Option<&Attempt>,
) -> Result<bool> {
    let leased = first(
        connection,
        "SELECT row, request, endpoint FROM outbox WHERE id = ?1 AND token = ?2",
        (message.0.as_bytes(), token.cast_signed()),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )?;
    let Some((row, request, endpoint)): Option<(i64, i64, String)> = leased else { return Ok(false) };
    if let Some(attempt) = attempt {
        keep(connection, row, attempt)?;
    }
    match settlement {
        Settlement::Sent => {
            change(
                connection,
                "UPDATE outbox SET standing = 'sent', attempts = attempts + 1, ready_at = NULL, token = NULL,
                   leased_at = NULL WHERE row = ?1",
                [row],
            )?;
        }
        Settlement::Dead(failure) => {
            change(
                connection,
                "UPDATE outbox SET standing = 'dead', attempts = attempts + 1, last_failure = ?2,
                   ready_at = NULL, token = NULL, leased_at = NULL WHERE row = ?1",
                (row, failure),
            )?;
        }
        Settlement::Retry(at, failure) => {
            change(
                connection,
                "UPDATE outbox SET due = ?2, ready_at = ?2, attempts = attempts + 1, last_failure = ?3,
                   token = NULL, leased_at = NULL WHERE row = ?1",
                (row, at.milliseconds(), failure),
            )?;
        }
        Settlement::Again(at, known) => {
            let known = known.as_ref().map(to_json).transpose()?;
            change(
                connection,
                "UPDATE outbox SET due = ?2, ready_at = ?2, attempts = 0, last_failure = NULL, token = NULL,
                   leased_at = NULL, known = ?3 WHERE row = ?1",
                (row, at.milliseconds(), known),
            )?;
        }
    }
    if matches!(settlement, Settlement::Sent | Settlement::Dead(_)) {
        admit_next(connection, request, &endpoint)?;
    }
    Ok(true)
}

/// Adds an attempt to those kept.
fn keep(connection: &Connection, row: i64, attempt: &Attempt) -> Result<()> {
    let sql = "SELECT coalesce(max(rank), 0) + 1 FROM delivery_attempt WHERE outgoing = ?1";
    let rank: i64 = first(connection, sql, [row], |row| Ok(row.get(0)?))?.unwrap_or(1);
    change(
        connection,
        "INSERT INTO delivery_attempt (outgoing, rank, began_at, ended_at, outcome, reason, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        (
            row,
            rank,
            attempt.began_at.milliseconds(),
            attempt.ended_at.milliseconds(),
            attempt.outcome.name(),
            &attempt.reason,
            attempt.status,
        ),
    )?;
    if rank > MOST_ATTEMPTS {
        let sql = "DELETE FROM delivery_attempt WHERE outgoing = ?1 AND rank <= ?2";
        change(connection, sql, (row, rank - MOST_ATTEMPTS))?;
    }
    Ok(())
}

pub(in super::super) fn attempts(connection: &Connection, message: MessageId) -> Result<Vec<Attempt>> {
    let sql = "SELECT began_at, ended_at, outcome, reason, status FROM delivery_attempt
       WHERE outgoing = (SELECT row FROM outbox WHERE id = ?1) ORDER BY rank";
    all(connection, sql, [message.0.as_bytes()], |row| {
        Ok(Attempt {
            began_at: instant(row, 0)?,
            ended_at: instant(row, 1)?,
            outcome: named(row, 2)?,
            reason: row.get(3)?,
            status: row.get(4)?,
        })
    })
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

pub(super) fn read(row: &Row<'_>) -> Result<OutboxEntry> {
    Ok(OutboxEntry {
        outgoing: Outgoing { id: MessageId(uuid(row, 0)?), due: instant(row, 1)?, content: json(row, 2)? },
        request: RequestId(uuid(row, 3)?),
        endpoint: row.get(4)?,
        standing: standing(row, 5)?,
        attempts: row.get(6)?,
        last_failure: row.get(7)?,
        leased_at: optional_instant(row, 8)?,
        known: row.get::<_, Option<String>>(9)?.as_deref().map(from_json).transpose()?,
    })
}

fn standing(row: &Row<'_>, column: usize) -> Result<Standing> {
    match row.get_ref(column)?.as_str() {
        Ok("pending") => Ok(Standing::Pending),
        Ok("sent") => Ok(Standing::Sent),
        Ok("dead") => Ok(Standing::Dead),
        Ok("abandoned") => Ok(Standing::Abandoned),
        _ => Err(super::damaged()),
    }
}
