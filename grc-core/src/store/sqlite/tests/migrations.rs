//! What older stores hold, after the migrations.

use super::*;
use crate::definition::Name;
use crate::request::{Instant, Timer, TimerEffect};
use crate::store::read;
use crate::store::sqlite::{MIGRATIONS, SqliteStore};

/// A file as the first `versions` migrations leave it, with what `sql` writes.
fn older(path: &Path, versions: usize, sql: &str) {
    let database = Database::open_with(path, patient(), &MIGRATIONS[..versions]).unwrap();
    database.write(|connection| Ok::<_, StoreError>(connection.execute_batch(sql)?)).unwrap();
}

#[test]
fn the_timers_of_an_older_store_still_perform_their_transitions() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    older(
        &path,
        2,
        "INSERT INTO request VALUES (1, zeroblob(16), '2026-000001', 'CODE', 'aide', 1, 'en-ligne', 'portal', 'new',
           'recue', NULL, 'accueil', NULL, NULL, '', '', NULL, NULL, 0, 0, 0, NULL, NULL, 1, 1, zeroblob(32));
         INSERT INTO timer (due, request_id, transition) VALUES (5, zeroblob(16), 'relancer')",
    );
    let store = SqliteStore::open(&path).unwrap();
    let due = read(&store, |reading| reading.due_timers(Instant::from_milliseconds(9), 10)).unwrap();
    let effect = TimerEffect::Transition(Name("relancer".to_owned()));
    let timers: Vec<_> = due.into_iter().map(|due| due.timer).collect();
    assert_eq!(timers, [Timer { due: Instant::from_milliseconds(5), effect }]);
}
