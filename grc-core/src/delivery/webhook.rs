//! Signatures of webhooks: [Standard Webhooks](https://www.standardwebhooks.com), symmetric scheme.
//!
//! A call bears three headers: `webhook-id`, `webhook-timestamp` (seconds since 1970) and
//! `webhook-signature`, one or more of `v1,<base64>` separated by spaces, each the HMAC-SHA-256 of
//! `id.timestamp.body` under one of the sender's secrets.

mod body_signature;

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::{Choice, ConstantTimeEq};

use super::Secret;
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode};
use crate::request::Instant;

pub use body_signature::verify_body;
pub(super) use body_signature::written;

/// How far the sender's clock may be from ours, in seconds.
const TOLERANCE: i64 = 300;

/// Longest identifier, in bytes: it is kept, to recognise the call if it comes again.
const MAX_ID_BYTES: usize = 256;

const ID: &str = "webhook-id";
const TIMESTAMP: &str = "webhook-timestamp";
const SIGNATURE: &str = "webhook-signature";

/// The identifier that the sender gave to a call: the same when it is sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReceivedId(String);

impl ReceivedId {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ReceivedId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Why a signature does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureFault {
    /// This header is missing, is there twice, or is not written as it should.
    Header(&'static str),
    /// The header that the definition names is missing or is there twice.
    NoSignature,
    /// The body has no identifier where the definition looks for it.
    NoIdentifier,
    /// The call is too old, or dated in the future.
    Expired,
    /// No signature is that of this call under this secret.
    Mismatch,
    /// The secret is empty, or begins with `whsec_` and is not base64 after that.
    UnusableSecret,
}

impl From<SignatureFault> for Error {
    fn from(fault: SignatureFault) -> Self {
        let (code, message) = match fault {
            SignatureFault::Header(name) => (
                ErrorCode::InvalidSignature,
                Bilingual::new(
                    format!("l'en-tête `{name}` manque ou est mal écrit"),
                    format!("the header `{name}` is missing or badly written"),
                ),
            ),
            SignatureFault::NoSignature => (
                ErrorCode::InvalidSignature,
                Bilingual::new(
                    "l'en-tête de la signature manque ou est double",
                    "the header of the signature is missing or is there twice",
                ),
            ),
            SignatureFault::NoIdentifier => (
                ErrorCode::InvalidSignature,
                Bilingual::new(
                    "le corps n'a pas d'identifiant d'appel",
                    "the body has no identifier of the call",
                ),
            ),
            SignatureFault::Expired => (
                ErrorCode::InvalidSignature,
                Bilingual::new(
                    "l'appel doit dater de moins de 5 minutes",
                    "the call must be less than 5 minutes away from now",
                ),
            ),
            SignatureFault::Mismatch => (
                ErrorCode::InvalidSignature,
                Bilingual::new(
                    "aucune signature ne correspond à l'appel",
                    "no signature is that of the call",
                ),
            ),
            SignatureFault::UnusableSecret => (
                ErrorCode::SecretMissing,
                Bilingual::new(
                    "le secret du webhook est vide ou mal écrit",
                    "the webhook's secret is empty or badly written",
                ),
            ),
        };
        Self::new(code, message)
    }
}

/// Checks that a call was signed with `secret`, less than five minutes away from `now`.
///
/// `body` is the raw body, byte for byte. `secret` is `whsec_` and base64, or raw bytes. Names of
/// headers are read whatever their case. A sender who has two secrets is checked with one, then the
/// other. Whether the call was received before is for the caller to check, by its identifier.
///
/// # Errors
/// The rule that the call breaks.
pub fn verify(
    secret: &Secret,
    headers: &[(String, String)],
    body: &[u8],
    now: Instant,
) -> Result<ReceivedId, SignatureFault> {
    let id = header(headers, ID)?;
    if !is_identifier(id) {
        return Err(SignatureFault::Header(ID));
    }
    let timestamp = header(headers, TIMESTAMP)?;
    let sent = seconds(timestamp).ok_or(SignatureFault::Header(TIMESTAMP))?;
    let signatures = header(headers, SIGNATURE)?;
    if now.milliseconds().div_euclid(1_000).abs_diff(sent) > TOLERANCE.unsigned_abs() {
        return Err(SignatureFault::Expired);
    }
    let expected = signature(secret, id, timestamp, body)?;
    let matches = signatures
        .split(' ')
        .filter_map(|one| STANDARD.decode(one.strip_prefix("v1,")?).ok())
        .fold(Choice::from(0), |found, given| found | given.ct_eq(&expected));
    if bool::from(matches) { Ok(ReceivedId(id.to_owned())) } else { Err(SignatureFault::Mismatch) }
}

/// The three headers that sign a call made at `now`.
///
/// # Errors
/// An identifier that is empty, too long or not printable ASCII; a secret that cannot be used.
pub fn sign(
    secret: &Secret,
    id: &str,
    body: &[u8],
    now: Instant,
) -> Result<Vec<(String, String)>, SignatureFault> {
    if !is_identifier(id) {
        return Err(SignatureFault::Header(ID));
    }
    let timestamp = now.milliseconds().div_euclid(1_000).to_string();
    let signature = STANDARD.encode(signature(secret, id, &timestamp, body)?);
    Ok(vec![
        (ID.to_owned(), id.to_owned()),
        (TIMESTAMP.to_owned(), timestamp),
        (SIGNATURE.to_owned(), format!("v1,{signature}")),
    ])
}

/// The only header of this name.
fn header<'a>(headers: &'a [(String, String)], name: &'static str) -> Result<&'a str, SignatureFault> {
    only(headers, name).ok_or(SignatureFault::Header(name))
}

fn only<'a>(headers: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut found = headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
    match (found.next(), found.next()) {
        (Some((_, value)), None) => Some(value.trim()),
        // With two, sender and receiver could each read another one.
        _ => None,
    }
}

fn is_identifier(text: &str) -> bool {
    (1..=MAX_ID_BYTES).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Whole seconds, digits alone.
fn seconds(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

fn signature(secret: &Secret, id: &str, timestamp: &str, body: &[u8]) -> Result<Vec<u8>, SignatureFault> {
    hmac(&key(secret)?, &[id.as_bytes(), b".", timestamp.as_bytes(), b".", body])
}

/// HMAC-SHA-256 of parts that follow each other.
pub(super) fn hmac(key: &[u8], parts: &[&[u8]]) -> Result<Vec<u8>, SignatureFault> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(|_| SignatureFault::UnusableSecret)?;
    for part in parts {
        mac.update(part);
    }
    Ok(mac.finalize().into_bytes().to_vec())
}

fn key(secret: &Secret) -> Result<Vec<u8>, SignatureFault> {
    let key = match secret.expose().strip_prefix(b"whsec_") {
        Some(encoded) => STANDARD.decode(encoded).map_err(|_| SignatureFault::UnusableSecret)?,
        None => secret.expose().to_vec(),
    };
    // Under an empty key, anyone can sign.
    if key.is_empty() { Err(SignatureFault::UnusableSecret) } else { Ok(key) }
}
