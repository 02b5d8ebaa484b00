//! Why a store could not do what was asked.

/// A failure of the store itself, as opposed to a refusal by the rules of a request.
///
/// Messages carry no SQL and nothing that a person typed. Unless a variant says otherwise nothing was written
/// and the handle remains usable.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The file exists and is something else. It is left untouched.
    #[error("the file is not a grc store")]
    NotGrc,
    /// The file was written by a newer version of this library. It is left untouched.
    #[error("the store has schema version {found}, this library knows versions up to {known}")]
    Newer {
        /// The schema version found in the file.
        found: i64,
        /// The highest schema version that this library knows.
        known: i64,
    },
    /// The file or its directory cannot be written to.
    #[error("the store or its directory is read-only")]
    ReadOnly,
    /// The disk or the quota is full.
    #[error("no room is left on the disk of the store")]
    Full,
    /// The file is damaged. It is left as it was found.
    #[error("the file of the store is corrupt")]
    Corrupt,
    /// Another process kept the store locked for longer than the limit.
    #[error("another process keeps the store busy")]
    Busy,
    /// The handle was opened before `fork` and is used in the child process. The parent's remains usable.
    #[error("the store was opened before a fork and cannot be used in the child process")]
    Forked,
    /// Another copy of SQLite in this process has opened and closed the file, which drops this store's locks.
    /// The handle is unusable from now on. What was answered before is kept; what this error answers may have
    /// been written or not.
    #[error("another SQLite library in this process has opened the file of the store")]
    Shared,
    /// The file or its write-ahead log was deleted, moved or replaced while open. The handle is unusable from
    /// now on. What this error answers may have been written or not.
    #[error("a file of the store was deleted, moved or replaced while open")]
    Replaced,
    /// SQLite is older than the first release without a known corruption of the write-ahead log.
    #[error("SQLite {version} is too old, a version after 3.51.2 is required")]
    SqliteTooOld {
        /// The version found.
        version: &'static str,
    },
    /// The file system does not offer what a write-ahead log needs (shared memory, locks).
    #[error("the file system of the store does not support a write-ahead log")]
    NoWriteAheadLog,
    /// The database gave up the transaction while the operation ran, although the operation reported success.
    #[error("the operation was rolled back by the database")]
    RolledBack,
    /// The operating system refused an operation on the file.
    #[error("an operation on the file of the store failed (code {code})")]
    Io {
        /// SQLite's extended result code, or the system's error number when SQLite was not involved.
        code: i32,
    },
    /// Something that should not happen: a defect of this library.
    #[error("unexpected failure of the store (code {code})")]
    Unexpected {
        /// SQLite's extended result code, or 0 when SQLite was not involved.
        code: i32,
    },
}

impl StoreError {
    /// The stable name of the error, the same at every door.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotGrc => "store_not_grc",
            Self::Newer { .. } => "store_newer",
            Self::ReadOnly => "store_read_only",
            Self::Full => "store_full",
            Self::Corrupt => "store_corrupt",
            Self::Busy => "store_busy",
            Self::Forked => "store_forked",
            Self::Shared => "store_shared",
            Self::Replaced => "store_replaced",
            Self::SqliteTooOld { .. } => "store_sqlite_too_old",
            Self::NoWriteAheadLog => "store_no_write_ahead_log",
            Self::RolledBack => "store_rolled_back",
            Self::Io { .. } => "store_io",
            Self::Unexpected { .. } => "store_unexpected",
        }
    }
}
