//! What tells one file from another, whatever their names.

use std::io;
use std::path::Path;

/// Device and inode: two names of one file are one, a new file under an old name is another.
#[cfg(unix)]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileIdentity {
    device: u64,
    inode: u64,
}

/// Elsewhere, the canonical path.
#[cfg(not(unix))]
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct FileIdentity {
    path: std::path::PathBuf,
}

impl FileIdentity {
    /// # Errors
    /// What the system says, in particular if there is no such file.
    #[cfg(target_os = "linux")]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        match super::system::identify(path) {
            Ok((device, inode)) => Ok(Self { device, inode }),
            // There is no such file, or a sandbox that does not know the call.
            Err(_) => Self::by_metadata(path),
        }
    }

    /// # Errors
    /// What the system says, in particular if there is no such file.
    #[cfg(all(unix, not(target_os = "linux")))]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Self::by_metadata(path)
    }

    #[cfg(unix)]
    fn by_metadata(path: &Path) -> io::Result<Self> {
        use std::os::unix::fs::MetadataExt;
        let metadata = std::fs::metadata(path)?;
        Ok(Self { device: metadata.dev(), inode: metadata.ino() })
    }

    /// # Errors
    /// What the system says, in particular if there is no such file.
    #[cfg(not(unix))]
    pub(super) fn of(path: &Path) -> io::Result<Self> {
        Ok(Self { path: std::fs::canonicalize(path)? })
    }
}
