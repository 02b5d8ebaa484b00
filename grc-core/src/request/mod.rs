//! What happens: requests, those who act on them, and the history that they leave. Data only.

mod actor;
mod event;
mod file;
pub mod history;
mod instant;
mod outgoing;
mod profile;
mod record;
#[cfg(test)]
mod tests;
mod timer;

pub use actor::{Actor, Agent, Applicant, Membership, Role};
pub use event::{Event, EventContent, Provenance, Source, StatusEntered, Submitted, Values};
pub use file::{AttachedFile, File, GivenFile, Sha256, Verdict};
pub use instant::Instant;
pub use outgoing::{Call, Message, Outgoing, OutgoingContent, Polling, Sender};
pub(crate) use profile::MOST_ENTRIES;
pub use profile::{ExternalIdentity, Profile, ProfileAction, ProfileChange, ProfileKey};
pub use record::{FileId, MessageId, ProfileId, Request, RequestId, Task, TaskEnd, TaskId};
pub use timer::{Timer, TimerEffect, UnknownEffect};
