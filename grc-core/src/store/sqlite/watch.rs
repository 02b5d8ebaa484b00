//! Notices other copies of SQLite in this process, by what they cannot but do.
//!
//! - They close the file. That drops all the locks that the process has on it, SQLite's and the *sentinel*: a lock
//!   of our own, on a byte that SQLite never locks. INVARIANT (sentinel): SQLite's locks are dropped behind its back
//!   exactly when the sentinel is.
//! - Before that, they open the index of the write-ahead log, of which SQLite has one descriptor per process.
//!   The system tells when that file is opened or resized, by anybody; then the descriptors of this process are
//!   counted. INVARIANT (index): while another copy has the file open, there is a second descriptor of its index.
//!
//! So at each moment since another copy opened the file, one of the two shows.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process;
use std::sync::Mutex;

use super::connection::with_suffix;
use super::identity::FileIdentity;
use super::slot::lock;
use super::system::{
    Kind, find_holder, release_description_lock, take_description_lock, take_process_lock, watch_openings,
};
use crate::store::StoreError;

/// The byte of the doorway, far beyond those that SQLite locks.
const DOORWAY: i64 = 0x6772_6330_0000_0000;
/// One byte per process from here on.
const SENTINELS: i64 = 0x6772_6331_0000_0000;
/// Processes of different containers may have the same number: how many bytes are tried.
const SENTINEL_TRIES: i64 = 1024;
/// The bytes on which SQLite holds its shared lock while open, and its exclusive one while closing.
const SHARED_START: i64 = 0x4000_0002;
const SHARED_LENGTH: i64 = 510;

pub(super) struct Watch {
    file: File,
    sentinel: i64,
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
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let mut sentinel = SENTINELS + i64::from(process::id());
        let end = sentinel + SENTINEL_TRIES;
        while !take_process_lock(&file, sentinel)? {
            sentinel += 1;
            if sentinel == end {
                return Err(StoreError::Busy);
            }
        }
        let [_, _, index] = &files;
        let openings = Openings { events: watch_openings(&index.path).ok() };
        let is_shared = index.count_descriptors() > 1;
        let watch = Self { file, sentinel, files, openings: Mutex::new(openings) };
        if is_shared {
            // The other copy keeps its locks only if nothing is closed.
            std::mem::forget(watch);
            return Err(StoreError::Shared);
        }
        Ok(watch)
    }

    pub(super) fn check(&self) -> Result<(), StoreError> {
        let [_, _, index] = &self.files;
        let mut openings = lock(&self.openings);
        if openings.has_heard() && index.count_descriptors() > 1 {
            return Err(StoreError::Shared);
        }
        // Our own SQLite locks exclusively only to close. Another copy that does so may have copied the log before
        // our last frames were in it, and have let go of the index already.
        let own = Some(process::id());
        if find_holder(&self.file, Kind::Reading, SHARED_START, SHARED_LENGTH)? == own {
            return Err(StoreError::Shared);
        }
        // Last: a copy that had gone too far to be seen above has dropped the sentinel.
        if find_holder(&self.file, Kind::Writing, self.sentinel, 1)? != own {
            return Err(StoreError::Shared);
        }
        if self.files.iter().all(Known::is_in_place) { Ok(()) } else { Err(StoreError::Replaced) }
    }

    pub(super) fn step_in(&self) -> bool {
        // Where the file system cannot do it, everybody is in.
        take_description_lock(&self.file, DOORWAY).unwrap_or(true)
    }

    pub(super) fn step_out(&self) {
        // It can only fail where stepping in did.
        let _ = release_description_lock(&self.file, DOORWAY);
    }
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
