//! One event told to a subscriber, signed.

use super::call::{CALL_TIMEOUT, accepted};
use super::webhook::sign;
use super::{AddressGuard, Failure, Http, HttpRequest, Secret, Unsendable};
use crate::definition::Method;
use crate::request::Instant;

/// Tells one event: a `POST` signed as Standard Webhooks says, whose `webhook-id` is `id`. Whatever 2xx is answered, the event
/// was heard.
///
/// # Errors
/// How the attempt ended.
pub fn tell(
    http: &dyn Http,
    guard: &AddressGuard,
    secret: &Secret,
    (id, url): (&str, &str),
    body: Vec<u8>,
    now: Instant,
) -> Result<(), Failure> {
    let mut url = guard.check_url(url)?;
    url.set_fragment(None);
    let mut headers = vec![
        ("User-Agent".to_owned(), concat!("grc/", env!("CARGO_PKG_VERSION")).to_owned()),
        ("Content-Type".to_owned(), "application/json".to_owned()),
    ];
    let signature = sign(secret, id, &body, now).map_err(|_| Failure::Unsendable(Unsendable::Header))?;
    headers.extend(signature);
    let request = HttpRequest {
        method: Method::Post,
        url: url.into(),
        headers,
        body: Some(body),
        timeout: CALL_TIMEOUT,
    };
    accepted(&http.exchange(&request)?).map(|_| ())
}
