use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use super::*;

fn each_kind(test: impl Fn(Database)) {
    let directory = tempfile::tempdir().unwrap();
    test(open(&store_in(directory.path())));
    test(open(Path::new(":memory:")));
}

#[test]
fn what_was_written_is_read() {
    each_kind(|database| {
        add(&database, 1).unwrap();
        assert_eq!(notes(&database), [1].into());
    });
}

#[test]
fn a_read_never_sees_what_is_not_committed() {
    each_kind(|database| {
        let (inserted, seen) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| {
                database.write(|connection| {
                    insert(connection, 1)?;
                    inserted.send(()).unwrap();
                    thread::sleep(Duration::from_millis(30));
                    Err::<(), _>(StoreError::Busy)
                })
            });
            seen.recv().unwrap();
            assert!(notes(&database).is_empty());
        });
    });
}

#[test]
fn a_read_sees_one_state_from_its_beginning_to_its_end() {
    let directory = tempfile::tempdir().unwrap();
    let database = open(&store_in(directory.path()));
    let seen = database
        .read(|connection| {
            let before = select(connection)?;
            add(&database, 1)?;
            Ok::<_, StoreError>((before, select(connection)?))
        })
        .unwrap();
    assert_eq!(seen, ([].into(), [].into()));
    assert_eq!(notes(&database), [1].into());
}

#[test]
fn a_read_leaves_nothing_written() {
    each_kind(|database| {
        let _ = database.read(|connection| insert(connection, 1));
        assert!(notes(&database).is_empty());
    });
}

#[test]
fn a_read_that_fails_or_panics_gives_its_connection_back() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options { readers: 1, ..patient() };
    for path in [&store_in(directory.path()), Path::new(":memory:")] {
        let database = Database::open_with(path, options, NOTES).unwrap();
        let failed = database.read(|_| Err::<(), _>(StoreError::Busy));
        assert_eq!(failed, Err(StoreError::Busy));
        let panicked = std::panic::catch_unwind(|| database.read::<(), StoreError>(|_| panic!("on purpose")));
        assert!(panicked.is_err());
        assert!(notes(&database).is_empty());
    }
}

#[test]
fn more_callers_than_connections_are_all_served() {
    let directory = tempfile::tempdir().unwrap();
    let options = Options { readers: 2, ..patient() };
    let database = Database::open_with(&store_in(directory.path()), options, NOTES).unwrap();
    add(&database, 1).unwrap();
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for _ in 0..50 {
                    assert_eq!(notes(&database), [1].into());
                }
            });
        }
    });
}

#[test]
#[cfg(target_os = "linux")]
fn the_state_is_another_after_each_commit_and_the_same_without() {
    let directory = tempfile::tempdir().unwrap();
    let database = open(&store_in(directory.path()));
    let mut states = vec![database.state().unwrap().unwrap()];
    for id in 0..5 {
        add(&database, id).unwrap();
        states.push(database.state().unwrap().unwrap());
        assert_eq!(notes(&database).len(), states.len() - 1);
        assert!(database.write(|_| Err::<(), _>(StoreError::Busy)).is_err());
        assert_eq!(database.state().unwrap().as_ref(), states.last(), "nothing was committed");
        // The log begins anew, and is as long as before.
        database.set_up(|connection| {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        });
    }
    for (rank, state) in states.iter().enumerate() {
        assert!(!states[..rank].contains(state), "state {rank} was there before");
    }
    assert_eq!(open(Path::new(":memory:")).state(), Ok(None));
}
