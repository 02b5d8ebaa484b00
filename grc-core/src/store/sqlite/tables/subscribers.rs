//! Those who are told of what happens.

use rusqlite::{Connection, Row};

use super::{all, change, first, instant, json, number, to_json};
use crate::definition::Name;
use crate::error::Result;
use crate::request::Instant;
use crate::store::{Lease, Subscriber};

/// What [`read`] reads, in its order.
const SUBSCRIBER: &str =
    "SELECT name, url, secret, types, cursor, attempts, due, disabled, last_failure FROM subscriber";

pub(in super::super) fn subscribers(connection: &Connection) -> Result<Vec<Subscriber>> {
    all(connection, &format!("{SUBSCRIBER} ORDER BY name"), [], read)
}

pub(in super::super) fn subscriber(connection: &Connection, name: &str) -> Result<Option<Subscriber>> {
    first(connection, &format!("{SUBSCRIBER} WHERE name = ?1"), [name], read)
}

pub(in super::super) fn last_event(connection: &Connection) -> Result<u64> {
    let last = first(connection, "SELECT coalesce(max(row), 0) FROM event", [], |row| number(row, 0))?;
    Ok(last.unwrap_or_default())
}

pub(in super::super) fn put(connection: &Connection, subscriber: &Subscriber) -> Result<()> {
    change(
        connection,
        "INSERT OR REPLACE INTO subscriber (name, url, secret, types, cursor, attempts, due, disabled, last_failure)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            subscriber.name.as_str(),
            &subscriber.url,
            subscriber.secret.as_str(),
            to_json(&subscriber.types)?,
            subscriber.cursor.cast_signed(),
            subscriber.attempts,
            subscriber.due.milliseconds(),
            &subscriber.disabled,
            &subscriber.last_failure,
        ),
    )?;
    Ok(())
}

pub(in super::super) fn remove(connection: &Connection, name: &str) -> Result<bool> {
    Ok(change(connection, "DELETE FROM subscriber WHERE name = ?1", [name])? > 0)
}

pub(in super::super) fn lease(
    connection: &Connection,
    name: &str,
    lease: &Lease,
) -> Result<Option<Subscriber>> {
    let leased = change(
        connection,
        "UPDATE subscriber SET token = ?2, leased_until = ?3 WHERE name = ?1 AND disabled IS NULL AND due <= ?4
           AND coalesce(leased_until, ?4) <= ?4",
        (name, lease.token.cast_signed(), lease.until.milliseconds(), lease.now.milliseconds()),
    )?;
    if leased == 0 { Ok(None) } else { subscriber(connection, name) }
}

pub(in super::super) fn advance(
    connection: &Connection,
    moved: &Subscriber,
    token: u64,
    until: Option<Instant>,
) -> Result<bool> {
    let written = change(
        connection,
        "UPDATE subscriber SET cursor = ?3, attempts = ?4, due = ?5, disabled = ?6, last_failure = ?7,
           leased_until = ?8, token = CASE WHEN ?8 IS NULL THEN NULL ELSE token END
         WHERE name = ?1 AND token = ?2",
        (
            moved.name.as_str(),
            token.cast_signed(),
            moved.cursor.cast_signed(),
            moved.attempts,
            moved.due.milliseconds(),
            &moved.disabled,
            &moved.last_failure,
            until.map(Instant::milliseconds),
        ),
    )?;
    Ok(written > 0)
}

fn read(row: &Row<'_>) -> Result<Subscriber> {
    Ok(Subscriber {
        name: Name(row.get(0)?),
        url: row.get(1)?,
        secret: Name(row.get(2)?),
        types: json(row, 3)?,
        cursor: number(row, 4)?,
        attempts: row.get(5)?,
        due: instant(row, 6)?,
        disabled: row.get(7)?,
        last_failure: row.get(8)?,
    })
}
