//! What takes messages away.

use super::Failure;
use crate::request::{Message, MessageId};

/// A way to reach people; one per [`Channel`](crate::definition::Channel).
pub trait Transport: Send + Sync {
    /// Sends `message`. Sent twice under the same `id`, it should reach its recipient once.
    ///
    /// # Errors
    /// How the attempt ended; [`Failure::retry_at`] says whether and when to make another.
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure>;
}
