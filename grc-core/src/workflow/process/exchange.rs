//! Business applications, compiled: what they are asked, what they answer, what they send.

use std::collections::BTreeMap;

use super::{Changes, ComputedText};
use crate::address::Address;
use crate::definition::{Authentication, Id, Method, Name, WebhookScheme};
use crate::expr::{Duration, Expression, Template};

/// A business application, compiled.
#[derive(Debug)]
pub struct Connector {
    /// Its id.
    pub id: Id,
    /// How the engine proves who it is.
    pub auth: Option<Authentication>,
    /// What it is asked.
    pub operations: BTreeMap<Name, Operation>,
    /// Calls that it makes.
    pub webhook: Option<Webhook>,
    /// What it is asked regularly, about each request.
    pub poll: Option<Poll>,
    /// What it is asked regularly, about all of them.
    pub changes: Option<Changes>,
}

/// One call.
#[derive(Debug)]
pub struct Operation {
    /// HTTP method.
    pub method: Method,
    /// Whole address, but for the query that is computed.
    pub url: Address,
    /// What is added to the query.
    pub query: Vec<(String, Parameter)>,
    /// Headers of its own.
    pub headers: Vec<(String, Parameter)>,
    /// Body.
    pub body: Option<Body>,
    /// Condition on an answer that makes it a refusal.
    pub refused_if: Option<Expression>,
    /// What the application says of a call that it did not accept.
    pub error: Option<Expression>,
    /// Identifier of the request in the application.
    pub external_id: Option<Expression>,
    /// Processing data filled from the answer.
    pub data: Vec<(Name, Expression)>,
    /// Most seconds that a call may take; the usual ones, if absent.
    pub timeout: Option<u32>,
    /// Files that the answer holds.
    pub files: Vec<DocumentFile>,
    /// Milliseconds before each new attempt; the usual ones, if absent.
    pub delays: Option<Vec<i64>>,
}

/// What a header or a parameter of the query holds.
#[derive(Debug)]
pub enum Parameter {
    /// A text, with its placeholders.
    Text(Template),
    /// A computed value.
    Computed(Expression),
}

/// A JSON body whose texts may be computed.
#[derive(Debug)]
pub enum Body {
    /// A value as it is written.
    Fixed(serde_json::Value),
    /// A computed value.
    Computed(Expression),
    /// A list.
    List(Vec<Body>),
    /// An object.
    Object(Vec<(String, Body)>),
}

/// Calls that the application makes.
#[derive(Debug)]
pub struct Webhook {
    /// How they are signed.
    pub scheme: WebhookScheme,
    /// Names of the secrets: any of them may have signed.
    pub secrets: Vec<Name>,
    /// Identifier, reference or external id of the request concerned.
    pub request: Expression,
    /// Processing data filled from the body.
    pub data: Vec<(Name, Expression)>,
    /// Signals that the body amounts to.
    pub rules: Vec<(Expression, Name)>,
    /// What is written to the applicant.
    pub message: Option<Expression>,
    /// Files that the body holds.
    pub files: Vec<DocumentFile>,
}

/// A file within a document of the application.
#[derive(Debug)]
pub struct DocumentFile {
    /// The processing data that it fills; without it, the file goes with the message of a call.
    pub data: Option<Name>,
    /// Its content, in base64.
    pub content: ComputedText,
    /// Its name.
    pub name: ComputedText,
    /// What the application says that its type is.
    pub media_type: Option<ComputedText>,
}

/// A question asked regularly.
#[derive(Debug)]
pub struct Poll {
    /// Time between two questions.
    pub every: Duration,
    /// The operation.
    pub operation: Name,
    /// Signals that the answer amounts to.
    pub rules: Vec<(Expression, Name)>,
}
