//! Holds other copies of SQLite in this process off the worst, and notices them by what they cannot but do.
//!
//! - *Holds*: SQLite's locks for reading, of the file while open and of the index of the log, are held once more, as
//!   locks of an open file description. Those exclude other copies in this process too, and no `close` drops them.
//!   INVARIANT (holds): no other copy believes itself the first, and rebuilds the index under a running transaction;
//!   none believes itself the last, and deletes the log.
//! - *Sentinel*: a copy that closes the file drops all the process locks on it, SQLite's and one of our own, on a byte
//!   that SQLite never locks. INVARIANT (sentinel): SQLite's locks are dropped behind its back exactly when the
//!   sentinel is.
//! - *Openings*: a copy that opens the file opens the index, of which one SQLite has one descriptor per process. The
//!   system tells when that file is opened or resized, by anybody; then the descriptors of this process are counted.
//!   INVARIANT (openings): while another copy has the file open, there is a descriptor of the index too many.
//!
//! What another copy writes between two looks is excluded by nothing; but what is written beside it is not answered.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::os::unix::fs::FileExt;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

use super::connection::with_suffix;
use super::guard::LOG_HEADER;
use super::identity::FileIdentity;
use super::slot::lock;
use super::system::{Held, Range, find_holder, hold, take_process_lock, watch_openings};
use crate::store::StoreError;

/// What SQLite locks for reading while it has the file open, and for writing to close it as the last.
const OPEN: Range = Range { start: 0x4000_0002, length: 510 };
/// What SQLite locks for reading in the index while it has it open, and for writing to rebuild it as the first.
const INDEX_OPEN: Range = Range::byte(128);
/// The doorway, far beyond what SQLite locks.
const DOORWAY: Range = Range::byte(0x6772_6330_0000_0000);
/// One byte per process from here on.
const SENTINELS: i64 = 0x6772_6331_0000_0000;
/// Processes of different containers may have the same number: how many bytes are tried.
const SENTINEL_TRIES: i64 = 1024;
/// Of the index, SQLite has one and the watch the other.
const DESCRIPTORS: usize = 2;

pub(super) struct Watch {
    file: File,
    index_file: File,
    sentinel: Range,
    /// The database, its log and the index of its log.
    files: [Known; 3],
    /// Locked while looking, so that nobody goes on before what another thread has heard of is looked into.
    openings: Mutex<Openings>,
}

struct Known {
    path: PathBuf,
    identity: FileIdentity,
}

/// What the system tells of the openings of the index.
struct Openings {
    /// None if the system has no more watches to give: then the descriptors are counted each time.
    events: Option<File>,
}

impl Watch {
    pub(super) fn place(path: &Path) -> Result<Self, StoreError> {
        let files = [
            Known::find(path)?,
            Known::find(with_suffix(path, "-wal"))?,
            Known::find(with_suffix(path, "-shm"))?,
        ];
        let [_, _, index] = &files;
        let open = |path: &Path| OpenOptions::new().read(true).write(true).open(path);
        let (file, index_file) = (open(path)?, open(&index.path)?);
        let sentinel = take_sentinel(&file)?;
        let openings = Mutex::new(Openings { events: watch_openings(&index.path).ok() });
        let watch = Self { file, index_file, sentinel, files, openings };
        watch.hold(Held::Shared)?;
        let [_, _, index] = &watch.files;
        if index.count_descriptors() > DESCRIPTORS {
            // The other copy keeps its locks only if nothing is closed.
            watch.hold(Held::No)?;
            std::mem::forget(watch);
            return Err(StoreError::Shared);
        }
        Ok(watch)
    }

    pub(super) fn check(&self) -> Result<(), StoreError> {
        let [_, _, index] = &self.files;
        let mut openings = lock(&self.openings);
        if openings.has_heard() && index.count_descriptors() > DESCRIPTORS {
            return Err(StoreError::Shared);
        }
        // After the openings: a copy that was not there any more to be counted has dropped the sentinel.
        if find_holder(&self.file, self.sentinel)? != Some(process::id()) {
            return Err(StoreError::Shared);
        }
        if self.files.iter().all(Known::is_in_place) { Ok(()) } else { Err(StoreError::Replaced) }
    }

    /// The first copy of the header, which a commit writes last: read in the middle of a commit, it is still the one
    /// before, or like no other.
    pub(super) fn log_header(&self) -> Option<[u8; LOG_HEADER]> {
        let mut header = [0; LOG_HEADER];
        self.index_file.read_exact_at(&mut header, 0).ok()?;
        Some(header)
    }

    /// Lets SQLite close the file as the last, and delete the log.
    pub(super) fn let_go(&self) {
        // If it fails, the log is kept, as after a crash.
        let _ = self.hold(Held::No);
    }

    pub(super) fn step_in(&self) -> bool {
        // Where the file system cannot do it, everybody is in.
        hold(&self.file, Held::Exclusively, DOORWAY).unwrap_or(true)
    }

    pub(super) fn step_out(&self) {
        // It can only fail where stepping in did.
        let _ = hold(&self.file, Held::No, DOORWAY);
    }

    fn hold(&self, held: Held) -> Result<(), StoreError> {
        if hold(&self.file, held, OPEN)? && hold(&self.index_file, held, INDEX_OPEN)? {
            return Ok(());
        }
        // Only somebody who closes or opens the file at this moment is in the way.
        Err(StoreError::Busy)
    }
}

fn take_sentinel(file: &File) -> Result<Range, StoreError> {
    let first = SENTINELS + i64::from(process::id());
    for start in first..first + SENTINEL_TRIES {
        let sentinel = Range::byte(start);
        if take_process_lock(file, sentinel)? {
            return Ok(sentinel);
        }
    }
    Err(StoreError::Busy)
}

impl Known {
    fn find(path: impl Into<PathBuf>) -> Result<Self, StoreError> {
        let path = path.into();
        Ok(Self { identity: FileIdentity::of(&path)?, path })
    }

    fn is_in_place(&self) -> bool {
        FileIdentity::of(&self.path).is_ok_and(|found| found == self.identity)
    }

    /// How many descriptors of the file this process has; 0 where the system does not tell.
    fn count_descriptors(&self) -> usize {
        let Ok(descriptors) = fs::read_dir("/proc/self/fd") else { return 0 };
        let is_of_file = |path: PathBuf| FileIdentity::of(&path).is_ok_and(|found| found == self.identity);
        descriptors.flatten().filter(|descriptor| is_of_file(descriptor.path())).count()
    }
}

impl Openings {
    /// Whether the index may have been opened since the last time; takes in all that is to be heard.
    fn has_heard(&mut self) -> bool {
        let Some(events) = &mut self.events else { return true };
        let mut heard = false;
        let mut buffer = [0; 1024];
        loop {
            match events.read(&mut buffer) {
                Ok(1..) => heard = true,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => return heard,
                // Deaf from now on: better count each time.
                Ok(0) | Err(_) => {
                    self.events = None;
                    return true;
                }
            }
        }
    }
}
