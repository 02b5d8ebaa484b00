//! Filing and acting, beside the same rows written by SQL alone.

use std::time::Duration;

use grc::request::RequestId;
use grc::store::sqlite::Durability;

use crate::floor::{Floor, Operation, Recorded};
use crate::measure::{Duel, Probe, alternate, median, short, time, title};
use crate::town;

/// Rounds, and operations in each, with and without a sync for each COMMIT.
const SYNCED: (usize, usize) = (24, 20);
const UNSYNCED: (usize, usize) = (40, 50);
/// Operations whose frames in the log are counted: few enough to fit in it before SQLite begins it anew.
const COUNTED: usize = 20;

pub(crate) fn run() {
    let recorded = Recorded::of(UNSYNCED.0 * UNSYNCED.1 + COUNTED);
    title("submit and act", "floor", "engine");
    duels(Durability::Full, SYNCED, &recorded, (1.3, "synchronous=FULL"));
    duels(Durability::Off, UNSYNCED, &recorded, (2.0, "synchronous=OFF"));
    count_frames(&recorded);
}

fn duels(
    durability: Durability,
    (rounds, operations): (usize, usize),
    recorded: &Recorded,
    (target, name): (f64, &str),
) {
    let directory = town::directory();
    let path = directory.path().join("engine.db");
    let (_store, engine) = town::open(&path, durability);
    let floor = Floor::create(&directory.path().join("floor.db"), recorded, durability);
    let mut probe = Probe::beside(&path);
    let (mut submit, mut act, mut syncs) = (Duel::default(), Duel::default(), Vec::new());
    for round in 0..rounds {
        let ranks = round * operations..(round + 1) * operations;
        syncs.push(probe.sync());
        let (written, filed) = alternate(
            round,
            || write(&floor, &recorded.submit[ranks.clone()]),
            || ranks.clone().map(|rank| time(|| town::submit(&engine, rank))).collect::<Vec<_>>(),
        );
        let (times, ids): (Vec<Duration>, Vec<RequestId>) = filed.into_iter().unzip();
        submit.round(&written, &times);
        let (written, times) = alternate(
            round,
            || write(&floor, &recorded.act[ranks.clone()]),
            || ids.iter().map(|id| time(|| town::act(&engine, *id)).0).collect::<Vec<_>>(),
        );
        act.round(&written, &times);
    }
    let note = format!("one sync: {}", short(median(&syncs)));
    submit.print(&format!("submit, {name}"), target, &note);
    act.print(&format!("act, {name}"), target, &note);
}

fn write(floor: &Floor, operations: &[Operation]) -> Vec<Duration> {
    operations.iter().map(|operation| time(|| floor.write(operation)).0).collect()
}

/// Counts the pages that operations write, on a store that has some requests already.
fn count_frames(recorded: &Recorded) {
    let directory = town::directory();
    let (engine_path, floor_path) = (directory.path().join("engine.db"), directory.path().join("floor.db"));
    let before = UNSYNCED.0 * UNSYNCED.1;
    {
        let (_store, engine) = town::open(&engine_path, Durability::Off);
        let floor = Floor::create(&floor_path, recorded, Durability::Off);
        for (rank, submit) in recorded.submit.iter().enumerate().take(before) {
            town::submit(&engine, rank);
            floor.write(submit);
        }
    }
    // Opened again, both have an empty log.
    let (_store, engine) = town::open(&engine_path, Durability::Off);
    let floor = Floor::open(&floor_path, Durability::Off);
    let mut counted = vec![(0, town::frames(&engine_path))];
    let ids: Vec<RequestId> = (before..before + COUNTED).map(|rank| town::submit(&engine, rank)).collect();
    recorded.submit[before..].iter().for_each(|operation| floor.write(operation));
    counted.push((town::frames(&floor_path), town::frames(&engine_path)));
    ids.iter().for_each(|id| town::act(&engine, *id));
    recorded.act[before..].iter().for_each(|operation| floor.write(operation));
    counted.push((town::frames(&floor_path), town::frames(&engine_path)));
    for (name, pair) in ["submit", "act"].into_iter().zip(counted.windows(2)) {
        let mean = |frames: u64| frames as f64 / COUNTED as f64;
        let (floor, engine) = (mean(pair[1].0 - pair[0].0), mean(pair[1].1 - pair[0].1));
        println!(
            "{:<44}{floor:>11.1}{engine:>11.1}  {:>5.2}x",
            format!("frames of the log, {name}"),
            engine / floor
        );
    }
}
