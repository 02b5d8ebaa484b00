//! What leaves the engine: messages and calls, written with the event that causes them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::event::is_false;
use super::{FileId, Instant, MessageId, RequestId, Values};
use crate::definition::{Authentication, Channel, CommunicationKind, Id, Method, Name, Outcome, State};

/// Something to send once the transaction is committed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outgoing {
    /// Identifier, stable across attempts: the receiver's idempotency key.
    pub id: MessageId,
    /// Not before.
    pub due: Instant,
    /// What is sent.
    pub content: OutgoingContent,
}

impl Outgoing {
    /// Where it goes. Order is kept between things of one request that go to the same place. Several such places may be one
    /// endpoint to a store, which works or fails as one: see [`EndpointHealth`](super::EndpointHealth).
    pub fn endpoint(&self) -> String {
        match &self.content {
            OutgoingContent::Message(message) => message.channel.name().to_owned(),
            OutgoingContent::Call(call) => format!("connector:{}", call.connector),
            OutgoingContent::Poll(poll) => format!("poll:{}", poll.connector),
            OutgoingContent::CreateRequest(_) => "requests".to_owned(),
            OutgoingContent::TellLinked(news) => format!("request:{}", news.to),
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum OutgoingContent {
    /// A message to a person or a service.
    Message(Message),
    /// A call to a business application.
    Call(Call),
    /// A question to a business application, asked again until the request is closed.
    Poll(Polling),
    /// A request to create from this one. It leaves the request, not the engine.
    CreateRequest(Creation),
    /// News for a linked request. They leave the request, not the engine.
    TellLinked(LinkNews),
}

/// A message, written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Message {
    /// What it is to the person who receives it.
    pub communication: CommunicationKind,
    /// By which way.
    pub channel: Channel,
    /// E-mail address, or the lines of a postal address.
    pub to: Vec<String>,
    /// Who writes: the town's name and address.
    pub from: Sender,
    /// Subject.
    pub subject: String,
    /// Body, plain text.
    pub body: String,
    /// The same body, HTML, for a channel that carries both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
    /// Files that go with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<MessageFile>,
    /// Whether it gives a code with which its reader confirms something: nobody else is shown it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub gives_code: bool,
}

/// A file that goes with a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MessageFile {
    /// Identifier.
    pub id: FileId,
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Sender {
    /// Name shown.
    pub name: String,
    /// E-mail address.
    pub email: String,
}

/// A call, ready to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    /// The connector.
    pub connector: Id,
    /// Its operation.
    pub operation: Name,
    /// HTTP method.
    pub method: Method,
    /// Whole address.
    pub url: String,
    /// Headers of the operation's own: printable ASCII.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// How the engine proves who it is.
    pub auth: Option<Authentication>,
    /// Body.
    pub body: Option<Value>,
    /// Most seconds that it may take; the usual ones, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout: Option<u32>,
    /// Whether a rule of the operation may make a refusal of an answer.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub may_refuse: bool,
    /// Whether its answer may hold files.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub brings_files: bool,
    /// Milliseconds before each new attempt, one after the other; the usual ones, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delays: Option<Vec<i64>>,
}

/// A question asked regularly. Its address is built each time it is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Polling {
    /// The connector.
    pub connector: Id,
}

/// A request to create. The rest of it is that of the request from which it is created.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Creation {
    /// Its procedure.
    pub procedure: Id,
    /// Its scenario.
    pub scenario: Id,
    /// What is answered to its form, unchecked.
    pub answers: Values,
}

/// A request was closed, or reopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkNews {
    /// The request to be told.
    pub to: RequestId,
    /// What the status of the one that moved amounts to.
    pub state: State,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
}
