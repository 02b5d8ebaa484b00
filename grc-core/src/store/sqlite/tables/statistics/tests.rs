#![allow(clippy::unwrap_used)]

use proptest::prelude::*;

use super::super::tests::{plan, require_seeks};
use super::{DAY, HOUR, elapsed_statement, span_of, spans_statement, tally_statement};
use crate::definition::Id;
use crate::store::sqlite::SqliteStore;
use crate::store::{DelayFilter, Month, TallyFilter};

proptest! {
    #[test]
    fn spans_follow_one_another_and_each_holds_its_times(one in 0..400 * DAY, other in 0..400 * DAY) {
        let (less, more) = (one.min(other), one.max(other));
        prop_assert!(span_of(less) <= span_of(more));
        prop_assert!(span_of(one) <= one && one - span_of(one) < 7 * DAY);
        prop_assert_eq!(span_of(span_of(one)), span_of(one));
    }
}

#[test]
fn a_span_is_short_beside_its_times() {
    assert_eq!(span_of(47 * HOUR + 1), 47 * HOUR);
    assert_eq!(span_of(50 * HOUR), 2 * DAY);
    assert_eq!(span_of(98 * DAY - 1), 97 * DAY);
    assert_eq!(span_of(100 * DAY), 98 * DAY);
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
