//! Pages of requests.
//!
//! A filter is served by one index that has its order, chosen here and not by the planner:
//!
//! | the filter names | read in order from |
//! |---|---|
//! | a former reference | `taken_over`, few rows sorted |
//! | a due date | `request_by_due` |
//! | an applicant | `request_by_applicant` |
//! | records of the directory | `request_by_profile`, record by record |
//! | an agent | `request_by_agent`, state by state |
//! | a tag | `request_tag`, state by state |
//! | a sector | `request_sector`, state by state |
//! | a procedure | `request_by_status`, status by status |
//! | services | `request_service`, service by service, state by state |
//! | a status | `request_by_status`, procedure by procedure |
//! | nothing, a state | `request_by_state`, state by state |
//!
//! A word that few requests have gives the rows that are looked at, whatever order they have. Words that many have are
//! looked for in the order of the list, among its first rows; if that does not fill the page, few have all of them
//! together, and `request_words` finds those. Whatever else the filter names, other words included, is checked on each
//! row that is read.
//!
//! The services whose requests someone may see are those in charge and those of any task: `request_service` holds
//! both. A request that an agent has in charge outside their services is not in them: it is listed by `agent`,
//! without `services`.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::{Connection, Row};

use super::seek::{self, Order, Part, Statement, Stream, Values};
use super::{
    all, damaged, first, former, instant, limit, named, number, optional_instant, optional_named, places,
    prefixes, sectors, uuid,
};
use crate::definition::{Id, Name, State};
use crate::error::Result;
use crate::folding;
use crate::request::{ProfileId, RequestId};
use crate::store::{Page, RequestFilter, RequestSummary, SectorOf};

/// How many rows are looked at one by one for their words: those of a rare word, else the first of the list. What a
/// query of the full-text index takes grows with the number of requests that have any word of it.
const WINDOW: usize = 500;

/// What [`summary`] reads, in its order.
const ROW: &str = "SELECT id, reference, procedure, status, state, outcome, origin, service, agent,
     applicant_name, received_at, updated_at, due, revision, shown_status, shown_state, shown_outcome FROM request WHERE row = ?1";

pub(in super::super) fn requests(
    connection: &Connection,
    filter: &RequestFilter,
    page: &Page,
) -> Result<Vec<RequestSummary>> {
    // No index is of use to a condition that never holds.
    if filter.profiles.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let order = if filter.due_before.is_some() { Order::Ascending } else { Order::Descending };
    let after = seek::place(connection, "request", page.after, order)?;
    let part = Part { order, after, limit: page.limit };
    let words = folding::words(&filter.words.join(" "));
    let rows = match prefixes(&words) {
        None => seek::rows(connection, &in_order(connection, filter, &part)?, &part)?,
        Some(query) => match rare(connection, &words)? {
            Some(word) => seek::rows(connection, &found_by_rare_word(filter, word, &words, &part), &part)?,
            None => match first_found(connection, filter, &words, &part)? {
                Some(rows) => rows,
                None => seek::rows(connection, &found_by_words(filter, &query, &part), &part)?,
            },
        },
    };
    let mut summaries = Vec::new();
    for (key, row) in rows {
        let summary = first(connection, ROW, [row], |row| summary(row, key))?;
        summaries.push(summary.ok_or_else(damaged)?);
    }
    Ok(summaries)
}

/// The statements that find the rows of a part in their order, whatever their words.
pub(super) fn in_order(
    connection: &Connection,
    filter: &RequestFilter,
    part: &Part,
) -> Result<Vec<Statement>> {
    let mut values = Values::default();
    let conditions = conditions(filter, &mut values);
    let streams = streams(connection, filter, &mut values)?;
    Ok(seek::statements(&streams, &conditions, &values, part))
}

/// A word that few requests have, if there is one among these: long ones are asked first, since they are rare as a
/// rule. No more is read of each than what tells that it is common.
pub(super) fn rare<'a>(connection: &Connection, words: &'a [String]) -> Result<Option<&'a str>> {
    let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
    words.sort_by_key(|word| Reverse(word.len()));
    let sql = "SELECT count(*) FROM (SELECT 1 FROM request_terms WHERE term >= ?1 AND term <= ?2 LIMIT ?3)";
    for word in words {
        let count = first(connection, sql, (word, last_of(word), limit(WINDOW)), |row| number(row, 0))?;
        if count.is_some_and(|count| count < WINDOW as u64) {
            return Ok(Some(word));
        }
    }
    Ok(None)
}

/// What comes after all words that begin so.
pub(super) fn last_of(word: &str) -> String {
    format!("{word}{}", char::MAX)
}

/// The statements that find the rows of a part among those of one word, and sort what they find.
fn found_by_rare_word(filter: &RequestFilter, rare: &str, words: &[String], part: &Part) -> Vec<Statement> {
    let mut values = Values::default();
    let mut conditions = vec![conditions(filter, &mut values)];
    for word in words.iter().filter(|word| *word != rare) {
        conditions.push(format!("instr(r.words, {}) > 0", values.bind(format!(" {word}"))));
    }
    conditions.retain(|condition| !condition.is_empty());
    let (from, to) = (values.bind(rare.to_owned()), values.bind(last_of(rare)));
    let stream = Stream {
        from: "request_terms t CROSS JOIN request r ON r.row = t.doc",
        key: sort_key(filter),
        row: "r.row",
        condition: format!("t.term >= {from} AND t.term <= {to}"),
    };
    seek::statements(&[stream], &conditions.join(" AND "), &values, part)
}

/// The column by which a list is sorted.
fn sort_key(filter: &RequestFilter) -> &'static str {
    if filter.due_before.is_some() { "r.due" } else { "r.received_at" }
}

/// The rows of a part that have the words, if they are among the first of the list.
fn first_found(
    connection: &Connection,
    filter: &RequestFilter,
    words: &[String],
    part: &Part,
) -> Result<Option<Vec<(i64, i64)>>> {
    let window = Part { limit: WINDOW.max(part.limit), ..*part };
    let looked_at = seek::rows(connection, &in_order(connection, filter, &window)?, &window)?;
    let is_all = looked_at.len() < window.limit;
    let words: Vec<String> = words.iter().map(|word| format!(" {word}")).collect();
    let mut found = Vec::new();
    for (key, row) in looked_at {
        let has_all = first(connection, "SELECT words FROM request WHERE row = ?1", [row], |row| {
            let known = row.get_ref(0)?.as_str().map_err(|_| damaged())?;
            Ok(words.iter().all(|word| known.contains(word)))
        })?;
        if has_all == Some(true) {
            found.push((key, row));
        }
        if found.len() == part.limit {
            return Ok(Some(found));
        }
    }
    Ok(is_all.then_some(found))
}

/// The statements that find the rows of a part by their words, and sort what they find.
fn found_by_words(filter: &RequestFilter, query: &str, part: &Part) -> Vec<Statement> {
    let mut values = Values::default();
    let conditions = conditions(filter, &mut values);
    let stream = Stream {
        from: "request_words w CROSS JOIN request r ON r.row = w.rowid",
        key: sort_key(filter),
        row: "r.row",
        condition: format!("w.request_words MATCH {}", values.bind(query.to_owned())),
    };
    seek::statements(&[stream], &conditions, &values, part)
}

/// What must hold of every row, whatever index it comes from.
fn conditions(filter: &RequestFilter, values: &mut Values) -> String {
    let RequestFilter { state, status, procedure, service, agent, applicant, .. } = filter;
    let (of_state, of_status) = match filter.as_shown {
        true => ("coalesce(r.shown_state, r.state)", "coalesce(r.shown_status, r.status)"),
        false => ("r.state", "r.status"),
    };
    let texts = [
        (of_state, state.map(State::name)),
        (of_status, status.as_ref().map(Name::as_str)),
        ("r.procedure", procedure.as_ref().map(Id::as_str)),
        ("r.service", service.as_ref().map(Id::as_str)),
        ("r.applicant_id", applicant.as_deref()),
    ];
    let mut conditions = Vec::new();
    for (column, text) in texts {
        conditions.extend(text.map(|text| format!("{column} = {}", values.bind(text.to_owned()))));
    }
    if let Some(agent) = agent {
        let agents = filter.stood_in_for.iter().chain([agent]).map(String::as_str);
        conditions.push(format!("r.agent IN {}", values.bind_all(agents)));
    }
    if let Some(profiles) = &filter.profiles {
        let profiles: Vec<_> =
            profiles.iter().map(|profile| values.bind(profile.0.as_bytes().to_vec())).collect();
        conditions.push(format!("r.profile IN ({})", profiles.join(", ")));
    }
    let received = if filter.due_before.is_some() { "r.received_at" } else { "{key}" };
    let instants = [
        (received, ">=", filter.received_from),
        (received, "<", filter.received_before),
        ("{key}", "<", filter.due_before),
    ];
    for (column, comparison, instant) in instants {
        let instant = instant.map(|instant| values.bind(instant.milliseconds()));
        conditions.extend(instant.map(|instant| format!("{column} {comparison} {instant}")));
    }
    if let Some(services) = &filter.services {
        let services = values.bind_all(services.iter().map(Id::as_str));
        let mut seen = format!(
            "EXISTS (SELECT 1 FROM request_service s WHERE s.service IN {services} AND s.state = r.state
             AND s.received_at = r.received_at AND s.request = r.row)"
        );
        if !filter.or_in_hands_of.is_empty() {
            let agents = values.bind_all(filter.or_in_hands_of.iter().map(String::as_str));
            seen = format!(
                "({seen} OR r.agent IN {agents} OR r.row IN (
                   SELECT h.request FROM task h INDEXED BY task_of_agent WHERE h.open = 1 AND h.agent IN {agents}))"
            );
        }
        conditions.push(seen);
    }
    conditions.extend(filter.tag.as_ref().map(|tag| places::has_tag(tag, values)));
    conditions.extend(filter.sector.as_ref().map(|sector| sectors::condition(sector, values)));
    let reference = filter.former_reference.as_deref();
    conditions.extend(reference.map(|reference| former::condition(reference, values)));
    conditions.join(" AND ")
}

fn streams(connection: &Connection, filter: &RequestFilter, values: &mut Values) -> Result<Vec<Stream>> {
    let stream = |from, condition| Stream { from, key: "r.received_at", row: "r.row", condition };
    if let Some(reference) = &filter.former_reference {
        let from = "taken_over t CROSS JOIN request r ON r.row = t.request";
        let found = format!("t.reference = {}", values.bind(reference.clone()));
        return Ok(vec![Stream { key: sort_key(filter), ..stream(from, found) }]);
    }
    if filter.due_before.is_some() {
        let from = "request r INDEXED BY request_by_due";
        return Ok(vec![Stream { key: "r.due", ..stream(from, String::new()) }]);
    }
    if filter.applicant.is_some() {
        return Ok(vec![stream("request r INDEXED BY request_by_applicant", String::new())]);
    }
    if let Some(profiles) = &filter.profiles {
        let from = "request r INDEXED BY request_by_profile";
        let profiles: BTreeSet<_> = profiles.iter().collect();
        let of = |profile: &ProfileId| {
            stream(from, format!("r.profile = {}", values.bind(profile.0.as_bytes().to_vec())))
        };
        return Ok(profiles.into_iter().map(of).collect());
    }
    if let Some(agent) = &filter.agent {
        let mut streams = Vec::new();
        for agent in filter.stood_in_for.iter().chain([agent]) {
            let agent = values.bind(agent.clone());
            streams.extend(states(filter, values).into_iter().map(|state| {
                let condition = format!("r.agent = {agent} AND r.state = {state}");
                stream("request r INDEXED BY request_by_agent", condition)
            }));
        }
        return Ok(streams);
    }
    if let Some(SectorOf { division, sector }) = &filter.sector {
        let place = [values.bind(division.as_str().to_owned()), values.bind(sector.as_str().to_owned())];
        let [division, sector] = &place;
        let state = |state| Stream {
            from: "request_sector v CROSS JOIN request r ON r.row = v.request",
            key: "v.received_at",
            row: "v.request",
            condition: format!("v.division = {division} AND v.sector = {sector} AND v.state = {state}"),
        };
        return Ok(states(filter, values).into_iter().map(state).collect());
    }
    let services: Option<BTreeSet<&Id>> = match (&filter.service, &filter.services) {
        (Some(service), _) => Some(BTreeSet::from([service])),
        (None, services) => services.as_ref().map(|services| services.iter().collect()),
    };
    if let Some(tag) = &filter.tag {
        let tag = values.bind(tag.as_str().to_owned());
        let state = |state| Stream {
            from: "request_tag g CROSS JOIN request r ON r.row = g.request",
            key: "g.received_at",
            row: "g.request",
            condition: format!("g.tag = {tag} AND g.state = {state}"),
        };
        return Ok(states(filter, values).into_iter().map(state).collect());
    }
    if filter.procedure.is_some() || (filter.status.is_some() && services.is_none()) {
        let statuses = statuses(connection, filter)?.into_iter().map(|(procedure, status)| {
            let (procedure, status) = (values.bind(procedure), values.bind(status));
            let condition = format!("r.procedure = {procedure} AND r.status = {status}");
            stream("request r INDEXED BY request_by_status", condition)
        });
        return Ok(statuses.collect());
    }
    let states = states_of_status(connection, filter, values)?;
    let Some(services) = services else {
        let state = |state| stream("request r INDEXED BY request_by_state", format!("r.state = {state}"));
        return Ok(states.into_iter().map(state).collect());
    };
    let mut streams = Vec::new();
    for service in services {
        let service = values.bind(service.as_str().to_owned());
        streams.extend(states.iter().map(|state| Stream {
            from: "request_service v CROSS JOIN request r ON r.row = v.request",
            key: "v.received_at",
            row: "v.request",
            condition: format!("v.service = {service} AND v.state = {state}"),
        }));
    }
    Ok(streams)
}

/// The states that the filter lets through.
fn states(filter: &RequestFilter, values: &mut Values) -> Vec<String> {
    let wanted = State::ALL.into_iter().filter(|state| filter.state.is_none_or(|wanted| wanted == *state));
    wanted.map(|state| values.bind(state.name().to_owned())).collect()
}

/// The states that the filter lets through, and that some request of its status has.
fn states_of_status(
    connection: &Connection,
    filter: &RequestFilter,
    values: &mut Values,
) -> Result<Vec<String>> {
    let Some(status) = &filter.status else { return Ok(states(filter, values)) };
    let sql = "SELECT DISTINCT state FROM request_count
               WHERE requests > 0 AND status = ?1 AND state = coalesce(?2, state)";
    let known = (status.as_str(), filter.state.map(State::name));
    all(connection, sql, known, |row| Ok(values.bind(row.get::<_, String>(0)?)))
}

/// The statuses, with their procedures, that the filter lets through and some request has.
fn statuses(connection: &Connection, filter: &RequestFilter) -> Result<Vec<(String, String)>> {
    let sql = "SELECT DISTINCT procedure, status FROM request_count
               WHERE requests > 0 AND procedure = coalesce(?1, procedure) AND status = coalesce(?2, status)
                 AND state = coalesce(?3, state)";
    let wanted = (
        filter.procedure.as_ref().map(Id::as_str),
        filter.status.as_ref().map(Name::as_str),
        filter.state.map(State::name),
    );
    all(connection, sql, wanted, |row| Ok((row.get(0)?, row.get(1)?)))
}

fn summary(row: &Row<'_>, sort_key: i64) -> Result<RequestSummary> {
    Ok(RequestSummary {
        id: RequestId(uuid(row, 0)?),
        reference: row.get(1)?,
        procedure: Id(row.get(2)?),
        status: Name(row.get(3)?),
        state: named(row, 4)?,
        outcome: optional_named(row, 5)?,
        origin: named(row, 6)?,
        service: Id(row.get(7)?),
        agent: row.get(8)?,
        applicant_name: row.get(9)?,
        received_at: instant(row, 10)?,
        updated_at: instant(row, 11)?,
        due: optional_instant(row, 12)?,
        revision: number(row, 13)?,
        shown: match row.get::<_, Option<String>>(14)? {
            None => None,
            Some(status) => Some((Name(status), named(row, 15)?, optional_named(row, 16)?)),
        },
        sort_key,
    })
}
