//! Figures: kept with each change of a request, read without reading requests.

mod agreement;
#[cfg(test)]
mod tests;

pub(super) use agreement::{agrees, spans_agree};
use rusqlite::{Connection, params_from_iter};

use super::seek::{Statement, Values};
use super::{all, change, damaged, first, named, number};
use crate::definition::{Id, Name};
use crate::error::Result;
use crate::request::{Instant, Request};
use crate::store::{Change, Closing, DelayFilter, Delays, FieldPath, Month, Tally, TallyFilter};

const HOUR: i64 = 3_600_000;

/// Where the span begins that holds a time: an hour within eight, then a quarter of the time between two powers of two, in
/// hours. A span is short beside the times in it, so that a month has few spans, and a span few requests.
fn span_of(elapsed: i64) -> i64 {
    let hours = elapsed / HOUR;
    let doublings = hours.checked_ilog2().unwrap_or_default();
    let step = 1 << doublings.saturating_sub(2);
    (hours - hours % step) * HOUR
}

/// Counts what an operation did to a request.
pub(super) fn count(connection: &Connection, row: i64, recorded: &Change<'_>) -> Result<()> {
    let Change { previous, request, figures, .. } = *recorded;
    if request.trial {
        if previous.is_none() {
            change(connection, "UPDATE request SET trial = 1 WHERE row = ?1", [row])?;
        }
        return Ok(());
    }
    if figures.waited != 0 {
        let sql = "UPDATE request SET waited = waited + ?2 WHERE row = ?1";
        change(connection, sql, (row, figures.waited))?;
    }
    write_tally(connection, previous, request)?;
    let ended = |request: &Request| request.closed_at.map(|at| (at, request.service.clone()));
    let before = previous.and_then(ended);
    // What is closed may be opened and closed again within a millisecond.
    let moved = recorded.events.iter().any(|event| event.type_name == "status_entered");
    if before == ended(request) && !moved {
        return Ok(());
    }
    if before.is_some() {
        remove_closing(connection, row)?;
    }
    match (request.closed_at, figures.closing) {
        (Some(at), Some(closing)) => add_closing(connection, row, request, at, closing),
        _ => Ok(()),
    }
}

fn write_tally(connection: &Connection, previous: Option<&Request>, request: &Request) -> Result<()> {
    let counted = |request: &Request| {
        let agent = request.agent.clone().unwrap_or_default();
        let (procedure, service) = (request.procedure.0.clone(), request.service.0.clone());
        (procedure, service, agent, request.status.0.clone(), request.state.name())
    };
    let (before, after) = (previous.map(counted), counted(request));
    if before.as_ref() == Some(&after) {
        return Ok(());
    }
    if let Some(before) = before {
        let sql = "UPDATE tally SET requests = requests - 1
                   WHERE procedure = ?1 AND service = ?2 AND agent = ?3 AND status = ?4 AND state = ?5";
        change(connection, sql, before)?;
    }
    let sql = "INSERT INTO tally (procedure, service, agent, status, state, requests) VALUES (?1, ?2, ?3, ?4, ?5, 1)
               ON CONFLICT (procedure, service, agent, status, state) DO UPDATE SET requests = requests + 1";
    change(connection, sql, after)?;
    Ok(())
}

fn add_closing(
    connection: &Connection,
    row: i64,
    request: &Request,
    at: Instant,
    closing: Closing,
) -> Result<()> {
    let sql = "SELECT waited FROM request WHERE row = ?1";
    let waited: i64 = first(connection, sql, [row], |row| Ok(row.get(0)?))?.ok_or_else(damaged)?;
    let taken = at.milliseconds().saturating_sub(request.received_at.milliseconds());
    let elapsed = taken.saturating_sub(waited).max(0);
    let (procedure, service) = (request.procedure.as_str(), request.service.as_str());
    let month = closing.month.0;
    let on_time = closing.on_time.map_or(-1, i64::from);
    let sql = "INSERT INTO closed_request (request, procedure, service, month, elapsed, on_time)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    change(connection, sql, (row, procedure, service, month, elapsed, on_time))?;
    let sql = "INSERT INTO delay_tally (procedure, month, span, service, requests, dated, on_time)
               VALUES (?1, ?2, ?3, ?4, 1, ?5 >= 0, ?5 = 1)
               ON CONFLICT (procedure, month, span, service) DO UPDATE
               SET requests = requests + 1, dated = dated + excluded.dated, on_time = on_time + excluded.on_time";
    change(connection, sql, (procedure, month, span_of(elapsed), service, on_time))?;
    Ok(())
}

fn remove_closing(connection: &Connection, row: i64) -> Result<()> {
    let sql =
        "DELETE FROM closed_request WHERE request = ?1 RETURNING procedure, month, elapsed, service, on_time";
    let removed = all(connection, sql, [row], |row| {
        let elapsed: i64 = row.get(2)?;
        let (procedure, service): (String, String) = (row.get(0)?, row.get(3)?);
        Ok((procedure, row.get::<_, u32>(1)?, span_of(elapsed), service, row.get::<_, i64>(4)?))
    })?;
    for closing in removed {
        let sql = "UPDATE delay_tally
                   SET requests = requests - 1, dated = dated - (?5 >= 0), on_time = on_time - (?5 = 1)
                   WHERE procedure = ?1 AND month = ?2 AND span = ?3 AND service = ?4";
        change(connection, sql, closing)?;
    }
    Ok(())
}

pub(in super::super) fn tallies(connection: &Connection, filter: &TallyFilter) -> Result<Vec<Tally>> {
    let (sql, values) = tally_statement(filter);
    all(connection, &sql, params_from_iter(values), |row| {
        let agent: String = row.get(1)?;
        Ok(Tally {
            procedure: Id(row.get(0)?),
            agent: Some(agent).filter(|agent| !agent.is_empty()),
            status: Name(row.get(2)?),
            state: named(row, 3)?,
            value: row.get(4)?,
            requests: number(row, 5)?,
        })
    })
}

/// Counters, when nothing is asked that they do not tell; else the requests of the period.
fn tally_statement(filter: &TallyFilter) -> Statement {
    let TallyFilter { services, procedure, received_from, received_before, field } = filter;
    let mut values = Values::default();
    let mut conditions = Vec::new();
    if let Some(services) = services {
        conditions.push(format!("c.service IN {}", values.bind_all(services.iter().map(Id::as_str))));
    }
    if let Some(procedure) = procedure {
        conditions.push(format!("c.procedure = {}", values.bind(procedure.as_str().to_owned())));
    }
    for (comparison, instant) in [(">=", received_from), ("<", received_before)] {
        if let Some(instant) = instant {
            conditions.push(format!("c.received_at {comparison} {}", values.bind(instant.milliseconds())));
        }
    }
    let (from, value, count) = if received_from.is_none() && received_before.is_none() && field.is_none() {
        conditions.push("c.requests > 0".to_owned());
        ("tally c", "NULL".to_owned(), "sum(c.requests)")
    } else {
        conditions.push("c.trial = 0".to_owned());
        match field {
            None => ("request c", "NULL".to_owned(), "count(*)"),
            Some(field) => {
                let (member, name) = match field {
                    FieldPath::Answer(name) => ("answers", name),
                    FieldPath::Data(name) => ("data", name),
                    FieldPath::Sector(division) => ("sectors", division),
                };
                let path = values.bind(format!("$.{member}.\"{name}\"", name = name.as_str()));
                let from = "request c JOIN request_body b ON b.request = c.row";
                (from, format!("b.body -> {path}"), "count(*)")
            }
        }
    };
    let conditions = if conditions.is_empty() { "TRUE".to_owned() } else { conditions.join(" AND ") };
    let sql = format!(
        "SELECT c.procedure, coalesce(c.agent, ''), c.status, c.state, {value} AS value, {count}
         FROM {from} WHERE {conditions} GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5"
    );
    (sql, values.into_vec())
}

/// What `delay_tally` tells of a span, services taken together.
struct Span {
    /// Where it begins.
    since: i64,
    requests: u64,
    dated: u64,
    on_time: u64,
}

pub(in super::super) fn delays(connection: &Connection, filter: &DelayFilter) -> Result<Vec<Delays>> {
    let procedures = match &filter.procedure {
        Some(procedure) => vec![procedure.as_str().to_owned()],
        None => all(connection, "SELECT DISTINCT procedure FROM request_count ORDER BY 1", [], |row| {
            Ok(row.get::<_, String>(0)?)
        })?,
    };
    let mut found = Vec::new();
    for procedure in procedures {
        let mut months: Vec<(u32, Vec<Span>)> = Vec::new();
        for (month, span) in spans(connection, &procedure, filter)? {
            match months.last_mut() {
                Some((last, spans)) if *last == month => spans.push(span),
                _ => months.push((month, vec![span])),
            }
        }
        for (month, spans) in months {
            found.push(delays_of(connection, filter, &procedure, month, &spans)?);
        }
    }
    Ok(found)
}

fn spans(connection: &Connection, procedure: &str, filter: &DelayFilter) -> Result<Vec<(u32, Span)>> {
    let (sql, values) = spans_statement(procedure, filter);
    all(connection, &sql, params_from_iter(values), |row| {
        let (requests, dated, on_time) = (number(row, 2)?, number(row, 3)?, number(row, 4)?);
        Ok((row.get(0)?, Span { since: row.get(1)?, requests, dated, on_time }))
    })
}

fn spans_statement(procedure: &str, filter: &DelayFilter) -> Statement {
    let mut values = Values::default();
    let of = values.bind(procedure.to_owned());
    let (from, to) = (values.bind(i64::from(filter.from.0)), values.bind(i64::from(filter.to.0)));
    let services = services(filter, &mut values);
    let sql = format!(
        "SELECT month, span, sum(requests), sum(dated), sum(on_time)
         FROM delay_tally
         WHERE procedure = {of} AND month BETWEEN {from} AND {to} AND requests > 0 {services}
         GROUP BY month, span ORDER BY month, span"
    );
    (sql, values.into_vec())
}

fn services(filter: &DelayFilter, values: &mut Values) -> String {
    match &filter.services {
        None => String::new(),
        Some(services) => format!("AND service IN {}", values.bind_all(services.iter().map(Id::as_str))),
    }
}

fn delays_of(
    connection: &Connection,
    filter: &DelayFilter,
    procedure: &str,
    month: u32,
    spans: &[Span],
) -> Result<Delays> {
    let closed = spans.iter().map(|span| span.requests).sum();
    let at = |percent: u64| -> Result<u64> {
        // The nearest rank: the least time that `percent` of all do not pass.
        let rank = u64::saturating_mul(closed, percent).div_ceil(100).max(1);
        let mut before = 0_u64;
        for span in spans {
            if before.saturating_add(span.requests) >= rank {
                let skipped = rank.saturating_sub(before).saturating_sub(1);
                return elapsed(connection, filter, (procedure, month), span.since, skipped);
            }
            before = before.saturating_add(span.requests);
        }
        Err(damaged())
    };
    Ok(Delays {
        procedure: Id(procedure.to_owned()),
        month: Month(month),
        closed,
        median: at(50)?,
        ninetieth: at(90)?,
        dated: spans.iter().map(|span| span.dated).sum(),
        on_time: spans.iter().map(|span| span.on_time).sum(),
    })
}

/// The time of the request that comes after `skipped` others from `since` on.
fn elapsed(
    connection: &Connection,
    filter: &DelayFilter,
    (procedure, month): (&str, u32),
    since: i64,
    skipped: u64,
) -> Result<u64> {
    let (sql, values) = elapsed_statement(filter, (procedure, month), since, skipped);
    first(connection, &sql, params_from_iter(values), |row| number(row, 0))?.ok_or_else(damaged)
}

fn elapsed_statement(
    filter: &DelayFilter,
    (procedure, month): (&str, u32),
    since: i64,
    skipped: u64,
) -> Statement {
    let mut values = Values::default();
    let (of, month) = (values.bind(procedure.to_owned()), values.bind(i64::from(month)));
    let (since, skipped) = (values.bind(since), values.bind(skipped.cast_signed()));
    let services = services(filter, &mut values);
    let sql = format!(
        "SELECT elapsed FROM closed_request INDEXED BY closed_by_delay
         WHERE procedure = {of} AND month = {month} AND elapsed >= {since} {services}
         ORDER BY elapsed LIMIT 1 OFFSET {skipped}"
    );
    (sql, values.into_vec())
}
