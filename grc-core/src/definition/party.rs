//! Other people of a request: a second parent, the treasurer of an association.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::value::{Computed, Name};

/// Someone else whom requests concern, and who may be written to. Who they are comes from the answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PartyDefinition {
    /// What they are to the request, by which messages and transitions name them: `party:second_parent`.
    pub role: Name,
    /// The same, as people read it.
    pub label: Text,
    /// Their name: an expression after `=`. There is no such person when it gives nothing.
    pub name: Computed,
    /// Their e-mail address, likewise.
    pub email: Option<Computed>,
    /// Their postal address, likewise: a text, one line an element.
    pub address: Option<Computed>,
}
