//! Requests taken over, by what they were in their former system.

use rusqlite::Connection;

use super::seek::Values;
use super::{all, change, first, limit, uuid};
use crate::error::Result;
use crate::request::{Former, Request, RequestId};

pub(in super::super) fn taken_over(
    connection: &Connection,
    source: Option<&str>,
    reference: &str,
    most: usize,
) -> Result<Vec<RequestId>> {
    let sql = |found: &str| {
        format!(
            "SELECT r.id FROM taken_over t JOIN request r ON r.row = t.request WHERE t.reference = ?1 AND {found} LIMIT ?3"
        )
    };
    let sql = sql(if source.is_some() { "t.source = ?2" } else { "?2 IS NULL" });
    all(connection, &sql, (reference, source, limit(most)), |row| Ok(RequestId(uuid(row, 0)?)))
}

/// Writes what a new request was before.
pub(super) fn write(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    if let (None, Some(Former { source, reference, .. })) = (previous, &request.former) {
        let sql = "INSERT INTO taken_over (source, reference, request) VALUES (?1, ?2, ?3)";
        change(connection, sql, (source, reference, row))?;
    }
    Ok(())
}

/// Whether what a request was before is what is written of it.
pub(super) fn agrees(connection: &Connection, row: i64, request: &Request) -> Result<bool> {
    let Some(Former { source, reference, .. }) = &request.former else { return Ok(true) };
    let sql = "SELECT 1 FROM taken_over WHERE source = ?1 AND reference = ?2 AND request = ?3";
    Ok(first(connection, sql, (source, reference, row), |_| Ok(()))?.is_some())
}

/// That the request `r` had that reference.
pub(super) fn condition(reference: &str, values: &mut Values) -> String {
    let reference = values.bind(reference.to_owned());
    format!("EXISTS (SELECT 1 FROM taken_over o WHERE o.reference = {reference} AND o.request = r.row)")
}
