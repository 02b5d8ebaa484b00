//! Questions asked regularly about all requests of a business application.

use rusqlite::{Connection, Row};

use super::{all, change, first, from_json, instant, optional_instant, to_json};
use crate::definition::Id;
use crate::error::Result;
use crate::request::Instant;
use crate::store::{AskedChanges, Lease};

/// What [`read`] reads, in its order.
const ASKED: &str =
    "SELECT connector, cursor, due, known, last_failure, asked_at, moved_at FROM asked_changes";

/// The next connector of which a request is open: one seek.
const NEXT: &str = "SELECT connector FROM request INDEXED BY request_in_use
     WHERE connector IS NOT NULL AND closed_at IS NULL AND connector > ?1 ORDER BY connector LIMIT 1";

pub(in super::super) fn connectors_in_use(connection: &Connection) -> Result<Vec<Id>> {
    let mut found: Vec<Id> = Vec::new();
    loop {
        let after = found.last().map_or("", Id::as_str);
        match first(connection, NEXT, [after], |row| Ok(Id(row.get(0)?)))? {
            Some(next) => found.push(next),
            None => return Ok(found),
        }
    }
}

pub(in super::super) fn asked(connection: &Connection, connector: &Id) -> Result<Option<AskedChanges>> {
    first(connection, &format!("{ASKED} WHERE connector = ?1"), [connector.as_str()], read)
}

pub(in super::super) fn all_asked(connection: &Connection) -> Result<Vec<AskedChanges>> {
    all(connection, &format!("{ASKED} ORDER BY connector"), [], read)
}

pub(in super::super) fn awaits_an_answer(connection: &Connection, connector: &Id) -> Result<bool> {
    let sql = "SELECT 1 FROM outbox INDEXED BY outbox_pending
               WHERE standing = 'pending' AND breaker = ?1 AND endpoint = ?1 LIMIT 1";
    let found = all(connection, sql, [format!("connector:{connector}")], |_| Ok(()))?;
    Ok(!found.is_empty())
}

pub(in super::super) fn lease(
    connection: &Connection,
    connector: &Id,
    lease: &Lease,
) -> Result<Option<AskedChanges>> {
    let leased = change(
        connection,
        "INSERT INTO asked_changes (connector, due, token) VALUES (?1, ?2, ?3)
         ON CONFLICT (connector) DO UPDATE SET due = excluded.due, token = excluded.token WHERE due <= ?4",
        (connector.as_str(), lease.until.milliseconds(), lease.token.cast_signed(), lease.now.milliseconds()),
    )?;
    if leased == 0 { Ok(None) } else { asked(connection, connector) }
}

pub(in super::super) fn advance(
    connection: &Connection,
    moved: &AskedChanges,
    token: u64,
    until: Option<Instant>,
) -> Result<bool> {
    let written = change(
        connection,
        "UPDATE asked_changes SET cursor = ?3, due = coalesce(?4, ?5), known = ?6, last_failure = ?7,
           asked_at = ?8, moved_at = ?9, token = CASE WHEN ?4 IS NULL THEN NULL ELSE token END
         WHERE connector = ?1 AND token = ?2",
        (
            moved.connector.as_str(),
            token.cast_signed(),
            &moved.cursor,
            until.map(Instant::milliseconds),
            moved.due.milliseconds(),
            moved.known.as_ref().map(to_json).transpose()?,
            &moved.last_failure,
            moved.asked_at.map(Instant::milliseconds),
            moved.moved_at.map(Instant::milliseconds),
        ),
    )?;
    Ok(written > 0)
}

fn read(row: &Row<'_>) -> Result<AskedChanges> {
    Ok(AskedChanges {
        connector: Id(row.get(0)?),
        cursor: row.get(1)?,
        due: instant(row, 2)?,
        known: row.get::<_, Option<String>>(3)?.as_deref().map(from_json).transpose()?,
        last_failure: row.get(4)?,
        asked_at: optional_instant(row, 5)?,
        moved_at: optional_instant(row, 6)?,
    })
}
