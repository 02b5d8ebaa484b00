//! One job is one unit.

use grc::error::Error;
use grc::store::{RequestKey, Store, read, write};

use crate::samples::Case;

pub(crate) fn a_job_that_fails_leaves_no_trace(store: &dyn Store) {
    let failed = write(store, |writing| {
        writing.next_reference("2026")?;
        Case::new(1).go_on(writing, &[], |_| ())?;
        Err::<(), _>(Error::forbidden())
    });
    assert_eq!(failed, Err(Error::forbidden()));
    assert_eq!(write(store, |writing| writing.next_reference("2026")), Ok(1));
    let seen =
        read(store, |reading| Ok((reading.request(&key(1))?, reading.counts()?, reading.heads()?))).unwrap();
    assert_eq!(seen, (None, vec![], vec![]));
}

pub(crate) fn a_job_sees_what_it_wrote(store: &dyn Store) {
    let seen = write(store, |writing| {
        let mut case = Case::new(1);
        case.go_on(writing, &[], |_| ())?;
        Ok(writing.request(&key(1))? == Some(case.request) && writing.counts()?.len() == 1)
    });
    assert_eq!(seen, Ok(true));
}

pub(crate) fn what_is_written_is_seen_by_the_next_reader(store: &dyn Store) {
    let mut case = Case::new(1);
    case.record(store);
    let seen = read(store, |reading| reading.request(&key(1))).unwrap();
    assert_eq!(seen, Some(case.request));
}

pub(crate) fn jobs_of_several_threads_are_all_kept(store: &dyn Store) {
    std::thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || (1..=10).for_each(|number| Case::new(thread * 10 + number).record(store)));
        }
    });
    let (heads, counts) = read(store, |reading| Ok((reading.heads()?, reading.counts()?))).unwrap();
    assert_eq!(heads.len(), 40);
    assert_eq!(counts[0].requests, 40);
}

fn key(number: u64) -> RequestKey {
    RequestKey::Id(Case::new(number).request.id)
}
