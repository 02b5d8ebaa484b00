//! A copy of the store, made while it is used.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Engine, require_system};
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::request::Actor;

/// A copy of the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Backup {
    /// Its size, in bytes.
    pub bytes: u64,
}

impl Engine {
    /// Writes a copy of the whole store to a file that does not exist yet, as of one moment. Others read and write meanwhile. The copy
    /// is a store, which is opened like any other; it holds everything, personal data and files too.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `unwritable_file` when there is a file already, or none can be written; those of the store.
    pub fn backup(&self, actor: &Actor, file: impl AsRef<Path>) -> Result<Backup> {
        require_system(actor)?;
        let file = file.as_ref();
        if file.try_exists().unwrap_or(true) {
            return Err(unwritable(
                "il y a déjà un fichier de ce nom",
                "there is a file of that name already",
            ));
        }
        self.store().copy(file).map_err(|error| match error.code() {
            ErrorCode::StoreIo | ErrorCode::StoreReadOnly => unwritable(
                "la copie ne peut pas être écrite à cet endroit",
                "the copy cannot be written there",
            ),
            _ => error,
        })?;
        let bytes = file.metadata().map_or(0, |known| known.len());
        Ok(Backup { bytes })
    }
}

fn unwritable(french: &str, english: &str) -> Error {
    Error::new(ErrorCode::UnwritableFile, Bilingual::new(french, english)).at("/path")
}
