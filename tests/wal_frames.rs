//! What an operation writes is bounded: each page is a frame of the log, written and synced before the answer, and
//! again into the database later.

#![allow(clippy::expect_used)]

#[allow(dead_code, reason = "measures ask for more")]
#[path = "../benches/application.rs"]
mod application;
#[path = "../benches/reports.rs"]
mod reports;
#[path = "../benches/town/mod.rs"]
mod town;

use std::path::Path;
use std::time::Duration;

use grc::Budget;
use grc::engine::DueKind;
use grc::store::sqlite::Durability;

const BEFORE: usize = 300;
const OPERATIONS: usize = 20;

/// Frames of each operation at most, on average: the pages that must change, and few that split. Random identifiers
/// fall now in the same pages, now in others: about 30 are seen, and about 16.
const SUBMIT: u64 = 36;
const ACT: u64 = 20;
/// A call that is answered, and the circuit that goes on: about 20 are seen.
const CALL: u64 = 24;

#[test]
fn filing_and_acting_write_few_pages() {
    let directory = town::directory();
    let path = directory.path().join("frames.db");
    let (store, engine) = town::open(&path, Durability::Off);
    for rank in 0..BEFORE {
        town::submit(&engine, rank);
    }
    drop((store, engine));
    // Opened again, the log is empty; it is not begun anew before it has a thousand frames.
    let (_store, engine) = town::open(&path, Durability::Off);
    let opened = town::frames(&path);
    let filed: Vec<_> = (BEFORE..BEFORE + OPERATIONS).map(|rank| town::submit(&engine, rank)).collect();
    let after_filing = town::frames(&path);
    filed.iter().for_each(|request| town::act(&engine, *request));
    let after_acting = town::frames(&path);

    let operations = u64::try_from(OPERATIONS).expect("a small number");
    let (submit, act) = (after_filing - opened, after_acting - after_filing);
    assert!(
        (operations..=SUBMIT * operations).contains(&submit),
        "{submit} frames for {operations} submissions"
    );
    assert!((operations..=ACT * operations).contains(&act), "{act} frames for {operations} transitions");
}

/// The end of a call and the lease of the next are one transaction: what is lost with the machine is one call, and each costs one
/// sync of the disk.
#[test]
fn each_call_is_one_transaction_of_few_pages_and_an_idle_worker_writes_nothing() {
    let directory = town::directory();
    let path = directory.path().join("calls.db");
    let application = application::Application::start(Duration::ZERO);
    let addresses = [application.address.to_string()];
    let engine = reports::open(&path, &addresses);
    let outbox = Budget { kinds: vec![DueKind::Outbox], ..Budget::default() };
    (0..BEFORE).for_each(|_| reports::submit(&engine, 0));
    assert_eq!(engine.run_due(&outbox).expect("work is done").calls, BEFORE);
    (0..OPERATIONS).for_each(|_| reports::submit(&engine, 0));
    drop(engine);
    let engine = reports::open(&path, &addresses);
    let (opened, transactions) = (town::frames(&path), commits(&path));
    assert_eq!(engine.run_due(&outbox).expect("work is done").calls, OPERATIONS);
    let operations = u64::try_from(OPERATIONS).expect("a small number");
    let (frames, transactions) = (town::frames(&path) - opened, commits(&path) - transactions);
    assert!((operations..=CALL * operations).contains(&frames), "{frames} frames for {operations} calls");
    assert_eq!(transactions, operations + 1, "the first one is leased by itself");
    let after = town::frames(&path);
    engine.run_due(&Budget::default()).expect("nothing is done");
    assert_eq!(town::frames(&path), after);
}

/// Transactions in the write-ahead log of a store since it was opened: their last frames tell the length of the file.
fn commits(path: &Path) -> u64 {
    const HEADER: usize = 32;
    const FRAME: usize = 24 + 4096;
    let log = std::fs::read(path.with_extension("db-wal")).expect("the log");
    let frames = log.get(HEADER..).unwrap_or_default().chunks_exact(FRAME);
    let ends = frames.filter(|frame| frame.get(4..8).is_some_and(|length| length != [0; 4]));
    u64::try_from(ends.count()).expect("a small number")
}
