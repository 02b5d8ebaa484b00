#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::tests::{plan, require_seeks};
use super::{HOUR, elapsed_statement, span_of, spans_agree, spans_statement, tally_statement};
use crate::definition::Id;
use crate::store::sqlite::SqliteStore;
use crate::store::{DelayFilter, Month, TallyFilter};

const DAY: i64 = 24 * HOUR;

proptest! {
    #[test]
    fn spans_follow_one_another_and_each_holds_its_times(one in 0..800 * DAY, other in 0..800 * DAY) {
        let (less, more) = (one.min(other), one.max(other));
        prop_assert!(span_of(less) <= span_of(more));
        prop_assert!(span_of(one) <= one && one - span_of(one) < HOUR.max(one / 4 + HOUR));
        prop_assert_eq!(span_of(span_of(one)), span_of(one));
    }
}

#[test]
fn a_span_is_short_beside_its_times_and_a_year_has_few() {
    assert_eq!(span_of(HOUR - 1), 0);
    assert_eq!(span_of(7 * HOUR + 1), 7 * HOUR);
    assert_eq!(span_of(47 * HOUR + 1), 40 * HOUR);
    assert_eq!(span_of(48 * HOUR), 48 * HOUR);
    assert_eq!(span_of(80 * DAY), 75 * 24 * HOUR - 8 * HOUR);
    let spans: BTreeSet<i64> = (0..366 * 24).map(|hours| span_of(hours * HOUR)).collect();
    assert_eq!(spans.len(), 49);
}

#[test]
fn what_a_migration_groups_is_in_the_spans_that_are_counted_since() {
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let older = "CREATE TABLE closed_request (request INTEGER PRIMARY KEY, procedure TEXT, service TEXT, month INTEGER,
                   elapsed INTEGER, on_time INTEGER);
                 CREATE TABLE delay_tally (requests INTEGER);";
    connection.execute_batch(older).unwrap();
    for row in 0..3000_i64 {
        let sql = "INSERT INTO closed_request VALUES (?1, 'p', 's', 202603, ?2, ?3)";
        connection.execute(sql, (row, row * row * row * 13, row % 3 - 1)).unwrap();
    }
    connection.execute_batch(include_str!("../../migrations/0018.sql")).unwrap();
    assert!(spans_agree(&connection).unwrap());
    connection.execute_batch("UPDATE delay_tally SET span = span + 1").unwrap();
    assert!(!spans_agree(&connection).unwrap());
}

#[test]
fn common_figures_seek_and_read_no_request() {
    let store = SqliteStore::open(":memory:").unwrap();
    let services = Some(vec![Id("voirie".to_owned()), Id("accueil".to_owned())]);
    let delays =
        DelayFilter { services: services.clone(), procedure: None, from: Month(202_601), to: Month(202_612) };
    let all = DelayFilter { services: None, ..delays.clone() };
    store
        .database()
        .read(|connection| {
            for filter in [&delays, &all] {
                require_seeks(&plan(connection, &elapsed_statement(filter, ("p", 202_603), 5, 7)));
                let steps = plan(connection, &spans_statement("p", filter));
                assert!(steps.iter().any(|step| step.starts_with("SEARCH delay_tally")), "{steps:?}");
            }
            for filter in [TallyFilter::default(), TallyFilter { services, ..TallyFilter::default() }] {
                let (sql, _) = tally_statement(&filter);
                assert!(sql.contains("FROM tally c") && !sql.contains("request c"), "{sql}");
            }
            Ok::<_, crate::store::StoreError>(())
        })
        .unwrap();
}
