//! Calls received from business applications.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Engine;
use crate::check::CompiledProcedure;
use crate::definition::{Bilingual, Id, Name, State, WebhookScheme};
use crate::delivery::webhook::{self, ReceivedId, SignatureFault};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Facts;
use crate::json::{Limits, parse_document};
use crate::request::{Actor, Instant, Request, RequestId};
use crate::store::{RequestKey, Writing, read, write};
use crate::workflow::process::Webhook;
use crate::workflow::{Command, Process, identifier_text};

/// How long a call is remembered, in milliseconds: 30 days. Much longer than its signature is valid, so that none is taken
/// twice.
const REMEMBERED: i64 = 30 * 24 * 60 * 60 * 1000;

/// How much longer a call is remembered whose signature has no date, in milliseconds: ten years.
const UNDATED: i64 = 3_650 * 24 * 60 * 60 * 1000;

/// What a call received did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// The request concerned; none when the call had been handled already.
    pub request: Option<RequestId>,
    /// Whether the same call had been handled already: then nothing was done.
    pub replayed: bool,
    /// The request's status, after.
    pub status: Option<Name>,
    /// What the status amounts to.
    pub state: Option<State>,
}

impl Engine {
    /// Takes a call of a business application: its signature is checked on the bytes as they came, its request
    /// is found by identifier, reference or external id, its data and signal follow the circuit. A call that was
    /// handled already does nothing.
    ///
    /// # Errors
    /// `not_found` for the connector or the request, `secret_missing`, `invalid_signature`, `invalid_json`.
    pub fn receive(&self, connector: &str, headers: &[(String, String)], body: &[u8]) -> Result<Received> {
        let process = self.process_calling(connector)?;
        let hook = process.connector.as_ref().and_then(|connector| connector.webhook.as_ref());
        let hook = hook.ok_or_else(unknown_connector)?;
        let now = self.now();
        let id = self.verified(hook, headers, body, now)?;
        let document = parse_document(body, Limits::COMMAND)?;
        let before = Facts { signal: Some(&document), ..Facts::new(&process.town, &process.procedure, now) };
        let named = hook.request.evaluate(&before).ok();
        let named = named.and_then(|named| identifier_text(&named)).ok_or_else(unknown_request)?;
        let actor = Actor::Connector(connector.to_owned());
        write(self.store(), |store| {
            let request = find(store, connector, &named)?.ok_or_else(unknown_request)?;
            let process = self.process_of(store, &request)?;
            // An application speaks of its own requests alone.
            if process.connector.as_ref().is_none_or(|known| known.id.as_str() != connector) {
                return Err(unknown_request());
            }
            if !store.note_received(
                connector,
                id.as_str(),
                noted_at(&hook.scheme, now),
                now.plus_milliseconds(-REMEMBERED),
            )? {
                return Ok(Received { request: None, replayed: true, status: None, state: None });
            }
            let command = Command::Received(document.clone());
            let request = self.carry_out(store, &process, &request, command, (&actor, None))?;
            Ok(Received {
                request: Some(request.id),
                replayed: false,
                status: Some(request.status),
                state: Some(request.state),
            })
        })
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
    fn process_calling(&self, connector: &str) -> Result<Arc<Process>> {
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

/// As of when a call is remembered. One whose signature has no date would be as good after thirty days as on the first: it is
/// remembered for years.
fn noted_at(scheme: &WebhookScheme, now: Instant) -> Instant {
    match scheme {
        WebhookScheme::StandardWebhooks => now,
        WebhookScheme::Hmac(_) => now.plus_milliseconds(UNDATED),
    }
}

/// The request that a call names: by external id, by reference, or by identifier.
fn find(store: &dyn Writing, connector: &str, named: &str) -> Result<Option<Request>> {
    let external = RequestKey::External(Id(connector.to_owned()), named.to_owned());
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
