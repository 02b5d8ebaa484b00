//! What Linux offers and `std` does not: the two kinds of file locks, and asking before writing.
//!
//! A *process lock* (POSIX) belongs to the process, and is dropped when the process closes **any** descriptor of
//! the file. It is the kind that SQLite relies on. A lock *of an open file description* belongs to one opening
//! of the file; asked through it, the system also tells of the process locks of its own process.

#![allow(unsafe_code)]

use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Whether a lock would be refused because somebody writes, or because anybody at all holds the range.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    /// Conflicts with locks for writing only.
    Reading,
    /// Conflicts with every lock.
    Writing,
}

/// Takes a process lock for writing on one byte; `false` if another process holds it.
///
/// # Errors
/// What the system says when it cannot lock.
pub(super) fn take_process_lock(file: &File, byte: i64) -> io::Result<bool> {
    let mut lock = describe(Wanted::Writing, byte, 1);
    match control(file, libc::F_SETLK, &mut lock) {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.raw_os_error(), Some(libc::EACCES | libc::EAGAIN)) => Ok(false),
        Err(error) => Err(error),
    }
}

/// The process that holds a process lock in conflict with `wanted` on the range, this one included.
///
/// # Errors
/// What the system says when it cannot tell.
pub(super) fn find_holder(file: &File, wanted: Wanted, start: i64, length: i64) -> io::Result<Option<u32>> {
    let mut lock = describe(wanted, start, length);
    control(file, libc::F_OFD_GETLK, &mut lock)?;
    if i32::from(lock.l_type) == libc::F_UNLCK {
        return Ok(None);
    }
    // A holder in another container has no number here: 0, which is nobody's.
    Ok(Some(u32::try_from(lock.l_pid).unwrap_or(0)))
}

fn describe(wanted: Wanted, start: i64, length: i64) -> libc::flock64 {
    let kind = match wanted {
        Wanted::Reading => libc::F_RDLCK,
        Wanted::Writing => libc::F_WRLCK,
    };
    // SAFETY: `flock64` is a plain C struct of integers, for which all zeroes is a value; a lock of an open file
    // description requires `l_pid` to be zero.
    let mut lock: libc::flock64 = unsafe { std::mem::zeroed() };
    lock.l_type = i16::try_from(kind).unwrap_or_default();
    lock.l_whence = i16::try_from(libc::SEEK_SET).unwrap_or_default();
    lock.l_start = start;
    lock.l_len = length;
    lock
}

fn control(file: &File, command: i32, lock: &mut libc::flock64) -> io::Result<()> {
    // SAFETY: the descriptor is open for as long as `file` is borrowed; both commands read and write one `flock64`
    // through the pointer, which is valid and exclusive during the call, and keep nothing of it.
    let status = unsafe { libc::fcntl(file.as_raw_fd(), command, std::ptr::from_mut(lock)) };
    if status == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// Whether this process may write to a file, or create and delete files in a directory.
pub(super) fn may_write(path: &Path) -> bool {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else { return false };
    // SAFETY: the call reads the nul-terminated path, which outlives it, and nothing else of ours.
    unsafe { libc::faccessat(libc::AT_FDCWD, path.as_ptr(), libc::W_OK, libc::AT_EACCESS) == 0 }
}
