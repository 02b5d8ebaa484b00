//! One connection writes, and concurrent writers share one COMMIT.
//!
//! Callers stand in a line. Each in turn holds the writer, runs its own operation on its own thread in the open
//! transaction, in a SAVEPOINT unless it is the first, and passes the writer on to the next, without a COMMIT. The
//! one with nobody behind it, or that fills the batch, commits for all. A sync of the disk, which costs many
//! operations, is so shared by those who arrived during the previous one.
//!
//! - INVARIANT (one writer): the writer is a value; who holds it may write, and it is in one place only: in the line
//!   while nobody writes, else in the hands of one caller, or in the seat of the next.
//! - INVARIANT (order): the writer is in the line only while nobody waits, and is passed to the one who waits
//!   longest. So turns come in order of arrival, and a newcomer never overtakes.
//! - INVARIANT (answers): nobody is answered before its batch ended. Answers, errors included, rest on committed
//!   state only: the operation may have seen what an earlier one of the batch wrote.
//! - INVARIANT (end): an open batch is in the hands of somebody who passes it on or ends it. Between taking the
//!   writer and passing it on nothing can panic but the operation, whose panic is caught.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::connection::{execute, leave_log, read_snapshot};
use super::copy::copy_into;
use super::guard::Guard;
use super::slot::{Slot, lock};
use crate::store::StoreError;

/// Pause between attempts to begin while another process writes: shorter than a transaction.
const PAUSE: Duration = Duration::from_micros(100);
/// How long to wait for the doorway: a process that stopped while in it must not stop the others.
const COURTESY: Duration = Duration::from_millis(250);

/// How far a batch may grow before it is committed although others wait.
#[derive(Clone, Copy)]
pub(super) struct Limits {
    /// Operations in one batch.
    pub(super) members: usize,
    /// Time since the batch began.
    pub(super) age: Duration,
    /// How long one caller waits for other processes.
    pub(super) busy: Duration,
}

pub(super) struct Committer {
    line: Mutex<Line>,
    limits: Limits,
}

/// Those who wait for the writer, and the writer while nobody holds it.
struct Line {
    writer: Option<Box<Writer>>,
    seats: VecDeque<Arc<Slot<Box<Writer>>>>,
}

struct Writer {
    connection: Connection,
    batch: Option<Batch>,
}

/// The open transaction.
struct Batch {
    end: Arc<Slot<End>>,
    began: Instant,
    members: usize,
    /// Whether any operation succeeded, hence whether there is anything to commit.
    succeeded: bool,
}

/// How a batch ended.
#[derive(Clone)]
enum End {
    Committed,
    Failed(StoreError),
    /// One operation made the database give up the whole transaction (a full disk, say): the others run again.
    Undone,
}

/// What came of an operation: its result, or its panic.
type Answer<T, E> = Result<Result<T, E>, Box<dyn Any + Send>>;

impl Committer {
    pub(super) fn new(connection: Connection, limits: Limits) -> Self {
        let writer = Some(Box::new(Writer { connection, batch: None }));
        Self { line: Mutex::new(Line { writer, seats: VecDeque::new() }), limits }
    }

    /// Runs an operation in a transaction shared with concurrent callers; answers once it is durable.
    pub(super) fn write<T, E: From<StoreError>>(
        &self,
        guard: &Guard,
        mut operation: impl FnMut(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        let patience = Instant::now() + self.limits.busy;
        loop {
            // Before the line, which in a forked child may stay locked for ever.
            guard.check_known()?;
            let mut writer = self.take_turn();
            let end = match writer.join_batch(guard, patience) {
                Ok(end) => end,
                Err(error) => {
                    self.leave(writer);
                    return Err(error.into());
                }
            };
            let (answer, survived) = writer.run(&mut operation);
            self.pass_on(writer, guard);
            let answer = match answer {
                Ok(answer) if survived => answer,
                Ok(Ok(_)) => return Err(StoreError::RolledBack.into()),
                Ok(refusal) => return refusal,
                Err(panic) => {
                    if survived {
                        end.read();
                    }
                    resume_unwind(panic)
                }
            };
            match end.read() {
                End::Committed => return answer,
                End::Failed(error) => return Err(error.into()),
                End::Undone => {}
            }
        }
    }

    /// Runs an operation that reads, on the writer: for a database in memory, which has no other connection and
    /// whose batches have one member, so that nothing is ever seen before it is committed.
    pub(super) fn read<T, E: From<StoreError>>(
        &self,
        guard: &Guard,
        operation: impl FnOnce(&Connection) -> Result<T, E>,
    ) -> Result<T, E> {
        guard.check()?;
        let writer = self.take_turn();
        let answer = catch_unwind(AssertUnwindSafe(|| read_snapshot(&writer.connection, operation)));
        self.leave(writer);
        answer.unwrap_or_else(|panic| resume_unwind(panic))
    }

    /// Copies a database in memory into a new file.
    pub(super) fn copy(&self, guard: &Guard, file: &Path) -> Result<(), StoreError> {
        guard.check()?;
        let writer = self.take_turn();
        let answer = copy_into(&writer.connection, file);
        self.leave(writer);
        answer
    }

    /// Closes the connection.
    pub(super) fn close(&mut self, guard: &Guard) {
        let line = self.line.get_mut().unwrap_or_else(PoisonError::into_inner);
        let Some(writer) = line.writer.take() else { return };
        match guard.check() {
            Ok(()) => {}
            // The child shares the parent's descriptors and none of its locks: nothing may be touched.
            Err(StoreError::Forked) => std::mem::forget(writer),
            // The log and its index may be those of deleted files, and must not be copied into the present one.
            Err(_) => leave_log(&writer.connection),
        }
    }

    /// How many callers stand in line.
    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        lock(&self.line).seats.len()
    }

    /// Changes the writer outside any transaction.
    #[cfg(test)]
    pub(super) fn set_up(&self, change: impl FnOnce(&mut Connection)) {
        let mut writer = self.take_turn();
        change(&mut writer.connection);
        self.leave(writer);
    }

    fn take_turn(&self) -> Box<Writer> {
        let mut line = lock(&self.line);
        if let Some(writer) = line.writer.take() {
            return writer;
        }
        let seat = Arc::new(Slot::new());
        line.seats.push_back(Arc::clone(&seat));
        drop(line);
        seat.take()
    }

    /// Gives the writer, with its open batch, to the next in line; or ends the batch if there is none or it is full.
    fn pass_on(&self, mut writer: Box<Writer>, guard: &Guard) {
        if writer.batch.as_ref().is_some_and(|batch| batch.has_room(&self.limits)) {
            let next = lock(&self.line).seats.pop_front();
            if let Some(seat) = next {
                return seat.put(writer);
            }
        }
        let ended = writer.batch.take().map(|batch| (writer.end_transaction(&batch, guard), batch.end));
        // The next batch may begin while those of this one wake up, and still be joined by them.
        self.leave(writer);
        if let Some((end, slot)) = ended {
            slot.put(end);
        }
    }

    fn leave(&self, writer: Box<Writer>) {
        let mut line = lock(&self.line);
        match line.seats.pop_front() {
            Some(seat) => {
                drop(line);
                seat.put(writer);
            }
            None => line.writer = Some(writer),
        }
    }
}

impl Batch {
    fn has_room(&self, limits: &Limits) -> bool {
        self.members < limits.members && self.began.elapsed() < limits.age
    }
}

impl Writer {
    /// Enters the open batch, or begins one.
    fn join_batch(&mut self, guard: &Guard, patience: Instant) -> Result<Arc<Slot<End>>, StoreError> {
        if let Some(batch) = &mut self.batch {
            batch.members += 1;
            return Ok(Arc::clone(&batch.end));
        }
        self.begin(guard, patience)?;
        if let Err(error) = guard.check() {
            self.roll_back();
            return Err(error);
        }
        let end = Arc::new(Slot::new());
        self.batch =
            Some(Batch { end: Arc::clone(&end), began: Instant::now(), members: 1, succeeded: false });
        Ok(end)
    }

    fn begin(&self, guard: &Guard, patience: Instant) -> Result<(), StoreError> {
        let courtesy = patience.min(Instant::now() + COURTESY);
        while !guard.step_in() && Instant::now() < courtesy {
            thread::sleep(PAUSE);
        }
        let outcome = loop {
            match execute(&self.connection, "BEGIN IMMEDIATE") {
                Err(StoreError::Busy) if Instant::now() < patience => thread::sleep(PAUSE),
                outcome => break outcome,
            }
        };
        guard.step_out();
        outcome
    }

    /// Runs one operation, and tells whether the transaction around it survived.
    ///
    /// The first of a batch has nobody's work to spare: it runs without a SAVEPOINT, for which SQLite would copy
    /// each page before it changes, and the whole transaction is undone if it fails.
    fn run<T, E: From<StoreError>>(
        &mut self,
        operation: &mut impl FnMut(&Connection) -> Result<T, E>,
    ) -> (Answer<T, E>, bool) {
        let connection = &self.connection;
        let is_first = self.batch.as_ref().is_none_or(|batch| batch.members == 1);
        let mut answer = catch_unwind(AssertUnwindSafe(|| {
            if !is_first {
                execute(connection, "SAVEPOINT operation")?;
            }
            operation(connection)
        }));
        if let Ok(Ok(_)) = answer
            && !is_first
            && !connection.is_autocommit()
            && let Err(error) = execute(connection, "RELEASE operation")
        {
            answer = Ok(Err(error.into()));
        }
        let succeeded = matches!(answer, Ok(Ok(_)));
        if !succeeded && !connection.is_autocommit() {
            let is_undone = !is_first
                && execute(connection, "ROLLBACK TO operation")
                    .and_then(|()| execute(connection, "RELEASE operation"))
                    .is_ok();
            if !is_undone {
                self.roll_back();
            }
        }
        let survived = !self.connection.is_autocommit();
        if !survived && let Some(batch) = self.batch.take() {
            batch.end.put(End::Undone);
        }
        if let Some(batch) = &mut self.batch {
            batch.succeeded |= succeeded;
        }
        (answer, survived)
    }

    fn end_transaction(&self, batch: &Batch, guard: &Guard) -> End {
        if !batch.succeeded {
            self.roll_back();
            return End::Committed;
        }
        // INVARIANT (answers): a COMMIT counts only if the file still was ours after it.
        match execute(&self.connection, "COMMIT").and_then(|()| guard.check()) {
            Ok(()) => End::Committed,
            Err(error) => {
                self.roll_back();
                End::Failed(error)
            }
        }
    }

    /// Leaves the transaction, if there still is one.
    fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            // A failure leaves the transaction open: then no later one can begin, and nothing is acknowledged.
            let _ = execute(&self.connection, "ROLLBACK");
        }
    }
}
