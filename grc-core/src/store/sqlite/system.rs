//! What Linux offers and `std` does not: the two kinds of file locks, hearing of openings, asking before writing, and
//! which file a path leads to without asking when it changed.
//!
//! A *process lock* (POSIX) belongs to the process, and is dropped when the process closes **any** descriptor of
//! the file. It is the kind that SQLite relies on. A lock *of an open file description* belongs to one opening
//! of the file; asked through it, the system also tells of the process locks of its own process.

#![allow(unsafe_code)]

use std::ffi::CString;
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// Bytes of a file, which need not exist.
#[derive(Clone, Copy)]
pub(super) struct Range {
    pub(super) start: i64,
    pub(super) length: i64,
}

impl Range {
    pub(super) const fn byte(start: i64) -> Self {
        Self { start, length: 1 }
    }
}

/// A lock of the open file description.
#[derive(Clone, Copy)]
pub(super) enum Held {
    /// Beside others for reading.
    Shared,
    /// Alone.
    Exclusively,
    /// Not at all.
    No,
}

/// Takes a process lock for writing; `false` if another holds the range.
///
/// # Errors
/// What the system says when it cannot lock.
pub(super) fn take_process_lock(file: &File, range: Range) -> io::Result<bool> {
    take(file, libc::F_SETLK, libc::F_WRLCK, range)
}

/// Takes, changes or gives back a lock of the open file description; `false` if another holds the range.
///
/// # Errors
/// What the system says when it cannot lock.
pub(super) fn hold(file: &File, held: Held, range: Range) -> io::Result<bool> {
    let kind = match held {
        Held::Shared => libc::F_RDLCK,
        Held::Exclusively => libc::F_WRLCK,
        Held::No => libc::F_UNLCK,
    };
    take(file, libc::F_OFD_SETLK, kind, range)
}

/// The process that holds a process lock on the range, this one included.
///
/// # Errors
/// What the system says when it cannot tell.
pub(super) fn find_holder(file: &File, range: Range) -> io::Result<Option<u32>> {
    let mut lock = describe(libc::F_WRLCK, range);
    control(file, libc::F_OFD_GETLK, &mut lock)?;
    if i32::from(lock.l_type) == libc::F_UNLCK {
        return Ok(None);
    }
    // A holder in another container has no number here: 0, which is nobody's.
    Ok(Some(u32::try_from(lock.l_pid).unwrap_or(0)))
}

fn take(file: &File, command: i32, kind: i32, range: Range) -> io::Result<bool> {
    match control(file, command, &mut describe(kind, range)) {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.raw_os_error(), Some(libc::EACCES | libc::EAGAIN)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn describe(kind: i32, range: Range) -> libc::flock64 {
    // SAFETY: `flock64` is a plain C struct of integers, for which all zeroes is a value; a lock of an open file
    // description requires `l_pid` to be zero.
    let mut lock: libc::flock64 = unsafe { std::mem::zeroed() };
    lock.l_type = i16::try_from(kind).unwrap_or_default();
    lock.l_whence = i16::try_from(libc::SEEK_SET).unwrap_or_default();
    lock.l_start = range.start;
    lock.l_len = range.length;
    lock
}

fn control(file: &File, command: i32, lock: &mut libc::flock64) -> io::Result<()> {
    // SAFETY: the descriptor is open for as long as `file` is borrowed; these commands read and write one `flock64`
    // through the pointer, which is valid and exclusive during the call, and keep nothing of it.
    let status = unsafe { libc::fcntl(file.as_raw_fd(), command, std::ptr::from_mut(lock)) };
    if status == -1 { Err(io::Error::last_os_error()) } else { Ok(()) }
}

/// A source of events, one for each time that anybody opens or resizes the file. Reading never waits.
///
/// # Errors
/// What the system says when it has no more watches to give.
pub(super) fn watch_openings(path: &Path) -> io::Result<File> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    // SAFETY: the call takes no pointer.
    let descriptor = unsafe { libc::inotify_init1(libc::IN_NONBLOCK | libc::IN_CLOEXEC) };
    if descriptor == -1 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: the descriptor was just made and has no other owner.
    let events = unsafe { File::from_raw_fd(descriptor) };
    // SAFETY: the descriptor is open; the call reads the nul-terminated path, which outlives it.
    let watch =
        unsafe { libc::inotify_add_watch(descriptor, path.as_ptr(), libc::IN_OPEN | libc::IN_MODIFY) };
    if watch == -1 { Err(io::Error::last_os_error()) } else { Ok(events) }
}

/// The device and the inode of the file that a path leads to, and nothing else.
///
/// A system that is asked when a file last changed notes the next change more finely, and each sync then writes that
/// new instant too: asked between two commits, as `std` does, it makes each of them half as long again.
///
/// # Errors
/// What the system says, in particular if there is no such file.
pub(super) fn identify(path: &Path) -> io::Result<(u64, u64)> {
    let path = CString::new(path.as_os_str().as_bytes())?;
    // SAFETY: `statx` is a plain C struct of integers, for which all zeroes is a value.
    let mut found: libc::statx = unsafe { std::mem::zeroed() };
    let pointer = std::ptr::from_mut(&mut found);
    // SAFETY: the call reads the nul-terminated path and writes one `statx` through the pointer; both outlive it.
    let status = unsafe {
        libc::statx(libc::AT_FDCWD, path.as_ptr(), libc::AT_STATX_SYNC_AS_STAT, libc::STATX_INO, pointer)
    };
    if status == -1 {
        return Err(io::Error::last_os_error());
    }
    Ok((libc::makedev(found.stx_dev_major, found.stx_dev_minor), found.stx_ino))
}

/// Whether this process may write to a file, or create and delete files in a directory.
pub(super) fn may_write(path: &Path) -> bool {
    let Ok(path) = CString::new(path.as_os_str().as_bytes()) else { return false };
    // SAFETY: the call reads the nul-terminated path, which outlives it, and nothing else of ours.
    unsafe { libc::faccessat(libc::AT_FDCWD, path.as_ptr(), libc::W_OK, libc::AT_EACCESS) == 0 }
}
