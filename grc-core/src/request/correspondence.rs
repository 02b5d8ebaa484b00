//! Messages between the town hall and the people of a request, and of whom an answer is awaited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{GivenFile, Request};
use crate::definition::Name;

/// Who writes, or is written to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Correspondent {
    /// The applicant.
    Applicant,
    /// The town hall, whoever writes for it.
    TownHall,
}

/// A message that someone wrote. Keys stand in alphabetical order, as in every event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenMessage {
    /// Whether the town hall awaits an answer to it.
    #[serde(default, skip_serializing_if = "super::event::is_false")]
    pub answer_awaited: bool,
    /// The files that come with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<GivenFile>,
    /// Who wrote it.
    pub from: Correspondent,
    /// What it says.
    pub text: String,
    /// To whom.
    pub to: Correspondent,
}

impl WrittenMessage {
    /// The person outside the town hall with whom it is exchanged.
    pub fn outsider(&self) -> &Correspondent {
        match &self.from {
            Correspondent::TownHall => &self.to,
            outside => outside,
        }
    }

    /// Of whom an answer is awaited once it is written: what comes from outside awaits the town hall's.
    pub fn awaits(&self) -> Option<Correspondent> {
        match (&self.from, self.answer_awaited) {
            (Correspondent::TownHall, false) => None,
            (Correspondent::TownHall, true) => Some(self.to.clone()),
            _ => Some(Correspondent::TownHall),
        }
    }
}

impl Correspondent {
    /// The name of the task that a message from them opens.
    pub fn answer_task(&self) -> Name {
        Name("message_a_lire".to_owned())
    }
}

impl Request {
    /// The people outside the town hall with whom it may correspond.
    pub(crate) fn outsiders(&self) -> Vec<Correspondent> {
        vec![Correspondent::Applicant]
    }

    /// The place where it is kept of whom an answer is awaited, in the correspondence with someone outside.
    pub(crate) fn awaiting_mut(&mut self, outsider: &Correspondent) -> Option<&mut Option<Correspondent>> {
        match outsider {
            Correspondent::Applicant => Some(&mut self.awaiting),
            Correspondent::TownHall => None,
        }
    }
}
