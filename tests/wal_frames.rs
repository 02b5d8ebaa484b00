//! What an operation writes is bounded: each page is a frame of the log, written and synced before the answer, and
//! again into the database later.

#![allow(clippy::expect_used)]

#[path = "../benches/town/mod.rs"]
mod town;

use grc::store::sqlite::Durability;

const BEFORE: usize = 300;
const OPERATIONS: usize = 20;

/// Frames of each operation at most, on average: the pages that must change, and few that split. Random identifiers
/// fall now in the same pages, now in others: about 30 are seen, and about 16.
const SUBMIT: u64 = 36;
const ACT: u64 = 20;

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
