//! Opening the file: what is refused and left untouched, what is set on each connection.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use super::Durability;
#[cfg(target_os = "linux")]
use super::system::may_write;
use crate::store::StoreError;

/// "grc1", in the header of each store.
pub(super) const APPLICATION_ID: i64 = 0x6772_6331;
/// The last SQLite with a known corruption of the write-ahead log is 3.51.2.
const LAST_REFUSED_SQLITE: i32 = 3_051_002;
/// Statements kept compiled per connection.
const STATEMENT_CACHE: usize = 128;

/// Numbered, frozen migrations: the first makes version 1 of an empty file, and so on. Never edited once released.
pub(super) type Migrations = &'static [&'static str];

/// Opens the connection that writes to a file, creates the file if there is none, and migrates it.
///
/// # Errors
/// Each reason for which a file is refused; the file is then as it was.
pub(super) fn open_writer(
    path: &Path,
    durability: Durability,
    busy_limit: Duration,
    migrations: Migrations,
) -> Result<Connection, StoreError> {
    refuse_old_sqlite()?;
    // SQLite would open it to read only, and leave an empty log beside it.
    if path.is_file() && !may_write(path) {
        return Err(StoreError::ReadOnly);
    }
    let had_log = fs::metadata(with_suffix(path, "-wal")).is_ok_and(|log| log.len() > 0);
    let flags =
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection =
        Connection::open_with_flags(path, flags).map_err(|error| explain(error.into(), path))?;
    connection.busy_timeout(busy_limit)?;
    if let Err(error) = inspect(&connection, migrations) {
        // Closing the last connection copies the log into the file: not into one that is refused.
        if had_log {
            leave_log(&connection);
        }
        return Err(explain(error, path));
    }
    // An expected answer of `wal` rather than an error is how SQLite tells of a file system that cannot do it.
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "wal", |row| row.get(0))?;
    if mode != "wal" {
        return Err(StoreError::NoWriteAheadLog);
    }
    prepare_writer(&mut connection, durability, migrations)?;
    Ok(connection)
}

/// Opens a private database in memory.
///
/// # Errors
/// `store_sqlite_too_old`, or a defect in the migrations.
pub(super) fn open_memory(migrations: Migrations) -> Result<Connection, StoreError> {
    refuse_old_sqlite()?;
    let mut connection = Connection::open_in_memory()?;
    prepare_writer(&mut connection, Durability::Off, migrations)?;
    Ok(connection)
}

/// Opens a connection that can only read, on a file whose writer is open.
///
/// # Errors
/// `store_io` if the file cannot be opened any more.
pub(super) fn open_reader(path: &Path, busy_limit: Duration) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(busy_limit)?;
    keep_statements(&connection)?;
    Ok(connection)
}

/// Keeps statements compiled. A plan that looked at the values of parameters would be thrown away with them, after
/// each use: plans rest on the statement alone.
fn keep_statements(connection: &Connection) -> Result<(), StoreError> {
    connection.set_prepared_statement_cache_capacity(STATEMENT_CACHE);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(())
}

/// Keeps the write-ahead log when the connection closes, instead of copying it into the file and deleting it.
pub(super) fn leave_log(connection: &Connection) {
    // It cannot fail on an open connection, and there is nobody to tell while closing.
    let _ = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true);
}

/// Runs a statement without parameters, compiled once per connection.
pub(super) fn execute(connection: &Connection, statement: &str) -> Result<(), StoreError> {
    connection.prepare_cached(statement)?.execute([])?;
    Ok(())
}

/// Runs an operation on one state of the database. What it might write is undone.
pub(super) fn read_snapshot<T, E: From<StoreError>>(
    connection: &Connection,
    operation: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    execute(connection, "BEGIN")?;
    let transaction = Reading(connection);
    operation(transaction.0)
}

/// Ends the transaction however the operation ends.
struct Reading<'connection>(&'connection Connection);

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        if !self.0.is_autocommit() {
            // A failure leaves the transaction open, and whoever uses the connection next asks about that.
            let _ = execute(self.0, "ROLLBACK");
        }
    }
}

/// The path of a file that SQLite keeps beside the database.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

fn refuse_old_sqlite() -> Result<(), StoreError> {
    if rusqlite::version_number() <= LAST_REFUSED_SQLITE {
        return Err(StoreError::SqliteTooOld { version: rusqlite::version() });
    }
    Ok(())
}

/// Reads without writing whether the file is a store of ours, not newer than we are, and writable; or empty.
fn inspect(connection: &Connection, migrations: Migrations) -> Result<(), StoreError> {
    let (application, version) = read_identity(connection)?;
    let objects: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    let is_empty = application == 0 && version == 0 && objects == 0;
    if application != APPLICATION_ID && !is_empty {
        return Err(StoreError::NotGrc);
    }
    refuse_newer(version, migrations)?;
    if connection.is_readonly("main")? {
        return Err(StoreError::ReadOnly);
    }
    Ok(())
}

fn prepare_writer(
    connection: &mut Connection,
    durability: Durability,
    migrations: Migrations,
) -> Result<(), StoreError> {
    connection.pragma_update(None, "synchronous", durability.as_pragma())?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What undoes one operation of a batch stays in memory: in a file, it would cost as much as the operation.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    keep_statements(connection)?;
    migrate(connection, migrations)?;
    // From here on the committer waits for other processes itself, more fairly.
    connection.busy_timeout(Duration::ZERO)?;
    Ok(())
}

/// Brings the file to the last version in one transaction, or leaves it as it was.
fn migrate(connection: &mut Connection, migrations: Migrations) -> Result<(), StoreError> {
    let last = count(migrations);
    if read_identity(connection)? == (APPLICATION_ID, last) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have migrated the file while this one waited for the lock.
    let (_, version) = read_identity(&transaction)?;
    refuse_newer(version, migrations)?;
    for migration in migrations.iter().skip(usize::try_from(version).unwrap_or(0)) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", last)?;
    transaction.commit()?;
    Ok(())
}

fn refuse_newer(found: i64, migrations: Migrations) -> Result<(), StoreError> {
    let known = count(migrations);
    if found > known { Err(StoreError::Newer { found, known }) } else { Ok(()) }
}

fn count(migrations: Migrations) -> i64 {
    i64::try_from(migrations.len()).unwrap_or(i64::MAX)
}

fn read_identity(connection: &Connection) -> Result<(i64, i64), StoreError> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((application, version))
}

/// SQLite says "cannot open" both of what is missing and of what may not be written: the second has its own error.
fn explain(error: StoreError, path: &Path) -> StoreError {
    match (&error, path.parent()) {
        (StoreError::Io { code }, Some(directory))
            if code & 0xff == rusqlite::ffi::SQLITE_CANTOPEN
                && directory.is_dir()
                && !path.is_dir()
                && !may_write(directory) =>
        {
            StoreError::ReadOnly
        }
        _ => error,
    }
}

#[cfg(not(target_os = "linux"))]
fn may_write(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.permissions().readonly())
}
