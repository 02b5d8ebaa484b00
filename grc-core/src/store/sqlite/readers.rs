//! A few connections that only read, each lent to one caller at a time.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::Connection;

use super::connection::{open_reader, read_snapshot};
use super::copy::copy_into;
use super::guard::Guard;
use super::slot::lock;
use crate::store::StoreError;

pub(super) struct Readers {
    path: PathBuf,
    busy_limit: Duration,
    /// Connections at most.
    limit: usize,
    pool: Mutex<Pool>,
    returned: Condvar,
}

struct Pool {
    /// The one used last comes first: its pages are in its cache.
    idle: Vec<Connection>,
    /// Idle or lent.
    open: usize,
}

impl Readers {
    /// Opens nothing yet: connections are opened when needed.
    pub(super) fn new(path: PathBuf, limit: usize, busy_limit: Duration) -> Self {
        let pool = Mutex::new(Pool { idle: Vec::new(), open: 0 });
        Self { path, busy_limit, limit, pool, returned: Condvar::new() }
    }

    /// Runs an operation on one snapshot of the database.
    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        guard: &Guard,
        operation: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        guard.check()?;
        let connection = self.borrow()?;
        let answer = catch_unwind(AssertUnwindSafe(|| read_snapshot(&connection, operation)));
        self.give_back(Some(connection));
        answer.unwrap_or_else(|panic| resume_unwind(panic))
    }

    /// Copies the database into a new file, on a connection of its own: a copy may take long, and keeps nobody waiting.
    pub(super) fn copy(&self, guard: &Guard, file: &Path) -> Result<(), StoreError> {
        guard.check()?;
        copy_into(&open_reader(&self.path, self.busy_limit)?, file)?;
        guard.check()
    }

    /// Closes the connections.
    pub(super) fn close(&mut self, guard: &Guard) {
        let pool = self.pool.get_mut().unwrap_or_else(PoisonError::into_inner);
        let idle = std::mem::take(&mut pool.idle);
        if guard.is_forked() {
            std::mem::forget(idle);
        }
    }

    fn borrow(&self) -> Result<Connection, StoreError> {
        let mut pool = lock(&self.pool);
        loop {
            if let Some(connection) = pool.idle.pop() {
                return Ok(connection);
            }
            if pool.open < self.limit {
                pool.open += 1;
                drop(pool);
                return open_reader(&self.path, self.busy_limit).inspect_err(|_| self.give_back(None));
            }
            pool = self.returned.wait(pool).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Returns a connection to the pool, or the place of one that is gone.
    fn give_back(&self, connection: Option<Connection>) {
        let mut pool = lock(&self.pool);
        match connection.filter(Connection::is_autocommit) {
            Some(connection) => pool.idle.push(connection),
            None => pool.open -= 1,
        }
        drop(pool);
        self.returned.notify_one();
    }
}
