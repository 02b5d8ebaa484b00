//! Notices that the file is no longer ours alone to lock: after a `fork`, or when another copy of SQLite in this
//! process opens it.
//!
//! SQLite's locks belong to the process. Two copies of SQLite in one process (Python's `sqlite3` beside this one)
//! exclude each other from nothing, and do not know of each other. The copy that opens the file believes itself the
//! first, and rebuilds the index of the write-ahead log while the other appends to it; the copy that closes drops the
//! locks of both and, believing itself the last, deletes the log that the other goes on writing to.
//!
//! How that is prevented and noticed is in `watch.rs`. Elsewhere than on Linux only `fork` is noticed.

use std::path::Path;
use std::process;
use std::sync::OnceLock;

#[cfg(target_os = "linux")]
use super::watch::Watch;
use crate::store::StoreError;

/// Bytes of the header of the index of the write-ahead log: a counter of commits, the length of the log, its salts
/// and checksums. It stands twice at the beginning of the index; the format is SQLite's, published and fixed.
pub(super) const LOG_HEADER: usize = 48;

/// Watches over one store. Asked before each use, and again between each COMMIT and its answers.
pub(super) struct Guard {
    process: u32,
    /// Set once, never forgotten: locks cannot be taken back for a connection that lost them.
    broken: OnceLock<StoreError>,
    #[cfg(target_os = "linux")]
    watch: Option<Watch>,
}

impl Guard {
    /// Watches over the process alone, for a store in memory or one that asked for no more.
    pub(super) fn of_process() -> Self {
        Self {
            process: process::id(),
            broken: OnceLock::new(),
            #[cfg(target_os = "linux")]
            watch: None,
        }
    }

    /// Watches over the process and the file, whose write-ahead log must exist already.
    ///
    /// # Errors
    /// `store_shared` if another copy of SQLite has it open; `store_io` if the file cannot be opened or locked.
    pub(super) fn of_file(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            #[cfg(target_os = "linux")]
            watch: Some(Watch::place(path)?),
            ..Self::of_process()
        })
    }

    /// Whether this process is another one than that which opened the store.
    pub(super) fn is_forked(&self) -> bool {
        process::id() != self.process
    }

    /// Refuses what is known to be lost, without looking at the file.
    ///
    /// # Errors
    /// `store_forked` in a child process; what [`check`](Self::check) once found.
    pub(super) fn check_known(&self) -> Result<(), StoreError> {
        if self.is_forked() {
            return Err(StoreError::Forked);
        }
        self.broken.get().map_or(Ok(()), |error| Err(error.clone()))
    }

    /// Refuses what must not go on.
    ///
    /// # Errors
    /// `store_forked` in a child process; `store_shared` or `store_replaced`, for ever once found.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        self.check_known()?;
        #[cfg(target_os = "linux")]
        if let Some(watch) = &self.watch {
            watch.check().map_err(|error| self.broken.get_or_init(|| error).clone())?;
        }
        Ok(())
    }

    /// The header of the log's index, by which SQLite itself tells whether anything was committed; `None` where
    /// nothing is watched.
    pub(super) fn log_header(&self) -> Option<[u8; LOG_HEADER]> {
        #[cfg(target_os = "linux")]
        if let Some(watch) = &self.watch {
            return watch.log_header();
        }
        None
    }

    /// Steps into the doorway, where at most one process on the machine stands before it begins to write; `false`
    /// if another stands there. Once in, nobody can overtake: a process that writes all the time must come through
    /// the doorway again, and leaves the gap after its COMMIT to the one that stands there.
    ///
    /// It orders those who wait and protects nothing: who cannot step in may write nonetheless.
    pub(super) fn step_in(&self) -> bool {
        #[cfg(target_os = "linux")]
        if let Some(watch) = &self.watch {
            return watch.step_in();
        }
        true
    }

    /// Leaves the doorway to the next.
    pub(super) fn step_out(&self) {
        #[cfg(target_os = "linux")]
        if let Some(watch) = &self.watch {
            watch.step_out();
        }
    }

    /// Lets SQLite close its last connection.
    pub(super) fn let_go(&self) {
        // In a child, that would be for the parent, whose open file descriptions these are.
        #[cfg(target_os = "linux")]
        if let Some(watch) = &self.watch
            && !self.is_forked()
        {
            watch.let_go();
        }
    }

    /// Stops watching. Must come after SQLite closed its last connection: closing the guard's own descriptor
    /// drops the locks of the process like any other.
    pub(super) fn close(&mut self) {
        #[cfg(target_os = "linux")]
        {
            self.watch = None;
        }
    }
}
