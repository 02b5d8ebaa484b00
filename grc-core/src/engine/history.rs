//! Histories: read as a timeline, verified as evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::files::changed_file;
use super::people::acting_agent;
use super::timeline::{TimelineEntry, entry};
use super::{Engine, require_system};
use crate::definition::Language;
use crate::error::{Error, ErrorCode, Result};
use crate::request::history::{Break, ChainedEvent, Head, verify};
use crate::request::{Actor, Event, Request, RequestId};
use crate::store::{Reading, RequestKey, read};
use crate::workflow::{Access, access, fold};

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Histories read.
    pub requests: u64,
    /// Events read.
    pub events: u64,
    /// Histories that are not what was recorded.
    pub broken: Vec<BrokenHistory>,
}

/// A history that is not what was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BrokenHistory {
    /// The request.
    pub request: RequestId,
    /// The first event at fault.
    pub sequence: u64,
    /// What is wrong: `sequence`, `content`, `link`, `tail`, `head`, `unreadable`; `row` when the request is not
    /// the fold of its events, `file` when a file is not the one that was given.
    pub fault: String,
}

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
            let agent = acting_agent(store, actor)?;
            let request = store.request(&RequestKey::Id(request))?;
            let request = request.ok_or_else(|| Error::not_found("demande", "request"))?;
            let access = access(&request, actor, agent.as_ref());
            if access == Access::None {
                return Err(Error::not_found("demande", "request"));
            }
            let process = self.process_of(store, &request)?;
            let events = decoded(&store.history(request.id)?)?;
            let entries =
                events.iter().filter_map(|event| entry(event, &process, store, access, language).transpose());
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

    /// Verifies every history: its chain, the heads given, that each request is the fold of its events, and that its
    /// files, which are read whole, are those that were given.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn verify(&self, actor: &Actor, heads: &[Head]) -> Result<Verification> {
        require_system(actor)?;
        let known = read(self.store(), |store| store.heads())?;
        let mut verification = Verification { requests: 0, events: 0, broken: Vec::new() };
        for head in &known {
            let kept = heads.iter().find(|kept| kept.request == head.request);
            let examined = read(self.store(), |store| examine(store, head.request, kept));
            let (events, broken) = match examined {
                // Someone may have made it so: one history that cannot be read hides no other.
                Err(error) if error.code() == ErrorCode::StoreCorrupt => {
                    (0, Some(fault(head.request, "unreadable", 0)))
                }
                examined => examined?,
            };
            verification.requests = verification.requests.saturating_add(1);
            verification.events = verification.events.saturating_add(events);
            verification.broken.extend(broken);
        }
        let gone = heads.iter().filter(|kept| !known.iter().any(|head| head.request == kept.request));
        verification.broken.extend(gone.map(|kept| told(kept.request, Break::Tail(kept.sequence))));
        Ok(verification)
    }
}

/// The number of events of a history, and the first thing wrong with it.
fn examine(
    store: &dyn Reading,
    request: RequestId,
    kept: Option<&Head>,
) -> Result<(u64, Option<BrokenHistory>)> {
    let events = store.history(request)?;
    let broken = match verify(request, &events, kept) {
        Some(broken) => Some(told(request, broken)),
        None => match misfolded(store, request, &events)? {
            Some(broken) => Some(broken),
            None => changed_file(store, request)?.map(|_| fault(request, "file", 0)),
        },
    };
    Ok((events.len() as u64, broken))
}

/// What is wrong when a request is not the fold of its events.
fn misfolded(
    store: &dyn Reading,
    request: RequestId,
    events: &[ChainedEvent],
) -> Result<Option<BrokenHistory>> {
    // Content that was erased cannot be folded: its chain is all that can be verified.
    if events.iter().any(|event| event.content.is_none()) {
        return Ok(None);
    }
    let unreadable = events.iter().find(|event| matches!(decode(event), Some(Err(_))));
    if let Some(event) = unreadable {
        return Ok(Some(fault(request, "unreadable", event.sequence)));
    }
    let stored: Option<Request> = store.request(&RequestKey::Id(request))?;
    Ok((fold(&decoded(events)?) != stored).then(|| fault(request, "row", 0)))
}

fn told(request: RequestId, broken: Break) -> BrokenHistory {
    let (name, sequence) = match broken {
        Break::Sequence(rank) => ("sequence", rank),
        Break::Content(rank) => ("content", rank),
        Break::Link(rank) => ("link", rank),
        Break::Tail(rank) => ("tail", rank),
        Break::Head(rank) => ("head", rank),
    };
    fault(request, name, sequence)
}

fn fault(request: RequestId, fault: &str, sequence: u64) -> BrokenHistory {
    BrokenHistory { request, sequence, fault: fault.to_owned() }
}

fn decoded(events: &[ChainedEvent]) -> Result<Vec<Event>> {
    let readable = events.iter().filter_map(decode);
    readable.map(|event| event.map_err(|_| Error::internal("an event cannot be read"))).collect()
}

/// What an event says; `None` once erased.
fn decode(event: &ChainedEvent) -> Option<Result<Event, serde_json::Error>> {
    let text = &event.content.as_ref()?.text;
    Some(Event::decode(&event.type_name, event.version, event.sequence, event.at, text))
}
