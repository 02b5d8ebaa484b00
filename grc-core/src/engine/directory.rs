//! Reading a catalogue from a directory.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::check::Sources;
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::json::Limits;

impl Sources {
    /// Reads the catalogue that a directory holds: see [`Sources::assemble`].
    ///
    /// What is hidden (`.git`, `.DS_Store`) is left out. Links are followed; a directory is read once, however many
    /// links lead to it.
    ///
    /// # Errors
    /// `unreadable_definition`, with the path, when something cannot be read, has a name that is not Unicode, or when
    /// all files together are longer than a catalogue may be; `invalid_definition` with every fault.
    pub fn from_dir(directory: impl AsRef<Path>) -> Result<Self> {
        Self::assemble(read(directory.as_ref())?).map_err(|diagnostics| Error::definitions(&diagnostics))
    }
}

/// The files under a directory, in the order of their paths: each path, relative to it and written with `/`, and the
/// content.
fn read(directory: &Path) -> Result<Vec<(String, Vec<u8>)>> {
    let mut reading = Reading { files: BTreeMap::new(), visited: BTreeSet::new(), bytes: 0 };
    reading.directory(directory, "")?;
    Ok(reading.files.into_iter().collect())
}

struct Reading {
    files: BTreeMap<String, Vec<u8>>,
    /// Directories read, by their real paths.
    visited: BTreeSet<PathBuf>,
    bytes: usize,
}

impl Reading {
    fn directory(&mut self, directory: &Path, prefix: &str) -> Result<()> {
        let unreadable = |error: io::Error| failed(directory, &error.to_string());
        if !self.visited.insert(directory.canonicalize().map_err(unreadable)?) {
            return Ok(());
        }
        let mut entries = Vec::new();
        for entry in fs::read_dir(directory).map_err(unreadable)? {
            entries.push(entry.map_err(unreadable)?.path());
        }
        // Which of two links to a directory is followed must not depend on the disk.
        entries.sort();
        for path in entries {
            let name = path.file_name().and_then(|name| name.to_str());
            let name = name.ok_or_else(|| failed(&path, "its name is not Unicode"))?;
            if !name.starts_with('.') {
                self.entry(&path, format!("{prefix}{name}"))?;
            }
        }
        Ok(())
    }

    fn entry(&mut self, path: &Path, name: String) -> Result<()> {
        let unreadable = |error: io::Error| failed(path, &error.to_string());
        let kind = fs::metadata(path).map_err(unreadable)?;
        if kind.is_dir() {
            return self.directory(path, &format!("{name}/"));
        }
        // Reading a pipe or a device might never end.
        if kind.is_file() {
            let length = usize::try_from(kind.len()).unwrap_or(usize::MAX);
            self.bytes = self.bytes.saturating_add(length);
            if self.bytes > Limits::DEFINITION.bytes {
                return Err(failed(path, "the files of the directory are too long"));
            }
            self.files.insert(name, fs::read(path).map_err(unreadable)?);
        }
        Ok(())
    }
}

fn failed(path: &Path, why: &str) -> Error {
    let message =
        Bilingual::new(format!("lecture impossible : {why}"), format!("this cannot be read: {why}"));
    Error::new(ErrorCode::UnreadableDefinition, message).at(path.display().to_string())
}
