//! The catalogue: everything that a municipality publishes together.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::calendar::Calendar;
use super::communication::{Layout, MessageTemplate};
use super::connector::Connector;
use super::form::Block;
use super::options::OptionList;
use super::procedure::Procedure;
use super::sector::Division;
use super::value::{Id, TypedValue};
use super::workflow::Workflow;
use super::{Language, Text};

/// A set of definitions, published as one.
///
/// Procedures refer to the shared parts by `@id`. A published procedure is sealed as a catalogue
/// of its own: itself and the parts that it refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Catalogue {
    /// Language of the texts that do not name theirs.
    pub language: Language,
    /// IANA name of the zone in which days, months and years are counted.
    pub time_zone: TimeZone,
    /// Days that the town hall works, in which delays in working days are counted.
    pub calendar: Calendar,
    /// What texts and conditions may know of the town: its name, its address, its prices. The engine itself reads `nom_commune`
    /// and `courriel`, in whose name it writes, and `code_insee`, by which it reads telephone numbers overseas.
    pub settings: BTreeMap<String, Setting>,
    /// Headings under which procedures are shown.
    pub themes: Vec<Theme>,
    /// Services of the town hall.
    pub services: Vec<Service>,
    /// Procedures.
    pub procedures: Vec<Procedure>,
    /// Processing circuits shared by several procedures.
    pub workflows: Vec<Workflow>,
    /// Groups of fields shared by several forms.
    pub blocks: Vec<Block>,
    /// Messages shared by several procedures.
    pub templates: Vec<MessageTemplate>,
    /// What stands around the body of every e-mail. E-mails are plain text without it, but those that have HTML of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// Lists of options shared by several fields.
    pub lists: Vec<OptionList>,
    /// Divisions of the town into sectors.
    pub sectors: Vec<Division>,
    /// Business applications.
    pub connectors: Vec<Connector>,
}

/// An IANA time zone name, `Europe/Paris` unless told otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct TimeZone(pub String);

impl Default for TimeZone {
    fn default() -> Self {
        Self("Europe/Paris".to_owned())
    }
}

/// One fact about the town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Setting {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Yes or no.
    Boolean(bool),
    /// A value whose type is told: a price, a date.
    Typed(TypedValue),
}

/// A heading of the portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Identifier that procedures refer to.
    pub id: Id,
    /// What the portal shows.
    pub title: Text,
    /// Position among the themes; then by title.
    #[serde(default)]
    pub order: i32,
}

/// A service of the town hall, in charge of procedures and tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// Identifier that procedures and circuits refer to.
    pub id: Id,
    /// What letters and the portal show.
    pub title: Text,
    /// Where the service receives its notifications.
    pub email: Option<String>,
    /// Telephone, as shown to applicants.
    pub phone: Option<String>,
    /// Postal address, as shown to applicants.
    pub address: Option<Text>,
}
