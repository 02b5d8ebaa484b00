use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use super::*;

/// A database whose commits are counted.
struct Counted {
    database: Database,
    commits: Arc<AtomicUsize>,
    /// Callers of `run_in_line` that have their answer, and the most of them that had it when a commit began.
    answered: Arc<AtomicUsize>,
    early: Arc<AtomicUsize>,
    _directory: tempfile::TempDir,
}

/// However slow the machine.
fn in_one_batch() -> Options {
    Options { batch_age: Duration::from_secs(600), ..patient() }
}

fn counted(options: Options) -> Counted {
    let directory = tempfile::tempdir().unwrap();
    let database = Database::open_with(&store_in(directory.path()), options, NOTES).unwrap();
    let [commits, answered, early] = [(); 3].map(|()| Arc::new(AtomicUsize::new(0)));
    let [counter, before, most] = [&commits, &answered, &early].map(Arc::clone);
    let count = move || {
        counter.fetch_add(1, Ordering::SeqCst);
        // Whoever is to be answered too early gets the time for it.
        thread::sleep(Duration::from_millis(5));
        most.fetch_max(before.load(Ordering::SeqCst), Ordering::SeqCst);
        false
    };
    database.set_up(|connection| connection.commit_hook(Some(count)).unwrap());
    Counted { database, commits, answered, early, _directory: directory }
}

/// Runs the operations at once, in this order, behind one that does nothing: each is known to stand in line before
/// the next arrives, and the first does not end before all do.
fn run_in_line<'scope>(
    counted: &Counted,
    operations: Vec<Operation<'scope>>,
) -> Vec<thread::Result<Result<(), StoreError>>> {
    run_behind(counted, &|_| Ok(()), operations)
}

/// The same, behind one that does something.
fn run_behind<'scope>(
    counted: &Counted,
    first: &(dyn Fn(&Connection) -> Result<(), StoreError> + Sync),
    operations: Vec<Operation<'scope>>,
) -> Vec<thread::Result<Result<(), StoreError>>> {
    let (open_gate, gate) = mpsc::channel::<()>();
    let (began, first_began) = mpsc::channel();
    let answered = || counted.answered.fetch_add(1, Ordering::SeqCst);
    thread::scope(|scope| {
        let leader = scope.spawn(move || {
            let answer = counted.database.write(|connection| {
                // It may run again, when nobody listens and the gate is open.
                let _ = began.send(());
                let _ = gate.recv();
                first(connection)
            });
            answered();
            answer
        });
        first_began.recv().unwrap();
        let mut handles = Vec::new();
        for (index, mut operation) in operations.into_iter().enumerate() {
            handles.push(scope.spawn(move || {
                let answer = counted.database.write(|connection| operation(connection));
                answered();
                answer
            }));
            while counted.database.waiting() <= index {
                thread::yield_now();
            }
        }
        drop(open_gate);
        let _ = leader.join().unwrap();
        handles.into_iter().map(thread::ScopedJoinHandle::join).collect()
    })
}

type Operation<'scope> = Box<dyn FnMut(&Connection) -> Result<(), StoreError> + Send + 'scope>;

fn inserting<'scope>(id: i64) -> Operation<'scope> {
    Box::new(move |connection| insert(connection, id))
}

fn fill(connection: &Connection) -> Result<(), StoreError> {
    connection.execute("INSERT INTO note (text) VALUES (hex(zeroblob(200000)))", [])?;
    Ok(())
}

fn limit_to_present_size(connection: &Connection) -> Result<(), StoreError> {
    let pages: i64 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
    connection.pragma_update_and_check(None, "max_page_count", pages + 10, |_| Ok(()))?;
    Ok(())
}

#[test]
fn those_who_stand_in_line_share_one_commit() {
    let counted = counted(in_one_batch());
    let answers = run_in_line(&counted, (1..=8).map(inserting).collect());
    assert!(answers.into_iter().all(|answer| answer.unwrap().is_ok()));
    assert_eq!(counted.commits.load(Ordering::SeqCst), 1);
    assert_eq!(notes(&counted.database), (1..=8).collect());
}

#[test]
fn a_full_batch_is_committed_although_others_wait() {
    // The first and five others, by two.
    let counted = counted(Options { batch_members: 2, ..in_one_batch() });
    run_in_line(&counted, (1..=5).map(inserting).collect());
    assert_eq!(counted.commits.load(Ordering::SeqCst), 3);
}

#[test]
fn an_old_batch_is_committed_although_others_wait() {
    let counted = counted(Options { batch_age: Duration::ZERO, ..patient() });
    run_in_line(&counted, (1..=5).map(inserting).collect());
    // The first wrote nothing, yet succeeded: it is committed too.
    assert_eq!(counted.commits.load(Ordering::SeqCst), 6);
}

#[test]
fn turns_come_in_order_of_arrival() {
    let counted = counted(Options { batch_members: 3, ..in_one_batch() });
    let order = Mutex::new(Vec::new());
    let operations = (1..=10).map(|id| -> Operation<'_> {
        let order = &order;
        Box::new(move |connection| {
            order.lock().unwrap().push(id);
            insert(connection, id)
        })
    });
    run_in_line(&counted, operations.collect());
    assert_eq!(*order.lock().unwrap(), (1..=10).collect::<Vec<i64>>());
}

#[test]
fn nobody_is_answered_before_the_commit() {
    let counted = counted(in_one_batch());
    // Even what is refused waits: it may have been refused because of what is not committed yet.
    let failing: Operation<'_> = Box::new(|_| Err(StoreError::Busy));
    run_in_line(&counted, vec![inserting(1), failing, inserting(3)]);
    assert_eq!(counted.commits.load(Ordering::SeqCst), 1);
    assert_eq!(counted.early.load(Ordering::SeqCst), 0);
    assert_eq!(counted.answered.load(Ordering::SeqCst), 4);
}

#[test]
fn an_operation_that_fails_is_undone_alone() {
    let counted = counted(in_one_batch());
    let failing: Operation<'_> = Box::new(|connection| {
        insert(connection, 2)?;
        Err(StoreError::Busy)
    });
    let answers = run_in_line(&counted, vec![inserting(1), failing, inserting(3)]);
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers, [Ok(()), Err(StoreError::Busy), Ok(())]);
    assert_eq!(notes(&counted.database), [1, 3].into());
    assert_eq!(counted.commits.load(Ordering::SeqCst), 1);
}

#[test]
fn the_first_of_a_batch_that_fails_is_undone_alone_too() {
    let counted = counted(in_one_batch());
    let failing = |connection: &Connection| {
        insert(connection, 1)?;
        Err(StoreError::Busy)
    };
    let answers = run_behind(&counted, &failing, vec![inserting(2), inserting(3)]);
    assert!(answers.into_iter().all(|answer| answer.unwrap().is_ok()));
    assert_eq!(notes(&counted.database), [2, 3].into());
    assert_eq!(counted.commits.load(Ordering::SeqCst), 1);
}

#[test]
fn the_last_in_line_commits_for_the_others_even_if_it_fails() {
    let counted = counted(in_one_batch());
    let answers = run_in_line(&counted, vec![inserting(1), Box::new(|_| Err(StoreError::Busy))]);
    assert_eq!(*answers[1].as_ref().unwrap(), Err(StoreError::Busy));
    assert_eq!(notes(&counted.database), [1].into());
}

#[test]
fn an_operation_that_panics_is_undone_alone_and_panics_at_its_caller() {
    let counted = counted(in_one_batch());
    let panicking: Operation<'_> = Box::new(|connection| {
        insert(connection, 2)?;
        panic!("on purpose")
    });
    let answers = run_in_line(&counted, vec![inserting(1), panicking, inserting(3)]);
    assert!(answers[0].is_ok() && answers[1].is_err() && answers[2].is_ok());
    assert_eq!(notes(&counted.database), [1, 3].into());
}

#[test]
fn an_operation_that_fails_alone_commits_nothing() {
    let counted = counted(in_one_batch());
    let failed = counted.database.write(|connection| {
        insert(connection, 1)?;
        Err::<(), _>(StoreError::Busy)
    });
    assert_eq!(failed, Err(StoreError::Busy));
    assert_eq!(counted.commits.load(Ordering::SeqCst), 0);
    add(&counted.database, 1).unwrap();
}

#[test]
fn a_commit_that_fails_fails_the_whole_batch() {
    let counted = counted(in_one_batch());
    counted.database.set_up(|connection| connection.commit_hook(Some(|| true)).unwrap());
    for answer in run_in_line(&counted, (1..=3).map(inserting).collect()) {
        assert_eq!(answer.unwrap().unwrap_err().code(), "store_unexpected");
    }
    assert!(notes(&counted.database).is_empty());
    counted.database.set_up(|connection| connection.commit_hook(None::<fn() -> bool>).unwrap());
    add(&counted.database, 4).unwrap();
    assert_eq!(notes(&counted.database), [4].into());
}

#[test]
fn a_full_disk_is_reported_and_leaves_the_handle_usable() {
    for path in [None, Some(Path::new(":memory:"))] {
        let directory = tempfile::tempdir().unwrap();
        let database = open(path.unwrap_or(&store_in(directory.path())));
        add(&database, 1).unwrap();
        database.write(limit_to_present_size).unwrap();
        assert_eq!(database.write(fill), Err(StoreError::Full));
        add(&database, 2).unwrap();
        assert_eq!(notes(&database), [1, 2].into());
    }
}

#[test]
fn an_operation_that_fills_the_disk_does_not_harm_its_batch() {
    let counted = counted(in_one_batch());
    counted.database.write(limit_to_present_size).unwrap();
    let answers = run_in_line(&counted, vec![inserting(1), inserting(2), Box::new(fill), inserting(4)]);
    let answers: Vec<_> = answers.into_iter().map(Result::unwrap).collect();
    assert_eq!(answers, [Ok(()), Ok(()), Err(StoreError::Full), Ok(())]);
    assert_eq!(notes(&counted.database), [1, 2, 4].into());
}

#[test]
fn an_operation_cannot_pass_over_a_transaction_that_was_given_up() {
    let counted = counted(in_one_batch());
    counted.database.write(limit_to_present_size).unwrap();
    let careless = counted.database.write(|connection| {
        insert(connection, 1)?;
        let _ = fill(connection);
        Ok::<_, StoreError>(())
    });
    assert_eq!(careless, Err(StoreError::RolledBack));
    assert!(notes(&counted.database).is_empty());
}

#[test]
fn a_caller_gives_up_on_another_process_at_its_limit() {
    let directory = tempfile::tempdir().unwrap();
    let path = store_in(directory.path());
    let options = Options { busy_limit: Duration::from_millis(50), ..Options::default() };
    let database = Database::open_with(&path, options, NOTES).unwrap();
    // For SQLite, another connection is as another process.
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let began = Instant::now();
    assert_eq!(add(&database, 1), Err(StoreError::Busy));
    assert!(began.elapsed() >= Duration::from_millis(50));
    other.execute_batch("COMMIT").unwrap();
    add(&database, 1).unwrap();
}

#[test]
fn many_callers_at_once_lose_nothing() {
    for path in [None, Some(Path::new(":memory:"))] {
        let directory = tempfile::tempdir().unwrap();
        let database = open(path.unwrap_or(&store_in(directory.path())));
        thread::scope(|scope| {
            for thread in 0..8 {
                let database = &database;
                scope.spawn(move || {
                    for id in thread * 100..thread * 100 + 50 {
                        match id % 10 {
                            3 => assert!(database.write(|_| Err::<(), _>(StoreError::Busy)).is_err()),
                            7 => {
                                let panicked = catch_unwind(AssertUnwindSafe(|| {
                                    database
                                        .write::<(), StoreError>(|_| std::panic::resume_unwind(Box::new(())))
                                }));
                                assert!(panicked.is_err());
                            }
                            _ => add(database, id).unwrap(),
                        }
                        assert_eq!(notes(database).contains(&id), !matches!(id % 10, 3 | 7));
                    }
                });
            }
        });
        assert_eq!(notes(&database).len(), 8 * 40);
    }
}
