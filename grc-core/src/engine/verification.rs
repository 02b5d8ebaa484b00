//! Verification: whether the store still says what was recorded.

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::definitions::PublishedVersion;
use super::files::changed_file;
use super::history::{decode, decoded};
use super::statistics::figures::figures;
use super::{Engine, require_system};
use crate::check::{is_sealed, sealed_lists};
use crate::error::{ErrorCode, Result};
use crate::request::history::{Break, ChainedEvent, Head, verify};
use crate::request::{Actor, RequestId};
use crate::store::{Reading, RequestKey, read};
use crate::workflow::fold;

/// What a verification found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Verification {
    /// Histories read.
    pub requests: u64,
    /// Events read.
    pub events: u64,
    /// Histories that are not what was recorded.
    pub broken: Vec<BrokenHistory>,
    /// Versions of procedures that are not those that were sealed, or that refer to a list that is not.
    pub altered: Vec<PublishedVersion>,
    /// Whether requests are counted right, and no list has a row more than its requests say.
    pub totals_agree: bool,
    /// What counts them wrong, or has such a row, by its name in the store.
    pub wrong_totals: Vec<String>,
}

impl Verification {
    /// Whether nothing was found.
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty() && self.altered.is_empty() && self.totals_agree
    }
}

/// A history that is not what was recorded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct BrokenHistory {
    /// The request.
    pub request: RequestId,
    /// The first event at fault.
    pub sequence: u64,
    /// What is wrong: `sequence`, `content`, `link`, `tail`, `head`, `unreadable`; `row` when the request is not
    /// the fold of its events, `list` when what lists and searches read of it is not what it says, `figures` when what
    /// statistics read of it is not, `file` when a file is not the one that was given.
    pub fault: String,
}

impl Engine {
    /// Verifies every history: its chain, the heads given, that each request is the fold of its events, that lists and
    /// searches read of it what it says, and statistics too, and that its files, which are read whole, are those that were
    /// given. Then that the versions of procedures are those that were sealed, and that the counts are right.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn verify(&self, actor: &Actor, heads: &[Head]) -> Result<Verification> {
        require_system(actor)?;
        let known = read(self.store(), |store| store.heads())?;
        let mut kept: HashMap<RequestId, &Head> = heads.iter().map(|head| (head.request, head)).collect();
        let wrong_totals = read(self.store(), |store| store.wrong_totals())?;
        let mut verification = Verification {
            requests: 0,
            events: 0,
            broken: Vec::new(),
            altered: read(self.store(), altered)?,
            totals_agree: wrong_totals.is_empty(),
            wrong_totals: wrong_totals.into_iter().map(str::to_owned).collect(),
        };
        for head in &known {
            let kept = kept.remove(&head.request);
            let examined = read(self.store(), |store| self.examine(store, head.request, kept));
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
        let gone = heads.iter().filter(|head| kept.contains_key(&head.request));
        verification.broken.extend(gone.map(|head| told(head.request, Break::Tail(head.sequence))));
        Ok(verification)
    }

    /// The number of events of a history, and the first thing wrong with it.
    fn examine(
        &self,
        store: &dyn Reading,
        request: RequestId,
        kept: Option<&Head>,
    ) -> Result<(u64, Option<BrokenHistory>)> {
        let events = store.history(request)?;
        let broken = match verify(request, &events, kept) {
            Some(broken) => Some(told(request, broken)),
            None => match self.misfolded(store, request, &events)? {
                Some(broken) => Some(broken),
                None => changed_file(store, request)?.map(|_| fault(request, "file", 0)),
            },
        };
        Ok((events.len() as u64, broken))
    }

    /// What is wrong when a request is not the fold of its events, or is listed otherwise than it is.
    fn misfolded(
        &self,
        store: &dyn Reading,
        request: RequestId,
        events: &[ChainedEvent],
    ) -> Result<Option<BrokenHistory>> {
        // Nothing erases today: whoever emptied an event had no right to.
        if let Some(event) = events.iter().find(|event| event.content.is_none()) {
            return Ok(Some(fault(request, "content", event.sequence)));
        }
        let unreadable = events.iter().find(|event| matches!(decode(event), Some(Err(_))));
        if let Some(event) = unreadable {
            return Ok(Some(fault(request, "unreadable", event.sequence)));
        }
        let stored = store.request(&RequestKey::Id(request))?;
        let told = decoded(events)?;
        if fold(&told) != stored {
            return Ok(Some(fault(request, "row", 0)));
        }
        let (Some(stored), Some(last)) = (stored, events.last()) else { return Ok(None) };
        // A version that was altered is told as such; its requests are listed with no connector, or the one it had.
        let process = self.process_of(store, &stored).ok();
        let connector = process.as_ref().map(|process| process.connector.as_ref().map(|one| &one.id));
        if !store.agrees(&stored, connector, &last.link)? {
            return Ok(Some(fault(request, "list", 0)));
        }
        // Without its version, the town's calendar is not known.
        let agree = match process {
            Some(process) => store.figures_agree(&stored, &figures(None, &told, &stored, &process.town))?,
            None => true,
        };
        Ok((!agree).then(|| fault(request, "figures", 0)))
    }
}

/// Versions whose text, or that of a list, is not the one that was sealed.
fn altered(store: &dyn Reading) -> Result<Vec<PublishedVersion>> {
    let mut altered = Vec::new();
    for (procedure, version) in store.versions()? {
        let sealed = store.procedure(procedure.as_str(), Some(version))?;
        let intact = match &sealed {
            Some(sealed) => is_sealed(&sealed.sealed, &sealed.hash) && has_its_lists(store, &sealed.sealed)?,
            None => false,
        };
        if !intact {
            altered.push(PublishedVersion { procedure, version });
        }
    }
    Ok(altered)
}

fn has_its_lists(store: &dyn Reading, sealed: &str) -> Result<bool> {
    let Some(lists) = sealed_lists(sealed) else { return Ok(false) };
    for hash in lists {
        if !store.option_list(&hash)?.is_some_and(|list| is_sealed(&list, &hash)) {
            return Ok(false);
        }
    }
    Ok(true)
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
