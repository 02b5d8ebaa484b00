//! Whether figures are what requests say.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::span_of;
use crate::error::Result;
use crate::request::Request;
use crate::store::Figures;
use crate::store::sqlite::tables::{all, first};

/// Whether what is kept of one request is what its whole history adds up to.
///
/// Requests closed before figures were kept have the month of Greenwich: see `migrations/0010.sql`.
pub(in super::super) fn agrees(
    connection: &Connection,
    row: i64,
    request: &Request,
    figures: &Figures,
) -> Result<bool> {
    let waited = if request.trial { 0 } else { figures.waited };
    let sql = "SELECT 1 FROM request WHERE row = ?1 AND trial = ?2 AND waited = ?3";
    if first(connection, sql, (row, request.trial, waited), |_| Ok(()))?.is_none() {
        return Ok(false);
    }
    let closing = figures.closing.zip(request.closed_at).filter(|_| !request.trial);
    let Some((closing, at)) = closing else {
        let sql = "SELECT 1 FROM closed_request WHERE request = ?1";
        return Ok(first(connection, sql, [row], |_| Ok(()))?.is_none());
    };
    let elapsed = at.milliseconds().saturating_sub(request.received_at.milliseconds());
    let sql = "SELECT 1 FROM closed_request WHERE request = ?1 AND procedure = ?2 AND service = ?3
                 AND month IN (?4, CAST(strftime('%Y%m', ?5 / 1000, 'unixepoch') AS INTEGER))
                 AND elapsed = ?6 AND on_time = ?7";
    let parameters = (
        row,
        request.procedure.as_str(),
        request.service.as_str(),
        closing.month.0,
        at.milliseconds(),
        elapsed.saturating_sub(waited).max(0),
        closing.on_time.map_or(-1, i64::from),
    );
    Ok(first(connection, sql, parameters, |_| Ok(()))?.is_some())
}

/// A row of `delay_tally`: its key, then how many requests, how many dated, how many on time.
type Spans = BTreeMap<(String, u32, i64, String), [i64; 3]>;

/// Whether `delay_tally` counts the rows of `closed_request`.
pub(in super::super) fn spans_agree(connection: &Connection) -> Result<bool> {
    let mut counted = Spans::new();
    let sql = "SELECT procedure, month, elapsed, service, count(*), sum(on_time >= 0), sum(on_time = 1)
               FROM closed_request GROUP BY 1, 2, 3, 4";
    for (procedure, month, elapsed, service, counts) in all(connection, sql, [], |row| {
        let counts: [i64; 3] = [row.get(4)?, row.get(5)?, row.get(6)?];
        Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, counts))
    })? {
        let sums = counted.entry((procedure, month, span_of(elapsed), service)).or_default();
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum = sum.saturating_add(count);
        }
    }
    let sql = "SELECT procedure, month, span, service, requests, dated, on_time FROM delay_tally
               WHERE requests <> 0 OR dated <> 0 OR on_time <> 0";
    let kept = all(connection, sql, [], |row| {
        let key = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?);
        Ok((key, [row.get(4)?, row.get(5)?, row.get(6)?]))
    })?;
    Ok(counted == kept.into_iter().collect())
}
