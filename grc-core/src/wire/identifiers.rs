//! Identifiers, checked apart from any form. Nothing of the engine is asked: neither its store nor who calls.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::fault;
use super::operation::Request;
use crate::error::{ErrorCode, Result};
use crate::identifier::{Kind, canonical, formatted};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    #[schemars(schema_with = "kinds")]
    kind: String,
    /// The identifier, as it was written.
    value: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Checked {
    /// The form to store.
    canonical: String,
    /// The form to show, which is read back as the same identifier.
    formatted: String,
}

impl Request for Check {
    const NAME: &'static str = "identifier";
    const SUMMARY: &'static str = "Checks an identifier, and gives the form to store and the form to show.";
    type Caller = ();
    type Response = Checked;

    fn perform(self, _: Context<'_, ()>) -> Result<Checked> {
        let kind: Kind = self
            .kind
            .parse()
            .map_err(|fault| fault::of_identifier(ErrorCode::InvalidInput, fault, "/kind"))?;
        let canonical = canonical(kind, &self.value)
            .map_err(|fault| fault::of_identifier(ErrorCode::InvalidIdentifier, fault, "/value"))?;
        Ok(Checked { formatted: formatted(kind, &canonical), canonical })
    }
}

/// The names of kinds. An unknown one is told by [`Kind`] itself, with the name that may be meant.
fn kinds(_: &mut SchemaGenerator) -> Schema {
    let names = Kind::ALL.map(Kind::name);
    let told = names.map(|name| format!("`{name}`")).join(", ");
    json_schema!({"type": "string", "enum": names, "description": format!("What it is: {told}.")})
}
