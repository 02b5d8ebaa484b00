//! Why a store could not do what was asked.

use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode};

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
        self.kind().name()
    }

    fn kind(&self) -> ErrorCode {
        match self {
            Self::NotGrc => ErrorCode::StoreNotGrc,
            Self::Newer { .. } => ErrorCode::StoreNewer,
            Self::ReadOnly => ErrorCode::StoreReadOnly,
            Self::Full => ErrorCode::StoreFull,
            Self::Corrupt => ErrorCode::StoreCorrupt,
            Self::Busy => ErrorCode::StoreBusy,
            Self::Forked => ErrorCode::StoreForked,
            Self::Shared => ErrorCode::StoreShared,
            Self::Replaced => ErrorCode::StoreReplaced,
            Self::SqliteTooOld { .. } => ErrorCode::StoreSqliteTooOld,
            Self::NoWriteAheadLog => ErrorCode::StoreNoWriteAheadLog,
            Self::RolledBack => ErrorCode::StoreRolledBack,
            Self::Io { .. } => ErrorCode::StoreIo,
            Self::Unexpected { .. } => ErrorCode::StoreUnexpected,
        }
    }

    /// The error in French; in English it is told by `Display`.
    fn french(&self) -> String {
        match self {
            Self::NotGrc => "ce fichier n'est pas une base de grc".to_owned(),
            Self::Newer { found, known } => format!(
                "la base est à la version {found} du schéma, cette bibliothèque connaît les versions jusqu'à {known}"
            ),
            Self::ReadOnly => "la base ou son dossier est en lecture seule".to_owned(),
            Self::Full => "il n'y a plus de place sur le disque de la base".to_owned(),
            Self::Corrupt => "le fichier de la base est endommagé".to_owned(),
            Self::Busy => "un autre processus occupe la base".to_owned(),
            Self::Forked => {
                "la base a été ouverte avant un `fork` et ne peut pas servir dans le processus enfant"
                    .to_owned()
            }
            Self::Shared => {
                "une autre bibliothèque SQLite de ce processus a ouvert le fichier de la base".to_owned()
            }
            Self::Replaced => {
                "un fichier de la base a été supprimé, déplacé ou remplacé pendant son utilisation".to_owned()
            }
            Self::SqliteTooOld { version } => {
                format!("SQLite {version} est trop ancien, il faut une version après 3.51.2")
            }
            Self::NoWriteAheadLog => {
                "le système de fichiers de la base ne permet pas de journal d'écriture anticipée".to_owned()
            }
            Self::RolledBack => "l'opération a été annulée par la base".to_owned(),
            Self::Io { code } => {
                format!("une opération sur le fichier de la base a échoué (code {code})")
            }
            Self::Unexpected { code } => format!("échec inattendu de la base (code {code})"),
        }
    }
}

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        Self::new(error.kind(), Bilingual::new(error.french(), error.to_string()))
    }
}
