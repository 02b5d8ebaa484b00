//! What one operation does to one request: written as the difference from what was stored.

use std::collections::BTreeSet;

use rusqlite::{Connection, named_params};

use super::{
    calls, change, claims, files, first, former, outbox, places, sectors, statistics, tasks, to_json,
};
use crate::definition::{Bilingual, Id, Outcome};
use crate::error::{Error, ErrorCode, Result};
use crate::folding;
use crate::request::history::ChainedEvent;
use crate::request::{Instant, Request, RequestId, Timer};
use crate::store::Change;

pub(in super::super) fn next_reference(connection: &Connection, series: &str) -> Result<u64> {
    let sql = "INSERT INTO reference_counter (series, number) VALUES (?1, 1)
               ON CONFLICT (series) DO UPDATE SET number = number + 1 RETURNING number";
    let number = first(connection, sql, [series], |row| super::number(row, 0))?;
    number.ok_or_else(|| Error::internal("a reference was not counted"))
}

pub(in super::super) fn record(connection: &Connection, recorded: &Change<'_>) -> Result<()> {
    let Change { request, previous, .. } = *recorded;
    let stored = stored(connection, request.id)?;
    follow(stored.map_or(0, |(_, sequence)| sequence), recorded)?;
    let row = match stored {
        None => insert(connection, recorded)?,
        Some((row, _)) => update(connection, row, recorded)?,
    };
    write_words(connection, row, previous, request)?;
    places::write(connection, row, previous, request)?;
    sectors::write(connection, row, previous, request)?;
    write_counts(connection, previous, request)?;
    statistics::count(connection, row, recorded)?;
    tasks::write(connection, row, previous, request)?;
    write_timers(connection, previous, request)?;
    claims::write(connection, row, previous, request)?;
    files::keep(connection, row, previous, request)?;
    former::write(connection, row, previous, request)?;
    calls::find(connection, recorded)?;
    write_events(connection, row, recorded.events)?;
    for outgoing in recorded.outgoing {
        outbox::queue(connection, row, outgoing)?;
    }
    Ok(())
}

/// The row of a request, and the sequence of its last event.
fn stored(connection: &Connection, id: RequestId) -> Result<Option<(i64, u64)>> {
    let sql = "SELECT row, sequence FROM request WHERE id = ?1";
    first(connection, sql, [id.0.as_bytes()], |row| Ok((row.get(0)?, super::number(row, 1)?)))
}

/// A change starts from the last event stored, and its events follow it: no operation overwrites what another has
/// done. A request is the fold of its events, so that one with the same last event is the one that is stored.
fn follow(last: u64, recorded: &Change<'_>) -> Result<()> {
    let starts = recorded.previous.map_or(0, |previous| previous.sequence) == last;
    let expected = (last.saturating_add(1)..).take(recorded.events.len());
    match starts && recorded.events.iter().map(|event| event.sequence).eq(expected) {
        true => Ok(()),
        false => Err(Error::internal("the events of a request do not follow its history")),
    }
}

/// What the columns of a request hold: named parameters for each that says what the request says, with those that are given
/// besides.
macro_rules! columns {
    ($request:expr, { $($name:literal: $value:expr),+ $(,)? }) => {
        named_params! {
            ":reference": $request.reference,
            ":tracking_code": $request.tracking_code,
            ":procedure": $request.procedure.as_str(),
            ":version": $request.version,
            ":scenario": $request.scenario.as_str(),
            ":origin": $request.origin.name(),
            ":state": $request.state.name(),
            ":status": $request.status.as_str(),
            ":outcome": $request.outcome.map(Outcome::name),
            ":shown_status": $request.shown.as_ref().map(|shown| shown.status.as_str()),
            ":shown_state": $request.shown.as_ref().map(|shown| shown.state.name()),
            ":shown_outcome": $request.shown.as_ref().and_then(|shown| shown.outcome).map(Outcome::name),
            ":service": $request.service.as_str(),
            ":agent": $request.agent,
            ":applicant_id": $request.applicant_id,
            ":profile": $request.profile.as_ref().map(|profile| profile.0.as_bytes()),
            ":applicant_name": $request.applicant.display_name(),
            ":words": words($request),
            ":external_id": $request.external_id,
            ":received_at": $request.received_at.milliseconds(),
            ":submitted_at": $request.submitted_at.milliseconds(),
            ":updated_at": $request.updated_at.milliseconds(),
            ":closed_at": $request.closed_at.map(Instant::milliseconds),
            ":due": due($request).map(Instant::milliseconds),
            ":revision": $request.revision.cast_signed(),
            ":sequence": $request.sequence.cast_signed(),
            $($name: $value),+
        }
    };
}
pub(super) use columns;

fn insert(connection: &Connection, recorded: &Change<'_>) -> Result<i64> {
    let request = recorded.request;
    let Some(last) = recorded.events.last() else {
        return Err(Error::internal("a new request has no event"));
    };
    connection
        .prepare_cached(
            "INSERT INTO request (id, reference, tracking_code, procedure, version, scenario, origin, state,
               status, outcome, shown_status, shown_state, shown_outcome, service, agent, applicant_id, profile,
               applicant_name, words, connector, external_id, received_at, submitted_at, updated_at, closed_at, due,
               revision, sequence, link)
             VALUES (:id, :reference, :tracking_code, :procedure, :version, :scenario, :origin, :state,
               :status, :outcome, :shown_status, :shown_state, :shown_outcome, :service, :agent, :applicant_id,
               :profile, :applicant_name, :words, :connector, :external_id, :received_at, :submitted_at,
               :updated_at, :closed_at, :due, :revision, :sequence,
               :link)",
        )?
        .execute(columns!(request, {
            ":id": request.id.0.as_bytes(),
            ":connector": recorded.connector.map(Id::as_str),
            ":link": last.link,
        }))
        .map_err(explain)?;
    let row = connection.last_insert_rowid();
    let body = to_json(request)?;
    change(connection, "INSERT INTO request_body (request, body) VALUES (?1, ?2)", (row, body))?;
    Ok(row)
}

/// Writes what may change after submission. SQLite leaves the indexes alone whose columns keep their values.
fn update(connection: &Connection, row: i64, recorded: &Change<'_>) -> Result<i64> {
    let request = recorded.request;
    let shown = request.shown.as_ref();
    connection
        .prepare_cached(
            "UPDATE request SET version = :version, state = :state, status = :status, outcome = :outcome,
               shown_status = :shown_status, shown_state = :shown_state, shown_outcome = :shown_outcome,
               service = :service, agent = :agent, profile = :profile, applicant_name = :applicant_name,
               connector = :connector,
               external_id = :external_id, updated_at = :updated_at, closed_at = :closed_at, due = :due,
               revision = :revision, sequence = :sequence, link = coalesce(:link, link) WHERE row = :row",
        )?
        .execute(named_params! {
            ":row": row,
            ":version": request.version,
            ":state": request.state.name(),
            ":status": request.status.as_str(),
            ":outcome": request.outcome.map(Outcome::name),
            ":shown_status": shown.map(|shown| shown.status.as_str()),
            ":shown_state": shown.map(|shown| shown.state.name()),
            ":shown_outcome": shown.and_then(|shown| shown.outcome).map(Outcome::name),
            ":service": request.service.as_str(),
            ":agent": request.agent,
            ":profile": request.profile.as_ref().map(|profile| profile.0.as_bytes()),
            ":applicant_name": request.applicant.display_name(),
            ":connector": recorded.connector.map(Id::as_str),
            ":external_id": request.external_id,
            ":updated_at": request.updated_at.milliseconds(),
            ":closed_at": request.closed_at.map(Instant::milliseconds),
            ":due": due(request).map(Instant::milliseconds),
            ":revision": request.revision.cast_signed(),
            ":sequence": request.sequence.cast_signed(),
            ":link": recorded.events.last().map(|event| event.link),
        })
        .map_err(explain)?;
    if recorded.previous != Some(request) {
        let body = to_json(request)?;
        change(connection, "UPDATE request_body SET body = ?2 WHERE request = ?1", (row, body))?;
    }
    Ok(row)
}

/// An external id belongs to one request of its connector; nothing else of a request can clash.
fn explain(error: rusqlite::Error) -> Error {
    match &error {
        rusqlite::Error::SqliteFailure(failure, Some(text))
            if failure.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                && text.contains("request.external_id") =>
        {
            let message = Bilingual::new(
                "cet identifiant de l'application métier est celui d'une autre demande",
                "this identifier of the business application is that of another request",
            );
            Error::new(ErrorCode::ExternalIdTaken, message)
        }
        _ => error.into(),
    }
}

pub(super) fn due(request: &Request) -> Option<Instant> {
    request.open_tasks().filter_map(|task| task.due).min()
}

/// Folded words by which agents search, each after a space, so that a prefix is found by its space.
pub(super) fn words(request: &Request) -> String {
    let applicant = &request.applicant;
    let searched = [
        Some(&request.reference),
        request.former.as_ref().map(|former| &former.reference),
        applicant.last_name.as_ref(),
        applicant.first_name.as_ref(),
        applicant.organisation.as_ref(),
        applicant.email.as_ref(),
    ];
    searched.into_iter().flatten().flat_map(|text| folding::words(text)).fold(
        String::new(),
        |mut words, word| {
            words.push(' ');
            words.push_str(&word);
            words
        },
    )
}

fn write_words(
    connection: &Connection,
    row: i64,
    previous: Option<&Request>,
    request: &Request,
) -> Result<()> {
    if previous.is_some_and(|previous| previous.applicant == request.applicant) {
        return Ok(());
    }
    let words = words(request);
    if let Some(previous) = previous {
        let before = self::words(previous);
        let sql = "INSERT INTO request_words (request_words, rowid, words) VALUES ('delete', ?1, ?2)";
        change(connection, sql, (row, before))?;
        change(connection, "UPDATE request SET words = ?2 WHERE row = ?1", (row, &words))?;
    }
    change(connection, "INSERT INTO request_words (rowid, words) VALUES (?1, ?2)", (row, words))?;
    Ok(())
}

fn write_counts(connection: &Connection, previous: Option<&Request>, request: &Request) -> Result<()> {
    let counted = |request: &Request| {
        (request.procedure.as_str().to_owned(), request.status.as_str().to_owned(), request.state.name())
    };
    if request.trial {
        return Ok(());
    }
    let before = previous.map(counted);
    let after = counted(request);
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    if let Some((procedure, status, state)) = before {
        change(
            connection,
            "UPDATE request_count SET requests = requests - 1
             WHERE procedure = ?1 AND status = ?2 AND state = ?3",
            (procedure, status, state),
        )?;
    }
    change(
        connection,
        "INSERT INTO request_count (procedure, status, state, requests) VALUES (?1, ?2, ?3, 1)
         ON CONFLICT (procedure, status, state) DO UPDATE SET requests = requests + 1",
        after,
    )?;
    Ok(())
}

/// What time will do: when, and what.
pub(super) fn timers(request: &Request) -> BTreeSet<(i64, String)> {
    let key = |timer: &Timer| (timer.due.milliseconds(), timer.effect.to_string());
    request.timers.iter().map(key).collect()
}

fn write_timers(connection: &Connection, previous: Option<&Request>, request: &Request) -> Result<()> {
    let before = previous.map(timers).unwrap_or_default();
    let after = timers(request);
    let id = request.id.0.as_bytes();
    for (due, effect) in before.difference(&after) {
        change(
            connection,
            "DELETE FROM timer WHERE due = ?1 AND request_id = ?2 AND effect = ?3",
            (due, id, effect),
        )?;
    }
    for (due, effect) in after.difference(&before) {
        change(
            connection,
            "INSERT INTO timer (due, request_id, effect) VALUES (?1, ?2, ?3)",
            (due, id, effect),
        )?;
    }
    Ok(())
}

fn write_events(connection: &Connection, row: i64, events: &[ChainedEvent]) -> Result<()> {
    for event in events {
        change(
            connection,
            "INSERT INTO event (request, sequence, type, version, at, salt, content, digest, link)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            (
                row,
                event.sequence.cast_signed(),
                &event.type_name,
                event.version,
                event.at.milliseconds(),
                event.content.as_ref().map(|content| content.salt),
                event.content.as_ref().map(|content| content.text.as_str()),
                event.digest,
                event.link,
            ),
        )?;
    }
    Ok(())
}
