//! One call to a business application.

use std::time::Duration;

use serde_json::Value;

use super::authentication::{Proof, prove};
use super::{
    AddressGuard, Failure, Http, HttpRequest, HttpResponse, Illegible, MAX_ANSWER_BYTES, Outage, RetryAfter,
    Secrets, Tokens,
};
use crate::definition::Method;
use crate::json::{Limits, parse_document};
use crate::request::{Call, Instant, MessageId};

/// How long a call may take when its operation does not say, from its first byte to its answer's last.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(20);

const ANSWER_LIMITS: Limits = Limits { bytes: MAX_ANSWER_BYTES, ..Limits::COMMAND };

/// With what calls are made.
#[derive(Clone, Copy)]
pub struct Caller<'a> {
    /// What speaks HTTP.
    pub http: &'a dyn Http,
    /// Where secrets come from.
    pub secrets: &'a dyn Secrets,
    /// Which addresses may be called.
    pub guard: &'a AddressGuard,
    /// The tokens that authorisation servers gave.
    pub tokens: &'a Tokens,
    /// The instant.
    pub now: Instant,
}

/// What a business application answered to a call that it accepted.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    /// HTTP status: 2xx.
    pub status: u16,
    /// The body; null when there is none. Numbers that are not whole are texts, digit for digit.
    pub document: Value,
}

impl std::fmt::Debug for Answer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Answer").field("status", &self.status).finish_non_exhaustive()
    }
}

/// A call that came to nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct FailedCall {
    /// How it ended.
    pub failure: Failure,
    /// What the other side said of it, if it said something in JSON.
    pub said: Option<Value>,
}

impl From<Failure> for FailedCall {
    fn from(failure: Failure) -> Self {
        Self { failure, said: None }
    }
}

impl std::fmt::Debug for FailedCall {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("FailedCall").field("failure", &self.failure).finish_non_exhaustive()
    }
}

/// Makes one call, and sorts its answer.
///
/// The body is JSON. But for `GET`, which changes nothing and may rightly answer otherwise the next
/// time, the call bears `Idempotency-Key: <id>`: made again, it should have no other effect. One that is
/// answered 401 under a kept token is made again, once, under a new one.
///
/// # Errors
/// How the attempt ended: see [`Failure`].
pub fn call(caller: &Caller<'_>, id: MessageId, call: &Call) -> Result<Answer, FailedCall> {
    understood(&sent(caller, id, call, &[])?)
}

/// Sends one call, with more headers than its own.
pub(super) fn sent(
    caller: &Caller<'_>,
    id: MessageId,
    call: &Call,
    more: &[(String, String)],
) -> Result<HttpResponse, Failure> {
    let mut url = caller.guard.check_url(&call.url)?;
    url.set_fragment(None);
    let mut headers = open_headers(id, call);
    headers.extend_from_slice(more);
    let bare = HttpRequest {
        method: call.method,
        url: url.into(),
        headers,
        body: call.body.as_ref().map(|body| body.to_string().into_bytes()),
        timeout: timeout_of(call),
    };
    let Proof { headers, token } = prove(caller, call.auth.as_ref(), &bare)?;
    let mut response = caller.http.exchange(&bare.clone().with(headers))?;
    if let Some(token) = token.filter(|_| response.status == 401) {
        caller.tokens.forget(&token);
        let Proof { headers, .. } = prove(caller, call.auth.as_ref(), &bare)?;
        response = caller.http.exchange(&bare.with(headers))?;
    }
    Ok(response)
}

/// What a response to a call amounts to.
pub(super) fn understood(response: &HttpResponse) -> Result<Answer, FailedCall> {
    match accepted(response) {
        Ok(status) => Ok(answer_of(status, &response.body)?),
        Err(failure) => Err(FailedCall { failure, said: said(&response.body) }),
    }
}

/// How long a call may take.
pub fn timeout_of(call: &Call) -> Duration {
    call.timeout.map_or(CALL_TIMEOUT, |seconds| Duration::from_secs(u64::from(seconds)))
}

/// The headers of a call that hold no secret: the engine's, or the operation's in their place, then the operation's own.
pub fn open_headers(id: MessageId, call: &Call) -> Vec<(String, String)> {
    let mut usual = vec![
        ("User-Agent", concat!("grc/", env!("CARGO_PKG_VERSION")).to_owned()),
        ("Accept", "application/json".to_owned()),
    ];
    if call.body.is_some() {
        usual.push(("Content-Type", "application/json".to_owned()));
    }
    if call.method != Method::Get {
        usual.push(("Idempotency-Key", id.to_string()));
    }
    let is_replaced = |name: &str| call.headers.iter().any(|(own, _)| own.eq_ignore_ascii_case(name));
    let kept = usual.into_iter().filter(|(name, _)| !is_replaced(name));
    kept.map(|(name, value)| (name.to_owned(), value)).chain(call.headers.iter().cloned()).collect()
}

/// Tells success, refusal and outage apart; gives the status of a success.
pub(super) fn accepted(response: &HttpResponse) -> Result<u16, Failure> {
    match response.status {
        status @ 200..=299 => Ok(status),
        status @ (408 | 425 | 429 | 500..) => Err(Failure::Unavailable {
            outage: Outage::Status(status),
            retry_after: response.header("Retry-After").and_then(RetryAfter::parse),
        }),
        status => Err(Failure::Refused { status }),
    }
}

/// What an answer to an accepted call says.
///
/// # Errors
/// [`Failure::Unreadable`].
pub fn answer_of(status: u16, body: &[u8]) -> Result<Answer, Failure> {
    Ok(Answer { status, document: document(body)? })
}

/// What comes with a refusal, if it can be read: nothing depends on it.
pub fn said(body: &[u8]) -> Option<Value> {
    document(body).ok().filter(|document| !document.is_null())
}

pub(super) fn document(body: &[u8]) -> Result<Value, Failure> {
    if body.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    if body.len() > MAX_ANSWER_BYTES {
        return Err(Failure::Unreadable(Illegible::TooLong));
    }
    parse_document(body, ANSWER_LIMITS).map_err(|_| Failure::Unreadable(Illegible::NotJson))
}
