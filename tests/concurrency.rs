//! Many at once: threads, engines, and a process that dies.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{FR, Letterbox, TestClock, TownHall, host, town};
use grc::{Actor, Engine};

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// References from 1 to `count`, without a gap.
fn assert_without_gap(mut references: Vec<String>, count: usize) {
    references.sort();
    let expected: Vec<String> = (1..=count).map(|number| format!("2026-{number:06}")).collect();
    assert_eq!(references, expected);
}

#[test]
fn eight_threads_file_without_a_gap_nor_a_double() {
    let town_hall = TownHall::open();
    let file = || (0..25).map(|_| town_hall.file(&camille()).reference).collect::<Vec<_>>();
    let references: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(file)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_without_gap(references, 200);
    let verification = town_hall.engine.verify(&Actor::System, &[]).unwrap();
    assert_eq!((verification.requests, verification.broken.len()), (200, 0));
}

#[test]
fn two_engines_on_one_file_file_without_a_gap_while_others_read() {
    let town_hall = TownHall::open();
    let second = town_hall.second();
    let file = |engine: &Engine| {
        let mut references = Vec::new();
        for _ in 0..20 {
            let receipt = engine.submit(&camille(), town::submission()).unwrap();
            assert_eq!(engine.request(&camille(), receipt.id, FR).unwrap().reference, receipt.reference);
            references.push(receipt.reference);
        }
        references
    };
    let references: Vec<String> = std::thread::scope(|scope| {
        let engines = [&town_hall.engine, &second, &town_hall.engine, &second];
        let threads: Vec<_> = engines.map(|engine| scope.spawn(|| file(engine))).into_iter().collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert_without_gap(references, 80);
    for engine in [&town_hall.engine, &second] {
        assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
    }
}

const CHILD: &str = "GRC_TEST_SUBMIT_FOR_EVER";

fn open(path: &Path, seed: u64) -> Engine {
    Engine::open_with(path, host(&TestClock::at(common::MORNING), &Letterbox::default(), seed)).unwrap()
}

/// Files requests from several threads until it is killed, and says each reference once it is acknowledged.
#[test]
#[ignore = "run by a_killed_process_loses_nothing_that_it_acknowledged, in a process of its own"]
fn a_child_files_for_ever() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let seed = u64::from(std::process::id());
    let engine = open(&PathBuf::from(path), seed);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                loop {
                    let receipt = engine.submit(&camille(), town::submission()).unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "filed {} {}", receipt.reference, receipt.tracking_code).unwrap();
                    out.flush().unwrap();
                }
            });
        }
    });
}

#[test]
fn a_killed_process_loses_nothing_that_it_acknowledged() {
    let town_hall = TownHall::open();
    let path = town_hall.path();
    drop(town_hall.engine);
    let mut acknowledged = Vec::new();
    for round in 0..4_u64 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture", "a_child_files_for_ever"])
            .env(CHILD, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        let reading = std::thread::spawn(move || {
            let lines = output.lines().map_while(Result::ok);
            lines
                .filter_map(|line| line.split_once("filed ").map(|(_, rest)| rest.to_owned()))
                .collect::<Vec<_>>()
        });
        std::thread::sleep(Duration::from_millis(400 + 70 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        let mut lines = reading.join().unwrap();
        // The last line may have been cut by the kill: it is whole with its 19 letters of tracking code.
        lines.retain(|line| line.len() == "2026-000001".len() + 1 + 19);
        acknowledged.extend(lines);
    }
    assert!(acknowledged.len() > 20, "the children filed {} requests", acknowledged.len());
    let engine = open(&path, 99);
    for line in &acknowledged {
        let (reference, tracking) = line.split_once(' ').unwrap();
        assert_eq!(engine.request_by_tracking_code(tracking, FR).unwrap().reference, reference);
    }
    let verification = engine.verify(&Actor::System, &[]).unwrap();
    assert_eq!(verification.broken, []);
    assert!(verification.requests >= acknowledged.len() as u64);
    let next = engine.submit(&camille(), town::submission()).unwrap().reference;
    assert_eq!(next, format!("2026-{:06}", verification.requests + 1), "no number was used up by the dead");
}
