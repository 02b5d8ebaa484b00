//! What happens: requests, those who act on them, and the history that they leave. Data only.

mod actor;
mod event;
pub mod history;
mod instant;
mod outgoing;
mod record;
#[cfg(test)]
mod tests;

pub use actor::{Actor, Agent, Applicant, Membership, Role};
pub use event::{Event, EventContent, Provenance, Source, StatusEntered, Submitted, Values};
pub use instant::Instant;
pub use outgoing::{Call, Message, Outgoing, OutgoingContent, Polling, Sender};
pub use record::{MessageId, Request, RequestId, Task, TaskEnd, TaskId, Timer};
