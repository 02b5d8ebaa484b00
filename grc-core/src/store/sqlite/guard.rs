//! Notices that the file is no longer ours alone to lock: after a `fork`, or when another copy of SQLite in this
//! process has opened and closed it.
//!
//! SQLite's locks belong to the process, and closing *any* descriptor of the file drops them all. One copy of
//! SQLite knows of its own descriptors; two copies in one process (Python's `sqlite3` beside this one) do not know
//! of each other. The copy that closes drops the locks of the other and, believing itself the last, copies the
//! write-ahead log into the file and deletes it: what the other commits later goes to a deleted file.
//!
//! So the guard keeps a lock of its own, the *sentinel*, on a byte of the file that SQLite never locks, and asks
//! whether it is still there. INVARIANT (sentinel): within the process, the sentinel is dropped exactly when
//! SQLite's locks are, since the same `close` drops both.

use std::path::Path;
use std::process;
use std::sync::OnceLock;

use crate::store::StoreError;

/// Watches over one store. Asked before each use, and again between each COMMIT and its answers.
pub(super) struct Guard {
    process: u32,
    /// Set once, never forgotten: locks cannot be taken back for a connection that lost them.
    broken: OnceLock<StoreError>,
    #[cfg(target_os = "linux")]
    watch: Option<watch::Watch>,
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
    /// Elsewhere than on Linux only the process is watched.
    ///
    /// # Errors
    /// `store_io` if the file cannot be opened or locked.
    pub(super) fn of_file(path: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            #[cfg(target_os = "linux")]
            watch: Some(watch::Watch::place(path)?),
            ..Self::of_process()
        })
    }

    /// Whether this process is another one than that which opened the store.
    pub(super) fn is_forked(&self) -> bool {
        process::id() != self.process
    }

    /// Refuses what must not go on.
    ///
    /// # Errors
    /// `store_forked` in a child process; `store_shared` or `store_replaced`, forever once found.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        if self.is_forked() {
            return Err(StoreError::Forked);
        }
        if let Some(error) = self.broken.get() {
            return Err(error.clone());
        }
        #[cfg(target_os = "linux")]
        if let Some(watch) = &self.watch {
            watch.check().map_err(|error| self.broken.get_or_init(|| error).clone())?;
        }
        Ok(())
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

#[cfg(target_os = "linux")]
mod watch {
    use std::fs::{File, OpenOptions};
    use std::path::{Path, PathBuf};
    use std::process;

    use super::super::connection::with_suffix;
    use super::super::identity::{FileIdentity, identify};
    use super::super::system::{Wanted, find_holder, take_process_lock};
    use crate::store::StoreError;

    /// Far beyond the bytes that SQLite locks; one byte per process from here on.
    const SENTINELS: i64 = 0x6772_6331_0000_0000;
    /// Processes of different containers may have the same number: how many bytes are tried.
    const SENTINEL_TRIES: i64 = 1024;
    /// The bytes on which SQLite holds its shared lock while open, and its exclusive one while closing.
    const SHARED_START: i64 = 0x4000_0002;
    const SHARED_LENGTH: i64 = 510;

    pub(super) struct Watch {
        file: File,
        sentinel: i64,
        files: Vec<(PathBuf, FileIdentity)>,
    }

    impl Watch {
        pub(super) fn place(path: &Path) -> Result<Self, StoreError> {
            let file = OpenOptions::new().read(true).write(true).open(path)?;
            let mut sentinel = SENTINELS + i64::from(process::id());
            let end = sentinel + SENTINEL_TRIES;
            while !take_process_lock(&file, sentinel)? {
                sentinel += 1;
                if sentinel == end {
                    return Err(StoreError::Busy);
                }
            }
            let mut files = Vec::new();
            for path in [path.to_path_buf(), with_suffix(path, "-wal"), with_suffix(path, "-shm")] {
                let identity = identify(&path)?;
                files.push((path, identity));
            }
            Ok(Self { file, sentinel, files })
        }

        pub(super) fn check(&self) -> Result<(), StoreError> {
            let own = Some(process::id());
            if find_holder(&self.file, Wanted::Writing, self.sentinel, 1)? != own {
                return Err(StoreError::Shared);
            }
            // Our own SQLite locks exclusively only to close. Another copy that does so is closing: it may have
            // copied the log before our last frames were in it, and has yet to delete it.
            if find_holder(&self.file, Wanted::Reading, SHARED_START, SHARED_LENGTH)? == own {
                return Err(StoreError::Shared);
            }
            for (path, identity) in &self.files {
                if !identify(path).is_ok_and(|found| found == *identity) {
                    return Err(StoreError::Replaced);
                }
            }
            Ok(())
        }
    }
}
