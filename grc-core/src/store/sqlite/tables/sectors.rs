//! In which sectors requests are.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::seek::Values;
use super::{change, first};
use crate::error::Result;
use crate::request::Request;
use crate::store::SectorOf;

/// The lists of sectors in which a request stands.
fn places(request: &Request) -> BTreeSet<(&str, &str, &'static str, i64)> {
    let (state, received_at) = (request.state.name(), request.received_at.milliseconds());
    let sectors = request.sectors.iter();
    sectors.map(|(division, sector)| (division.as_str(), sector.as_str(), state, received_at)).collect()
}

pub(super) fn write(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    let before = previous.map(places).unwrap_or_default();
    let after = places(request);
    for (division, sector, state, received_at) in before.difference(&after) {
        change(
            connection,
            "DELETE FROM request_sector
             WHERE division = ?1 AND sector = ?2 AND state = ?3 AND received_at = ?4 AND request = ?5",
            (division, sector, state, received_at, row),
        )?;
    }
    for (division, sector, state, received_at) in after.difference(&before) {
        change(
            connection,
            "INSERT INTO request_sector (division, sector, state, received_at, request) VALUES (?1, ?2, ?3, ?4, ?5)",
            (division, sector, state, received_at, row),
        )?;
    }
    Ok(())
}

/// Whether a request stands in the lists of its sectors.
pub(super) fn has(connection: &Connection, row: i64, request: &Request) -> Result<bool> {
    let sql = "SELECT 1 FROM request_sector
               WHERE division = ?1 AND sector = ?2 AND state = ?3 AND received_at = ?4 AND request = ?5";
    for (division, sector, state, received_at) in places(request) {
        let parameters = (division, sector, state, received_at, row);
        if first(connection, sql, parameters, |_| Ok(()))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// That the request `r` is in a sector.
pub(super) fn condition(wanted: &SectorOf, values: &mut Values) -> String {
    let division = values.bind(wanted.division.as_str().to_owned());
    let sector = values.bind(wanted.sector.as_str().to_owned());
    format!(
        "EXISTS (SELECT 1 FROM request_sector x WHERE x.division = {division} AND x.sector = {sector}
         AND x.state = r.state AND x.received_at = r.received_at AND x.request = r.row)"
    )
}
