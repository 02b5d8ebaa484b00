//! The port, on the tables.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rusqlite::Connection;

use super::slot::lock;
use super::tables::{
    agreement, claims, definitions, departures, drafts, files, former, inbox, lists, once, people, profiles,
    record, requests, statistics, tasks, texts, timers, totals,
};
use super::{Database, Options, State};
use crate::definition::Id;
use crate::error::Result;
use crate::request::history::{ChainedEvent, Hash, Head};
use crate::request::{
    Absence, Agent, AttachedFile, Departure, FileId, Instant, PeopleEvent, Period, Profile, ProfileChange,
    ProfileId, Request, RequestId, Taken, TaskId,
};
use crate::store::{
    Change, ContentKey, Count, DelayFilter, Delays, Draft, DueTask, DueTimer, Figures, IdempotencyKey,
    InboxCounts, InboxFilter, InboxRow, Page, ProcedureVersion, ProfileFilter, Publication, Reading,
    Remembered, Removed, RequestFilter, RequestKey, RequestSummary, ServiceAgent, Store, Tally, TallyFilter,
    TaskFilter, TaskSummary, TextCorrection, Writing,
};

/// The store on one SQLite file. Cloning it, or opening the same file again, gives another handle on the same store.
///
/// ```
/// use grc_core::store::{read, sqlite::SqliteStore};
///
/// let store = SqliteStore::open(":memory:")?;
/// assert_eq!(read(&store, |reading| reading.publication())?, 0);
/// # Ok::<(), grc_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct SqliteStore {
    database: Database,
    /// The number of the last publication, and the state of the database in which it is.
    published: Arc<Mutex<Option<(State, u64)>>>,
}

impl SqliteStore {
    /// Opens or creates the store of this path; `:memory:` is a private store that ends with its handles.
    ///
    /// # Errors
    /// The `store_…` codes: each reason why a file is refused. It is then as it was.
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path, Options::default())
    }

    /// The same, with options.
    ///
    /// # Errors
    /// As [`SqliteStore::open`].
    pub fn open_with(path: impl AsRef<Path>, options: Options) -> Result<Self> {
        Ok(Self { database: Database::open(path, options)?, published: Arc::default() })
    }

    #[cfg(test)]
    pub(super) fn database(&self) -> &Database {
        &self.database
    }
}

impl Store for SqliteStore {
    fn read(&self, job: &mut dyn FnMut(&dyn Reading) -> Result<()>) -> Result<()> {
        self.database.read(|connection| job(&Transaction(connection)))
    }

    fn write(&self, job: &mut dyn FnMut(&mut dyn Writing) -> Result<()>) -> Result<()> {
        self.database.write(|connection| job(&mut Transaction(connection)))
    }

    fn publication(&self) -> Result<u64> {
        // Before the number is read: one that comes in between is then asked for again.
        let state = self.database.state()?;
        let known = *lock(&self.published);
        if let (Some(state), Some((known, number))) = (state, known)
            && state == known
        {
            return Ok(number);
        }
        let number = self.database.read(definitions::publication)?;
        *lock(&self.published) = state.map(|state| (state, number));
        Ok(number)
    }

    fn copy(&self, file: &Path) -> Result<()> {
        Ok(self.database.copy(file)?)
    }
}

/// A connection inside a transaction.
pub(super) struct Transaction<'connection>(pub(super) &'connection Connection);

impl Reading for Transaction<'_> {
    fn publication(&self) -> Result<u64> {
        definitions::publication(self.0)
    }

    fn current_procedures(&self) -> Result<Vec<ProcedureVersion>> {
        definitions::current(self.0)
    }

    fn versions(&self) -> Result<Vec<(Id, u32)>> {
        definitions::versions(self.0)
    }

    fn procedure(&self, id: &str, version: Option<u32>) -> Result<Option<ProcedureVersion>> {
        definitions::procedure(self.0, id, version)
    }

    fn text_corrections(&self, procedure: &str, version: u32) -> Result<Vec<TextCorrection>> {
        texts::corrections(self.0, procedure, version)
    }

    fn option_list(&self, hash: &Hash) -> Result<Option<String>> {
        definitions::option_list(self.0, hash)
    }

    fn search_procedures(&self, words: &[String], limit: usize) -> Result<Vec<Id>> {
        definitions::search(self.0, words, limit)
    }

    fn agent(&self, id: &str) -> Result<Option<Agent>> {
        people::agent(self.0, id)
    }

    fn agents(&self) -> Result<Vec<Agent>> {
        people::agents(self.0)
    }

    fn agents_handing_to(&self, delegate: &str) -> Result<Vec<Agent>> {
        people::agents_handing_to(self.0, delegate)
    }

    fn people_events(&self, agent: Option<&str>, page: &Page) -> Result<Vec<PeopleEvent>> {
        people::events(self.0, agent, page)
    }

    fn departures(&self, agent: Option<&str>) -> Result<Vec<Departure>> {
        departures::departures(self.0, agent)
    }

    fn left_behind(&self, departure: &Departure) -> Result<Vec<RequestId>> {
        departures::left_behind(self.0, departure)
    }

    fn profile(&self, id: ProfileId) -> Result<Option<Profile>> {
        profiles::profile(self.0, id)
    }

    fn profiles(&self, filter: &ProfileFilter, page: &Page) -> Result<Vec<Profile>> {
        profiles::profiles(self.0, filter, page)
    }

    fn merged_into(&self, id: ProfileId) -> Result<Vec<ProfileId>> {
        profiles::merged_into(self.0, id)
    }

    fn profile_changes(&self, id: ProfileId, limit: usize) -> Result<Vec<ProfileChange>> {
        profiles::changes(self.0, id, limit)
    }

    fn request(&self, key: &RequestKey) -> Result<Option<Request>> {
        requests::request(self.0, key)
    }

    fn history(&self, request: RequestId) -> Result<Vec<ChainedEvent>> {
        requests::history(self.0, request)
    }

    fn last_link(&self, request: RequestId) -> Result<Option<Hash>> {
        requests::last_link(self.0, request)
    }

    fn request_of_task(&self, task: TaskId) -> Result<Option<RequestId>> {
        requests::request_of_task(self.0, task)
    }

    fn requests(&self, filter: &RequestFilter, page: &Page) -> Result<Vec<RequestSummary>> {
        lists::requests(self.0, filter, page)
    }

    fn tasks(&self, filter: &TaskFilter, page: &Page) -> Result<Vec<TaskSummary>> {
        tasks::tasks(self.0, filter, page)
    }

    fn inbox(&self, filter: &InboxFilter, page: &Page) -> Result<Vec<InboxRow>> {
        inbox::inbox(self.0, filter, page)
    }

    fn inbox_counts(&self, agents: &[String], services: &[Id], now: Instant) -> Result<InboxCounts> {
        inbox::inbox_counts(self.0, agents, services, now)
    }

    fn agents_of(&self, service: &str, beside: RequestId) -> Result<Vec<ServiceAgent>> {
        tasks::agents_of(self.0, service, beside)
    }

    fn counts(&self) -> Result<Vec<Count>> {
        requests::counts(self.0)
    }

    fn tallies(&self, filter: &TallyFilter) -> Result<Vec<Tally>> {
        statistics::tallies(self.0, filter)
    }

    fn delays(&self, filter: &DelayFilter) -> Result<Vec<Delays>> {
        statistics::delays(self.0, filter)
    }

    fn taken_over(&self, source: Option<&str>, reference: &str, most: usize) -> Result<Vec<RequestId>> {
        former::taken_over(self.0, source, reference, most)
    }

    fn heads(&self) -> Result<Vec<Head>> {
        requests::heads(self.0)
    }

    fn agrees(&self, request: &Request, connector: Option<Option<&Id>>, link: &Hash) -> Result<bool> {
        agreement::agrees(self.0, request, connector, link)
    }

    fn figures_agree(&self, request: &Request, figures: &Figures) -> Result<bool> {
        agreement::figures_agree(self.0, request, figures)
    }

    fn wrong_totals(&self) -> Result<Vec<&'static str>> {
        totals::wrong_totals(self.0)
    }

    fn events_since(&self, cursor: u64, limit: usize) -> Result<Vec<(u64, RequestId, ChainedEvent)>> {
        requests::events_since(self.0, cursor, limit)
    }

    fn taken(&self, key: &str, period: Period) -> Result<Vec<Taken>> {
        claims::taken(self.0, key, period)
    }

    fn draft(&self, id: RequestId) -> Result<Option<Draft>> {
        drafts::draft(self.0, id)
    }

    fn remembered(&self, key: &IdempotencyKey, now: Instant) -> Result<Option<Remembered>> {
        once::remembered(self.0, key, now)
    }

    fn file(&self, id: FileId) -> Result<Option<AttachedFile>> {
        files::file(self.0, id)
    }

    fn file_bytes(&self, id: FileId, offset: u64) -> Result<Vec<u8>> {
        files::file_bytes(self.0, id, offset)
    }

    fn pending_files(&self, limit: usize) -> Result<Vec<AttachedFile>> {
        files::pending_files(self.0, limit)
    }

    fn due_timers(&self, now: Instant, limit: usize) -> Result<Vec<DueTimer>> {
        timers::due_timers(self.0, now, limit)
    }

    fn due_tasks(&self, now: Instant, limit: usize) -> Result<Vec<DueTask>> {
        tasks::due_tasks(self.0, now, limit)
    }

    fn next_due(&self) -> Result<Option<Instant>> {
        timers::next_due(self.0)
    }
}

impl Writing for Transaction<'_> {
    fn publish(&mut self, publication: &Publication) -> Result<u64> {
        definitions::publish(self.0, publication)
    }

    fn put_agent(&mut self, agent: &Agent) -> Result<()> {
        people::put_agent(self.0, agent)
    }

    fn put_absence(&mut self, agent: &str, absence: Option<&Absence>) -> Result<()> {
        people::put_absence(self.0, agent, absence)
    }

    fn add_people_event(&mut self, event: &PeopleEvent) -> Result<()> {
        people::add_event(self.0, event)
    }

    fn add_departure(&mut self, departure: &Departure) -> Result<()> {
        departures::add(self.0, departure)
    }

    fn remove_departure(&mut self, departure: &Departure) -> Result<()> {
        departures::remove(self.0, departure)
    }

    fn put_profile(&mut self, profile: &Profile, change: &ProfileChange) -> Result<()> {
        profiles::put_profile(self.0, profile, change)
    }

    fn next_reference(&mut self, series: &str) -> Result<u64> {
        record::next_reference(self.0, series)
    }

    fn record(&mut self, change: &Change<'_>) -> Result<()> {
        record::record(self.0, change)
    }

    fn put_draft(&mut self, draft: &Draft) -> Result<()> {
        drafts::put_draft(self.0, draft)
    }

    fn remove_draft(&mut self, id: RequestId) -> Result<()> {
        drafts::remove_draft(self.0, id)
    }

    fn remove_expired_drafts(&mut self, now: Instant) -> Result<usize> {
        drafts::remove_expired_drafts(self.0, now)
    }

    fn remember(
        &mut self,
        key: &IdempotencyKey,
        remembered: &Remembered,
        now: Instant,
        until: Instant,
    ) -> Result<()> {
        once::remember(self.0, key, remembered, now, until)
    }

    fn note_received(&mut self, sender: &str, message: &str, now: Instant, since: Instant) -> Result<bool> {
        once::note_received(self.0, sender, message, now, since)
    }

    fn add_chunk(
        &mut self,
        content: Option<ContentKey>,
        bytes: &[u8],
        expires_at: Instant,
    ) -> Result<ContentKey> {
        files::add_chunk(self.0, content, bytes, expires_at)
    }

    fn abandon_content(&mut self, content: ContentKey, now: Instant) -> Result<()> {
        files::abandon_content(self.0, content, now)
    }

    fn add_file(&mut self, content: ContentKey, file: &AttachedFile) -> Result<()> {
        files::add_file(self.0, content, file)
    }

    fn update_file(&mut self, file: &AttachedFile) -> Result<()> {
        files::update_file(self.0, file)
    }

    fn remove_expired_files(&mut self, now: Instant, limit: usize) -> Result<Removed> {
        files::remove_expired_files(self.0, now, limit)
    }
}
