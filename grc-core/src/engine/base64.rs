//! Bytes in JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};

/// The bytes that the member at `path` writes.
pub(crate) fn decoded(encoded: &str, path: &str) -> Result<Vec<u8>> {
    STANDARD.decode(encoded).map_err(|_| {
        let message = Bilingual::new("ce n'est pas du base64 correct", "this is not correct base64");
        Error::new(ErrorCode::InvalidInput, message).at(path)
    })
}

pub(crate) fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}
