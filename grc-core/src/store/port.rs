//! What the engine asks of a store. It speaks of requests, not of SQL.
//!
//! One operation of the engine is one unit: a store runs it in a transaction that either is
//! durable when [`Store::write`] returns, or has left no trace. Another implementation must pass the
//! same conformance suite.

use std::path::Path;

use super::calls::{ReadingCalls, WritingCalls};
use super::changes::{ReadingChanges, WritingChanges};
use super::deliveries::{ReadingDeliveries, WritingDeliveries};
use super::directory::ProfileFilter;
use super::records::{
    Change, ContentKey, Count, Draft, DueTimer, IdempotencyKey, Page, ProcedureVersion, Publication,
    Remembered, Removed, RequestFilter, RequestKey, RequestSummary, TaskFilter, TaskSummary, TextCorrection,
};
use super::statistics::{DelayFilter, Delays, Figures, Tally, TallyFilter};
use super::subscribers::{ReadingSubscribers, WritingSubscribers};
use super::workload::{DueTask, InboxCounts, InboxFilter, InboxRow, ServiceAgent};
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::request::history::{ChainedEvent, Hash, Head};
use crate::request::{
    Absence, Agent, AttachedFile, Departure, FileId, Instant, PeopleEvent, Period, Profile, ProfileChange,
    ProfileId, Request, RequestId, Taken, TaskId,
};

/// A store of definitions, requests and everything about them.
pub trait Store: Send + Sync {
    /// Runs `job` on one consistent view of the store.
    ///
    /// # Errors
    /// Those of `job`, and those of the store.
    fn read(&self, job: &mut dyn FnMut(&dyn Reading) -> Result<()>) -> Result<()>;

    /// Runs `job` in one transaction. When this returns `Ok`, what it wrote is durable; when it
    /// returns `Err`, nothing of it was written. `job` does no input or output of its own, and may be run
    /// again from its beginning when the transaction that it shared was lost by no fault of its own.
    ///
    /// # Errors
    /// Those of `job`, and those of the store.
    fn write(&self, job: &mut dyn FnMut(&mut dyn Writing) -> Result<()>) -> Result<()>;

    /// Number of the last publication, as [`Reading::publication`] tells it: asked before each use of what is
    /// published, so worth a shorter way where there is one. Whatever was published before the call counts, by another
    /// process too.
    ///
    /// # Errors
    /// Those of the store.
    fn publication(&self) -> Result<u64> {
        let mut number = 0;
        self.read(&mut |reading| {
            number = reading.publication()?;
            Ok(())
        })?;
        Ok(number)
    }

    /// Writes a copy of the whole store to a file that does not exist yet, as of one moment, while others read and write. When
    /// this returns `Ok`, the copy is durable and whole; when it returns `Err`, there is none.
    ///
    /// # Errors
    /// Those of the store, of which `store_io` may be of the copy; `unwritable_file` from one that cannot do it.
    fn copy(&self, file: &Path) -> Result<()> {
        let _ = file;
        let message =
            Bilingual::new("ce stockage ne se copie pas ainsi", "this store is not copied in this way");
        Err(Error::new(ErrorCode::UnwritableFile, message))
    }
}

/// What can be read.
pub trait Reading: ReadingCalls + ReadingChanges + ReadingDeliveries + ReadingSubscribers {
    // Definitions.

    /// Number of the last publication; 0 before the first.
    fn publication(&self) -> Result<u64>;
    /// The current version of every procedure that is not withdrawn, by id.
    fn current_procedures(&self) -> Result<Vec<ProcedureVersion>>;
    /// Every version ever published, of withdrawn procedures too, the latest first.
    fn versions(&self) -> Result<Vec<(Id, u32)>>;
    /// One version of a procedure; the last one published, if `version` is `None`.
    fn procedure(&self, id: &str, version: Option<u32>) -> Result<Option<ProcedureVersion>>;
    /// The corrections of the texts of one version of a procedure, in order. One that says nothing of it is not among them.
    fn text_corrections(&self, procedure: &str, version: u32) -> Result<Vec<TextCorrection>>;
    /// A list of options that a version refers to, as it was sealed, by its hash.
    fn option_list(&self, hash: &Hash) -> Result<Option<String>>;
    /// Procedures whose indexed words begin with every one of `words`, best first.
    fn search_procedures(&self, words: &[String], limit: usize) -> Result<Vec<Id>>;

    // People.

    /// One agent.
    fn agent(&self, id: &str) -> Result<Option<Agent>>;
    /// Every agent, by id.
    fn agents(&self) -> Result<Vec<Agent>>;
    /// The agents whose absence, at whatever time it is, names this one as who stands in, by id.
    fn agents_handing_to(&self, delegate: &str) -> Result<Vec<Agent>>;
    /// A page of the journal of agents, or of one of them, the last first. Its sort key is the rank, without identifier.
    fn people_events(&self, agent: Option<&str>, page: &Page) -> Result<Vec<PeopleEvent>>;
    /// Departures that are still to be dealt with, of anyone or of one agent.
    fn departures(&self, agent: Option<&str>) -> Result<Vec<Departure>>;
    /// The requests of which an agent who departs has an open task or, while they are open, is in charge, by id.
    fn left_behind(&self, departure: &Departure) -> Result<Vec<RequestId>>;

    // The directory of applicants.

    /// One record, merged or not.
    fn profile(&self, id: ProfileId) -> Result<Option<Profile>>;
    /// A page of the records that were not merged into another, the latest opened first. Sort keys are 0.
    fn profiles(&self, filter: &ProfileFilter, page: &Page) -> Result<Vec<Profile>>;
    /// The records that one absorbed, directly or not.
    fn merged_into(&self, id: ProfileId) -> Result<Vec<ProfileId>>;
    /// The last changes of a record, the latest first.
    fn profile_changes(&self, id: ProfileId, limit: usize) -> Result<Vec<ProfileChange>>;

    // Requests.

    /// One request.
    fn request(&self, key: &RequestKey) -> Result<Option<Request>>;
    /// The history of a request, in order.
    fn history(&self, request: RequestId) -> Result<Vec<ChainedEvent>>;
    /// The last link of a request's history.
    fn last_link(&self, request: RequestId) -> Result<Option<Hash>>;
    /// The request that a task belongs to.
    fn request_of_task(&self, task: TaskId) -> Result<Option<RequestId>>;
    /// A page of requests, newest first; by due date of their first task when the filter asks for due ones.
    fn requests(&self, filter: &RequestFilter, page: &Page) -> Result<Vec<RequestSummary>>;
    /// A page of open tasks, the earliest due first, those without a due date last.
    fn tasks(&self, filter: &TaskFilter, page: &Page) -> Result<Vec<TaskSummary>>;
    /// A page of an inbox, the earliest due first, those without a due date last; of the same date, tasks first.
    fn inbox(&self, filter: &InboxFilter, page: &Page) -> Result<Vec<InboxRow>>;
    /// How much the inbox of agents and of services holds, each given once. Nothing is scanned but what is late or the
    /// agents' own.
    fn inbox_counts(&self, agents: &[String], services: &[Id], now: Instant) -> Result<InboxCounts>;
    /// The agents who have a role in a service, by id, with the open tasks in their hands, those of one request left out.
    fn agents_of(&self, service: &str, beside: RequestId) -> Result<Vec<ServiceAgent>>;
    /// How many requests each procedure has, by status.
    fn counts(&self) -> Result<Vec<Count>>;
    /// How many requests are alike, by procedure, agent, status and value of a field. Without a period nor a field, nothing
    /// is scanned.
    fn tallies(&self, filter: &TallyFilter) -> Result<Vec<Tally>>;
    /// How long closed requests took, by procedure and month. No request is read.
    fn delays(&self, filter: &DelayFilter) -> Result<Vec<Delays>>;
    /// The requests that were taken over from a former system, or from any, where they were called so: as many as `most`.
    fn taken_over(&self, source: Option<&str>, reference: &str, most: usize) -> Result<Vec<RequestId>>;
    /// The last link of every history, in order of request.
    fn heads(&self) -> Result<Vec<Head>>;
    /// Whether all that lists, searches and due work read of a request is what the request says, `connector` its
    /// business application (when it is known whether it has one) and `link` the last of its history.
    fn agrees(&self, request: &Request, connector: Option<Option<&Id>>, link: &Hash) -> Result<bool>;
    /// Whether what figures read of a request is what `figures` says, which its whole history adds up to.
    fn figures_agree(&self, request: &Request, figures: &Figures) -> Result<bool>;
    /// What counts requests wrong, or has a row more than [`Reading::agrees`] and [`Reading::figures_agree`] look for: each by
    /// the name of its table or the like. Reads every request.
    fn wrong_totals(&self) -> Result<Vec<&'static str>>;
    /// Events of the whole store after a cursor: (cursor, request, event), in commit order.
    fn events_since(&self, cursor: u64, limit: usize) -> Result<Vec<(u64, RequestId, ChainedEvent)>>;

    // Scarce things.

    /// What is taken of the thing of that key at some moment of a period. What is read is what overlaps, or little more:
    /// never all that was ever taken.
    fn taken(&self, key: &str, period: Period) -> Result<Vec<Taken>>;

    // Drafts and idempotency.

    /// One draft.
    fn draft(&self, id: RequestId) -> Result<Option<Draft>>;
    /// What is still remembered, at `now`, of an idempotent operation.
    fn remembered(&self, key: &IdempotencyKey, now: Instant) -> Result<Option<Remembered>>;

    // Files.

    /// One file.
    fn file(&self, id: FileId) -> Result<Option<AttachedFile>>;
    /// Bytes of a file from `offset` on, as many as the store gives at once; none at its end, or without a file.
    fn file_bytes(&self, id: FileId, offset: u64) -> Result<Vec<u8>>;
    /// Files whose verdict is pending, in the order in which they came.
    fn pending_files(&self, limit: usize) -> Result<Vec<AttachedFile>>;

    // What is due.

    /// Timers due at `now`, in (due, request) order.
    fn due_timers(&self, now: Instant, limit: usize) -> Result<Vec<DueTimer>>;
    /// Open tasks from which something follows at their due date, and which were due at `now`: in order of due date.
    fn due_tasks(&self, now: Instant, limit: usize) -> Result<Vec<DueTask>>;
    /// The next instant at which a timer, a task that is watched, the end of a draft, of a file or of a call that
    /// waits is due, or at which the request of a call became known; what leaves is told
    /// by [`ReadingDeliveries::waiting`].
    fn next_due(&self) -> Result<Option<Instant>>;
}

/// What can be written. What is read sees what was written before in the same transaction.
pub trait Writing: Reading + WritingCalls + WritingChanges + WritingDeliveries + WritingSubscribers {
    /// Records a publication: new versions of procedures, withdrawals, corrections of texts. Gives its number.
    fn publish(&mut self, publication: &Publication) -> Result<u64>;
    /// Adds an agent, or replaces one. Their absence is left as it is.
    fn put_agent(&mut self, agent: &Agent) -> Result<()>;
    /// Writes when an agent is away; `None` for one who is there.
    fn put_absence(&mut self, agent: &str, absence: Option<&Absence>) -> Result<()>;
    /// Adds to the journal of agents. The rank is the store's to give.
    fn add_people_event(&mut self, event: &PeopleEvent) -> Result<()>;
    /// Notes that work is to be given back.
    fn add_departure(&mut self, departure: &Departure) -> Result<()>;
    /// Forgets that work is to be given back.
    fn remove_departure(&mut self, departure: &Departure) -> Result<()>;
    /// Adds a record of the directory, or replaces one, with the line that this adds to its journal. A record merged into
    /// another is found by its identifier alone, and those that it absorbed are then the other's.
    fn put_profile(&mut self, profile: &Profile, change: &ProfileChange) -> Result<()>;

    /// The next number of a series of references (`2026`), from 1, without a gap.
    fn next_reference(&mut self, series: &str) -> Result<u64>;
    /// Writes what one operation did to one request: its events, chained after those stored, the
    /// request as they leave it, its tasks, timers and claims, what it sends. Refuses a change of a request that is stored
    /// otherwise than the change says, and two requests of one name in one former system. Files that are new in the request are its own from now on, and no longer expire.
    fn record(&mut self, change: &Change<'_>) -> Result<()>;

    /// Adds a draft, or replaces one.
    fn put_draft(&mut self, draft: &Draft) -> Result<()>;
    /// Removes a draft, if there is one.
    fn remove_draft(&mut self, id: RequestId) -> Result<()>;
    /// Removes the drafts that expired before `now`; gives their number.
    fn remove_expired_drafts(&mut self, now: Instant) -> Result<usize>;
    /// Remembers an idempotent operation until `until`, and forgets those of before `now`.
    fn remember(
        &mut self,
        key: &IdempotencyKey,
        remembered: &Remembered,
        now: Instant,
        until: Instant,
    ) -> Result<()>;
    /// Notes that a message received from outside was handled; `false` if it was already. Forgets those handled before
    /// `since`.
    fn note_received(&mut self, sender: &str, message: &str, now: Instant, since: Instant) -> Result<bool>;

    /// Adds the next chunk of a content, which is a new one if `None`. Without another chunk or its file, the content
    /// goes at `expires_at`.
    fn add_chunk(
        &mut self,
        content: Option<ContentKey>,
        bytes: &[u8],
        expires_at: Instant,
    ) -> Result<ContentKey>;
    /// Lets a content go that will have no file.
    fn abandon_content(&mut self, content: ContentKey, now: Instant) -> Result<()>;
    /// Adds a file whose content has come whole. A content that the store has already is kept once, and how long this
    /// takes does not tell.
    fn add_file(&mut self, content: ContentKey, file: &AttachedFile) -> Result<()>;
    /// Writes the verdict and the end of a file.
    fn update_file(&mut self, file: &AttachedFile) -> Result<()>;
    /// Removes files that expired at `now` and contents that have none, at most `limit` rows of all at once.
    fn remove_expired_files(&mut self, now: Instant, limit: usize) -> Result<Removed>;
}

/// Runs a reading job that gives a value.
///
/// # Errors
/// Those of `job`, and those of the store.
pub fn read<T>(store: &dyn Store, mut job: impl FnMut(&dyn Reading) -> Result<T>) -> Result<T> {
    let mut value = None;
    store.read(&mut |reading| {
        value = Some(job(reading)?);
        Ok(())
    })?;
    value.ok_or_else(|| crate::error::Error::internal("a store ran no job"))
}

/// Runs a writing job that gives a value.
///
/// # Errors
/// Those of `job`, and those of the store.
pub fn write<T>(store: &dyn Store, mut job: impl FnMut(&mut dyn Writing) -> Result<T>) -> Result<T> {
    let mut value = None;
    store.write(&mut |writing| {
        value = Some(job(writing)?);
        Ok(())
    })?;
    value.ok_or_else(|| crate::error::Error::internal("a store ran no job"))
}
