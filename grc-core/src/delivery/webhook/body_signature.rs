//! Signatures of the body alone, as many applications made them before there was a standard.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use super::{MAX_ID_BYTES, ReceivedId, SignatureFault, hmac, only};
use crate::definition::{HmacScheme, SignatureEncoding};
use crate::delivery::Secret;
use crate::json::{Limits, parse_document};
use crate::request::history::hexadecimal;

/// Checks that a call's body, byte for byte, was signed with `secret` in the way that `scheme` tells.
///
/// Such a call bears no date: only its identifier, taken from what is signed, tells whether it was received before.
///
/// # Errors
/// The rule that the call breaks.
pub fn verify_body(
    scheme: &HmacScheme,
    secret: &Secret,
    headers: &[(String, String)],
    body: &[u8],
) -> Result<ReceivedId, SignatureFault> {
    let given = only(headers, &scheme.header).ok_or(SignatureFault::NoSignature)?;
    let given = given.strip_prefix(scheme.prefix.as_str()).ok_or(SignatureFault::Mismatch)?;
    if secret.expose().is_empty() {
        return Err(SignatureFault::UnusableSecret);
    }
    let expected = written(scheme.encoding, &hmac(secret.expose(), &[body])?);
    let matches = match scheme.encoding {
        SignatureEncoding::Hex => given.to_ascii_lowercase().as_bytes().ct_eq(expected.as_bytes()),
        SignatureEncoding::Base64 => given.as_bytes().ct_eq(expected.as_bytes()),
    };
    if !bool::from(matches) {
        return Err(SignatureFault::Mismatch);
    }
    match &scheme.id {
        Some(pointer) => told(body, pointer).ok_or(SignatureFault::NoIdentifier),
        None => Ok(ReceivedId(hexadecimal(&Sha256::digest(body)))),
    }
}

/// A signature as a header has it.
pub(in crate::delivery) fn written(encoding: SignatureEncoding, signature: &[u8]) -> String {
    match encoding {
        SignatureEncoding::Hex => hexadecimal(signature),
        SignatureEncoding::Base64 => STANDARD.encode(signature),
    }
}

/// The identifier that a body tells: a text or a number.
fn told(body: &[u8], pointer: &str) -> Option<ReceivedId> {
    let document = parse_document(body, Limits::COMMAND).ok()?;
    let id = match document.pointer(pointer)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (1..=MAX_ID_BYTES).contains(&id.len()).then_some(ReceivedId(id))
}
