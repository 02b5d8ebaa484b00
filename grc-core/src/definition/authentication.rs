//! How the engine proves who it is to a business application. Secrets are named here and provided by the host.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::Name;

/// How the engine proves who it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Authentication {
    /// `Authorization: Bearer …`.
    Bearer(SecretName),
    /// A header of its own: an API key.
    Header(HeaderSecret),
    /// A user name and a password: `Authorization: Basic …`.
    Basic(BasicSecret),
    /// A signature of each call.
    Hmac(CallSignature),
    /// A token of an authorisation server, by OAuth 2.0's client credentials.
    Oauth2(ClientCredentials),
}

/// A secret of the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecretName {
    /// Its name.
    pub secret: Name,
}

/// A secret sent in a header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeaderSecret {
    /// Name of the header.
    #[schemars(regex(pattern = "^[A-Za-z0-9-]{1,64}$"))]
    pub name: String,
    /// Name of the secret.
    pub secret: Name,
}

/// A user name and a password, as RFC 7617 has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BasicSecret {
    /// The user name, without a colon.
    #[schemars(regex(pattern = r"^[^:\x00-\x1F\x7F]{1,128}$"))]
    pub user: String,
    /// Name of the secret that is the password.
    pub secret: Name,
}

/// A signature of each call: HMAC-SHA-256, under the secret's bytes, of the parts that it covers, with the separator between
/// two of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CallSignature {
    /// Name of the secret.
    pub secret: Name,
    /// The header that holds it: `X-Signature`.
    #[schemars(regex(pattern = "^[A-Za-z0-9-]{1,64}$"))]
    pub header: String,
    /// How its bytes are written; in hexadecimal, if absent.
    #[serde(default)]
    pub encoding: SignatureEncoding,
    /// What stands before it in the header: `sha256=`.
    #[serde(default)]
    #[schemars(regex(pattern = "^[ -~]{0,64}$"))]
    pub prefix: String,
    /// What is signed, in order; the body alone, if absent.
    #[serde(default = "body_alone", skip_serializing_if = "is_body_alone")]
    #[schemars(length(min = 1))]
    pub covers: Vec<SignedPart>,
    /// What stands between two parts; a full stop, if absent.
    #[serde(default = "full_stop", skip_serializing_if = "is_full_stop")]
    #[schemars(regex(pattern = r"^[ -~\n]{0,8}$"))]
    pub separator: String,
    /// The header that tells when the call is made, in seconds since 1970; required where `timestamp` is covered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[A-Za-z0-9-]{1,64}$"))]
    pub timestamp_header: Option<String>,
}

/// How the bytes of a signature are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignatureEncoding {
    /// Hexadecimal.
    #[default]
    Hex,
    /// Base64, with its padding.
    Base64,
}

/// A part of a call that a signature covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SignedPart {
    /// The method: `POST`.
    Method,
    /// The path and the query, as they are sent: `/api/tickets?ref=2026-000042`.
    Path,
    /// The value of the header `timestamp_header`.
    Timestamp,
    /// The body, byte for byte; nothing, if there is none.
    Body,
}

/// What a token is asked for with: the client credentials grant of OAuth 2.0 (RFC 6749, section 4.4). The token is asked
/// for when it is needed, kept until shortly before it is over, and asked for anew, once, when the application answers 401.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClientCredentials {
    /// Address of the authorisation server that gives tokens.
    pub token_url: String,
    /// How the server knows the engine.
    #[schemars(regex(pattern = "^[ -~]{1,256}$"))]
    pub client_id: String,
    /// Name of the secret that goes with it.
    pub secret: Name,
    /// What the token should allow, as the server names it, words separated by spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(regex(pattern = "^[!#-~]+( [!#-~]+)*$"))]
    pub scope: Option<String>,
    /// Where identifier and secret are written; in the header, if absent.
    #[serde(default, skip_serializing_if = "ClientSecretPlace::is_header")]
    pub sent_in: ClientSecretPlace,
}

/// Where a client's identifier and secret are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ClientSecretPlace {
    /// In the header `Authorization: Basic …`.
    #[default]
    Header,
    /// In the body, as `client_id` and `client_secret`.
    Body,
}

impl ClientSecretPlace {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
    fn is_header(&self) -> bool {
        *self == Self::Header
    }
}

fn body_alone() -> Vec<SignedPart> {
    vec![SignedPart::Body]
}

fn is_body_alone(covers: &[SignedPart]) -> bool {
    covers == [SignedPart::Body]
}

fn full_stop() -> String {
    ".".to_owned()
}

fn is_full_stop(separator: &str) -> bool {
    separator == "."
}
