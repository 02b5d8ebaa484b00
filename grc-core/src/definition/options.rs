//! What a choice offers: options written in the field, a shared list, or a list of the host.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::value::{Id, Name, Reference};

/// Options of a choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChoiceLimits {
    /// The options: written here, a shared list, or a list of the host.
    pub options: Options,
    /// Which options are offered: those whose column is equal to the answer of a field before. By column, the field.
    #[serde(default, rename = "where")]
    pub filter: BTreeMap<Name, Name>,
}

/// Options and number of choices.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ChoicesLimits {
    /// The options: written here, a shared list, or a list of the host.
    pub options: Options,
    /// Which options are offered: those whose column is equal to the answer of a field before. By column, the field.
    #[serde(default, rename = "where")]
    pub filter: BTreeMap<Name, Name>,
    /// Fewest options.
    pub min: Option<u32>,
    /// Most options.
    pub max: Option<u32>,
}

/// Options: a shared list, a list that the host gives, or the options themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Options {
    /// A shared list.
    List(Reference),
    /// A list that the host gives with each call.
    Host(HostOptions),
    /// The options, in order.
    Inline(Vec<Choice>),
}

/// A list that the host gives with each call: it is checked there like any other.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostOptions {
    /// The list: `host:` and the name under which the host gives it.
    pub from: HostReference,
    /// What its options have beside a value and a label, by name, and of which type.
    #[serde(default)]
    pub columns: BTreeMap<Name, ColumnType>,
}

/// A reference to a list of the host: `host:` followed by its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct HostReference(#[schemars(regex(pattern = "^host:[a-z][a-z0-9_]{0,63}$"))] pub String);

impl HostReference {
    /// The name under which the host gives the list.
    pub fn name(&self) -> &str {
        self.0.strip_prefix("host:").unwrap_or(&self.0)
    }
}

/// One option: its value, its label, and a key for each of its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// What is stored and named in conditions.
    pub value: String,
    /// What is shown.
    pub label: Text,
    /// What it has beside, by column; a column that is absent has no value.
    #[serde(flatten)]
    pub columns: BTreeMap<String, Cell>,
}

/// Lists of the host, by name, as they come with a call.
pub type GivenLists = BTreeMap<Name, Vec<Choice>>;

/// The value of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Cell {
    /// Yes or no.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// A text, a decimal (`"12.50"`) or a day (`"2026-01-31"`).
    Text(String),
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ColumnType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal number, written as text (`"12.50"`).
    Decimal,
    /// Yes or no.
    Boolean,
    /// A day, `YYYY-MM-DD`.
    Date,
}

/// A list of options shared by several fields.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionList {
    /// Identifier that fields refer to.
    pub id: Id,
    /// What its options have beside a value and a label, by name, and of which type. Expressions read them as
    /// `options.field.column`.
    #[serde(default)]
    pub columns: BTreeMap<Name, ColumnType>,
    /// The options, in order.
    pub options: ListedOptions,
}

/// The options of a shared list: written one by one, or as a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum ListedOptions {
    /// The options, in order.
    Written(Vec<Choice>),
    /// A table, in CSV.
    Table(OptionTable),
    /// The file of the table, relative to the file that refers to it.
    File(OptionFile),
}

/// Options as CSV (RFC 4180), in UTF-8.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionTable {
    /// The first line names the columns: `value`, `label`, and those of the list, in any order; each line after it
    /// is one option. Cells are separated by `,` or `;`, as the first line is.
    pub csv: String,
}

/// A file of options in CSV, beside the list. It is read when the directory is loaded, so that a published list never
/// refers to one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OptionFile {
    /// Relative path of the file, inside the catalogue's directory.
    pub file: String,
}
