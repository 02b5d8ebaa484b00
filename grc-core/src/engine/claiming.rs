//! What the host sends itself: it claims things, sends them its own way, and reports.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::outbox::{Attempt, require_endpoint};
use super::{DueReport, Engine, require_system};
use crate::definition::{Authentication, Bilingual, Id, Method, Name};
use crate::delivery::{
    Answer, FailedCall, Failure, FailureClass, Illegible, Outage, RetryAfter, Told, answer_of, open_headers,
    said, timeout_of,
};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Call, Instant, Message, MessageId, OutgoingContent, RequestId};
use crate::store::{Lease, OutboxEntry, read, write};

/// How many seconds a claim lasts when the host does not say, and the most that it may.
const LEASE: u32 = 120;
const LONGEST_LEASE: u32 = 24 * 60 * 60;

/// How many things are claimed at once when the host does not say, and the most that may be.
const USUAL: usize = 50;
const MOST: usize = 500;

/// What a host wants to send itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ClaimQuery {
    /// Where to: channels (`email`, `letter`, `sms`, `portal`), business applications (`connector:gmao`).
    #[schemars(length(min = 1))]
    pub endpoints: Vec<String>,
    /// Most things, up to 500; 50, if absent.
    pub limit: Option<usize>,
    /// Seconds in which they are to be reported, up to a day; 120, if absent. After that they may be claimed again.
    pub lease_seconds: Option<u32>,
}

/// Something that the host has claimed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Claimed {
    /// Identifier, the same at each attempt: sent twice under it, the thing should have one effect.
    pub id: MessageId,
    /// What proves the claim when it is reported.
    pub token: String,
    /// When the claim is over.
    pub until: Instant,
    /// Number of the attempt, from 1.
    pub attempt: u32,
    /// Where it goes.
    pub endpoint: String,
    /// The request that it is about.
    pub request: RequestId,
    /// The message, if it is one.
    pub message: Option<Message>,
    /// The call, if it is one.
    pub call: Option<ClaimedCall>,
}

/// A call to a business application, for the host to make. Redirects are not to be followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ClaimedCall {
    /// The connector.
    pub connector: Id,
    /// Its operation.
    pub operation: Name,
    /// HTTP method.
    pub method: Method,
    /// Whole address.
    pub url: String,
    /// Headers, `[name, value]` each, but for those that hold a secret.
    #[schemars(with = "Vec<[String; 2]>")]
    pub headers: Vec<(String, String)>,
    /// How to prove who calls: the host has the secret.
    pub auth: Option<Authentication>,
    /// Body, JSON as text.
    pub body: Option<String>,
    /// Most seconds that the call may take.
    pub timeout_seconds: u64,
}

/// How an attempt of the host failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportedFailure {
    /// `refused`: no, and no again if asked again. `unavailable`: not now, it is tried again. `unreadable`: the answer says
    /// nothing that can be understood.
    pub class: FailureClass,
    /// HTTP status that was answered, if one was.
    #[serde(default)]
    pub status: Option<u16>,
    /// Seconds after which the other side wants to be asked again: its `Retry-After`.
    #[serde(default)]
    pub retry_after: Option<u32>,
    /// The body that a business application answered, if it answered one: what it says is shown to agents.
    #[serde(default)]
    pub answer: Option<String>,
}

impl Engine {
    /// Leases to the host what waits to be sent to some endpoints, the longest first: messages as they are to be sent, calls as
    /// they are to be made. What is claimed is reported by [`Engine::report_sent`] or [`Engine::report_failed`] before the
    /// claim is over; else it may be claimed anew, and what is reported late is refused.
    ///
    /// An endpoint that is set aside gives one thing at a time, to try it, and none in between.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for what is no endpoint, or a limit out of bounds.
    pub fn claim_messages(&self, actor: &Actor, query: &ClaimQuery) -> Result<Vec<Claimed>> {
        require_system(actor)?;
        for (index, endpoint) in query.endpoints.iter().enumerate() {
            require_endpoint(endpoint, format!("/query/endpoints/{index}"))?;
        }
        let most = within(query.limit.unwrap_or(USUAL), MOST, "/query/limit")?;
        let longest = usize::try_from(LONGEST_LEASE).unwrap_or(usize::MAX);
        let seconds = usize::try_from(query.lease_seconds.unwrap_or(LEASE)).unwrap_or(usize::MAX);
        let seconds = within(seconds, longest, "/query/lease_seconds")?;
        let now = self.now();
        let until = now.plus_milliseconds(i64::try_from(seconds).unwrap_or(i64::MAX).saturating_mul(1_000));
        let lease = Lease { now, until, token: self.random_number()? };
        let entries = write(self.store(), |store| {
            let mut entries = Vec::new();
            for endpoint in &query.endpoints {
                let left = most.saturating_sub(entries.len());
                let health = store.endpoint(endpoint)?;
                entries.extend(self.lease_of((store, endpoint, &health), &lease, left)?);
            }
            Ok(entries)
        })?;
        let mut claimed = Vec::with_capacity(entries.len());
        for entry in &entries {
            claimed.extend(self.claimed(entry, &lease)?);
        }
        Ok(claimed)
    }

    /// Ends a claim: the thing was sent. `answer` is the body that a business application answered.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `not_found`; `lease_lost`, and nothing is changed, when the claim was over
    /// and the thing claimed anew, or when it has been reported already.
    pub fn report_sent(&self, actor: &Actor, id: MessageId, token: &str, answer: Option<&str>) -> Result<()> {
        let answered = answer_of(OK, answer.unwrap_or_default().as_bytes());
        self.report(actor, id, token, answered.map_err(FailedCall::from))
    }

    /// Ends a claim: the thing was not sent. It is tried again when it may be, as when the engine sends it; a business
    /// application that refuses takes its `failed` edge.
    ///
    /// # Errors
    /// As [`Engine::report_sent`].
    pub fn report_failed(
        &self,
        actor: &Actor,
        id: MessageId,
        token: &str,
        failure: &ReportedFailure,
    ) -> Result<()> {
        let said = failure.answer.as_ref().and_then(|answer| said(answer.as_bytes()));
        self.report(actor, id, token, Err(FailedCall { failure: failure.as_failure(), said }))
    }
}

/// The status of an answer that a host reports without saying which it was.
const OK: u16 = 200;

impl Engine {
    /// What the host is given of a thing that it has claimed; nothing of what turns out not to be sent.
    fn claimed(&self, entry: &OutboxEntry, lease: &Lease) -> Result<Option<Claimed>> {
        let attempt = Attempt::new(entry, lease.token);
        let mut report = DueReport::default();
        if self.gives_up(&attempt, &mut report)? {
            return Ok(None);
        }
        let (message, call) = match &entry.outgoing.content {
            OutgoingContent::Message(message) => (Some(message.clone()), None),
            OutgoingContent::Call(call) => match self.claimed_call(attempt.id(), call) {
                Ok(call) => (None, Some(call)),
                Err(failure) => {
                    self.end_call(&attempt, call, Err(failure.into()), &mut report)?;
                    return Ok(None);
                }
            },
            OutgoingContent::Poll(_) => {
                let Some(question) = self.question(&attempt, &mut report)? else { return Ok(None) };
                match self.claimed_call(attempt.id(), &question.call) {
                    Ok(call) => (None, Some(call)),
                    Err(failure) => {
                        self.end_question(&attempt, &question, Err(failure.into()), &mut report)?;
                        return Ok(None);
                    }
                }
            }
            OutgoingContent::CreateRequest(_) | OutgoingContent::TellLinked(_) => return Ok(None),
        };
        Ok(Some(Claimed {
            id: attempt.id(),
            token: written(lease.token),
            until: lease.until,
            attempt: entry.attempts.saturating_add(1),
            endpoint: entry.endpoint.clone(),
            request: entry.request,
            message,
            call,
        }))
    }

    /// The guard holds for the host too: what it refuses is not given.
    fn claimed_call(&self, id: MessageId, call: &Call) -> Result<ClaimedCall, Failure> {
        let mut url = self.host().guard.check_url(&call.url)?;
        url.set_fragment(None);
        Ok(ClaimedCall {
            connector: call.connector.clone(),
            operation: call.operation.clone(),
            method: call.method,
            url: url.into(),
            headers: open_headers(id, call),
            auth: call.auth.clone(),
            body: call.body.as_ref().map(ToString::to_string),
            timeout_seconds: timeout_of(call).as_secs(),
        })
    }

    fn report(
        &self,
        actor: &Actor,
        id: MessageId,
        token: &str,
        answered: Result<Answer, FailedCall>,
    ) -> Result<()> {
        require_system(actor)?;
        let token = read_token(token).ok_or_else(lease_lost)?;
        let entry = read(self.store(), |store| store.outgoing(id))?;
        let entry = entry.ok_or_else(|| Error::not_found("message", "message").at("/id"))?;
        let (attempt, mut report) = (Attempt::new(&entry, token), DueReport::default());
        let ended = match &entry.outgoing.content {
            OutgoingContent::Message(message) => {
                // What a relay answers to a message is no answer to the engine.
                let sent = match answered {
                    Ok(_)
                    | Err(FailedCall {
                        failure: Failure::Unreadable(Illegible::NotJson | Illegible::TooLong),
                        ..
                    }) => Ok(()),
                    Err(FailedCall { failure, .. }) => Err(failure),
                };
                self.end_message(&attempt, message, sent, &mut report)?
            }
            OutgoingContent::Call(call) => self.end_call(&attempt, call, answered, &mut report)?,
            OutgoingContent::Poll(_) => match self.question(&attempt, &mut report)? {
                Some(question) => {
                    let told = answered.map(|answer| Told::Answer(answer, None));
                    self.end_question(&attempt, &question, told, &mut report)?
                }
                // The request was closed meanwhile.
                None => true,
            },
            OutgoingContent::CreateRequest(_) | OutgoingContent::TellLinked(_) => {
                return Err(Error::not_found("message", "message").at("/id"));
            }
        };
        if ended { Ok(()) } else { Err(lease_lost()) }
    }
}

impl ReportedFailure {
    fn as_failure(&self) -> Failure {
        match (self.class, self.status) {
            (FailureClass::Refused, Some(status)) => Failure::Refused { status },
            (FailureClass::Refused, None) => Failure::Declined,
            (FailureClass::Unavailable, status) => Failure::Unavailable {
                outage: status.map_or(Outage::Reported, Outage::Status),
                retry_after: self.retry_after.map(RetryAfter::Seconds),
            },
            (FailureClass::Unreadable, _) => Failure::Unreadable(Illegible::Reported),
        }
    }
}

fn written(token: u64) -> String {
    format!("{token:016x}")
}

fn read_token(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok().filter(|token| written(*token) == text)
}

fn lease_lost() -> Error {
    let message = Bilingual::new(
        "la réservation de ce message est finie : un autre l'a peut-être",
        "the claim on this message is over: another may have it",
    );
    Error::new(ErrorCode::LeaseLost, message).at("/token")
}

fn within(number: usize, most: usize, path: &str) -> Result<usize> {
    if (1..=most).contains(&number) {
        return Ok(number);
    }
    let message = Bilingual::new(
        format!("un nombre de 1 à {most} est attendu"),
        format!("a number from 1 to {most} is expected"),
    );
    Err(Error::new(ErrorCode::InvalidInput, message).at(path))
}
