//! One call to a business application.

use std::time::Duration;

use serde_json::Value;

use super::{
    AddressGuard, Failure, Http, HttpRequest, HttpResponse, Illegible, MAX_ANSWER_BYTES, Outage, RetryAfter,
    Secret, Secrets, Unsendable,
};
use crate::definition::{Authentication, Method, Name};
use crate::json::{Limits, parse_document};
use crate::request::{Call, MessageId};

/// How long a call may take, from its first byte to its answer's last.
pub const CALL_TIMEOUT: Duration = Duration::from_secs(20);

const ANSWER_LIMITS: Limits = Limits { bytes: MAX_ANSWER_BYTES, ..Limits::COMMAND };

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

/// Makes one call, and sorts its answer.
///
/// The body is JSON. But for `GET`, which changes nothing and may rightly answer otherwise the next
/// time, the call bears `Idempotency-Key: <id>`: made again, it should have no other effect.
///
/// # Errors
/// How the attempt ended: see [`Failure`].
pub fn call(
    http: &dyn Http,
    secrets: &dyn Secrets,
    guard: &AddressGuard,
    id: MessageId,
    call: &Call,
) -> Result<Answer, Failure> {
    let mut url = guard.check_url(&call.url)?;
    url.set_fragment(None);
    let request = HttpRequest {
        method: call.method,
        url: url.into(),
        headers: headers(secrets, id, call)?,
        body: call.body.as_ref().map(|body| body.to_string().into_bytes()),
        timeout: CALL_TIMEOUT,
    };
    let response = http.exchange(&request)?;
    answer_of(accepted(&response)?, &response.body)
}

/// The headers of a call that hold no secret.
pub fn open_headers(id: MessageId, call: &Call) -> Vec<(String, String)> {
    let mut headers = vec![
        ("User-Agent".to_owned(), concat!("grc/", env!("CARGO_PKG_VERSION")).to_owned()),
        ("Accept".to_owned(), "application/json".to_owned()),
    ];
    if call.body.is_some() {
        headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    if call.method != Method::Get {
        headers.push(("Idempotency-Key".to_owned(), id.to_string()));
    }
    headers
}

fn headers(secrets: &dyn Secrets, id: MessageId, call: &Call) -> Result<Vec<(String, String)>, Failure> {
    let mut headers = open_headers(id, call);
    match &call.auth {
        None => {}
        Some(Authentication::Bearer(name)) => {
            let secret = secret_text(secrets, &name.secret)?;
            headers.push(("Authorization".to_owned(), format!("Bearer {secret}")));
        }
        Some(Authentication::Header(header)) => {
            headers.push((header_name(&header.name)?, secret_text(secrets, &header.secret)?));
        }
    }
    Ok(headers)
}

fn secret_text(secrets: &dyn Secrets, name: &Name) -> Result<String, Failure> {
    let secret: Secret = secrets.secret(name.as_str()).ok_or(Failure::SecretMissing)?;
    let text = std::str::from_utf8(secret.expose()).ok().filter(|text| is_printable(text));
    text.map(str::to_owned).ok_or(Failure::Unsendable(Unsendable::Header))
}

fn is_printable(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

fn header_name(name: &str) -> Result<String, Failure> {
    let fit = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    fit.then(|| name.to_owned()).ok_or(Failure::Unsendable(Unsendable::Header))
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

fn document(body: &[u8]) -> Result<Value, Failure> {
    if body.trim_ascii().is_empty() {
        return Ok(Value::Null);
    }
    if body.len() > MAX_ANSWER_BYTES {
        return Err(Failure::Unreadable(Illegible::TooLong));
    }
    parse_document(body, ANSWER_LIMITS).map_err(|_| Failure::Unreadable(Illegible::NotJson))
}
