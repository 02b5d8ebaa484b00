//! SQLite's errors and the system's, as [`StoreError`]. Their texts are dropped: they may quote SQL or values.

use rusqlite::ErrorCode;

use crate::store::StoreError;

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let failure = match error {
            rusqlite::Error::SqliteFailure(failure, _) => failure,
            // A value that this library did not write.
            rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::Utf8Error(..) => return Self::Corrupt,
            _ => return Self::Unexpected { code: 0 },
        };
        let code = failure.extended_code;
        match failure.code {
            ErrorCode::NotADatabase => Self::NotGrc,
            ErrorCode::DatabaseCorrupt => Self::Corrupt,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => Self::ReadOnly,
            ErrorCode::DatabaseBusy => Self::Busy,
            ErrorCode::SystemIoFailure
            | ErrorCode::CannotOpen
            | ErrorCode::FileLockingProtocolFailed
            | ErrorCode::NoLargeFileSupport => Self::Io { code },
            _ => Self::Unexpected { code },
        }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::PermissionDenied | std::io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full,
            _ => Self::Io { code: error.raw_os_error().unwrap_or(0) },
        }
    }
}
