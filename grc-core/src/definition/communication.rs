//! What applicants and agents are told, and when.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::timing::Timing;
use super::value::{Computed, Id, Name, Reference};

/// A message of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Communication {
    /// Identifier within the scenario, which a message that time sends must have.
    pub id: Option<Name>,
    /// What it is to the person who receives it.
    pub kind: CommunicationKind,
    /// Its occasion: `submitted`, `closed`, `status:name`, `state:name`, `transition:name`.
    pub on: String,
    /// How long after its occasion it leaves, if the request is still there: in that status, in that state, open for
    /// `submitted`, closed for `closed`. At once, if absent.
    pub after: Option<Timing>,
    /// The message.
    #[serde(flatten)]
    pub message: MessageContent,
}

/// A message that an action writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Notification {
    /// Identifier within the scenario, by which it is corrected once it is published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<Name>,
    /// What it is to the person who receives it.
    #[serde(default = "CommunicationKind::by_default")]
    pub kind: CommunicationKind,
    /// The message.
    #[serde(flatten)]
    pub message: MessageContent,
}

/// What a message says, and to whom. Its text is a shared template, of which it may write parts anew, or its own subject and body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MessageContent {
    /// Condition without which it does not leave.
    pub when: Option<String>,
    /// Who receives it: `applicant`, `service`, `assignee`, `party:` and the role of another person, an e-mail address, or an expression after `=` that gives one.
    #[schemars(length(min = 1))]
    pub to: Vec<Computed>,
    /// By which ways; the first by which the recipient can be reached is taken.
    #[serde(default = "Channel::by_default")]
    #[schemars(length(min = 1))]
    pub channels: Vec<Channel>,
    /// A shared template.
    pub template: Option<Reference>,
    /// Subject, with placeholders; instead of the template's, if there is one.
    pub subject: Option<Text>,
    /// Body, plain text with placeholders; instead of the template's, if there is one.
    pub body: Option<Text>,
    /// The same body in HTML, for e-mails: values are escaped. In a catalogue with a layout, that of the body if absent.
    pub html: Option<Text>,
    /// Fields whose files go with it: `answers.plan`, `data.arrete`. Outside the town hall go only those that the applicant may read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 20))]
    pub attachments: Vec<String>,
}

/// What a message is to the person who receives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommunicationKind {
    /// *Accusé de réception*.
    Acknowledgement,
    /// *Suivi*.
    FollowUp,
    /// *Clôture*.
    Closure,
}

impl CommunicationKind {
    fn by_default() -> Self {
        Self::FollowUp
    }

    /// The name used in catalogues and histories.
    pub fn name(self) -> &'static str {
        match self {
            Self::Acknowledgement => "acknowledgement",
            Self::FollowUp => "follow_up",
            Self::Closure => "closure",
        }
    }
}

/// A way to reach someone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A letter, to be printed.
    Letter,
    /// A short message to a telephone: its body alone. The host sends it.
    Sms,
    /// A message shown to the applicant where they have an account. The host shows it.
    Portal,
}

impl Channel {
    fn by_default() -> Vec<Self> {
        vec![Self::Email]
    }

    /// The name used in catalogues and histories.
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Sms => "sms",
            Self::Portal => "portal",
        }
    }
}

/// A text shared by several communications.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MessageTemplate {
    /// Identifier that communications refer to.
    pub id: Id,
    /// Subject, with placeholders.
    pub subject: Text,
    /// Body, plain text with placeholders.
    pub body: Text,
    /// The same body in HTML, for e-mails: values are escaped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<Text>,
}

/// What stands around the body of every e-mail. `{{ message }}` says once where the body stands; beside it, placeholders read
/// `settings`, `procedure`, `applicant`, `today`, `now`, and of `request` its `reference`, `tracking_code`, `received_on`, `service`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Layout {
    /// Around the HTML. If absent, the engine's own: the town's logo (setting `logo`, an address) and name (setting
    /// `nom_commune`) above, the service below.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<Text>,
    /// Around the plain text; nothing, if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Text>,
}
