//! Histories: read as a timeline; their heads.

use super::timeline::{TimelineEntry, entry, shown_outside};
use super::{Engine, require_system};
use crate::definition::Language;
use crate::error::{Error, Result};
use crate::request::history::{ChainedEvent, Head};
use crate::request::{Actor, Event, RequestId};
use crate::store::{RequestKey, read};
use crate::workflow::{Access, access};

impl Engine {
    /// What happened to a request, as far as the actor may read it, in words.
    ///
    /// # Errors
    /// `not_found`.
    pub fn history(
        &self,
        actor: &Actor,
        request: RequestId,
        language: Language,
    ) -> Result<Vec<TimelineEntry>> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let request = store.request(&RequestKey::Id(request))?;
            let request = request.ok_or_else(|| Error::not_found("demande", "request"))?;
            let access = access(&request, actor, agent.as_ref());
            if access == Access::None {
                return Err(Error::not_found("demande", "request"));
            }
            let process = self.process_of(store, &request)?;
            let events = decoded(&store.history(request.id)?)?;
            let events = if access == Access::Applicant { shown_outside(events) } else { events };
            let entries = events
                .iter()
                .filter_map(|event| entry(event, &request, &process, store, access, language).transpose());
            entries.collect()
        })
    }

    /// The last link of every history. Kept by the host elsewhere, they show a removed tail or a history
    /// rewritten from some event to its end, which nothing inside the store can.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn heads(&self, actor: &Actor) -> Result<Vec<Head>> {
        require_system(actor)?;
        read(self.store(), |store| store.heads())
    }
}

/// What the events of a history say, but for those erased.
pub(super) fn decoded(events: &[ChainedEvent]) -> Result<Vec<Event>> {
    let readable = events.iter().filter_map(decode);
    readable.map(|event| event.map_err(|_| Error::internal("an event cannot be read"))).collect()
}

/// What an event says; `None` once erased.
pub(super) fn decode(event: &ChainedEvent) -> Option<Result<Event, serde_json::Error>> {
    let text = &event.content.as_ref()?.text;
    Some(Event::decode(&event.type_name, event.version, event.sequence, event.at, text))
}
