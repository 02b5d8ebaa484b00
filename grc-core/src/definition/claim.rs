//! What a request takes of something scarce: a room on a day, a place in a workshop, one request for each family.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::value::{Computed, Literal};

/// Something scarce that each request takes a part of, from its submission until it is rejected, cancelled, refused,
/// withdrawn or released.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimDefinition {
    /// What is taken: a name, or an expression after `=` that gives it. The town has one of each name: two procedures that
    /// claim the same name share it. Nothing is claimed when the expression gives nothing.
    pub key: Computed,
    /// When it begins: a date, or an expression after `=` that gives a date or an instant. Always, if absent.
    pub from: Option<Computed>,
    /// When it ends, likewise: a last day is included, an instant is not. If it is absent or gives nothing, the day on which
    /// it begins.
    pub to: Option<Computed>,
    /// How many there are: a whole number, or an expression after `=`; 1 if it is absent or gives nothing.
    pub capacity: Option<Literal>,
    /// How many are taken, likewise; 1 if it is absent or gives nothing, and none below 1.
    pub quantity: Option<Literal>,
    /// Condition without which nothing is claimed. It is looked at again whenever the request changes.
    pub when: Option<String>,
    /// What happens when too few are left.
    #[serde(default)]
    pub on_conflict: ConflictRule,
    /// What the person is told when it is refused.
    pub message: Option<Text>,
}

/// What happens when too few are left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConflictRule {
    /// Nothing is filed, and the person is told why.
    #[default]
    Refuse,
    /// The request is filed, and agents see that too much is taken.
    Warn,
    /// The request is filed without taking anything, as a duplicate of the one that has the place: when that one gives it
    /// back, nothing is taken in its stead. When it cannot be linked, agents see that too much is taken.
    Link,
}

/// What a request gives back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimRelease {
    /// The claim's key: a name, or an expression after `=`; all that the request has, if absent.
    pub key: Option<Computed>,
}
