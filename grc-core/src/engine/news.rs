//! What is told of an event outside: what happened to which request, and nothing of the applicant.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::history::decode;
use crate::definition::{Bilingual, Id, Name, State};
use crate::error::{Error, ErrorCode, Result};
use crate::request::history::ChainedEvent;
use crate::request::{EventContent, Instant, Request, RequestId};
use crate::store::{Reading, RequestKey};

/// What the type of an event of a request begins with.
pub(super) const OF_REQUESTS: &str = "request.";

/// Events read at once, and the most that are passed over in one go.
const BATCH: usize = 100;
const MOST_PASSED: usize = 10_000;

/// An event, as it is told outside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EventNews {
    /// Identifier, the same each time it is told: the `webhook-id` of the call.
    pub id: String,
    /// What is told.
    #[serde(flatten)]
    pub content: NewsContent,
}

/// The body of the call that tells an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewsContent {
    /// What happened: `request.status_entered`.
    #[serde(rename = "type")]
    pub kind: String,
    /// When.
    pub timestamp: Instant,
    /// To which request.
    pub data: NewsData,
}

/// The request that an event happened to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct NewsData {
    /// The request.
    pub request: RequestId,
    /// What people call it.
    pub reference: String,
    /// Its procedure.
    pub procedure: Id,
    /// Its status after the event.
    pub status: Name,
    /// What that amounts to.
    pub state: State,
    /// Rank of the event in its history, from 1.
    pub rank: u64,
}

/// Events found after a cursor.
pub(super) struct Found {
    pub(super) events: Vec<EventNews>,
    /// The last event that was looked at.
    pub(super) cursor: u64,
}

/// The events of some types after a cursor, `most` of them at most.
pub(super) fn after(store: &dyn Reading, cursor: u64, types: &[String], most: usize) -> Result<Found> {
    let mut found = Found { events: Vec::new(), cursor };
    let mut known = HashMap::new();
    let mut passed = 0_usize;
    while found.events.len() < most && passed < MOST_PASSED {
        let batch = store.events_since(found.cursor, BATCH)?;
        let is_last = batch.len() < BATCH;
        for (at, request, event) in batch {
            found.events.extend(told(store, &mut known, types, request, &event)?);
            found.cursor = at;
            passed = passed.saturating_add(1);
            if found.events.len() == most {
                return Ok(found);
            }
        }
        if is_last {
            break;
        }
    }
    Ok(found)
}

type Known = HashMap<RequestId, Option<(Request, Vec<(u64, Name, State)>)>>;

fn told(
    store: &dyn Reading,
    known: &mut Known,
    types: &[String],
    id: RequestId,
    event: &ChainedEvent,
) -> Result<Option<EventNews>> {
    let kind = format!("{OF_REQUESTS}{}", event.type_name);
    if !types.is_empty() && !types.contains(&kind) {
        return Ok(None);
    }
    let known = match known.entry(id) {
        Entry::Occupied(known) => known.into_mut(),
        Entry::Vacant(unknown) => {
            let request = store.request(&RequestKey::Id(id))?.filter(|request| !request.trial);
            let statuses = match &request {
                Some(_) => statuses(&store.history(id)?)?,
                None => Vec::new(),
            };
            unknown.insert(request.map(|request| (request, statuses)))
        }
    };
    let Some((request, statuses)) = known else { return Ok(None) };
    let before = statuses.iter().rev().find(|(rank, ..)| *rank <= event.sequence);
    // What comes before the first status is told with it: both happened at once.
    let (status, state) = match before.or(statuses.first()) {
        Some((_, status, state)) => (status.clone(), *state),
        None => (request.status.clone(), request.state),
    };
    let data = NewsData {
        request: id,
        reference: request.reference.clone(),
        procedure: request.procedure.clone(),
        status,
        state,
        rank: event.sequence,
    };
    let id = format!("{id}.{}", event.sequence);
    Ok(Some(EventNews { id, content: NewsContent { kind, timestamp: event.at, data } }))
}

/// The statuses that a request entered, each with the rank of its event.
fn statuses(history: &[ChainedEvent]) -> Result<Vec<(u64, Name, State)>> {
    let mut statuses = Vec::new();
    for event in history.iter().filter(|event| event.type_name == "status_entered") {
        match decode(event) {
            Some(Ok(event)) => {
                if let EventContent::StatusEntered(entered) = event.content {
                    statuses.push((event.sequence, entered.to, entered.state));
                }
            }
            Some(Err(_)) => return Err(Error::internal("an event cannot be read")),
            None => {}
        }
    }
    Ok(statuses)
}

const VERSION: u8 = 1;

/// A cursor as it is shown: nothing to be read by anyone else.
pub(super) fn cursor_text(cursor: u64) -> String {
    let mut bytes = vec![VERSION];
    bytes.extend(cursor.to_be_bytes());
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(super) fn read_cursor(text: &str, path: &str) -> Result<u64> {
    let bytes = URL_SAFE_NO_PAD.decode(text).unwrap_or_default();
    let cursor = match bytes.split_first() {
        Some((&VERSION, cursor)) => cursor.try_into().ok().map(u64::from_be_bytes),
        _ => None,
    };
    cursor.filter(|cursor| i64::try_from(*cursor).is_ok()).ok_or_else(|| {
        let message = Bilingual::new("ce n'est pas un curseur d'événements", "this is no cursor of events");
        Error::new(ErrorCode::InvalidInput, message).at(path)
    })
}
