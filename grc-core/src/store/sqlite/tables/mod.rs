//! The tables, by subject: how each is read and written. Their columns are told in `migrations/`.
//!
//! | file | subject |
//! |---|---|
//! | `definitions.rs` | publications, procedures, search |
//! | `people.rs`, `departures.rs` | agents, their journal; what they leave behind |
//! | `profiles.rs` | the directory of applicants |
//! | `requests.rs` | one request, its history, counts |
//! | `record.rs` | what one operation does to a request |
//! | `agreement.rs`, `totals.rs` | whether what was recorded of requests is still what they say |
//! | `places.rs` | where it stands in the lists of services and of tags |
//! | `lists.rs`, `seek.rs` | pages of requests, and how they are read in order |
//! | `texts.rs` | texts of procedures, corrected since |
//! | `former.rs` | what requests were in the systems from which they were taken over |
//! | `sectors.rs` | the parts of the town in which requests are |
//! | `statistics.rs` | figures, kept with each change |
//! | `tasks.rs` | pages of tasks |
//! | `claims.rs` | what is taken of scarce things |
//! | `outbox.rs`, `dead_letters.rs`, `endpoints.rs` | what leaves; what was given up; how the places where it goes fare |
//! | `calls.rs` | calls that came before their request |
//! | `changes.rs` | what is asked about all requests of a business application |
//! | `subscribers.rs` | who is told of what happens |
//! | `files.rs` | files and their contents |
//! | `drafts.rs`, `timers.rs`, `once.rs` | drafts; what time does; what is done once |

pub(super) mod agreement;
pub(super) mod calls;
pub(super) mod changes;
pub(super) mod claims;
pub(super) mod dead_letters;
pub(super) mod definitions;
pub(super) mod departures;
pub(super) mod drafts;
pub(super) mod endpoints;
pub(super) mod files;
pub(super) mod former;
pub(super) mod inbox;
pub(super) mod lists;
pub(super) mod once;
pub(super) mod outbox;
pub(super) mod people;
mod places;
pub(super) mod profiles;
pub(super) mod record;
pub(super) mod requests;
mod sectors;
mod seek;
pub(super) mod statistics;
pub(super) mod subscribers;
pub(super) mod tasks;
#[cfg(test)]
mod tests;
pub(super) mod texts;
pub(super) mod timers;
pub(super) mod totals;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Params, Row};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde::de::value::{Error as NameError, StrDeserializer};
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::request::Instant;
use crate::store::StoreError;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        StoreError::from(error).into()
    }
}

/// Every row of an answer.
fn all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    let mut values = Vec::new();
    while let Some(row) = rows.next()? {
        values.push(read(row)?);
    }
    Ok(values)
}

/// The first row of an answer, if there is one.
fn first<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl Params,
    read: impl FnOnce(&Row<'_>) -> Result<T>,
) -> Result<Option<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(parameters)?;
    rows.next()?.map(read).transpose()
}

/// Changes rows; gives their number.
fn change(connection: &Connection, sql: &str, parameters: impl Params) -> Result<usize> {
    Ok(connection.prepare_cached(sql)?.execute(parameters)?)
}

fn instant(row: &Row<'_>, column: usize) -> Result<Instant> {
    Ok(Instant::from_milliseconds(row.get(column)?))
}

fn optional_instant(row: &Row<'_>, column: usize) -> Result<Option<Instant>> {
    Ok(row.get::<_, Option<i64>>(column)?.map(Instant::from_milliseconds))
}

fn uuid(row: &Row<'_>, column: usize) -> Result<Uuid> {
    Ok(Uuid::from_bytes(row.get(column)?))
}

/// A number that is never negative.
fn number(row: &Row<'_>, column: usize) -> Result<u64> {
    Ok(row.get::<_, i64>(column)?.cast_unsigned())
}

/// A value of a closed set, by the name that it has in catalogues and requests.
fn named<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    from_name(row.get_ref(column)?.as_str().map_err(|_| damaged())?)
}

/// The same; `None` for NULL.
fn optional_named<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<Option<T>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => named(row, column).map(Some),
    }
}

fn from_name<T: DeserializeOwned>(name: &str) -> Result<T> {
    T::deserialize(StrDeserializer::<NameError>::new(name)).map_err(|_| damaged())
}

fn json<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    from_json(row.get_ref(column)?.as_str().map_err(|_| damaged())?)
}

fn from_json<T: DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| damaged())
}

fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string(value).map_err(|_| Error::internal("a record cannot be written as JSON"))
}

/// Rows at most, as SQLite counts them.
fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

/// What the store wrote itself and cannot read back.
fn damaged() -> Error {
    StoreError::Corrupt.into()
}

/// Folded words as a full-text query: each begins a word. `None` without a word.
fn prefixes(words: &[String]) -> Option<String> {
    let words: Vec<String> = words.iter().map(|word| format!("\"{word}\"*")).collect();
    (!words.is_empty()).then(|| words.join(" "))
}
