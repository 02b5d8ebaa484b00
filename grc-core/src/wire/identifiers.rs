//! Identifiers, checked apart from any form. Nothing of the engine is asked: neither its store nor who calls.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::fault;
use super::operation::Request;
use crate::error::{ErrorCode, Result};
use crate::identifier::{Kind, Region, canonical_in, formatted};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    #[schemars(schema_with = "kinds")]
    kind: String,
    /// The identifier, as it was written.
    value: String,
    /// Where it was written: a telephone number without a country code is one of the region of this commune (its INSEE code),
    /// department or territory (`NC`); of mainland France and the overseas departments, if absent.
    #[serde(default)]
    region: Option<String>,
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
        let region: Option<Region> = self
            .region
            .map(|code| code.parse())
            .transpose()
            .map_err(|fault| fault::of_identifier(ErrorCode::InvalidInput, fault, "/region"))?;
        let canonical = canonical_in(kind, &self.value, region.unwrap_or_default())
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
