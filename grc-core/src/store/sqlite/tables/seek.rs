//! Rows of a list in order, however many indexes it takes.
//!
//! A list that no single index holds in its order is the merge of several: each of its streams is a seek in an
//! index that has the order already, and SQLite reads from each no more than the page needs. Nothing is sorted.

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use uuid::Uuid;

use super::{all, first, limit};
use crate::error::Result;

/// Streams merged in one statement; SQLite takes 500.
const STREAMS: usize = 64;

/// A query being written, with the values of its parameters.
#[derive(Clone, Default)]
pub(super) struct Values(Vec<Value>);

impl Values {
    /// Notes a value, and gives what stands for it in the query.
    pub(super) fn bind(&mut self, value: impl Into<Value>) -> String {
        self.0.push(value.into());
        format!("?{}", self.0.len())
    }

    /// Every value noted, in order.
    pub(super) fn all(&self) -> &[Value] {
        &self.0
    }

    /// Notes values, and gives the list that stands for them in the query.
    pub(super) fn bind_all<'a>(&mut self, values: impl IntoIterator<Item = &'a str>) -> String {
        let values: Vec<String> = values.into_iter().map(|value| self.bind(value.to_owned())).collect();
        format!("({})", values.join(", "))
    }
}

impl Values {
    /// The values, in the order of their numbers.
    pub(super) fn into_vec(self) -> Vec<Value> {
        self.0
    }
}

/// A query, with the values of its parameters.
pub(super) type Statement = (String, Vec<Value>);

/// One seek.
#[derive(Debug)]
pub(super) struct Stream {
    /// Tables, and the index that has the order.
    pub(super) from: &'static str,
    /// Column of the sort key.
    pub(super) key: &'static str,
    /// Column of the row.
    pub(super) row: &'static str,
    /// What must hold, beside what must hold in every stream.
    pub(super) condition: String,
}

/// The order of a list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Ascending,
    Descending,
}

/// Where a list goes on, and how far.
pub(super) struct Part {
    pub(super) order: Order,
    /// Sort key and row of the last row already seen.
    pub(super) after: Option<(i64, i64)>,
    pub(super) limit: usize,
}

/// The row that a page follows. One that is not in the store stands before all others of its sort key.
pub(super) fn place(
    connection: &Connection,
    table: &'static str,
    after: Option<(i64, Uuid)>,
    order: Order,
) -> Result<Option<(i64, i64)>> {
    let Some((key, id)) = after else { return Ok(None) };
    let sql = format!("SELECT row FROM {table} WHERE id = ?1");
    let row = first(connection, &sql, [id.as_bytes()], |row| Ok(row.get(0)?))?;
    let before_all = if order == Order::Ascending { i64::MIN } else { i64::MAX };
    Ok(Some((key, row.unwrap_or(before_all))))
}

/// The statements that give the (sort key, row) pairs of a part. `condition` must hold in every stream; `key` in it
/// stands for the sort key's column.
pub(super) fn statements(
    streams: &[Stream],
    condition: &str,
    values: &Values,
    part: &Part,
) -> Vec<Statement> {
    let mut values = values.clone();
    let (direction, beyond) = match part.order {
        Order::Ascending => ("ASC", '>'),
        Order::Descending => ("DESC", '<'),
    };
    let after = part.after.map(|(key, row)| (values.bind(key), values.bind(row)));
    let most = values.bind(limit(part.limit));
    let select = |stream: &Stream| {
        let Stream { from, key, row, .. } = stream;
        let mut select = format!("SELECT {key} AS key, {row} AS row FROM {from} WHERE TRUE");
        let seek = after
            .as_ref()
            .map(|(after_key, after_row)| format!("({key}, {row}) {beyond} ({after_key}, {after_row})"));
        let conditions =
            [Some(stream.condition.replace("{key}", key)), Some(condition.replace("{key}", key)), seek];
        for condition in conditions.into_iter().flatten().filter(|condition| !condition.is_empty()) {
            select.push_str(" AND ");
            select.push_str(&condition);
        }
        select
    };
    streams
        .chunks(STREAMS)
        .map(|chunk| {
            let merged = chunk.iter().map(select).collect::<Vec<_>>().join(" UNION ");
            let sql = format!("{merged} ORDER BY key {direction}, row {direction} LIMIT {most}");
            (sql, values.0.clone())
        })
        .collect()
}

/// The rows of a part, with their sort keys, each once.
pub(super) fn rows(
    connection: &Connection,
    statements: &[Statement],
    part: &Part,
) -> Result<Vec<(i64, i64)>> {
    let mut found = Vec::new();
    for (sql, values) in statements {
        found.extend(all(connection, sql, params_from_iter(values), |row| Ok((row.get(0)?, row.get(1)?)))?);
    }
    found.sort_unstable();
    if part.order == Order::Descending {
        found.reverse();
    }
    found.dedup();
    found.truncate(part.limit);
    Ok(found)
}
