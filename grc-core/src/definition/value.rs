//! Small values that recur in definitions: identifiers, references, values that may be computed, delays.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A reference to a shared part of the catalogue: `@` followed by its id.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Reference(#[schemars(regex(pattern = "^@[a-z0-9][a-z0-9_-]*$"))] pub String);

impl Reference {
    /// The id referred to, without its `@`.
    pub fn id(&self) -> &str {
        self.0.strip_prefix('@').unwrap_or(&self.0)
    }
}

/// A text, or, when it begins with `=`, an expression that gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Computed(pub String);

impl Computed {
    /// The expression's source, if the value is computed.
    pub fn expression(&self) -> Option<&str> {
        self.0.strip_prefix('=')
    }
}

/// A whole number, or a text: a decimal number, a date, or an expression after `=`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Bound {
    /// A whole number.
    Integer(i64),
    /// A decimal (`"12.50"`), a date (`"2026-01-31"`), or an expression (`"=today + days(15)"`).
    Text(Computed),
}

/// A length of time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Delay {
    /// An ISO 8601 duration (`"P1M"`), or an expression after `=` that gives one.
    Duration(Computed),
    /// A number of working days.
    WorkingDays(WorkingDays),
}

/// A number of working days of the catalogue's calendar: Monday to Friday, public holidays and closures left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkingDays {
    /// How many; the day of the event does not count. Negative, before a moment that is named (`from`).
    #[schemars(range(min = -366, max = 366))]
    pub working_days: i32,
    /// Whether Saturdays count too (*jours ouvrables*).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub saturdays: bool,
}

/// A value written as text, with its type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypedValue {
    /// What the text is.
    #[serde(rename = "type")]
    pub kind: ValueType,
    /// The value, in its canonical form (`"3.50"`, `"2026-09-01"`, `"P1M"`).
    pub value: String,
}

/// Types of settings and parameters that are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ValueType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal number.
    Decimal,
    /// `true` or `false`.
    Boolean,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// An ISO 8601 duration.
    Duration,
}

/// An identifier of a part of the catalogue: lower-case letters, digits, `-` and `_`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Id(#[schemars(regex(pattern = "^[a-z0-9][a-z0-9_-]{0,63}$"))] pub String);

impl Id {
    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Id {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}

/// An identifier that expressions name (a field, a status, a transition): snake_case.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Name(#[schemars(regex(pattern = "^[a-z][a-z0-9_]{0,63}$"))] pub String);

impl Name {
    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.pad(&self.0)
    }
}

impl std::borrow::Borrow<str> for Name {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A value written as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Literal {
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A text, a decimal, a date or a duration, as the parameter's type says.
    Text(String),
}
