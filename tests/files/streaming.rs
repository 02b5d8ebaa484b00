//! Large files, in little memory, and cut in the middle: each in a process of its own.

use std::io::{self, BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use grc::engine::Attachment;
use grc::{Budget, Instant};

use super::*;
use crate::common::{Letterbox, TestClock, host};

const CHILD: &str = "GRC_TEST_ATTACH";
const LARGE: u64 = 50 << 20;

/// Bytes made as they are read.
struct Generated {
    left: u64,
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = buffer.len().min(usize::try_from(self.left).unwrap());
        for (index, byte) in buffer[..length].iter_mut().enumerate() {
            *byte = u8::try_from((self.left + index as u64) % 253).unwrap();
        }
        self.left -= length as u64;
        Ok(length)
    }
}

fn open(path: &Path) -> Engine {
    let seed = u64::from(std::process::id());
    Engine::open_with(path, host(&TestClock::at(common::MORNING), &Letterbox::default(), seed)).unwrap()
}

fn start(test: &str, path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "--ignored", "--nocapture", &format!("streaming::{test}")])
        .env(CHILD, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// The most memory that this process has had, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse().unwrap()
}

#[test]
#[ignore = "run by a_large_file_comes_and_goes_in_little_memory, in a process of its own"]
fn a_child_attaches_and_reads_a_large_file() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let engine = open(&PathBuf::from(path));
    // What the first file of a process costs is not what a large one costs.
    attach(&engine, &camille(), "petit", &vec![1; 1 << 20]).unwrap();
    let before = peak();
    let mut generated = Generated { left: LARGE };
    let view = engine.attach(&camille(), Attachment { name: "gros", content: &mut generated }).unwrap();
    assert_eq!(view.size, LARGE);
    let attached = peak();
    let read = io::copy(&mut FileReader::new(&engine, &camille(), view.id), &mut io::sink()).unwrap();
    assert_eq!(read, LARGE);
    let read = peak();
    // Negative control: what is measured grows with what is held.
    let held = vec![1_u8; 50 << 20];
    assert!(held.iter().all(|byte| *byte == 1));
    let control = peak();
    println!("\npeaks {before} {attached} {read} {control}");
}

#[test]
fn a_large_file_comes_and_goes_in_little_memory() {
    let town_hall = town_hall();
    let path = town_hall.path();
    drop(town_hall.engine);
    let child = start("a_child_attaches_and_reads_a_large_file", &path);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let peaks = said.lines().find_map(|line| line.strip_prefix("peaks ")).expect("the child measured");
    let peaks: Vec<u64> = peaks.split(' ').map(|peak| peak.parse().unwrap()).collect();
    let [before, attached, read, control] = peaks[..] else { panic!("{said}") };
    println!("attaching: {} KiB, reading: {} KiB", attached - before, read - attached);
    assert!(read - before < 8 * 1024, "the peak grew by {} KiB", read - before);
    assert!(control - before > 40 * 1024, "the measure does not see {} KiB", LARGE / 1024);
}

/// Attaches the same large file for ever, and says which are there.
#[test]
#[ignore = "run by a_process_killed_while_it_attaches_leaves_nothing_half_there, in a process of its own"]
fn a_child_attaches_for_ever() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let engine = open(&PathBuf::from(path));
    for size in 0.. {
        println!("\nbegun");
        io::stdout().flush().unwrap();
        let mut generated = Generated { left: (8 << 20) + size };
        let view = engine.attach(&camille(), Attachment { name: "x", content: &mut generated }).unwrap();
        println!("\nattached {}", view.id);
        io::stdout().flush().unwrap();
    }
}

#[test]
fn a_process_killed_while_it_attaches_leaves_nothing_half_there() {
    let town_hall = town_hall();
    let path = town_hall.path();
    // The engine is closed, its directory stays.
    let TownHall { engine, directory: _directory, .. } = town_hall;
    drop(engine);
    let reopened =
        |clock: &TestClock| Engine::open_with(&path, host(clock, &Letterbox::default(), 8)).unwrap();
    let count = |rows: &str| -> i64 {
        let connection = rusqlite::Connection::open(&path).unwrap();
        connection.query_row(&format!("SELECT count(*) FROM {rows}"), [], |row| row.get(0)).unwrap()
    };
    let mut whole: Vec<String> = Vec::new();
    for round in 0..4_u64 {
        let mut child = start("a_child_attaches_for_ever", &path);
        let lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(std::result::Result::ok);
        let mut begun = 0;
        for line in lines {
            whole.extend(line.strip_prefix("attached ").map(str::to_owned));
            if line == "begun" {
                begun += 1;
                // Somewhere in the first file of the process, or in the second.
                if begun == 1 + round % 2 {
                    std::thread::sleep(std::time::Duration::from_millis(20 + 10 * round));
                    child.kill().unwrap();
                }
            }
        }
        child.wait().unwrap();
        let engine = reopened(&TestClock::at(common::MORNING));
        for file in &whole {
            let id: FileId = serde_json::from_value(json!(file)).unwrap();
            let size = engine.file(&camille(), id).unwrap().size;
            assert_eq!(content(&engine, &camille(), id).len() as u64, size);
        }
    }
    assert!(!whole.is_empty(), "no file came whole");
    assert_ne!(count("content WHERE sha256 IS NULL AND size > 0"), 0, "no file was cut");
    let clock = TestClock::at(common::MORNING);
    clock.forward_days(2);
    let engine = reopened(&clock);
    assert_ne!(engine.run_due(&Budget::default()).unwrap().files, 0);
    assert_eq!(engine.run_due(&Budget::default()).unwrap().next, None::<Instant>);
    drop(engine);
    assert_eq!(["content", "content_chunk", "file"].map(count), [0; 3]);
}
