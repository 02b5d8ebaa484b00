//! One request, its history, and numbers about all of them.

use rusqlite::{Connection, Row};

use super::{all, damaged, first, instant, json, limit, named, number, uuid};
use crate::definition::{Id, Name};
use crate::error::Result;
use crate::request::history::{ChainedEvent, Content, Hash, Head, hexadecimal};
use crate::request::{Request, RequestId, TaskId};
use crate::store::{Count, RequestKey};

/// What [`event`] reads from column `from` on, in its order.
const EVENT: &str = "e.sequence, e.type, e.version, e.at, e.salt, e.content, e.digest, e.link";

pub(in super::super) fn request(connection: &Connection, key: &RequestKey) -> Result<Option<Request>> {
    let sql = |found: &str| {
        format!("SELECT b.body FROM request r JOIN request_body b ON b.request = r.row WHERE {found}")
    };
    let body = |row: &Row<'_>| json(row, 0);
    match key {
        RequestKey::Id(id) => first(connection, &sql("r.id = ?1"), [id.0.as_bytes()], body),
        RequestKey::Reference(reference) => first(connection, &sql("r.reference = ?1"), [reference], body),
        RequestKey::TrackingCode(code) => first(connection, &sql("r.tracking_code = ?1"), [code], body),
        RequestKey::External(connector, id) => {
            first(connection, &sql("r.connector = ?1 AND r.external_id = ?2"), (connector.as_str(), id), body)
        }
    }
}

/// The row of a request, if there is one.
pub(super) fn row_of(connection: &Connection, id: RequestId) -> Result<Option<i64>> {
    first(connection, "SELECT row FROM request WHERE id = ?1", [id.0.as_bytes()], |row| Ok(row.get(0)?))
}

pub(in super::super) fn history(connection: &Connection, request: RequestId) -> Result<Vec<ChainedEvent>> {
    let Some(row) = row_of(connection, request)? else { return Ok(Vec::new()) };
    let sql = format!("SELECT {EVENT} FROM event e WHERE e.request = ?1 ORDER BY e.sequence");
    all(connection, &sql, [row], |row| event(row, 0))
}

pub(in super::super) fn last_link(connection: &Connection, request: RequestId) -> Result<Option<Hash>> {
    first(connection, "SELECT link FROM request WHERE id = ?1", [request.0.as_bytes()], |row| Ok(row.get(0)?))
}

pub(in super::super) fn heads(connection: &Connection) -> Result<Vec<Head>> {
    all(connection, "SELECT id, sequence, link FROM request ORDER BY id", [], |row| {
        Ok(Head {
            request: RequestId(uuid(row, 0)?),
            sequence: number(row, 1)?,
            link: hexadecimal(&row.get::<_, Hash>(2)?),
        })
    })
}

pub(in super::super) fn events_since(
    connection: &Connection,
    cursor: u64,
    most: usize,
) -> Result<Vec<(u64, RequestId, ChainedEvent)>> {
    let sql = format!(
        "SELECT e.row, r.id, {EVENT} FROM event e JOIN request r ON r.row = e.request
         WHERE e.row > ?1 ORDER BY e.row LIMIT ?2"
    );
    let cursor = i64::try_from(cursor).unwrap_or(i64::MAX);
    all(connection, &sql, (cursor, limit(most)), |row| {
        Ok((number(row, 0)?, RequestId(uuid(row, 1)?), event(row, 2)?))
    })
}

pub(in super::super) fn request_of_task(connection: &Connection, task: TaskId) -> Result<Option<RequestId>> {
    let sql = "SELECT r.id FROM task t JOIN request r ON r.row = t.request WHERE t.id = ?1";
    first(connection, sql, [task.0.as_bytes()], |row| Ok(RequestId(uuid(row, 0)?)))
}

pub(in super::super) fn counts(connection: &Connection) -> Result<Vec<Count>> {
    let sql = "SELECT procedure, status, state, requests FROM request_count WHERE requests > 0
               ORDER BY procedure, status, state";
    all(connection, sql, [], |row| {
        Ok(Count {
            procedure: Id(row.get(0)?),
            status: Name(row.get(1)?),
            state: named(row, 2)?,
            requests: number(row, 3)?,
        })
    })
}

fn event(row: &Row<'_>, from: usize) -> Result<ChainedEvent> {
    // An erasure takes both: with one alone, someone else was here.
    let content = match (row.get(from + 4)?, row.get(from + 5)?) {
        (Some(salt), Some(text)) => Some(Content { salt, text }),
        (None, None) => None,
        _ => return Err(damaged()),
    };
    Ok(ChainedEvent {
        sequence: number(row, from)?,
        type_name: row.get(from + 1)?,
        version: row.get(from + 2)?,
        at: instant(row, from + 3)?,
        content,
        digest: row.get(from + 6)?,
        link: row.get(from + 7)?,
    })
}
