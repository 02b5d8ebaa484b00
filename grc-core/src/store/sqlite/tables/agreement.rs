//! Whether what was recorded of a request, to list it, find it and call it when it is due, is still what it says.
//!
//! Each request is looked for where it should be; that it is nowhere else is seen by totals: see `totals.rs`.

use rusqlite::{Connection, named_params};

use super::record::{columns, due, timers, words};
use super::requests::row_of;
use super::{claims, first, former, places, sectors, statistics, tasks};
use crate::definition::{Id, Outcome};
use crate::error::Result;
use crate::request::history::Hash;
use crate::request::{Instant, Request};
use crate::store::Figures;

pub(in super::super) fn agrees(
    connection: &Connection,
    request: &Request,
    connector: Option<Option<&Id>>,
    link: &Hash,
) -> Result<bool> {
    let Some(row) = row_of(connection, request.id)? else { return Ok(false) };
    Ok(is_listed(connection, row, request, connector, link)?
        && places::agree(connection, row, request)?
        && sectors::has(connection, row, request)?
        && has_tasks(connection, row, request)?
        && has_timers(connection, request)?
        && claims::agree(connection, row, request)?
        && former::agrees(connection, row, request)?)
}

/// Whether what figures read of a request is what its whole history adds up to.
pub(in super::super) fn figures_agree(
    connection: &Connection,
    request: &Request,
    figures: &Figures,
) -> Result<bool> {
    let Some(row) = row_of(connection, request.id)? else { return Ok(false) };
    statistics::agrees(connection, row, request, figures)
}

fn is_listed(
    connection: &Connection,
    row: i64,
    request: &Request,
    connector: Option<Option<&Id>>,
    link: &Hash,
) -> Result<bool> {
    let sql = "SELECT 1 FROM request WHERE row = :row AND reference IS :reference
                 AND tracking_code IS :tracking_code AND procedure IS :procedure AND version IS :version
                 AND scenario IS :scenario AND origin IS :origin AND state IS :state AND status IS :status
                 AND outcome IS :outcome AND shown_status IS :shown_status AND shown_state IS :shown_state
                 AND shown_outcome IS :shown_outcome AND service IS :service AND agent IS :agent
                 AND applicant_id IS :applicant_id AND profile IS :profile AND applicant_name IS :applicant_name
                 AND words IS :words
                 AND (NOT :connector_known OR connector IS :connector) AND external_id IS :external_id
                 AND received_at IS :received_at AND submitted_at IS :submitted_at AND updated_at IS :updated_at
                 AND closed_at IS :closed_at AND due IS :due AND revision IS :revision
                 AND sequence IS :sequence AND link IS :link";
    let parameters = columns!(request, {
        ":row": row,
        ":connector_known": connector.is_some(),
        ":connector": connector.flatten().map(Id::as_str),
        ":link": link,
    });
    Ok(first(connection, sql, parameters, |_| Ok(()))?.is_some())
}

fn has_tasks(connection: &Connection, row: i64, request: &Request) -> Result<bool> {
    let sql =
        "SELECT 1 FROM task WHERE id = ?1 AND request = ?2 AND title = ?3 AND service = ?4 AND agent IS ?5
                 AND opened_at = ?6 AND due = ?7 AND open = ?8 AND kind = ?9 AND procedure = ?10 AND watched = ?11";
    for task in &request.tasks {
        let parameters = (
            task.id.0.as_bytes(),
            row,
            &task.title,
            task.service.as_str(),
            &task.agent,
            task.opened_at.milliseconds(),
            tasks::due(task),
            task.ended.is_none(),
            task.kind.name(),
            request.procedure.as_str(),
            task.watched_until().is_some(),
        );
        if first(connection, sql, parameters, |_| Ok(()))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn has_timers(connection: &Connection, request: &Request) -> Result<bool> {
    let sql = "SELECT 1 FROM timer WHERE due = ?1 AND request_id = ?2 AND effect = ?3";
    for (due, effect) in timers(request) {
        if first(connection, sql, (due, request.id.0.as_bytes(), effect), |_| Ok(()))?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}
