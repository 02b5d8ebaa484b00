use std::thread;
use std::time::Duration;

use super::*;

const WRITERS: i64 = 4;

/// Writes for ever from several threads, and says what was acknowledged.
#[test]
#[ignore = "run by the test below, which kills it"]
fn write_until_killed() {
    let Some(directory) = child_directory() else { return };
    let database = open(&store_in(&directory));
    let first = notes(&database).last().copied().unwrap_or(0);
    thread::scope(|scope| {
        for writer in 1..=WRITERS {
            let database = &database;
            scope.spawn(move || {
                for id in (first + writer..).step_by(WRITERS as usize) {
                    add(database, id).unwrap();
                    say(&format!("kept {id}"));
                }
            });
        }
    });
}

#[test]
fn what_was_acknowledged_survives_a_kill() {
    let directory = tempfile::tempdir().unwrap();
    let mut acknowledged = BTreeSet::new();
    for round in 0..6 {
        let mut child = start_child("crash::write_until_killed", directory.path(), &[]);
        let mut said = lines(&mut child).filter_map(|line| line.strip_prefix("kept ")?.parse::<i64>().ok());
        acknowledged.extend(said.by_ref().take(1));
        // Killed anywhere: while writing, committing, copying the log.
        thread::sleep(Duration::from_micros(7_000 * round + 1_300));
        child.kill().unwrap();
        acknowledged.extend(said);
        child.wait().unwrap();

        let database = open(&store_in(directory.path()));
        assert!(acknowledged.is_subset(&notes(&database)), "an acknowledged note is lost");
        let verdict: String = database
            .read(|connection| {
                Ok::<_, StoreError>(connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?)
            })
            .unwrap();
        assert_eq!(verdict, "ok");
    }
    assert!(acknowledged.len() > 6);
}
