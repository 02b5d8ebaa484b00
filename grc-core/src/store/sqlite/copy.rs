//! A copy of a database, written to a new file by SQLite itself from one snapshot: whoever writes meanwhile does not wait.

use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use rusqlite::Connection;

use crate::store::StoreError;

/// Writes the copy under another name first, so that what bears the name wanted is whole and on the disk.
pub(super) fn copy_into(connection: &Connection, file: &Path) -> Result<(), StoreError> {
    let part = beside(file);
    let copied = write(connection, &part, file);
    if copied.is_err() {
        // There is nobody to tell, and nothing that counts on it.
        let _ = fs::remove_file(&part);
    }
    copied
}

fn write(connection: &Connection, part: &Path, file: &Path) -> Result<(), StoreError> {
    let name = part.to_str().ok_or(StoreError::Io { code: rusqlite::ffi::SQLITE_CANTOPEN })?;
    connection.execute("VACUUM INTO ?1", [name])?;
    File::open(part)?.sync_all()?;
    if file.try_exists()? {
        return Err(StoreError::Io { code: rusqlite::ffi::SQLITE_CANTOPEN });
    }
    fs::rename(part, file)?;
    let directory = match file.parent() {
        Some(directory) if !directory.as_os_str().is_empty() => directory,
        _ => Path::new("."),
    };
    // Where a directory cannot be opened, as on Windows, its entries need no such care.
    if let Ok(directory) = File::open(directory) {
        directory.sync_all()?;
    }
    Ok(())
}

/// A name that no other copy has.
fn beside(file: &Path) -> PathBuf {
    static COPIES: AtomicU32 = AtomicU32::new(0);
    let mut name = OsString::from(file);
    name.push(format!(".{}-{}.part", process::id(), COPIES.fetch_add(1, Ordering::Relaxed)));
    PathBuf::from(name)
}
