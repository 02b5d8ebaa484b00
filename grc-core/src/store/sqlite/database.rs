//! The handle on one database, shared by all that open the same file.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::Connection;

use super::committer::{Committer, Limits};
use super::connection::{Migrations, open_memory, open_writer};
use super::guard::{Guard, LOG_HEADER};
use super::identity::FileIdentity;
use super::readers::Readers;
use super::registry;
use crate::store::StoreError;

/// How sure a COMMIT is to survive a loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Durability {
    /// Each COMMIT reaches the disk before it is answered.
    #[default]
    Full,
    /// Unsafe: a loss of power may forget the last answers, though not corrupt the file. For benchmarks.
    Normal,
    /// Unsafe: a loss of power may forget answers and corrupt the file. For benchmarks.
    Off,
}

impl Durability {
    /// The one of this name: `full`, `normal` or `off`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "full" => Self::Full,
            "normal" => Self::Normal,
            "off" => Self::Off,
            _ => return None,
        })
    }

    pub(super) fn as_pragma(self) -> &'static str {
        match self {
            Self::Full => "FULL",
            Self::Normal => "NORMAL",
            Self::Off => "OFF",
        }
    }
}

/// How to open a database. Where a file is open already in this process, the options of the first opening hold.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What a COMMIT is worth.
    pub durability: Durability,
    /// How long a caller waits while another process writes, before `store_busy`.
    pub busy_limit: Duration,
    /// Operations that share a COMMIT, at most; at least 1.
    pub batch_members: usize,
    /// Age at which a batch is committed although others wait.
    pub batch_age: Duration,
    /// Connections that only read, at most; at least 1.
    pub readers: usize,
    /// Whether to refuse to go on once another copy of SQLite has closed the file. Off only to show what then happens.
    #[doc(hidden)]
    pub watch_file: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            durability: Durability::Full,
            busy_limit: Duration::from_secs(5),
            batch_members: 64,
            batch_age: Duration::from_millis(5),
            readers: 8,
            watch_file: true,
        }
    }
}

/// What tells one committed state of a database from another, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct State([u8; LOG_HEADER]);

/// A handle on one SQLite database. Cloning it, or opening the same file again, gives another handle on the same one.
///
/// It may be used from any number of threads. Operations must not call the handle that runs them: they would wait
/// for themselves.
#[derive(Clone)]
pub struct Database {
    shared: Arc<Shared>,
}

/// What the handles on one file have in common.
pub(super) struct Shared {
    committer: Committer,
    /// None for a database in memory, whose only connection also reads.
    readers: Option<Readers>,
    guard: Guard,
    identity: Option<FileIdentity>,
}

impl Database {
    /// Opens or creates the database of this path; `:memory:` is a private database in memory.
    ///
    /// # Errors
    /// Each reason why a file is refused; it is then as it was. `store_busy` if another process keeps it locked.
    pub fn open(path: impl AsRef<Path>, options: Options) -> Result<Self, StoreError> {
        Self::open_with(path.as_ref(), options, super::MIGRATIONS)
    }

    pub(super) fn open_with(
        path: &Path,
        options: Options,
        migrations: Migrations,
    ) -> Result<Self, StoreError> {
        let shared = if path == Path::new(":memory:") {
            Arc::new(Shared::open_memory(options, migrations)?)
        } else {
            let path = resolve(path)?;
            registry::share(&path, || Shared::open_file(&path, options, migrations))?
        };
        Ok(Self { shared })
    }

    /// Runs an operation in a transaction, and answers once it is durable, with what the operation answered.
    ///
    /// Concurrent operations run one after the other, in order of arrival, and share a COMMIT. An operation that
    /// fails or panics leaves no trace and harms no other. It may run more than once, from nothing each time, when
    /// what it had seen was undone; so it must not keep anything from one run to the next.
    ///
    /// # Errors
    /// The operation's own, or why the batch could not be committed. Nothing was written then, except perhaps
    /// with `store_shared`, `store_replaced` and `store_io`, which come when the file cannot be relied upon.
    pub fn write<T, E: From<StoreError>>(
        &self,
        operation: impl FnMut(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        self.shared.committer.write(&self.shared.guard, operation)
    }

    /// Runs an operation on one committed state of the database, while others may write.
    ///
    /// # Errors
    /// The operation's own, or why the database cannot be read.
    pub fn read<T, E: From<StoreError>>(
        &self,
        operation: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        match &self.shared.readers {
            Some(readers) => readers.read(&self.shared.guard, operation),
            None => self.shared.committer.read(&self.shared.guard, operation),
        }
    }

    /// Writes a copy of the database, as of one moment, to a file that does not exist yet. Others read and write meanwhile.
    ///
    /// # Errors
    /// Why the database cannot be read, or the copy written: then there is no copy.
    pub fn copy(&self, file: &Path) -> Result<(), StoreError> {
        match &self.shared.readers {
            Some(readers) => readers.copy(&self.shared.guard, file),
            None => self.shared.committer.copy(&self.shared.guard, file),
        }
    }

    /// The state in which the database is, without reading it; `None` where the system does not tell.
    ///
    /// As long as nobody commits, in this process or another, it is the same; once somebody has, it never is again.
    ///
    /// # Errors
    /// `store_forked` in a child process, and what was once found to be lost. The file is not looked at.
    pub fn state(&self) -> Result<Option<State>, StoreError> {
        self.shared.guard.check_known()?;
        Ok(self.shared.guard.log_header().map(State))
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.shared.committer.waiting()
    }

    #[cfg(test)]
    pub(super) fn set_up(&self, change: impl FnOnce(&mut Connection)) {
        self.shared.committer.set_up(change);
    }

    #[cfg(test)]
    pub(super) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Database").finish_non_exhaustive()
    }
}

impl Shared {
    fn open_memory(options: Options, migrations: Migrations) -> Result<Self, StoreError> {
        let connection = open_memory(migrations)?;
        let limits = Limits { members: 1, age: Duration::ZERO, busy: options.busy_limit };
        let committer = Committer::new(connection, limits);
        Ok(Self { committer, readers: None, guard: Guard::of_process(), identity: None })
    }

    fn open_file(
        path: &Path,
        options: Options,
        migrations: Migrations,
    ) -> Result<(FileIdentity, Self), StoreError> {
        let connection = open_writer(path, options.durability, options.busy_limit, migrations)?;
        // A link to a file that did not exist yet resolves only now.
        let path = fs::canonicalize(path)?;
        let identity = FileIdentity::of(&path)?;
        let guard = match options.watch_file {
            true => Guard::of_file(&path),
            false => Ok(Guard::of_process()),
        };
        let guard = match guard {
            Err(StoreError::Shared) => {
                // Closing would delete the log under the other copy, which would lose what it writes.
                std::mem::forget(connection);
                return Err(StoreError::Shared);
            }
            guard => guard?,
        };
        let limits =
            Limits { members: options.batch_members, age: options.batch_age, busy: options.busy_limit };
        let shared = Self {
            committer: Committer::new(connection, limits),
            readers: Some(Readers::new(path, options.readers.max(1), options.busy_limit)),
            guard,
            identity: Some(identity.clone()),
        };
        Ok((identity, shared))
    }

    /// The readers first, since the last connection to close copies the log into the file; the guard's own
    /// descriptor last, since closing it drops the locks of the process.
    fn close(&mut self) {
        self.guard.let_go();
        if let Some(readers) = &mut self.readers {
            readers.close(&self.guard);
        }
        self.committer.close(&self.guard);
        self.guard.close();
    }
}

impl Drop for Shared {
    fn drop(&mut self) {
        match self.identity.take() {
            // In a child the registry may be locked for ever, and must go on refusing the file.
            Some(identity) if !self.guard.is_forked() => registry::close(&identity, || self.close()),
            _ => self.close(),
        }
    }
}

/// The canonical path of a file, which need not exist yet.
fn resolve(path: &Path) -> Result<PathBuf, StoreError> {
    if let Ok(path) = fs::canonicalize(path) {
        return Ok(path);
    }
    let Some(name) = path.file_name() else {
        return Err(StoreError::Io { code: rusqlite::ffi::SQLITE_CANTOPEN });
    };
    let directory = match path.parent() {
        Some(directory) if directory != Path::new("") => fs::canonicalize(directory)?,
        _ => fs::canonicalize(".")?,
    };
    Ok(directory.join(name))
}
