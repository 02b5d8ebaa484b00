//! What happens: requests, those who act on them, and the history that they leave. Data only.

mod actor;
mod correction;
mod event;
mod file;
pub mod history;
mod instant;
mod outgoing;
mod record;
#[cfg(test)]
mod tests;
mod timer;

pub use actor::{Actor, Agent, Applicant, Membership, Role};
pub use correction::{AnswerChange, Correction, CorrectionAsked, CorrectionItem, CorrectionReason};
pub use event::{Event, EventContent, Provenance, Source, StatusEntered, Submitted, Values};
pub use file::{AttachedFile, File, GivenFile, Sha256, Verdict};
pub use instant::Instant;
pub use outgoing::{Call, Message, Outgoing, OutgoingContent, Polling, Sender};
pub use record::{FileId, MessageId, Request, RequestId, Task, TaskEnd, TaskId};
pub use timer::{Timer, TimerEffect, UnknownEffect};
