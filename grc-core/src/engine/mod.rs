//! The engine: one operation, one transaction. One file a use case.

mod absences;
mod act;
mod applicant;
mod applicants;
mod availability;
mod backup;
pub(crate) mod base64;
mod bulk;
mod catalogue;
mod claiming;
mod communications;
mod confirmation;
mod corrections;
mod correspondence;
mod decision;
mod definitions;
mod departures;
mod directory;
mod drafts;
mod due;
mod files;
mod form;
mod history;
mod host;
mod idempotency;
mod ids;
mod import;
mod inbox;
mod linked;
mod news;
mod offer;
mod operators;
mod options;
mod outbox;
mod overdue;
mod page;
mod people;
mod preview;
mod queries;
mod receive;
mod sectors;
mod statistics;
mod submit;
mod subscribers;
mod tags;
mod task_view;
mod task_words;
mod tasks;
#[cfg(test)]
mod tests;
mod texts;
mod timed;
mod timeline;
mod verification;
mod view;
mod waiting_calls;
mod withdrawn;

#[cfg(feature = "sqlite")]
use std::path::Path;
use std::sync::Arc;

pub use act::{Acted, Input};
pub use applicants::{ApplicantQuery, ApplicantView, ProfileInput};
pub use availability::{Availability, AvailabilityQuery, SlotView};
pub use backup::Backup;
pub use bulk::{
    Bulk, BulkAssignment, BulkCommand, BulkComment, BulkOutcome, BulkReport, BulkRequests, BulkTags,
    BulkTransition,
};
pub use catalogue::{CatalogueFilter, ListedProcedure};
pub use claiming::{ClaimQuery, Claimed, ClaimedCall, ReportedFailure};
pub use communications::CommunicationView;
pub use confirmation::{Confirmation, Confirmed};
pub use corrections::{AskedView, ChangeView, CorrectionView};
pub use correspondence::{Correspondence, MessageView};
pub use definitions::{Published, PublishedVersion};
pub use drafts::{DraftInput, DraftView};
pub use due::{Budget, DueKind, DueReport};
pub use files::{Attachment, FileReader, FileView};
pub use form::{FormView, Part, PrivacyNotice};
pub use host::{Clock, Host, Randomness, SystemClock, SystemRandomness};
pub use import::{FormerFile, FormerNote, FormerRequest, ImportOptions, ImportReport, LineNote};
pub use inbox::{InboxEntry, InboxQuery, InboxReason, InboxSummary, ProcedureLoad};
pub use linked::LinkView;
pub use news::{EventNews, NewsContent, NewsData};
pub use offer::OfferCheck;
pub use operators::{
    AskedChangesView, DeadLetterQuery, DeadLetters, DeliveryView, EndpointState, EndpointView,
};
pub(crate) use options::{MOST as MOST_OPTIONS, USUAL as USUAL_OPTIONS};
pub use options::{OptionQuery, OptionView};
pub use page::{PageOf, PageRequest};
pub use people::PeopleQuery;
pub use preview::{PreviewQuery, PreviewView, TextPreview};
pub use queries::{RequestQuery, TaskQuery};
pub use receive::{Received, ReceivedEffect};
pub use sectors::{SectorQuery, SectorView};
pub use statistics::{Cell, Statistics, StatisticsColumn, StatisticsKind, StatisticsQuery};
pub use submit::{Receipt, ReceivedAt, Submission};
pub use subscribers::{EventsPage, EventsQuery, SubscriberView, Subscription};
pub use task_view::{EndedTaskView, QuestionView, TaskView};
pub use texts::{CorrectedProcedure, CorrectedTextView, CorrectedTexts};
pub use timeline::TimelineEntry;
pub use verification::{BrokenHistory, Verification};
pub use view::{OfferView, RequestView};
pub use waiting_calls::{WaitingCallQuery, WaitingCallView};

use crate::delivery::{Http, Tokens};
use crate::error::{Error, Result};
use crate::request::Instant;
use crate::store::Store;

/// An engine on a store. Cheap to clone; shared between threads.
#[derive(Clone)]
pub struct Engine {
    inner: Arc<Inner>,
}

struct Inner {
    store: Arc<dyn Store>,
    host: Host,
    http: Option<Arc<dyn Http>>,
    tokens: Tokens,
    definitions: definitions::Cache,
    ids: ids::Ids,
}

impl Engine {
    /// Opens the store at `path`, or makes one, with the default [`Host`]. `:memory:` is a store that
    /// nothing keeps.
    ///
    /// # Errors
    /// The `store_…` codes, when the file is not a store, is of a newer version, cannot be written.
    #[cfg(feature = "sqlite")]
    pub fn open(path: impl AsRef<Path>) -> Result<Self> {
        Self::open_with(path, Host::new())
    }

    /// Opens the store at `path`, or makes one.
    ///
    /// # Errors
    /// As [`Engine::open`].
    #[cfg(feature = "sqlite")]
    pub fn open_with(path: impl AsRef<Path>, host: Host) -> Result<Self> {
        Ok(Self::on(Arc::new(crate::store::SqliteStore::open(path.as_ref())?), host))
    }

    /// An engine on any store.
    pub fn on(store: Arc<dyn Store>, host: Host) -> Self {
        let http = host.caller();
        let definitions = definitions::Cache::default();
        let (tokens, ids) = (Tokens::default(), ids::Ids::default());
        let store = Arc::new(timed::Timed { store, clock: Arc::clone(&host.clock) });
        Self { inner: Arc::new(Inner { store, host, http, tokens, definitions, ids }) }
    }

    fn store(&self) -> &dyn Store {
        self.inner.store.as_ref()
    }

    fn host(&self) -> &Host {
        &self.inner.host
    }

    fn fresh_id(&self, now: Instant) -> Result<uuid::Uuid> {
        self.inner.ids.fresh(&self.inner.host, now)
    }

    fn now(&self) -> Instant {
        self.inner.host.clock.now()
    }

    /// Why an instant that this thread was given lately is worth nothing, if it is: see [`Clock::failure`].
    pub(crate) fn clock_failure(&self) -> Option<Error> {
        self.inner.host.clock.failure()
    }
}

/// Refuses whoever is not the host itself.
fn require_system(actor: &crate::request::Actor) -> Result<()> {
    match actor {
        crate::request::Actor::System => Ok(()),
        _ => Err(Error::forbidden()),
    }
}
