//! The circuit: what a command does to a request.
//!
//! [`Process::decide`] turns a request and a command into events; [`apply`] is the only thing that
//! changes a request. Both are pure: the instant, the identifiers and the people come as arguments.

mod apply;
mod calls;
mod changes;
mod claims;
mod colleagues;
mod commands;
mod communications;
mod compile;
mod connector;
mod corrections;
mod correspondence;
mod course;
mod creations;
mod delays;
mod empty_names;
mod files;
mod layout;
mod links;
mod lint;
mod notices;
mod offers;
mod parties;
mod preview;
pub mod process;
mod rights;
mod sectors;
mod submission;
mod tags;
mod takeover;
mod task_model;
mod tasks;
#[cfg(test)]
mod tests;
mod timers;
mod transitions;

pub use apply::{apply, fold};
pub use changes::{ChangesRead, document};
pub use claims::{Slot, occupancy, peak};
pub use commands::{Command, require_comment};
pub use compile::{Attachable, Setting};
pub use connector::{BroughtFile, Response, identifier_text};
pub use corrections::asked_of;
pub use correspondence::NewMessage;
pub use course::{Context, Decision};
pub use creations::{MOST_GENERATIONS, too_many_generations};
pub use files::{FileCheck, Files, Giver, LooseFile, check_files};
pub use links::{Counterpart, OtherRequest, trial_mismatch};
pub use notices::{Place, PlacedNotice};
pub use offers::OfferedTransition;
pub use preview::{Preview, Previewed, Sample};
pub use process::Process;
pub use rights::{Access, access};
pub use submission::Filing;
pub use tags::{normalised_tag, tags_of};
pub use takeover::{Takeover, TimersFrom};
pub use tasks::{Colleague, Consultation, NewTask, TaskCommand};
pub use transitions::not_offered;
