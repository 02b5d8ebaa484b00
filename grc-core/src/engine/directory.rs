//! Reading a catalogue from a directory.

use std::fs;
use std::path::Path;

use crate::check::Sources;
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};

/// Folders nested in one another, at most: a link that leads back to its parent ends here.
const DEPTH: usize = 8;

impl Sources {
    /// Reads the catalogue that a directory holds: see [`Sources::assemble`]. Files and folders whose name
    /// begins with a dot are left aside.
    ///
    /// # Errors
    /// `unreadable_definition` when a file or a folder cannot be read; `invalid_definition` with every fault.
    pub fn from_dir(directory: impl AsRef<Path>) -> Result<Self> {
        let mut files = Vec::new();
        collect(directory.as_ref(), "", 0, &mut files)?;
        Self::assemble(files).map_err(|diagnostics| Error::definitions(&diagnostics))
    }
}

/// Reads the files below `directory`, in the order of their names. `prefix` is its path from the first one.
fn collect(directory: &Path, prefix: &str, depth: usize, files: &mut Vec<(String, Vec<u8>)>) -> Result<()> {
    let entries = fs::read_dir(directory).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
    let mut entries = entries.map_err(|_| unreadable(prefix))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let name = name.to_str().ok_or_else(|| unreadable(prefix))?;
        if name.starts_with('.') {
            continue;
        }
        let path = format!("{prefix}{name}");
        if !entry.path().is_dir() {
            let content = fs::read(entry.path()).map_err(|_| unreadable(&path))?;
            files.push((path, content));
        } else if depth < DEPTH {
            collect(&entry.path(), &format!("{path}/"), depth.saturating_add(1), files)?;
        }
    }
    Ok(())
}

fn unreadable(path: &str) -> Error {
    let message = Bilingual::new(
        "un fichier ou un dossier du catalogue ne peut pas être lu",
        "a file or a folder of the catalogue cannot be read",
    );
    Error::new(ErrorCode::UnreadableDefinition, message).at(path)
}
