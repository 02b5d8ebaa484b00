//! What is done once: idempotent operations, messages received.

use rusqlite::Connection;

use super::{change, first};
use crate::error::Result;
use crate::request::Instant;
use crate::store::{IdempotencyKey, Remembered};

pub(in super::super) fn remembered(
    connection: &Connection,
    key: &IdempotencyKey,
    now: Instant,
) -> Result<Option<Remembered>> {
    let sql = "SELECT input, result FROM idempotency
               WHERE actor = ?1 AND operation = ?2 AND key = ?3 AND until > ?4";
    first(connection, sql, (&key.actor, &key.operation, &key.key, now.milliseconds()), |row| {
        Ok(Remembered { input: row.get(0)?, result: row.get(1)? })
    })
}

pub(in super::super) fn remember(
    connection: &Connection,
    key: &IdempotencyKey,
    remembered: &Remembered,
    now: Instant,
    until: Instant,
) -> Result<()> {
    change(connection, "DELETE FROM idempotency WHERE until <= ?1", [now.milliseconds()])?;
    change(
        connection,
        "INSERT INTO idempotency (actor, operation, key, input, result, until) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
         ON CONFLICT (actor, operation, key)
         DO UPDATE SET input = excluded.input, result = excluded.result, until = excluded.until",
        (
            &key.actor,
            &key.operation,
            &key.key,
            remembered.input,
            &remembered.result,
            until.milliseconds(),
        ),
    )?;
    Ok(())
}

pub(in super::super) fn note_received(
    connection: &Connection,
    sender: &str,
    message: &str,
    now: Instant,
    since: Instant,
) -> Result<bool> {
    change(connection, "DELETE FROM received WHERE at < ?1", [since.milliseconds()])?;
    let sql = "INSERT INTO received (sender, message, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    Ok(change(connection, sql, (sender, message, now.milliseconds()))? == 1)
}

pub(in super::super) fn was_received(connection: &Connection, sender: &str, message: &str) -> Result<bool> {
    let sql = "SELECT 1 FROM received WHERE sender = ?1 AND message = ?2";
    Ok(first(connection, sql, (sender, message), |_| Ok(()))?.is_some())
}
