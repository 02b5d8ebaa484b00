//! What requests have of scarce things, and how much is taken of one.

#[cfg(test)]
mod tests;

use rusqlite::Connection;

use super::{all, change, first, instant, uuid};
use crate::error::Result;
use crate::request::{Claim, Period, Request, RequestId, Taken};

/// Rows of one `span` last less than 2^span milliseconds: what overlaps a period begins less than that before it. Each
/// span that the key has is sought apart, so that long claims do not make short ones be read from far away.
const TAKEN: &str = "
    WITH RECURSIVE spans (span) AS (
      SELECT min(span) FROM claim WHERE key = ?1
      UNION ALL
      SELECT (SELECT min(c.span) FROM claim c WHERE c.key = ?1 AND c.span > s.span)
      FROM spans s WHERE s.span IS NOT NULL)
    SELECT r.id, c.begins, c.ends, c.quantity
    FROM spans s
    CROSS JOIN claim c ON c.key = ?1 AND c.span = s.span
      AND c.begins > ?2 - (1 << s.span) AND c.begins < ?3 AND c.ends > ?2
    JOIN request r ON r.row = c.request";

pub(in super::super) fn taken(connection: &Connection, key: &str, period: Period) -> Result<Vec<Taken>> {
    let bounds = (key, period.from.milliseconds(), period.to.milliseconds());
    all(connection, TAKEN, bounds, |row| {
        Ok(Taken {
            request: RequestId(uuid(row, 0)?),
            period: Period { from: instant(row, 1)?, to: instant(row, 2)? },
            quantity: row.get(3)?,
        })
    })
}

/// Writes the difference between what a request had and what it has.
pub(super) fn write(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    let before = previous.map_or(&[][..], |previous| &previous.claims);
    if before == request.claims {
        return Ok(());
    }
    for claim in before {
        let sql = "DELETE FROM claim WHERE key = ?1 AND span = ?2 AND begins = ?3 AND request = ?4";
        change(connection, sql, (&claim.key, span(claim), claim.period().from.milliseconds(), row))?;
    }
    for (rank, claim) in (0_i64..).zip(&request.claims) {
        let Period { from, to } = claim.period();
        change(
            connection,
            "INSERT INTO claim (key, span, begins, request, rank, ends, quantity)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            (&claim.key, span(claim), from.milliseconds(), row, rank, to.milliseconds(), claim.quantity),
        )?;
    }
    Ok(())
}

/// Whether what a request has is what is written of it.
pub(super) fn agree(connection: &Connection, row: i64, request: &Request) -> Result<bool> {
    let sql =
        "SELECT 1 FROM claim WHERE key = ?1 AND span = ?2 AND begins = ?3 AND request = ?4 AND rank = ?5
                 AND ends = ?6 AND quantity = ?7";
    for (rank, claim) in (0_i64..).zip(&request.claims) {
        let Period { from, to } = claim.period();
        let found =
            (&claim.key, span(claim), from.milliseconds(), row, rank, to.milliseconds(), claim.quantity);
        if first(connection, sql, found, |_| Ok(()))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How many bits the length of a claim has, in milliseconds.
fn span(claim: &Claim) -> u32 {
    let Period { from, to } = claim.period();
    let length = to.milliseconds().saturating_sub(from.milliseconds());
    i64::BITS.saturating_sub(length.leading_zeros())
}
