//! The floor of what is recorded: the rows that the engine wrote, written again by SQL alone.
//!
//! The engine works on a store once; the rows of each request are read before and after, and their difference is
//! what a program without the engine would have to write, in one transaction, with the same pragmas.

use std::collections::HashMap;
use std::path::Path;
use std::sync::LazyLock;

use grc::request::RequestId;
use grc::store::sqlite::Durability;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::town;

const TABLES: &str = include_str!("../grc-core/src/store/sqlite/migrations/0001.sql");

/// Tables with a row of their own for each thing, and how they name their request.
const KEYED: [(&str, &str); 5] = [
    ("request", "row"),
    ("request_body", "request"),
    ("event", "request"),
    ("task", "request"),
    ("outbox", "request"),
];
/// Tables without.
const LISTED: [(&str, &str); 2] = [("request_service", "request"), ("timer", "request_id")];

/// Statements, with the values of their parameters.
pub(crate) type Operation = Vec<(String, Vec<Value>)>;
type Row = Vec<Value>;

/// What the engine wrote to file requests, and to act on them.
pub(crate) struct Recorded {
    pub(crate) submit: Vec<Operation>,
    pub(crate) act: Vec<Operation>,
}

impl Recorded {
    /// Has the engine file requests and act on each of them, and reads what it wrote.
    pub(crate) fn of(requests: usize) -> Self {
        let directory = town::directory();
        let path = directory.path().join("recorded.db");
        let (store, engine) = town::open(&path, Durability::Off);
        let ids: Vec<RequestId> = (0..requests).map(|rank| town::submit(&engine, rank)).collect();
        drop((store, engine));
        let filed = Picture::of_all(&path, &ids);
        let (store, engine) = town::open(&path, Durability::Off);
        ids.iter().for_each(|id| town::act(&engine, *id));
        drop((store, engine));
        let acted = Picture::of_all(&path, &ids);
        let nothing = Picture::default();
        Self {
            submit: filed.iter().map(|filed| filed.since(&nothing)).collect(),
            act: filed.iter().zip(&acted).map(|(filed, acted)| acted.since(filed)).collect(),
        }
    }
}

/// All rows of one request.
#[derive(Default)]
struct Picture {
    keyed: [Vec<Row>; KEYED.len()],
    listed: [Vec<Row>; LISTED.len()],
    /// Row and words, procedure, status and state.
    summary: Row,
}

impl Picture {
    fn of_all(path: &Path, ids: &[RequestId]) -> Vec<Self> {
        let connection = Connection::open(path).expect("the store is a database");
        let rows = |sql: &str, key: &Value| -> Vec<Row> {
            let mut statement = connection.prepare_cached(sql).expect("a query");
            let width = statement.column_count();
            let read = |row: &rusqlite::Row<'_>| (0..width).map(|column| row.get(column)).collect();
            statement.query_map([key], read).expect("rows").map(|row| row.expect("a row")).collect()
        };
        let picture = |id: &RequestId| {
            let id = Value::Blob(id.0.as_bytes().to_vec());
            let summary = "SELECT row, words, procedure, status, state FROM request WHERE id = ?1";
            let summary = rows(summary, &id).remove(0);
            let of_request = |(table, key): (&str, &str)| {
                let value = if key == "request_id" { &id } else { &summary[0] };
                rows(&format!("SELECT * FROM {table} WHERE {key} = ?1"), value)
            };
            Self { keyed: KEYED.map(of_request), listed: LISTED.map(of_request), summary }
        };
        ids.iter().map(picture).collect()
    }

    /// What leads from one picture to this one.
    fn since(&self, before: &Self) -> Operation {
        let mut operation = Vec::new();
        for (at, (table, _)) in KEYED.into_iter().enumerate() {
            for row in &self.keyed[at] {
                match before.keyed[at].iter().find(|known| known[0] == row[0]) {
                    None => operation.push(insert(table, row)),
                    Some(known) => operation.extend(update(at, known, row)),
                }
            }
        }
        for (at, (table, _)) in LISTED.into_iter().enumerate() {
            let (before, after) = (&before.listed[at], &self.listed[at]);
            operation.extend(before.iter().filter(|row| !after.contains(row)).map(|row| delete(at, row)));
            operation.extend(after.iter().filter(|row| !before.contains(row)).map(|row| insert(table, row)));
        }
        let count = |summary: &Row, sql: &str| (sql.to_owned(), summary[2..].to_vec());
        match before.summary.is_empty() {
            true => {
                let words = "INSERT INTO request_words (rowid, words) VALUES (?1, ?2)";
                operation.push((words.to_owned(), self.summary[..2].to_vec()));
                let number = "INSERT INTO reference_counter VALUES ('2026', 1)
                              ON CONFLICT (series) DO UPDATE SET number = number + 1";
                operation.push((number.to_owned(), Vec::new()));
            }
            false => operation.push(count(
                &before.summary,
                "UPDATE request_count SET requests = requests - 1
                 WHERE procedure = ?1 AND status = ?2 AND state = ?3",
            )),
        }
        operation.push(count(
            &self.summary,
            "INSERT INTO request_count VALUES (?1, ?2, ?3, 1)
             ON CONFLICT (procedure, status, state) DO UPDATE SET requests = requests + 1",
        ));
        operation
    }
}

fn insert(table: &str, row: &Row) -> (String, Row) {
    let places = vec!["?"; row.len()].join(", ");
    (format!("INSERT INTO {table} VALUES ({places})"), row.clone())
}

/// Writes the columns that changed; nothing, if none did.
fn update(table: usize, known: &Row, row: &Row) -> Option<(String, Row)> {
    let names = &COLUMNS[KEYED[table].0];
    let changed: Vec<usize> = (1..row.len()).filter(|column| known[*column] != row[*column]).collect();
    let set: Vec<String> = changed.iter().map(|column| format!("{} = ?", names[*column])).collect();
    let sql = format!("UPDATE {} SET {} WHERE {} = ?", KEYED[table].0, set.join(", "), names[0]);
    let values = changed.iter().map(|column| row[*column].clone()).chain([row[0].clone()]);
    (!changed.is_empty()).then(|| (sql, values.collect()))
}

fn delete(table: usize, row: &Row) -> (String, Row) {
    let table = LISTED[table].0;
    let keys: Vec<String> = COLUMNS[table].iter().map(|name| format!("{name} = ?")).collect();
    (format!("DELETE FROM {table} WHERE {}", keys.join(" AND ")), row.clone())
}

/// The columns of each table, in order.
static COLUMNS: LazyLock<HashMap<&str, Vec<String>>> = LazyLock::new(|| {
    let connection = Connection::open_in_memory().expect("a database in memory");
    connection.execute_batch(TABLES).expect("the tables");
    let columns = |table: &str| {
        let statement = connection.prepare(&format!("SELECT * FROM {table}")).expect("the table");
        statement.column_names().map(str::to_owned).collect()
    };
    KEYED.into_iter().chain(LISTED).map(|(table, _)| (table, columns(table))).collect()
});

/// A database of the same tables, without the engine.
pub(crate) struct Floor(Connection);

impl Floor {
    /// Makes a database.
    pub(crate) fn create(path: &Path, durability: Durability) -> Self {
        let floor = Self::open(path, durability);
        floor.0.execute_batch(TABLES).expect("the tables");
        floor
    }

    /// Opens one that was made, with the pragmas of the engine.
    pub(crate) fn open(path: &Path, durability: Durability) -> Self {
        let connection = Connection::open(path).expect("a database");
        let synchronous = if durability == Durability::Full { "FULL" } else { "OFF" };
        let pragmas = format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON;"
        );
        connection.execute_batch(&pragmas).expect("the pragmas");
        connection.set_prepared_statement_cache_capacity(128);
        Self(connection)
    }

    pub(crate) fn write(&self, operation: &Operation) {
        let run = |sql: &str, values: &[Value]| {
            self.0.prepare_cached(sql).and_then(|mut statement| statement.execute(params_from_iter(values)))
        };
        run("BEGIN IMMEDIATE", &[]).expect("a transaction begins");
        for (sql, values) in operation {
            run(sql, values).expect("rows are written");
        }
        run("COMMIT", &[]).expect("the transaction is committed");
    }
}
