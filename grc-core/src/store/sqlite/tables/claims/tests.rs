#![allow(clippy::unwrap_used)]

use rusqlite::StatementStatus;

use super::TAKEN;
use crate::store::StoreError;
use crate::store::sqlite::SqliteStore;

const DAY: i64 = 24 * 60 * 60 * 1000;

/// What SQLite does to tell what is taken on the last of so many days, each of which is taken, beside a year.
fn steps(days: i64) -> (usize, i32) {
    let store = SqliteStore::open(":memory:").unwrap();
    let filled = store.database().write(|connection| {
        connection.execute_batch(
            "INSERT INTO request (row, id, reference, tracking_code, procedure, version, scenario, origin, state,
               status, outcome, service, agent, applicant_id, applicant_name, words, connector, external_id,
               received_at, submitted_at, updated_at, closed_at, due, revision, sequence, link)
             VALUES (1, zeroblob(16), '2026-000001', 'CODE', 'aide', 1, 'en-ligne', 'portal', 'new',
               'recue', NULL, 'accueil', NULL, NULL, '', '', NULL, NULL, 0, 0, 0, NULL, NULL, 1, 1, zeroblob(32))",
        )?;
        let sql = "INSERT INTO claim (key, span, begins, request, rank, ends, quantity) VALUES ('verger', ?1, ?2, 1, ?3, ?4, 1)";
        let mut insert = connection.prepare(sql)?;
        for day in 0..days {
            insert.execute((27, day * DAY, day, (day + 1) * DAY))?;
        }
        insert.execute((35, 0, days, 365 * DAY))?;
        let mut statement = connection.prepare(TAKEN)?;
        let last = days - 1;
        let mut rows = statement.query(("verger", last * DAY, days * DAY))?;
        let mut found = 0;
        while rows.next()?.is_some() {
            found += 1;
        }
        drop(rows);
        Ok::<_, StoreError>((found, statement.get_status(StatementStatus::VmStep)))
    });
    filled.unwrap()
}

#[test]
fn a_day_is_looked_at_alone_however_many_are_behind() {
    let (few, many) = (steps(20), steps(300));
    assert_eq!((few.0, many.0), (2, 2));
    assert!(many.1 <= few.1 + 20, "{} steps, then {}", few.1, many.1);
}
