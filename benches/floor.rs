//! The floor of what is recorded: the rows that the engine wrote, written again by SQL alone.
//!
//! The engine works on a store once, whose tables tell each change of a row to a journal, by triggers that this program
//! adds. What the journal holds of an operation is what a program without the engine would have to write, in one transaction,
//! with the same pragmas, in the same tables, which hold what they held before the first request.

use std::fmt::Write as _;
use std::path::Path;

use grc::request::RequestId;
use grc::store::sqlite::Durability;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::town;

/// Tables whose `words` are indexed by a virtual table, which has no triggers, and that table.
const INDEXED: [(&str, &str); 2] = [("request", "request_words"), ("profile", "profile_words")];

/// Statements, with the values of their parameters.
pub(crate) type Operation = Vec<(String, Vec<Value>)>;

/// What the engine wrote to file requests, and to act on them.
pub(crate) struct Recorded {
    /// The file of the store before them.
    before: Vec<u8>,
    pub(crate) submit: Vec<Operation>,
    pub(crate) act: Vec<Operation>,
}

impl Recorded {
    /// Has the engine file requests and act on each of them, and reads what it wrote.
    pub(crate) fn of(requests: usize) -> Self {
        let directory = town::directory();
        let path = directory.path().join("recorded.db");
        drop(town::open(&path, Durability::Off));
        let before = std::fs::read(&path).expect("the file of the store");
        let mut journal = Journal::on(&path);
        let (store, engine) = town::open(&path, Durability::Off);
        journal.taken();
        let filed = (0..requests).map(|rank| (town::submit(&engine, rank), journal.taken()));
        let (ids, submit): (Vec<RequestId>, Vec<Operation>) = filed.unzip();
        let act = ids.iter().map(|id| {
            town::act(&engine, *id);
            journal.taken()
        });
        let act = act.collect();
        drop((store, engine));
        Self { before, submit, act }
    }
}

/// A table of the store.
struct Table {
    name: String,
    /// Those that are stored.
    columns: Vec<String>,
    /// The ranks of those of its key.
    key: Vec<usize>,
}

/// Each change of a row, in order.
struct Journal {
    connection: Connection,
    tables: Vec<Table>,
}

impl Journal {
    /// Adds the journal, and the triggers that fill it, to a store.
    fn on(path: &Path) -> Self {
        let connection = Connection::open(path).expect("the store is a database");
        let tables = tables(&connection);
        let width = tables.iter().map(|table| table.columns.len()).max().expect("a table");
        let mut sql = String::from("CREATE TABLE journal (seq INTEGER PRIMARY KEY, place INTEGER, kind TEXT");
        (0..2 * width).for_each(|at| write!(sql, ", v{at}").expect("text is written"));
        sql.push_str(");");
        for (place, table) in tables.iter().enumerate() {
            for (kind, rows) in
                [("insert", &["NEW"][..]), ("update", &["OLD", "NEW"][..]), ("delete", &["OLD"][..])]
            {
                let columns = table.columns.len();
                let places = (0..rows.len() * columns).map(|at| format!(", v{at}")).collect::<String>();
                let values =
                    rows.iter().flat_map(|row| table.columns.iter().map(move |column| (row, column)));
                let values = values.map(|(row, column)| format!(", {row}.{column}")).collect::<String>();
                write!(
                    sql,
                    "CREATE TRIGGER journal_{kind}_{name} AFTER {kind} ON {name} BEGIN
                       INSERT INTO journal (place, kind{places}) VALUES ({place}, '{kind}'{values});
                     END;",
                    name = table.name
                )
                .expect("text is written");
            }
        }
        connection.execute_batch(&sql).expect("the journal is added");
        Self { connection, tables }
    }

    /// The statements of what was written since the last call.
    fn taken(&mut self) -> Operation {
        let transaction = self.connection.transaction().expect("a transaction");
        let mut operation = Vec::new();
        {
            let mut entries =
                transaction.prepare_cached("SELECT * FROM journal ORDER BY seq").expect("a query");
            let mut rows = entries.query([]).expect("entries");
            while let Some(row) = rows.next().expect("an entry") {
                let table = &self.tables[row.get::<_, i64>(1).expect("the rank of a table") as usize];
                let width = table.columns.len();
                let values = (3..3 + 2 * width).map(|at| row.get::<_, Value>(at).expect("a value"));
                let mut first: Vec<Value> = values.collect();
                let second = first.split_off(width);
                match row.get::<_, String>(2).expect("a kind").as_str() {
                    "insert" => operation.extend(table.insert(first)),
                    "update" => operation.extend(table.update(&first, &second)),
                    _ => operation.push(table.delete(&first)),
                }
            }
        }
        transaction.execute("DELETE FROM journal", []).expect("the journal is emptied");
        transaction.commit().expect("the transaction is committed");
        operation
    }
}

/// All tables of a database, but those that are virtual or belong to one.
fn tables(connection: &Connection) -> Vec<Table> {
    let names = r"SELECT name FROM pragma_table_list
                 WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY name";
    let mut names = connection.prepare(names).expect("a query");
    let names = names.query_map([], |row| row.get(0)).expect("names").map(|name| name.expect("a name"));
    let table = |name: String| {
        let columns = "SELECT name, pk FROM pragma_table_xinfo(?1) WHERE hidden = 0 ORDER BY cid";
        let mut columns = connection.prepare(columns).expect("a query");
        let columns: Vec<(String, u32)> = columns
            .query_map([&name], |row| Ok((row.get(0)?, row.get::<_, u32>(1)?)))
            .expect("columns")
            .map(|column| column.expect("a column"))
            .collect();
        let key: Vec<usize> = (0..columns.len()).filter(|at| columns[*at].1 > 0).collect();
        assert!(!key.is_empty(), "{name} has a key");
        Table { name, columns: columns.into_iter().map(|(name, _)| name).collect(), key }
    };
    names.map(table).collect()
}

impl Table {
    /// Writes a row, and its words where they are indexed.
    fn insert(&self, row: Vec<Value>) -> Vec<(String, Vec<Value>)> {
        let places = vec!["?"; row.len()].join(", ");
        let indexed = INDEXED.iter().find(|(table, _)| *table == self.name).map(|(_, index)| {
            let words = self.columns.iter().position(|column| column == "words").expect("words");
            let values = vec![row[self.key[0]].clone(), row[words].clone()];
            (format!("INSERT INTO {index} (rowid, words) VALUES (?, ?)"), values)
        });
        let sql = format!("INSERT INTO {} ({}) VALUES ({places})", self.name, self.columns.join(", "));
        [Some((sql, row)), indexed].into_iter().flatten().collect()
    }

    /// Writes the columns that changed; nothing, if none did.
    fn update(&self, before: &[Value], after: &[Value]) -> Option<(String, Vec<Value>)> {
        let changed: Vec<usize> = (0..after.len()).filter(|at| before[*at] != after[*at]).collect();
        let set: Vec<String> = changed.iter().map(|at| format!("{} = ?", self.columns[*at])).collect();
        let values = changed.iter().map(|at| after[*at].clone()).chain(self.key_of(before));
        let sql = format!("UPDATE {} SET {} WHERE {}", self.name, set.join(", "), self.by_key());
        (!changed.is_empty()).then(|| (sql, values.collect()))
    }

    fn delete(&self, row: &[Value]) -> (String, Vec<Value>) {
        (format!("DELETE FROM {} WHERE {}", self.name, self.by_key()), self.key_of(row).collect())
    }

    fn by_key(&self) -> String {
        let columns: Vec<String> = self.key.iter().map(|at| format!("{} = ?", self.columns[*at])).collect();
        columns.join(" AND ")
    }

    fn key_of(&self, row: &[Value]) -> impl Iterator<Item = Value> {
        self.key.iter().map(|at| row[*at].clone())
    }
}

/// A database of the same tables, without the engine.
pub(crate) struct Floor(Connection);

impl Floor {
    /// Makes a database, ready for what was recorded.
    pub(crate) fn create(path: &Path, recorded: &Recorded, durability: Durability) -> Self {
        std::fs::write(path, &recorded.before).expect("the file of the store is copied");
        Self::open(path, durability)
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
