#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod commits;
mod crash;
#[cfg(target_os = "linux")]
mod forks;
mod migrations;
mod opening;
mod processes;
mod reads;
#[cfg(target_os = "linux")]
mod second_copy;

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use super::connection::Migrations;
use super::{Database, Options};
use crate::store::StoreError;

const TABLE: &str = "CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT";
const NOTES: Migrations = &[TABLE];
/// Tells a test that it runs as the child process of another, and in which directory.
const DIRECTORY: &str = "GRC_TEST_DIRECTORY";

fn patient() -> Options {
    Options { busy_limit: Duration::from_secs(60), ..Options::default() }
}

fn open(path: &Path) -> Database {
    Database::open_with(path, patient(), NOTES).unwrap()
}

fn store_in(directory: &Path) -> PathBuf {
    directory.join("mairie.db")
}

fn insert(connection: &Connection, id: i64) -> Result<(), StoreError> {
    connection.prepare_cached("INSERT INTO note (id, text) VALUES (?1, 'bonjour')")?.execute([id])?;
    Ok(())
}

fn add(database: &Database, id: i64) -> Result<(), StoreError> {
    database.write(|connection| insert(connection, id))
}

fn select(connection: &Connection) -> Result<BTreeSet<i64>, StoreError> {
    let mut statement = connection.prepare("SELECT id FROM note")?;
    let ids = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(ids)
}

fn notes(database: &Database) -> BTreeSet<i64> {
    database.read(select).unwrap()
}

/// Starts this test program again, to run one ignored test in another process.
fn start_child(test: &str, directory: &Path, variables: &[(&str, &str)]) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("store::sqlite::tests::{test}"), "--ignored", "--nocapture"])
        .env(DIRECTORY, directory)
        .envs(variables.iter().copied())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// In a child: its directory; none when it was not started by a test.
fn child_directory() -> Option<PathBuf> {
    // The test harness leaves a line unfinished.
    say("");
    std::env::var_os(DIRECTORY).map(PathBuf::from)
}

/// In a child: tells the parent, in one write so that a kill never cuts a line.
fn say(line: &str) {
    std::io::stdout().write_all(format!("{line}\n").as_bytes()).unwrap();
    std::io::stdout().flush().unwrap();
}

/// What a child says, line by line, until it ends.
fn lines(child: &mut Child) -> impl Iterator<Item = String> + use<> {
    BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok)
}
