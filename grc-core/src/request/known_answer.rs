//! What is remembered of an answer, so that the same one need not be sent again.

use serde::{Deserialize, Serialize};

use super::Sha256;

/// By what a business application knows an answer: RFC 9110, section 8.8.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Validators {
    /// Its `ETag`, quotation marks included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub etag: Option<String>,
    /// Its `Last-Modified`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_modified: Option<String>,
}

/// The last answer to a question asked regularly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownAnswer {
    /// By what the application knows it.
    pub validators: Validators,
    /// Digest of what was asked, and of what the request was then: asked otherwise, or by another, the answer may mean
    /// something else.
    pub basis: Sha256,
}
