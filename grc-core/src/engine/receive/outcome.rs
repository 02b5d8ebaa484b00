//! What a call received did, as its sender and operators are told.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::definition::{Name, State};
use crate::request::{EventContent, FileId, GivenFile, RequestId};
use crate::workflow::Decision;

/// What a call received did.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Received {
    /// The request concerned; none when the call had been handled already, or waits.
    pub request: Option<RequestId>,
    /// Whether the same call had been handled already: then nothing was done.
    pub replayed: bool,
    /// All that it did.
    #[serde(default)]
    pub did: Vec<ReceivedEffect>,
    /// The processing data that changed.
    #[serde(default)]
    pub data: Vec<Name>,
    /// The files that it brought.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// The signal that it amounted to, if it did to one.
    #[serde(default)]
    pub signal: Option<Name>,
    /// The statuses that the request entered, in order.
    #[serde(default)]
    pub entered: Vec<Name>,
    /// The request's status, after.
    pub status: Option<Name>,
    /// What the status amounts to.
    pub state: Option<State>,
}

/// One thing that a call received did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReceivedEffect {
    /// Nothing: the same call had been handled already.
    Duplicate,
    /// It waits for its request: none has that name yet.
    Waiting,
    /// It changed processing data.
    Stored,
    /// It brought a file.
    File,
    /// It gave the circuit a signal.
    Signal,
    /// The request came to another status.
    Moved,
    /// It wrote to the applicant.
    Message,
    /// Nothing: the circuit has no use for it.
    Ignored,
}

impl Received {
    /// The same call had been handled already.
    pub(super) fn duplicate() -> Self {
        Self { replayed: true, did: vec![ReceivedEffect::Duplicate], ..Self::default() }
    }

    /// No request has that name yet.
    pub(super) fn waiting() -> Self {
        Self { did: vec![ReceivedEffect::Waiting], ..Self::default() }
    }

    /// It was given to its request.
    pub(super) fn by(decision: &Decision) -> Self {
        let request = &decision.request;
        let (status, state) = (Some(request.status.clone()), Some(request.state));
        let mut done = Self { request: Some(request.id), status, state, ..Self::default() };
        for event in &decision.events {
            done.note(&event.content);
        }
        if done.did.is_empty() {
            done.did.push(ReceivedEffect::Ignored);
        }
        done.did.sort_unstable();
        done.did.dedup();
        done
    }

    fn note(&mut self, event: &EventContent) {
        match event {
            EventContent::DataSet { files, values } => {
                self.data.extend(values.keys().map(|name| Name(name.clone())));
                self.did.push(ReceivedEffect::Stored);
                self.bring(files);
            }
            EventContent::SignalReceived { name } => {
                self.signal = Some(name.clone());
                self.did.push(ReceivedEffect::Signal);
            }
            EventContent::StatusEntered(entered) => {
                self.entered.push(entered.to.clone());
                self.did.push(ReceivedEffect::Moved);
            }
            EventContent::MessageWritten(message) => {
                self.did.push(ReceivedEffect::Message);
                self.bring(&message.files);
            }
            _ => {}
        }
    }

    fn bring(&mut self, files: &[GivenFile]) {
        if !files.is_empty() {
            self.did.push(ReceivedEffect::File);
            self.files.extend(files.iter().map(|file| file.id));
        }
    }
}
