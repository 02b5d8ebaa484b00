//! Texts corrected once they are published: which one, and what it says instead.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::value::{Id, Name};

/// A text of a published procedure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TextReference {
    /// A shared template, wherever the procedure uses it.
    Template(Id),
    /// A message of a scenario that has an identifier: of an occasion, or of an action.
    Communication(CommunicationReference),
}

/// A message of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommunicationReference {
    /// The scenario.
    pub scenario: Id,
    /// The message.
    pub id: Name,
}

/// What a text says instead. What is absent stays as it was; a body without its HTML takes the place of both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewWords {
    /// Subject, with placeholders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<Text>,
    /// Body, plain text with placeholders.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Text>,
    /// The same body in HTML.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub html: Option<Text>,
}

impl NewWords {
    /// What is said once these words come after others.
    #[must_use]
    pub fn after(self, before: Self) -> Self {
        let html = if self.body.is_some() { self.html } else { self.html.or(before.html) };
        Self { subject: self.subject.or(before.subject), body: self.body.or(before.body), html }
    }

    /// The texts that it has, with their keys.
    pub fn texts(&self) -> impl Iterator<Item = (&'static str, &Text)> {
        let all = [("subject", &self.subject), ("body", &self.body), ("html", &self.html)];
        all.into_iter().filter_map(|(key, text)| Some((key, text.as_ref()?)))
    }
}
