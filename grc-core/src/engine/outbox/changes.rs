//! What changed in a business application, asked for all its requests at once. An answer and the cursor that it leads to are
//! kept in one transaction; each change is then given to its request like a call that came before it was known.

use std::sync::Arc;

use serde_json::Value as Json;
use sha2::{Digest, Sha256};

use super::{LEASE, endpoint_of_connector};
use crate::definition::Id;
use crate::delivery::{Failure, Told};
use crate::engine::receive::request_named;
use crate::engine::{Budget, DueReport, Engine};
use crate::error::Result;
use crate::request::{self, Call, FailureClass, Instant, KnownAnswer, MessageId, Request};
use crate::store::{AskedChanges, CallKind, KeptCall, Lease, Reading, Writing, read, write};
use crate::workflow::process::Changes;
use crate::workflow::{ChangesRead, Process};

/// How long a change waits for the identifier of its request, in milliseconds: a day. The application is asked again anyway
/// for what changes later.
const PATIENCE: i64 = 24 * 60 * 60 * 1000;

/// Most changes of one connector that wait for a request that is not known.
const MOST_WAITING: u64 = 500;

/// Most answers to one question, before others have their turn.
const MOST_PAGES: usize = 100;

/// A question being asked: the application, and how it is asked.
struct Asking<'a> {
    connector: &'a Id,
    process: &'a Process,
    changes: &'a Changes,
    endpoint: String,
    token: u64,
}

/// What came of one question.
enum Outcome {
    /// The same as the last time.
    Unchanged,
    /// This, known by that.
    Read(ChangesRead, Option<KnownAnswer>),
    /// Nothing that can be used: a code.
    Unusable(&'static str),
}

impl Engine {
    /// Asks the applications of open requests what has changed, if it is time.
    pub(in crate::engine) fn ask_for_changes(
        &self,
        asked: &[(Id, Arc<Process>)],
        budget: &Budget,
        report: &mut DueReport,
    ) -> Result<()> {
        for (connector, process) in asked {
            let Some(changes) = process.changes() else { continue };
            if self.is_over(budget) {
                return Ok(());
            }
            let (now, token) = (self.now(), self.random_number()?);
            let endpoint = endpoint_of_connector(connector);
            let lease = Lease { now, until: now.plus_milliseconds(LEASE), token };
            let leased = self.lease_at(&endpoint, &lease, |store| store.lease_changes(connector, &lease))?;
            if let Some(asked) = leased {
                let asking = Asking { connector, process, changes, endpoint, token };
                self.ask_in_pages(&asking, asked, budget, report)?;
            }
        }
        Ok(())
    }

    /// The applications that are asked, with the latest process that says how: those that an open request has. Nothing is
    /// asked for nobody.
    pub(in crate::engine) fn asked_for_changes(&self) -> Result<Vec<(Id, Arc<Process>)>> {
        if self.inner.http.is_none() || self.host().leaves_calls {
            return Ok(Vec::new());
        }
        let mut asked = Vec::new();
        for connector in read(self.store(), |store| store.connectors_in_use())? {
            let process = self.process_calling(connector.as_str())?;
            if process.changes().is_some() {
                asked.push((connector, process));
            }
        }
        Ok(asked)
    }

    /// When one of these applications is to be asked.
    pub(in crate::engine) fn next_to_ask(
        &self,
        store: &dyn Reading,
        asked: &[(Id, Arc<Process>)],
    ) -> Result<Option<Instant>> {
        let mut next: Option<Instant> = None;
        for (connector, _) in asked {
            let due = store.asked_changes(connector)?.map_or_else(|| self.now(), |asked| asked.due);
            let resumes_at = store.endpoint(&endpoint_of_connector(connector))?.resume_at;
            let due = resumes_at.map_or(due, |at| at.max(due));
            next = Some(next.map_or(due, |next| next.min(due)));
        }
        Ok(next)
    }

    fn ask_in_pages(
        &self,
        asking: &Asking<'_>,
        mut asked: AskedChanges,
        budget: &Budget,
        report: &mut DueReport,
    ) -> Result<()> {
        for page in 1..=MOST_PAGES {
            let told = self.ask_once(asking, &asked)?;
            let now = self.now();
            let failure = told.as_ref().err().copied();
            asked.due = asking.process.next_changes(asking.changes, now)?;
            let counted = if matches!(told, Ok(Outcome::Unchanged | Outcome::Read(..))) {
                &mut report.polls
            } else {
                &mut report.failures
            };
            *counted = counted.saturating_add(1);
            let mut items = Vec::new();
            let mut more = false;
            (asked.last_failure, asked.asked_at) = (None, Some(now));
            match told {
                Ok(Outcome::Unchanged) => {}
                Ok(Outcome::Read(found, known)) => {
                    let moved = found.cursor.is_some() && found.cursor != asked.cursor;
                    more = found.more && moved && page < MOST_PAGES && !self.is_over(budget);
                    if moved {
                        (asked.cursor, asked.moved_at) = (found.cursor, Some(now));
                    }
                    asked.known = known;
                    items = found.items;
                }
                Ok(Outcome::Unusable(code)) => {
                    (asked.last_failure, asked.known) = (Some(code.to_owned()), None);
                }
                Err(failure) => asked.last_failure = Some(failure.code()),
            }
            let until = more.then(|| now.plus_milliseconds(LEASE));
            let kept = write(self.store(), |store| {
                if !store.move_changes(&asked, asking.token, until)? {
                    return Ok(false);
                }
                self.note_health(store, &asking.endpoint, failure.as_ref(), now)?;
                for (named, item) in &items {
                    self.keep_change(store, asking.connector, (named, item), now)?;
                }
                Ok(true)
            })?;
            // Another worker has it: what it does is what counts.
            if !kept || !more {
                return Ok(());
            }
        }
        Ok(())
    }

    /// One question, and what its answer tells.
    fn ask_once(&self, asking: &Asking<'_>, asked: &AskedChanges) -> Result<Result<Outcome, Failure>> {
        let now = self.now();
        let call = match asking.process.ask_for_changes(asked.cursor.as_deref(), now) {
            Ok(Some(call)) => call,
            Ok(None) => return Ok(Ok(Outcome::Unchanged)),
            Err(error) => return Ok(Ok(Outcome::Unusable(error.code().name()))),
        };
        let basis = basis(&call);
        let known = asked.known.as_ref().filter(|known| known.basis == basis);
        let id = MessageId(self.fresh_id(now)?);
        let told = self.ask(id, &call, known.map(|known| &known.validators));
        Ok(told.map_err(|failed| failed.failure).map(|told| match told {
            Told::Unchanged => Outcome::Unchanged,
            Told::Answer(answer, validators) => {
                let known = validators.map(|validators| KnownAnswer { validators, basis });
                let told = (&answer.document, answer.status);
                match asking.process.read_changes(asking.changes, told, now) {
                    Ok(Some(found)) => Outcome::Read(found, known),
                    Ok(None) => Outcome::Unusable(FailureClass::Refused.name()),
                    Err(error) => Outcome::Unusable(error.code().name()),
                }
            }
        }))
    }

    /// Keeps a change for its request. One of a request that is nobody's here does nothing; but while a call to the application is
    /// without answer, the answer may tell that it is of the request that was sent.
    fn keep_change(
        &self,
        store: &mut dyn Writing,
        connector: &Id,
        (named, item): (&str, &Json),
        now: Instant,
    ) -> Result<()> {
        let request = match request_named(store, connector, named)? {
            Some(request) if self.takes_changes(store, connector, &request)? => Some(request.id),
            Some(_) => return Ok(()),
            None if !store.awaits_an_answer(connector)? => return Ok(()),
            None if store.backlog(connector)?.calls >= MOST_WAITING => return Ok(()),
            None => None,
        };
        store.keep_call(&KeptCall {
            kind: CallKind::Change,
            connector: connector.clone(),
            call: String::new(),
            request,
            named: named.to_owned(),
            body: item.clone(),
            at: now,
            expires_at: now.plus_milliseconds(PATIENCE),
        })
    }

    /// Whether a request is open, and of the application that speaks.
    fn takes_changes(&self, store: &dyn Reading, connector: &Id, request: &Request) -> Result<bool> {
        let process = self.process_of(store, request)?;
        let is_its = process.connector.as_ref().is_some_and(|known| known.id == *connector);
        Ok(is_its && !request.state.is_closed())
    }
}

/// What the meaning of the answer depends on.
fn basis(call: &Call) -> request::Sha256 {
    let mut digest = Sha256::new();
    digest.update(&call.url);
    if let Some(body) = &call.body {
        digest.update(body.to_string());
    }
    request::Sha256(digest.finalize().into())
}
