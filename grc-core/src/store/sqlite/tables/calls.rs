//! Calls that came before their request.

use rusqlite::{Connection, Row};

use super::{all, change, first, instant, json, limit, named, number, to_json, uuid};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Instant, RequestId};
use crate::store::{Backlog, Change, FoundCall, KeptCall, Page, WaitingCall};

pub(in super::super) fn keep(connection: &Connection, call: &KeptCall) -> Result<()> {
    let body = to_json(&call.body)?;
    change(
        connection,
        "INSERT INTO waiting_call (connector, call, named, body, bytes, at, expires_at, kind, request)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        (
            call.connector.as_str(),
            &call.call,
            &call.named,
            &body,
            limit(body.len()),
            call.at.milliseconds(),
            call.expires_at.milliseconds(),
            call.kind.name(),
            call.request.map(|request| request.0.into_bytes()),
        ),
    )?;
    Ok(())
}

/// Finds the calls that waited for what a change makes known: a request, its identifier elsewhere. A change that makes
/// nothing known, or of a request without a business application, looks for none.
pub(super) fn find(connection: &Connection, recorded: &Change<'_>) -> Result<()> {
    let Change { request, previous, connector: Some(connector), .. } = *recorded else { return Ok(()) };
    let mut names = Vec::new();
    if previous.is_none() {
        names.extend([request.id.to_string(), request.reference.clone()]);
    }
    let known = previous.and_then(|previous| previous.external_id.as_ref());
    names.extend(request.external_id.clone().filter(|id| known != Some(id)));
    for name in names {
        change(
            connection,
            "UPDATE waiting_call SET request = ?3 WHERE connector = ?1 AND named = ?2 AND request IS NULL",
            (connector.as_str(), name, request.id.0.as_bytes()),
        )?;
    }
    Ok(())
}

pub(in super::super) fn found(
    connection: &Connection,
    request: Option<RequestId>,
    most: usize,
) -> Result<Vec<FoundCall>> {
    let of = if request.is_some() { "request = ?1" } else { "?1 IS NULL AND request IS NOT NULL" };
    // There are few, and they do not stay: to sort them costs less than another index.
    let sql = format!(
        "SELECT row, connector, request, body, kind FROM waiting_call INDEXED BY waiting_call_found
         WHERE {of} ORDER BY row LIMIT ?2"
    );
    all(connection, &sql, (request.map(|request| request.0.into_bytes()), limit(most)), |row| {
        Ok(FoundCall {
            key: row.get(0)?,
            connector: Id(row.get(1)?),
            request: RequestId(uuid(row, 2)?),
            body: json(row, 3)?,
            kind: named(row, 4)?,
        })
    })
}

pub(in super::super) fn waiting(
    connection: &Connection,
    connector: Option<&Id>,
    page: &Page,
) -> Result<Vec<WaitingCall>> {
    let after = page.after.map_or(0, |(key, _)| key);
    all(
        connection,
        "SELECT row, connector, call, named, at, expires_at, bytes, kind FROM waiting_call
         WHERE row > ?2 AND request IS NULL AND (?1 IS NULL OR connector = ?1) ORDER BY row LIMIT ?3",
        (connector.map(Id::as_str), after, limit(page.limit)),
        read,
    )
}

fn read(row: &Row<'_>) -> Result<WaitingCall> {
    Ok(WaitingCall {
        key: row.get(0)?,
        connector: Id(row.get(1)?),
        call: row.get(2)?,
        named: row.get(3)?,
        at: instant(row, 4)?,
        expires_at: instant(row, 5)?,
        bytes: number(row, 6)?,
        kind: named(row, 7)?,
    })
}

pub(in super::super) fn backlog(connection: &Connection, connector: &Id) -> Result<Backlog> {
    let sql = "SELECT count(*), coalesce(sum(bytes), 0) FROM waiting_call INDEXED BY waiting_call_by_name
               WHERE connector = ?1 AND request IS NULL";
    let counted = first(connection, sql, [connector.as_str()], |row| {
        Ok(Backlog { calls: number(row, 0)?, bytes: number(row, 1)? })
    })?;
    Ok(counted.unwrap_or_default())
}

pub(in super::super) fn remove(connection: &Connection, key: i64) -> Result<bool> {
    Ok(change(connection, "DELETE FROM waiting_call WHERE row = ?1", [key])? == 1)
}

pub(in super::super) fn remove_expired(connection: &Connection, now: Instant) -> Result<usize> {
    let sql = "DELETE FROM waiting_call WHERE expires_at <= ?1 AND request IS NULL";
    change(connection, sql, [now.milliseconds()])
}
