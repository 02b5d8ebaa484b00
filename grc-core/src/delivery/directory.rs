//! Files written whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

/// Writes `content` as `directory/name`, which is created or replaced. After a crash, the file is
/// either the old one or the new one; once this returns, it is on the disk.
pub(super) fn write_whole(directory: &Path, name: &str, content: &[u8]) -> io::Result<()> {
    // Two workers may write the same file at once: each has its own temporary one.
    static WRITTEN: AtomicU64 = AtomicU64::new(0);
    let count = WRITTEN.fetch_add(1, Ordering::Relaxed);
    fs::create_dir_all(directory)?;
    let temporary = directory.join(format!(".{name}.{}-{count}", std::process::id()));
    let written = write_synced(&temporary, content)
        .and_then(|()| fs::rename(&temporary, directory.join(name)))
        .and_then(|()| sync_directory(directory));
    if written.is_err() {
        // The first error is the one that matters.
        let _ = fs::remove_file(&temporary);
    }
    written
}

fn write_synced(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// Makes a rename durable.
#[cfg(unix)]
fn sync_directory(directory: &Path) -> io::Result<()> {
    File::open(directory)?.sync_all()
}

/// Elsewhere a directory cannot be opened; the system writes renames by itself.
#[cfg(not(unix))]
fn sync_directory(_: &Path) -> io::Result<()> {
    Ok(())
}
