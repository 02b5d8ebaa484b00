//! What was given up, until someone decides of it.

use rusqlite::Connection;

use super::outbox::{ENTRY, read};
use super::{all, change, first, limit};
use crate::error::Result;
use crate::request::{Instant, MessageId};
use crate::store::{OutboxEntry, Page};

pub(in super::super) fn dead_letters(
    connection: &Connection,
    endpoint: Option<&str>,
    page: &Page,
) -> Result<Vec<OutboxEntry>> {
    let (breaker, row): (String, i64) = match page.after {
        None => (String::new(), 0),
        Some((_, id)) => {
            first(connection, "SELECT breaker, row FROM outbox WHERE id = ?1", [id.as_bytes()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?
            .unwrap_or_default()
        }
    };
    let which = if endpoint.is_some() { "o.breaker = ?1" } else { "?1 IS NULL AND o.breaker <> 'requests'" };
    let sql = format!(
        "{ENTRY} WHERE o.standing = 'dead' AND {which} AND (o.breaker, o.row) > (?2, ?3)
         ORDER BY o.breaker, o.row LIMIT ?4"
    );
    all(connection, &sql, (endpoint, breaker, row, limit(page.limit)), read)
}

pub(in super::super) fn requeue(connection: &Connection, message: MessageId, now: Instant) -> Result<bool> {
    // INVARIANT (queue): behind what has already begun to leave for the same place.
    let changed = change(
        connection,
        "UPDATE outbox AS o SET standing = 'pending', due = ?2, attempts = 0,
           ready_at = CASE WHEN EXISTS (SELECT 1 FROM outbox p INDEXED BY outbox_of_request
             WHERE p.request = o.request AND p.endpoint = o.endpoint AND p.standing = 'pending') THEN NULL ELSE ?2 END
         WHERE id = ?1 AND standing = 'dead' AND breaker <> 'requests'",
        (message.0.as_bytes(), now.milliseconds()),
    )?;
    Ok(changed > 0)
}

pub(in super::super) fn abandon(connection: &Connection, message: MessageId) -> Result<bool> {
    let sql = "UPDATE outbox SET standing = 'abandoned' WHERE id = ?1 AND standing = 'dead' AND breaker <> 'requests'";
    Ok(change(connection, sql, [message.0.as_bytes()])? > 0)
}
