//! A form: what is asked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::{Id, Name, Reference};
use super::{Field, Text};

/// What is asked, as sections or, for a short form, as fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Form {
    /// Sections, in order. A form has sections or fields, not both.
    pub sections: Vec<Section>,
    /// Fields of a form without sections.
    pub fields: Vec<FormItem>,
    /// What must hold between answers.
    pub rules: Vec<Rule>,
    /// What must hold for the request to be filed at all.
    pub eligibility: Vec<Rule>,
}

/// A condition between answers, and what is said when it does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The condition. It is broken when it is false; while it has no value, for want of an answer, it is not.
    pub check: String,
    /// What is said when it is broken: a whole sentence.
    pub message: Text,
    /// The fields beside which it is said; above the form, if none.
    #[serde(default)]
    pub fields: Vec<Name>,
}

/// A part of a form, under a title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Identifier within the form.
    pub id: Name,
    /// What is shown above the fields.
    pub title: Text,
    /// Condition under which the section is shown; the fields of a hidden section are hidden.
    pub visible_if: Option<String>,
    /// Fields, in order.
    pub fields: Vec<FormItem>,
}

/// A field, or a shared block of fields put in its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum FormItem {
    /// The fields of a shared block.
    Block(BlockUse),
    /// One field.
    Field(Box<Field>),
}

/// A shared block put in a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockUse {
    /// The block.
    #[serde(rename = "use")]
    pub block: Reference,
}

/// Fields shared by several forms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Block {
    /// Identifier that forms refer to.
    pub id: Id,
    /// Fields, in order.
    #[schemars(length(min = 1))]
    pub fields: Vec<Field>,
}
