//! Messages between the town hall and the people of a request, and of whom an answer is awaited.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::Digest;

use super::{GivenFile, Request, Sha256};
use crate::definition::Name;

/// Who writes, or is written to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(with = "String", extend("pattern" = "^(applicant|town_hall|party:[a-z][a-z0-9_]*)$"))]
pub enum Correspondent {
    /// The applicant: `applicant`.
    Applicant,
    /// The town hall, whoever writes for it: `town_hall`.
    TownHall,
    /// Another person of the request, by their role: `party:second_parent`.
    Party(Name),
}

impl From<Correspondent> for String {
    fn from(correspondent: Correspondent) -> Self {
        match correspondent {
            Correspondent::Applicant => "applicant".to_owned(),
            Correspondent::TownHall => "town_hall".to_owned(),
            Correspondent::Party(role) => format!("party:{role}"),
        }
    }
}

impl TryFrom<String> for Correspondent {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        match text.split_once(':') {
            None if text == "applicant" => Ok(Self::Applicant),
            None if text == "town_hall" => Ok(Self::TownHall),
            Some(("party", role)) if !role.is_empty() => Ok(Self::Party(Name(role.to_owned()))),
            _ => Err("not someone of a request"),
        }
    }
}

/// Another person of a request. Keys stand in alphabetical order, as in every event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// Postal address, one line an element.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// Who an answer is awaited of, in what the town hall and they write to each other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub awaiting: Option<Correspondent>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Name.
    pub name: String,
    /// What they are to the request.
    pub role: Name,
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
        match self {
            Self::Party(role) => Name(format!("message_a_lire_{role}")),
            Self::Applicant | Self::TownHall => Name("message_a_lire".to_owned()),
        }
    }
}

impl Request {
    /// The people outside the town hall with whom it may correspond.
    pub(crate) fn outsiders(&self) -> Vec<Correspondent> {
        let parties = self.parties.iter().map(|party| Correspondent::Party(party.role.clone()));
        std::iter::once(Correspondent::Applicant).chain(parties).collect()
    }

    /// The place where it is kept of whom an answer is awaited, in the correspondence with someone outside.
    pub(crate) fn awaiting_mut(&mut self, outsider: &Correspondent) -> Option<&mut Option<Correspondent>> {
        match outsider {
            Correspondent::Applicant => Some(&mut self.awaiting),
            Correspondent::TownHall => None,
            Correspondent::Party(role) => {
                let party = self.parties.iter_mut().find(|party| party.role == *role);
                party.map(|party| &mut party.awaiting)
            }
        }
    }

    /// The role of the person whose code has that digest, while it may serve.
    pub(crate) fn confirming(&self, code: Sha256) -> Option<&Name> {
        self.confirmation_codes.iter().find(|(_, known)| **known == code).map(|(role, _)| role)
    }

    /// Another person of the request.
    pub fn party(&self, role: &Name) -> Option<&Party> {
        self.parties.iter().find(|party| party.role == *role)
    }
}

/// What is kept of a code of confirmation: who reads the store does not learn the code, which has too many random bits to
/// be guessed.
pub(crate) fn digest_of_code(code: &str) -> Sha256 {
    Sha256(sha2::Sha256::digest(code).into())
}
