//! Whether what was recorded of a request, to list it, find it and call it when it is due, is still what it says.
//!
//! Each request is looked for where it should be ([`agrees`]); that it is nowhere else is seen by totals
//! ([`totals_agree`]), since most of these tables are not in order of request.

use rusqlite::{Connection, named_params};

use super::record::{due, timers, words};
use super::requests::row_of;
use super::{claims, first, former, places, sectors, tasks};
use crate::definition::{Id, Outcome};
use crate::error::Result;
use crate::request::history::Hash;
use crate::request::{Instant, Request};

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
    let shown = request.shown.as_ref();
    let parameters = named_params! {
        ":row": row,
        ":reference": request.reference,
        ":tracking_code": request.tracking_code,
        ":procedure": request.procedure.as_str(),
        ":version": request.version,
        ":scenario": request.scenario.as_str(),
        ":origin": request.origin.name(),
        ":state": request.state.name(),
        ":status": request.status.as_str(),
        ":outcome": request.outcome.map(Outcome::name),
        ":shown_status": shown.map(|shown| shown.status.as_str()),
        ":shown_state": shown.map(|shown| shown.state.name()),
        ":shown_outcome": shown.and_then(|shown| shown.outcome).map(Outcome::name),
        ":service": request.service.as_str(),
        ":agent": request.agent,
        ":applicant_id": request.applicant_id,
        ":profile": request.profile.as_ref().map(|profile| profile.0.as_bytes()),
        ":applicant_name": request.applicant.display_name(),
        ":words": words(request),
        ":connector_known": connector.is_some(),
        ":connector": connector.flatten().map(Id::as_str),
        ":external_id": request.external_id,
        ":received_at": request.received_at.milliseconds(),
        ":submitted_at": request.submitted_at.milliseconds(),
        ":updated_at": request.updated_at.milliseconds(),
        ":closed_at": request.closed_at.map(Instant::milliseconds),
        ":due": due(request).map(Instant::milliseconds),
        ":revision": request.revision.cast_signed(),
        ":sequence": request.sequence.cast_signed(),
        ":link": link,
    };
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

pub(in super::super) fn totals_agree(connection: &Connection) -> Result<bool> {
    for sql in [
        // Statuses counted otherwise than their requests; those of trials are not counted.
        "SELECT 1 FROM (
           SELECT procedure, status, state, requests FROM request_count WHERE requests > 0
           EXCEPT
           SELECT r.procedure, r.status, r.state, count(*) FROM request r JOIN request_body b ON b.request = r.row
           WHERE NOT coalesce(json_extract(b.body, '$.trial'), 0) GROUP BY r.procedure, r.status, r.state
         )",
        "SELECT 1 WHERE (SELECT coalesce(sum(requests), 0) FROM request_count)
           <> (SELECT count(*) FROM request_body WHERE NOT coalesce(json_extract(body, '$.trial'), 0))",
        // Open tasks counted otherwise than they are.
        "SELECT 1 FROM (
           SELECT service, procedure, tasks FROM task_count WHERE tasks <> 0
           EXCEPT
           SELECT service, procedure, count(*) FROM task WHERE open = 1 GROUP BY service, procedure
         )",
        "SELECT 1 WHERE (SELECT coalesce(sum(tasks), 0) FROM task_count) <> (SELECT count(*) FROM task WHERE open = 1)",
        // A request in the list of a service that it is not of.
        "SELECT 1 WHERE (SELECT count(*) FROM request_service)
           <> (SELECT count(*) FROM (SELECT row, service FROM request UNION SELECT request, service FROM task))",
        // A request in the list of a sector that it is not in.
        "SELECT 1 WHERE (SELECT count(*) FROM request_sector)
           <> (SELECT count(*) FROM request_body b, json_each(b.body, '$.sectors'))",
        // Tags, tasks, timers and claims that no request has.
        "SELECT 1 WHERE (SELECT count(*) FROM request_tag)
           <> (SELECT coalesce(sum(json_array_length(body, '$.tags')), 0) FROM request_body)",
        "SELECT 1 WHERE (SELECT count(*) FROM task)
           <> (SELECT coalesce(sum(json_array_length(body, '$.tasks')), 0) FROM request_body)",
        "SELECT 1 WHERE (SELECT count(*) FROM timer)
           <> (SELECT coalesce(sum(json_array_length(body, '$.timers')), 0) FROM request_body)",
        "SELECT 1 WHERE (SELECT count(*) FROM taken_over)
           <> (SELECT count(*) FROM request_body WHERE json_type(body, '$.former') IS NOT NULL)",
        "SELECT 1 WHERE (SELECT count(*) FROM claim)
           <> (SELECT coalesce(sum(json_array_length(body, '$.claims')), 0) FROM request_body)",
    ] {
        if first(connection, sql, [], |_| Ok(()))?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}
