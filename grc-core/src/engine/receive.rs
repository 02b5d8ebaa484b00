//! Calls received from business applications.

mod outcome;
mod waiting;

use std::sync::Arc;

use serde_json::Value as Json;
use uuid::Uuid;

pub use outcome::{Received, ReceivedEffect};

use super::Engine;
use super::decision::Beside;
use crate::check::CompiledProcedure;
use crate::definition::{Bilingual, Id, WebhookScheme};
use crate::delivery::webhook::{self, ReceivedId, SignatureFault};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Facts;
use crate::json::{Limits, parse_document};
use crate::request::{Actor, Instant, Request, RequestId};
use crate::store::{CallKind, KeptCall, Reading, RequestKey, Writing, read, write};
use crate::workflow::process::Webhook;
use crate::workflow::{BroughtFile, Command, Decision, Process, identifier_text};
use waiting::{PATIENCE, keep};

/// How long a call is remembered, in milliseconds: 30 days. Much longer than its signature is valid, so that none is taken
/// twice.
const REMEMBERED: i64 = 30 * 24 * 60 * 60 * 1000;

/// How much longer a call is remembered whose signature has no date, in milliseconds: ten years.
const UNDATED: i64 = 3_650 * 24 * 60 * 60 * 1000;

/// A call being taken.
#[derive(Clone, Copy)]
struct Taking<'a> {
    call: &'a KeptCall,
    scheme: &'a WebhookScheme,
    bytes: usize,
    /// The files that it holds, once they are kept.
    files: Option<&'a [BroughtFile]>,
}

/// What becomes of a call in one transaction.
enum Outcome {
    /// This.
    Done(Received),
    /// Others about the same request came before it, and go first.
    Behind(RequestId),
    /// It may hold files, which are to be kept before.
    Holds(Arc<Process>),
}

impl Engine {
    /// Takes a call of a business application: its signature is checked on the bytes as they came, its request
    /// is found by identifier, reference or external id, its data and signal follow the circuit. A call that was
    /// handled already does nothing. One that names no request yet waits for it, thirty days: [`Engine::run_due`] gives it to
    /// the request that has come, before any later call.
    ///
    /// # Errors
    /// `not_found` for the connector, for a call that names no request, or that of another application;
    /// `too_many_waiting_calls`, `secret_missing`, `invalid_signature`, `invalid_json`, `evaluation_failed`; `invalid_input`,
    /// `file_too_large` for a file that it holds, at `/files/…` as the definition names it; `invalid_answers` for one that its
    /// data does not accept.
    pub fn receive(&self, connector: &str, headers: &[(String, String)], body: &[u8]) -> Result<Received> {
        let process = self.process_calling(connector)?;
        let hook = process.connector.as_ref().and_then(|connector| connector.webhook.as_ref());
        let hook = hook.ok_or_else(unknown_connector)?;
        let now = self.now();
        let id = self.verified(hook, headers, body, now)?;
        let limits = if hook.files.is_empty() { Limits::COMMAND } else { Limits::FILE };
        let document = parse_document(body, limits)?;
        let before = Facts { signal: Some(&document), ..Facts::new(&process.town, &process.procedure, now) };
        let named = hook.request.evaluate(&before).ok();
        let named = named.and_then(|named| identifier_text(&named)).ok_or_else(unknown_request)?;
        let call = KeptCall {
            kind: CallKind::Call,
            request: None,
            connector: Id(connector.to_owned()),
            call: id.as_str().to_owned(),
            named,
            body: document,
            at: now,
            expires_at: now.plus_milliseconds(PATIENCE),
        };
        let mut files = None;
        loop {
            let taking =
                Taking { call: &call, scheme: &hook.scheme, bytes: body.len(), files: files.as_deref() };
            match write(self.store(), |store| self.take(store, &taking))? {
                Outcome::Done(received) => return Ok(received),
                Outcome::Behind(request) => self.take_calls_before(request)?,
                Outcome::Holds(process) => {
                    files = Some(self.keep_files_of_call(&process, &call.connector, &call.body)?);
                }
            }
        }
    }

    /// Gives a call to its request, or keeps it until there is one.
    fn take(&self, store: &mut dyn Writing, taking: &Taking<'_>) -> Result<Outcome> {
        let Taking { call, scheme, bytes, files } = *taking;
        let connector = call.connector.as_str();
        let found = match request_named(store, &call.connector, &call.named)? {
            None => None,
            Some(request) => {
                let process = self.process_of(store, &request)?;
                // An application speaks of its own requests alone.
                if process.connector.as_ref().is_none_or(|known| known.id != call.connector) {
                    return Err(unknown_request());
                }
                if !store.found_calls(Some(request.id), 1)?.is_empty() {
                    return Ok(Outcome::Behind(request.id));
                }
                if files.is_none() && holds_files(&process) && !store.was_received(connector, &call.call)? {
                    return Ok(Outcome::Holds(process));
                }
                Some((request, process))
            }
        };
        let forgotten = call.at.plus_milliseconds(-REMEMBERED);
        if !store.note_received(connector, &call.call, noted_at(scheme, call.at), forgotten)? {
            return Ok(Outcome::Done(Received::duplicate()));
        }
        let Some((request, process)) = found else {
            keep(store, call, bytes)?;
            return Ok(Outcome::Done(Received::waiting()));
        };
        let files = files.unwrap_or_default().to_vec();
        let command = Command::Received { document: call.body.clone(), files };
        let decision = self.carry_out_call(store, &process, &request, command, &call.connector)?;
        Ok(Outcome::Done(Received::by(&decision)))
    }

    /// Keeps the files that the body of a call holds.
    fn keep_files_of_call(&self, process: &Process, connector: &Id, body: &Json) -> Result<Vec<BroughtFile>> {
        let webhook = process.connector.as_ref().and_then(|connector| connector.webhook.as_ref());
        let files = webhook.map_or(&[][..], |webhook| &webhook.files);
        let facts = Facts { signal: Some(body), ..Facts::new(&process.town, &process.procedure, self.now()) };
        self.keep_files_of(files, &actor_of(connector), &facts, None)
    }

    /// Carries out what a business application's call amounts to. It answers for the files that it brings, of which the scanner
    /// has said nothing yet.
    fn carry_out_call(
        &self,
        store: &mut dyn Writing,
        process: &Process,
        request: &Request,
        command: Command,
        connector: &Id,
    ) -> Result<Decision> {
        let beside = Beside { vouched: true, ..Beside::default() };
        self.carry_out_beside(store, &beside, process, request, command, (&actor_of(connector), None))
    }

    /// The identifier of a call that one of the secrets has signed. A secret that the host does not have yet, or any more, is
    /// passed over: it is being replaced.
    fn verified(
        &self,
        hook: &Webhook,
        headers: &[(String, String)],
        body: &[u8],
        now: Instant,
    ) -> Result<ReceivedId> {
        let mut fault = None;
        let secrets = &self.host().secrets;
        for secret in hook.secrets.iter().filter_map(|name| secrets.secret(name.as_str())) {
            let verified = match &hook.scheme {
                WebhookScheme::StandardWebhooks => webhook::verify(&secret, headers, body, now),
                WebhookScheme::Hmac(scheme) => webhook::verify_body(scheme, &secret, headers, body),
            };
            match verified {
                Ok(id) => return Ok(id),
                // What is wrong with the call says more than a secret that is badly written.
                Err(SignatureFault::UnusableSecret) if fault.is_some() => {}
                Err(found) => fault = Some(found),
            }
        }
        Err(fault.map_or_else(secret_missing, Error::from))
    }

    /// The latest process whose business application is `connector`: of what is published now, else of versions
    /// past, whose requests go on.
    pub(super) fn process_calling(&self, connector: &str) -> Result<Arc<Process>> {
        let current = self.current()?;
        if let Some(process) = current.iter().find_map(|one| calling(&one.compiled, connector)) {
            return Ok(process);
        }
        read(self.store(), |store| {
            for (id, version) in store.versions()? {
                if let Some(process) = calling(&*self.version_of(store, &id, version)?, connector) {
                    return Ok(process);
                }
            }
            Err(unknown_connector())
        })
    }
}

fn calling(procedure: &CompiledProcedure, connector: &str) -> Option<Arc<Process>> {
    let is_its = |process: &&Arc<Process>| {
        process.connector.as_ref().is_some_and(|known| known.id.as_str() == connector)
    };
    procedure.processes.values().find(is_its).cloned()
}

fn actor_of(connector: &Id) -> Actor {
    Actor::Connector(connector.as_str().to_owned())
}

fn holds_files(process: &Process) -> bool {
    let webhook = process.connector.as_ref().and_then(|connector| connector.webhook.as_ref());
    webhook.is_some_and(|webhook| !webhook.files.is_empty())
}

/// As of when a call is remembered. One whose signature has no date would be as good after thirty days as on the first: it is
/// remembered for years.
fn noted_at(scheme: &WebhookScheme, now: Instant) -> Instant {
    match scheme {
        WebhookScheme::StandardWebhooks => now,
        WebhookScheme::Hmac(_) => now.plus_milliseconds(UNDATED),
    }
}

/// The request that a call names: by external id, by reference, or by identifier.
pub(super) fn request_named(store: &dyn Reading, connector: &Id, named: &str) -> Result<Option<Request>> {
    let external = RequestKey::External(connector.clone(), named.to_owned());
    if let Some(request) = store.request(&external)? {
        return Ok(Some(request));
    }
    if let Some(request) = store.request(&RequestKey::Reference(named.to_owned()))? {
        return Ok(Some(request));
    }
    match Uuid::try_parse(named) {
        Ok(id) => store.request(&RequestKey::Id(RequestId(id))),
        Err(_) => Ok(None),
    }
}

fn secret_missing() -> Error {
    let message = Bilingual::new("le secret du webhook manque", "the webhook's secret is missing");
    Error::new(ErrorCode::SecretMissing, message)
}

fn unknown_connector() -> Error {
    Error::not_found("connecteur", "connector").at("/connector")
}

fn unknown_request() -> Error {
    Error::not_found("demande", "request")
}
