//! The files that this process has open: several handles on one file share one committer.

use std::collections::BTreeMap;
use std::path::Path;
use std::process;
use std::sync::{Arc, Condvar, Mutex, PoisonError, Weak};

use super::database::Shared;
use super::identity::FileIdentity;
use super::slot::lock;
use crate::store::StoreError;

/// INVARIANT (registry): a file is in here until SQLite closed its last connection on it and the guard its
/// descriptor, and is opened and closed under this lock. So closing for good, which drops the locks of the process,
/// never happens to a file in use.
static FILES: Mutex<BTreeMap<FileIdentity, OpenFile>> = Mutex::new(BTreeMap::new());
static CLOSED: Condvar = Condvar::new();

struct OpenFile {
    /// The process that opened it: a forked child inherits this table, and SQLite's own, but no lock.
    process: u32,
    /// Dead from the moment the last handle goes until the file is closed.
    shared: Weak<Shared>,
}

/// The store already open on this file, or what `open` makes.
///
/// # Errors
/// `store_forked` if the file was open before the fork; else those of `open`.
pub(super) fn share(
    path: &Path,
    open: impl FnOnce() -> Result<(FileIdentity, Shared), StoreError>,
) -> Result<Arc<Shared>, StoreError> {
    let mut files = lock(&FILES);
    while let Ok(identity) = FileIdentity::of(path)
        && let Some(file) = files.get(&identity)
    {
        if file.process != process::id() {
            return Err(StoreError::Forked);
        }
        if let Some(shared) = file.shared.upgrade() {
            return Ok(shared);
        }
        files = CLOSED.wait(files).unwrap_or_else(PoisonError::into_inner);
    }
    let (identity, shared) = open()?;
    let shared = Arc::new(shared);
    files.insert(identity, OpenFile { process: process::id(), shared: Arc::downgrade(&shared) });
    Ok(shared)
}

/// Closes a file whose last handle is gone.
pub(super) fn close(identity: &FileIdentity, close: impl FnOnce()) {
    let mut files = lock(&FILES);
    close();
    files.remove(identity);
    CLOSED.notify_all();
}
