//! What takes messages away.

use std::fmt;

use super::{Failure, Secrets};
use crate::request::{Message, MessageId};

/// A way to reach people; one per [`Channel`](crate::definition::Channel).
pub trait Transport: Send + Sync {
    /// Sends `message`. Sent twice under the same `id`, it should reach its recipient once.
    ///
    /// # Errors
    /// How the attempt ended; [`Failure::retry_at`] says whether and when to make another.
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure>;

    /// The same, with what the host and the store give to it: it is what the engine calls. A transport that says nothing here
    /// sends the message alone, which names its files ([`Message::attachments`]).
    ///
    /// # Errors
    /// As [`Transport::send`].
    fn send_with(&self, id: MessageId, message: &Message, means: Means<'_>) -> Result<(), Failure> {
        let Means { .. } = means;
        self.send(id, message)
    }
}

/// What a transport may use beside the message.
#[derive(Clone, Copy)]
pub struct Means<'a> {
    /// The host's secrets.
    pub secrets: &'a dyn Secrets,
    /// The files that go with the message, in its order.
    pub files: &'a [EnclosedFile],
}

/// A file that goes with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct EnclosedFile {
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: String,
    /// Its content.
    pub content: Vec<u8>,
}

impl fmt::Debug for EnclosedFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "EnclosedFile({} bytes)", self.content.len())
    }
}
