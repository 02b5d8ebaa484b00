//! What tells one file from another, whatever their names.

use std::io;
use std::path::Path;

/// Device and inode: two names of one file are one, a new file under an old name is another.
#[cfg(unix)]
pub(super) type FileIdentity = (u64, u64);
/// Elsewhere, the canonical path.
#[cfg(not(unix))]
pub(super) type FileIdentity = std::path::PathBuf;

/// # Errors
/// What the system says, in particular if there is no such file.
#[cfg(unix)]
pub(super) fn identify(path: &Path) -> io::Result<FileIdentity> {
    use std::os::unix::fs::MetadataExt;
    let metadata = std::fs::metadata(path)?;
    Ok((metadata.dev(), metadata.ino()))
}

/// # Errors
/// What the system says, in particular if there is no such file.
#[cfg(not(unix))]
pub(super) fn identify(path: &Path) -> io::Result<FileIdentity> {
    std::fs::canonicalize(path)
}
