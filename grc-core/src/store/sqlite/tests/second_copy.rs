//! What another SQLite in the same process does to a store, with the detection and, as a control, without.

#![allow(unsafe_code)]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::fs::File;
use std::os::unix::ffi::OsStrExt;
use std::ptr;
use std::thread;
use std::time::Duration;

use libloading::Library;

use super::*;
use crate::store::sqlite::connection::with_suffix;
use crate::store::sqlite::guard::Guard;

/// A second copy of SQLite: the system's, loaded into this process.
struct SecondCopy(Library);

impl SecondCopy {
    fn load() -> Option<Self> {
        let names = ["libsqlite3.so.0", "libsqlite3.so"];
        // SAFETY: loading SQLite runs no initialiser that touches anything of ours.
        let library = names.iter().find_map(|name| unsafe { Library::new(*name) }.ok())?;
        let copy = Self(library);
        assert_ne!(copy.version(), rusqlite::version(), "this is not another copy");
        Some(copy)
    }

    fn version(&self) -> String {
        type Version = unsafe extern "C" fn() -> *const c_char;
        // SAFETY: the signature is SQLite's; it returns a static text.
        unsafe {
            let version = self.0.get::<Version>(b"sqlite3_libversion\0").unwrap();
            CStr::from_ptr(version()).to_str().unwrap().to_owned()
        }
    }

    /// Opens the file, reads it, does something else, closes it.
    fn look_at(&self, path: &Path, meanwhile: impl FnOnce()) {
        type Open = unsafe extern "C" fn(*const c_char, *mut *mut c_void) -> c_int;
        type Execute = unsafe extern "C" fn(
            *mut c_void,
            *const c_char,
            *const c_void,
            *mut c_void,
            *mut *mut c_char,
        ) -> c_int;
        type Close = unsafe extern "C" fn(*mut c_void) -> c_int;
        let path = CString::new(path.as_os_str().as_bytes()).unwrap();
        let mut connection = ptr::null_mut();
        // SAFETY: the signatures are SQLite's; texts end with a nul and outlive the calls; the connection is closed
        // once, after its last use.
        unsafe {
            let open = self.0.get::<Open>(b"sqlite3_open\0").unwrap();
            let execute = self.0.get::<Execute>(b"sqlite3_exec\0").unwrap();
            let close = self.0.get::<Close>(b"sqlite3_close\0").unwrap();
            assert_eq!(open(path.as_ptr(), &raw mut connection), 0);
            let query = c"SELECT count(*) FROM note".as_ptr();
            assert_eq!(execute(connection, query, ptr::null(), ptr::null_mut(), ptr::null_mut()), 0);
            meanwhile();
            assert_eq!(close(connection), 0);
        }
    }
}

/// What a second copy does to us, without one: it drops our locks, and another process, which sees none, deletes
/// the log.
fn imitate_second_copy(path: &Path) {
    drop(File::open(path).unwrap());
    let script = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); \
                  c.execute('SELECT count(*) FROM note').fetchall(); c.close()";
    assert!(Command::new("python3").args(["-c", script]).arg(path).status().unwrap().success());
}

fn keep(database: &Database, ids: std::ops::Range<i64>) {
    for id in ids {
        match add(database, id) {
            Ok(()) => say(&format!("kept {id}")),
            Err(error) => say(&format!("refused {}", error.code())),
        }
    }
}

/// Writes from several threads, each until it is refused, and lets the other copy come in the middle.
fn race(database: &Database, come: impl FnOnce()) {
    thread::scope(|scope| {
        for writer in 0..4 {
            scope.spawn(move || {
                for id in (1000 + writer..).step_by(4) {
                    if add(database, id).is_err() {
                        break;
                    }
                    say(&format!("kept {id}"));
                }
            });
        }
        let delay: u64 = std::env::var("GRC_TEST_DELAY").unwrap().parse().unwrap();
        thread::sleep(Duration::from_micros(delay));
        come();
    });
}

#[test]
#[ignore = "run by the tests below, which kill it"]
fn write_beside_a_second_copy() {
    let Some(directory) = child_directory() else { return };
    let path = store_in(&directory);
    let watch_file = std::env::var("GRC_TEST_WATCH").unwrap() == "yes";
    let database = Database::open_with(&path, Options { watch_file, ..patient() }, NOTES).unwrap();
    keep(&database, 0..10);
    match std::env::var("GRC_TEST_COPY").unwrap().as_str() {
        "real" => match SecondCopy::load() {
            Some(copy) => copy.look_at(&path, || {}),
            None => say("no second copy"),
        },
        "open" => match SecondCopy::load() {
            Some(copy) => copy.look_at(&path, || keep(&database, 10..11)),
            None => say("no second copy"),
        },
        "racing" => match SecondCopy::load() {
            Some(copy) => race(&database, || copy.look_at(&path, || {})),
            None => say("no second copy"),
        },
        "imitated" => imitate_second_copy(&path),
        _ => {}
    }
    if with_suffix(&path, "-wal").exists() {
        say("log kept");
    }
    keep(&database, 10..20);
    let read = database.read(select);
    say(&format!("read {}", read.map_or_else(|error| error.code(), |_| "well")));
    say("end");
    thread::sleep(Duration::from_secs(60));
}

struct Outcome {
    acknowledged: BTreeSet<i64>,
    refusals: BTreeSet<String>,
    read: String,
    log_was_kept: bool,
    /// What is found after a kill.
    found: BTreeSet<i64>,
}

/// Runs the child to its end, kills it, and opens the store again; none where the system has no SQLite to load.
fn run(copy: &str, watch: &str) -> Option<Outcome> {
    run_with_delay(copy, watch, 0)
}

fn run_with_delay(copy: &str, watch: &str, microseconds: u64) -> Option<Outcome> {
    let directory = tempfile::tempdir().unwrap();
    let delay = microseconds.to_string();
    let variables = [("GRC_TEST_COPY", copy), ("GRC_TEST_WATCH", watch), ("GRC_TEST_DELAY", &delay)];
    let mut child = start_child("second_copy::write_beside_a_second_copy", directory.path(), &variables);
    let said: Vec<_> = lines(&mut child).take_while(|line| line != "end").collect();
    child.kill().unwrap();
    child.wait().unwrap();
    if said.iter().any(|line| line == "no second copy") {
        eprintln!("skipped: no SQLite library on this system to load beside ours");
        return None;
    }
    let all = |prefix| said.iter().filter_map(move |line: &String| line.strip_prefix(prefix));
    Some(Outcome {
        acknowledged: all("kept ").map(|id| id.parse().unwrap()).collect(),
        refusals: all("refused ").map(str::to_owned).collect(),
        read: all("read ").next().unwrap().to_owned(),
        log_was_kept: said.iter().any(|line| line == "log kept"),
        found: notes(&open(&store_in(directory.path()))),
    })
}

#[test]
fn without_a_second_copy_nothing_is_refused_nor_lost() {
    let outcome = run("none", "yes").unwrap();
    assert_eq!(outcome.acknowledged, (0..20).collect());
    assert_eq!(outcome.found, outcome.acknowledged);
    assert_eq!(outcome.read, "well");
}

#[test]
fn with_the_detection_writes_are_refused_after_a_second_copy_and_nothing_is_lost() {
    for outcome in [run("real", "yes"), run("imitated", "yes")].into_iter().flatten() {
        assert_eq!(outcome.acknowledged, (0..10).collect());
        assert_eq!(outcome.refusals, ["store_shared".to_owned()].into());
        assert_eq!(outcome.read, "store_shared");
        assert_eq!(outcome.found, outcome.acknowledged);
        assert!(outcome.log_was_kept);
    }
}

#[test]
fn a_second_copy_that_comes_while_many_write_loses_nothing() {
    for round in 0..12 {
        let Some(outcome) = run_with_delay("racing", "yes", round * 400) else { return };
        assert!(outcome.acknowledged.is_subset(&outcome.found), "an acknowledged note is lost");
        assert!(outcome.log_was_kept);
    }
}

#[test]
fn with_the_detection_writes_are_refused_already_while_a_second_copy_is_open() {
    if let Some(outcome) = run("open", "yes") {
        assert_eq!(outcome.acknowledged, (0..10).collect());
        assert_eq!(outcome.found, outcome.acknowledged);
    }
}

#[test]
#[ignore = "run by the test below, in a process of its own"]
fn open_after_a_second_copy() {
    let Some(directory) = child_directory() else { return };
    let path = store_in(&directory);
    let Some(copy) = SecondCopy::load() else { return say("no second copy") };
    copy.look_at(&path, || {
        let opened = Database::open_with(&path, patient(), NOTES);
        say(opened.map_or_else(|error| error.code(), |_| "opened"));
    });
}

#[test]
fn a_file_that_a_second_copy_has_open_is_refused() {
    let directory = tempfile::tempdir().unwrap();
    add(&open(&store_in(directory.path())), 1).unwrap();
    let child = start_child("second_copy::open_after_a_second_copy", directory.path(), &[]);
    let said = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    assert!(said.contains("store_shared") || said.contains("no second copy"));
    assert_eq!(notes(&open(&store_in(directory.path()))), [1].into());
}

#[test]
fn without_the_detection_a_second_copy_loses_acknowledged_commits() {
    for outcome in [run("real", "no"), run("imitated", "no")].into_iter().flatten() {
        assert_eq!(outcome.acknowledged, (0..20).collect());
        assert_eq!(outcome.found, (0..10).collect(), "the detection would be useless");
        assert!(!outcome.log_was_kept);
    }
}

#[test]
fn a_deleted_or_replaced_file_is_refused() {
    for (suffix, replaced) in [("", false), ("", true), ("-wal", false), ("-wal", true)] {
        let directory = tempfile::tempdir().unwrap();
        let path = store_in(directory.path());
        let database = open(&path);
        add(&database, 1).unwrap();
        let victim = directory.path().join(format!("mairie.db{suffix}"));
        let aside = directory.path().join("aside");
        std::fs::rename(&victim, &aside).unwrap();
        if replaced {
            std::fs::write(&victim, "another file").unwrap();
        }
        assert_eq!(add(&database, 2), Err(StoreError::Replaced));
        std::fs::rename(&aside, &victim).unwrap();
        assert_eq!(add(&database, 3), Err(StoreError::Replaced), "once broken, a handle stays so");
    }
}

#[test]
fn a_process_that_waits_to_write_stands_alone_in_the_doorway() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    for name in ["", "-wal", "-shm"] {
        std::fs::write(with_suffix(&path, name), "").unwrap();
    }
    // Two openings of a file stand for two processes.
    let first = Guard::of_file(&path).unwrap();
    let second = Guard::of_file(&path).unwrap();
    assert!(first.step_in());
    assert!(!second.step_in());
    first.step_out();
    assert!(second.step_in());
}

#[test]
fn another_connection_of_our_own_sqlite_is_no_second_copy() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    let database = open(&path);
    for id in 0..5 {
        add(&database, id).unwrap();
        let other = Connection::open(&path).unwrap();
        assert_eq!(select(&other).unwrap().len(), id as usize + 1);
        drop(other);
    }
    assert_eq!(notes(&database).len(), 5);
}
