//! Messages, compiled: their occasions, their texts, those who receive them.

use super::{ComputedText, Timing};
use crate::definition::{Channel, CommunicationKind, Language, Name, Pointer, State, Text};
use crate::expr::{Expression, Root, Template};

/// A message to write when something happens, or some time after.
#[derive(Debug)]
pub struct Communication {
    /// Where it stands in its catalogue.
    pub at: Pointer,
    /// When it leaves.
    pub on: Occasion,
    /// When it leaves some time after: the name of its timer, and how long after.
    pub later: Option<(Name, Timing)>,
    /// The message.
    pub message: MessageModel,
}

/// A message that an action writes.
#[derive(Debug)]
pub struct Notice {
    /// By what it is known, if it is.
    pub id: Option<Name>,
    /// The message.
    pub message: MessageModel,
}

/// A message to write.
#[derive(Debug)]
pub struct MessageModel {
    /// What it is to the person who receives it.
    pub kind: CommunicationKind,
    /// Condition without which it does not.
    pub when: Option<Expression>,
    /// Who receives it.
    pub to: Vec<Recipient>,
    /// By which ways, the preferred first.
    pub channels: Vec<Channel>,
    /// Its text in each language written.
    pub texts: Texts,
    /// The files that go with it.
    pub attachments: Vec<AttachedFiles>,
    /// Whether it gives whoever receives it a code with which to confirm something.
    pub gives_code: bool,
}

/// What a message says, in each language.
#[derive(Debug)]
pub struct Texts {
    /// In the catalogue's language, or the only one written.
    pub default: Wording,
    /// In the other language, if it is written.
    pub other: Option<(Language, Wording)>,
}

/// What a message says, in one language.
#[derive(Debug)]
pub struct Wording {
    /// Its subject.
    pub subject: Template,
    /// Its body, plain text.
    pub body: Template,
    /// Its body, HTML.
    pub html: Option<Template>,
}

impl Texts {
    /// Every text of it: subjects and bodies, in each language written.
    pub fn all(&self) -> impl Iterator<Item = &Template> {
        let wordings = std::iter::once(&self.default).chain(self.other.as_ref().map(|(_, wording)| wording));
        wordings.flat_map(|wording| [&wording.subject, &wording.body].into_iter().chain(&wording.html))
    }

    /// The bodies in each language written.
    pub fn bodies(&self) -> impl Iterator<Item = &Template> {
        let all = std::iter::once(&self.default).chain(self.other.as_ref().map(|(_, wording)| wording));
        all.flat_map(|wording| std::iter::once(&wording.body).chain(&wording.html))
    }

    /// What it says in `language`, or in the default one.
    pub fn get(&self, language: Language) -> &Wording {
        match &self.other {
            Some((other, wording)) if *other == language => wording,
            _ => &self.default,
        }
    }
}

/// The files that answer one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttachedFiles {
    /// Where it is: the answers, or the processing data.
    pub root: Root,
    /// The field.
    pub field: String,
}

/// What stands around the body of e-mails.
#[derive(Debug)]
pub struct Layout {
    /// Whether it stands around all of them, or around those that have HTML of their own.
    pub serves_all: bool,
    /// In French.
    pub french: Frames,
    /// In English.
    pub english: Frames,
}

/// What stands around both bodies, in one language.
#[derive(Debug)]
pub struct Frames {
    /// Around the HTML.
    pub html: Frame,
    /// Around the plain text, if something does.
    pub text: Option<Frame>,
}

/// What stands before something, and after.
#[derive(Clone, Debug)]
pub struct Frame {
    /// Before.
    pub before: Template,
    /// After.
    pub after: Template,
}

/// When a message leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// The request is filed.
    Submitted,
    /// It is closed.
    Closed,
    /// It enters a status.
    Status(Name),
    /// It comes to a state from another.
    State(State),
    /// A transition happens.
    Transition(Name),
}

/// Another person of each request: who they are.
#[derive(Debug)]
pub struct PartyModel {
    /// What they are to the request.
    pub role: Name,
    /// The same, as people read it.
    pub label: Text,
    /// Their name; nobody, when it computes nothing.
    pub name: ComputedText,
    /// Their e-mail address.
    pub email: Option<ComputedText>,
    /// Their postal address, in lines.
    pub address: Option<ComputedText>,
}

/// Who receives a message.
#[derive(Debug)]
pub enum Recipient {
    /// The applicant.
    Applicant,
    /// The service in charge.
    Service,
    /// The agent in charge.
    Assignee,
    /// Another person of the request.
    Party(Name),
    /// An e-mail address.
    Address(ComputedText),
}

impl Recipient {
    /// Whether it may be someone outside the town hall.
    pub fn is_outside(&self) -> bool {
        matches!(self, Self::Applicant | Self::Party(_) | Self::Address(_))
    }

    /// The name written in histories. An address is not told.
    pub fn name(&self) -> String {
        match self {
            Self::Applicant => "applicant".to_owned(),
            Self::Service => "service".to_owned(),
            Self::Assignee => "assignee".to_owned(),
            Self::Party(role) => format!("party:{role}"),
            Self::Address(_) => "address".to_owned(),
        }
    }
}
