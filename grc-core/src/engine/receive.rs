//! Calls received from business applications.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::check::CompiledProcedure;
use crate::definition::{Bilingual, Id, Name, State};
use crate::delivery::webhook;
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Facts;
use crate::json::{Limits, parse_document};
use crate::request::{Actor, RequestId};
use crate::store::{RequestKey, Writing, read, write};
use crate::workflow::{Command, Process, identifier_text};

/// How long a call is remembered, in milliseconds: 30 days. Much longer than its signature is valid, so that none is taken
/// twice.
const REMEMBERED: i64 = 30 * 24 * 60 * 60 * 1000;

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
    /// is found by reference or by external id, its data and signal follow the circuit. A call that was
    /// handled already does nothing.
    ///
    /// # Errors
    /// `not_found` for the connector or the request, `secret_missing`, `invalid_signature`, `invalid_json`.
    pub fn receive(&self, connector: &str, headers: &[(String, String)], body: &[u8]) -> Result<Received> {
        let process = self.process_calling(connector)?;
        let hook = process.connector.as_ref().and_then(|connector| connector.webhook.as_ref());
        let hook = hook.ok_or_else(unknown_connector)?;
        let secret = self.host().secrets.secret(hook.secret.as_str()).ok_or_else(|| {
            let message = Bilingual::new("le secret du webhook manque", "the webhook's secret is missing");
            Error::new(ErrorCode::SecretMissing, message)
        })?;
        let now = self.now();
        let id = webhook::verify(&secret, headers, body, now)?;
        let document = parse_document(body, Limits::COMMAND)?;
        let before = Facts { signal: Some(&document), ..Facts::new(&process.town, &process.procedure, now) };
        let named = hook.request.evaluate(&before).ok();
        let named = named.and_then(|named| identifier_text(&named)).ok_or_else(unknown_request)?;
        let actor = Actor::Connector(connector.to_owned());
        write(self.store(), |store| {
            let request = find(store, connector, &named)?;
            let process = self.process_of(store, &request)?;
            // An application speaks of its own requests alone.
            if process.connector.as_ref().is_none_or(|known| known.id.as_str() != connector) {
                return Err(unknown_request());
            }
            if !store.note_received(connector, id.as_str(), now, now.plus_milliseconds(-REMEMBERED))? {
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

/// The request that a call names: by external id, or by reference.
fn find(store: &dyn Writing, connector: &str, named: &str) -> Result<crate::request::Request> {
    let external = RequestKey::External(Id(connector.to_owned()), named.to_owned());
    if let Some(request) = store.request(&external)? {
        return Ok(request);
    }
    let by_reference = store.request(&RequestKey::Reference(named.to_owned()))?;
    by_reference.ok_or_else(unknown_request)
}

fn unknown_connector() -> Error {
    Error::not_found("connecteur", "connector").at("/connector")
}

fn unknown_request() -> Error {
    Error::not_found("demande", "request")
}
