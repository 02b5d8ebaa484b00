//! A business application behind a procedure.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::authentication::{Authentication, SignatureEncoding};
use super::value::{Computed, Id, Name};

/// A business application: where it is, what it is asked, how it answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Connector {
    /// Identifier that scenarios refer to.
    pub id: Id,
    /// Address before every path.
    pub base_url: String,
    /// How the engine proves who it is; not at all, if absent.
    pub auth: Option<Authentication>,
    /// What the application is asked, by name.
    #[serde(default)]
    pub operations: BTreeMap<Name, Operation>,
    /// Calls that the application makes.
    pub webhook: Option<Webhook>,
    /// Regular questions to the application, about each request.
    pub poll: Option<Poll>,
    /// A regular question to the application about all requests at once.
    pub changes: Option<Changes>,
}

/// One call to the application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Operation {
    /// HTTP method.
    pub method: Method,
    /// Path after the base address; placeholders are percent-encoded segments or query values.
    pub path: String,
    /// What is added to the address's query, by name: a text, which may hold placeholders, or an expression after `=`. Values are
    /// percent-encoded; one that is null is left out, a list gives its name as often as it has elements.
    #[serde(default)]
    pub query: BTreeMap<ParameterName, Computed>,
    /// Headers, by name: a text, which may hold placeholders, or an expression after `=`. What is not printable ASCII is
    /// percent-encoded; a null value leaves its header out. Those that tell who calls, where and which call it is are the
    /// engine's own: `Host`, `Content-Length`, `Authorization`, `Idempotency-Key` and their like.
    #[serde(default)]
    pub headers: BTreeMap<HeaderName, Computed>,
    /// Body, as JSON; each text that begins with `=` is an expression.
    pub body: Option<serde_json::Value>,
    /// Condition on an answer, read as `response` and `response_status`, that makes it a refusal although the application accepted
    /// the call.
    pub refused_if: Option<String>,
    /// What the application itself says of a call that it did not accept: a text that agents may read, never to be trusted. If
    /// absent, the member `detail`, `message`, `error` or `title` of its answer.
    pub error: Option<Computed>,
    /// What is kept of the answer.
    #[serde(default)]
    pub result: ResultMapping,
    /// How long a call may take, from its first byte to its answer's last: an ISO 8601 duration from a second to 45; 20 seconds,
    /// if absent.
    pub timeout: Option<String>,
    /// When a call that found nobody is made again; ten times over four days, if absent.
    pub retry: Option<Retry>,
}

/// The name of a parameter in the query of an address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct ParameterName(#[schemars(regex(pattern = r"^[A-Za-z0-9_.\[\]$-]{1,64}$"))] pub String);

/// The name of a header.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct HeaderName(#[schemars(regex(pattern = "^[A-Za-z0-9-]{1,64}$"))] pub String);

/// When a call that found nobody is made again. Those that are refused are not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// Most attempts, the first one included; one more than there are delays, if absent.
    #[schemars(range(min = 1, max = 20))]
    pub attempts: Option<u32>,
    /// Time before the second attempt, the third, and so on: ISO 8601 durations of a week at most. The last one serves again
    /// until there are no more attempts. If absent, those of Standard Webhooks: 5 seconds, 5 minutes, and so on up to a day.
    #[schemars(length(min = 1))]
    pub delays: Option<Vec<String>>,
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
    /// `PATCH`.
    Patch,
}

impl Method {
    /// Its name, as HTTP has it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
        }
    }
}

/// What is kept of an answer; expressions read `response`, its body, and `response_status`, its HTTP status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ResultMapping {
    /// Identifier of the request in the application.
    pub external_id: Option<Computed>,
    /// Processing data filled from the answer.
    pub data: BTreeMap<Name, Computed>,
    /// Files that the answer holds, which is 1 MiB long at most. One that its processing data has already, byte for byte, is not
    /// kept again.
    pub files: Vec<DocumentFile>,
}

/// Calls that the application makes, signed; expressions read `signal`, the body received.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// How calls are signed.
    pub scheme: WebhookScheme,
    /// Name of the secret with which they are signed.
    pub secret: Option<Name>,
    /// Or the names of several: a call signed with any of them is taken, so that a secret can be replaced without losing calls.
    #[serde(default)]
    pub secrets: Vec<Name>,
    /// Identifier, reference or external id of the request concerned.
    pub request: Computed,
    /// Processing data filled from the body.
    #[serde(default)]
    pub data: BTreeMap<Name, Computed>,
    /// Signals that the body amounts to: the first rule that holds.
    #[serde(default)]
    pub rules: Vec<SignalRule>,
    /// What is written to the applicant, as a message of the town hall; nothing, if it is empty or absent.
    pub message: Option<Computed>,
    /// Files that the body holds.
    #[serde(default)]
    pub files: Vec<DocumentFile>,
}

/// A file within a document of the application; none, if it has no content. Its type is told by its content. In the body of a
/// call, expressions read `signal` alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DocumentFile {
    /// The processing data that it fills, which asks for a file. If absent, it goes with the message to the applicant, of a call
    /// that has one.
    pub data: Option<Name>,
    /// Its content, in base64.
    pub content: Computed,
    /// Its name.
    pub name: Computed,
    /// What the application says that its type is, if it does: a file whose content says otherwise is refused.
    pub media_type: Option<Computed>,
}

/// How calls are signed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum WebhookScheme {
    /// Standard Webhooks: HMAC-SHA-256 over identifier, instant and body.
    StandardWebhooks,
    /// HMAC-SHA-256 over the body alone, in a header of the application's choice.
    Hmac(HmacScheme),
}

/// A signature of the body alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HmacScheme {
    /// The header that holds it: `X-Signature`.
    #[schemars(regex(pattern = "^[A-Za-z0-9-]{1,64}$"))]
    pub header: String,
    /// How its bytes are written; in hexadecimal, if absent.
    #[serde(default)]
    pub encoding: SignatureEncoding,
    /// What stands before it in the header: `sha256=`.
    #[serde(default)]
    pub prefix: String,
    /// Where the body tells the call's identifier, as a JSON pointer: `/id`. A call that has it again is not handled again.
    /// If absent, the whole body identifies the call. What is not signed (another header) identifies nothing.
    #[schemars(regex(pattern = "^(/[^/]*)+$"))]
    pub id: Option<String>,
}

/// A signal given when a condition holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SignalRule {
    /// The condition.
    pub when: String,
    /// The signal, which circuits name `signal:…`.
    pub emit: Name,
}

/// A question asked regularly while a request is open; expressions read `response`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// Time between two questions: an ISO 8601 duration.
    pub every: String,
    /// The operation.
    pub operation: Name,
    /// Signals that the answer amounts to: the first rule that holds.
    #[serde(default)]
    pub rules: Vec<SignalRule>,
}

/// A question asked regularly while any request of the application is open: what has changed since the last time, for all of
/// them. Expressions read `response`, and `item` for each change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Changes {
    /// Time between two questions: an ISO 8601 duration.
    pub every: String,
    /// The operation. Its address and body read `parameters.cursor`, and no request; it is asked for nothing else.
    pub operation: Name,
    /// The changes, in order: a list.
    pub items: Computed,
    /// Of a change, the identifier, reference or external id of its request. One of a request that is not known does nothing.
    pub request: Computed,
    /// From where to ask the next time; from the same place, if it is null.
    pub cursor: Computed,
    /// From where to ask the first time.
    #[schemars(regex(pattern = "^."))]
    pub start: String,
    /// Condition under which there is more to ask at once.
    pub more: Option<String>,
    /// Processing data filled from a change.
    #[serde(default)]
    pub data: BTreeMap<Name, Computed>,
    /// Files that a change holds. One that its processing data has already, byte for byte, is not kept again.
    #[serde(default)]
    pub files: Vec<DocumentFile>,
    /// Signals that a change amounts to: the first rule that holds.
    #[serde(default)]
    pub rules: Vec<SignalRule>,
}
