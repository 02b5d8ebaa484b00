//! What happens: requests, those who act on them, and the history that they leave. Data only.

mod actor;
mod claim;
mod correction;
mod correspondence;
mod endpoint;
mod event;
mod failure;
mod file;
mod former;
pub mod history;
mod instant;
mod known_answer;
mod link;
mod outgoing;
mod people;
mod profile;
mod record;
#[cfg(test)]
mod tests;
mod timer;

pub use actor::{Absence, Actor, Agent, Applicant, Membership, Role};
pub use claim::{Claim, Period, Taken};
pub use correction::{AnswerChange, Correction, CorrectionAsked, CorrectionItem, CorrectionReason};
pub(crate) use correspondence::digest_of_code;
pub use correspondence::{Correspondent, Party, WrittenMessage};
pub use endpoint::EndpointHealth;
pub use event::{
    Delivery, Event, EventContent, GivenBackReason, Provenance, Source, StatusEntered, Submitted, Values,
};
pub use failure::{FailedPush, FailureClass};
pub use file::{AttachedFile, File, GivenFile, Sha256, Verdict};
pub use former::{Former, FormerComment, TakenOver};
pub use instant::Instant;
pub use known_answer::{KnownAnswer, Validators};
pub use link::{
    AwaitedRequest, CreatedRequest, FailedCreation, Link, LinkedChange, Links, Parent, QueuedCreation, Untied,
};
pub use outgoing::{
    Call, Creation, LinkNews, Message, MessageFile, Outgoing, OutgoingContent, Polling, Sender,
};
pub use people::{Departure, PeopleChange, PeopleEvent};
pub(crate) use profile::MOST_ENTRIES;
pub use profile::{ExternalIdentity, Profile, ProfileAction, ProfileChange, ProfileKey};
pub use record::{
    FileId, MessageId, ProfileId, Question, Request, RequestId, Standing, Task, TaskEnd, TaskId,
};
pub use timer::{Timer, TimerEffect, UnknownEffect};
