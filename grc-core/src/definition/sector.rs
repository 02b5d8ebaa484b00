//! Parts of the town: who looks after a street, which school a child goes to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::text::TextSource;
use super::value::{Id, Name};

/// A division of the town into sectors: that of the road teams, that of the schools.
///
/// A place is in one sector at most: the first, in order, whose area holds it, its border included; else the first
/// whose streets have its address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Division {
    /// Identifier: `sector('voirie', …)` in expressions.
    pub id: Name,
    /// What agents read.
    pub title: Text,
    /// A map of the areas of several sectors.
    pub map: Option<AreaMap>,
    /// INSEE code of the town whose streets are told: an address that names another town is in none of them.
    pub commune: Option<String>,
    /// Postal codes of those streets: an address that has another is in none of them. Any, if empty.
    #[serde(default)]
    pub postal_codes: Vec<String>,
    /// The sectors, in order.
    #[schemars(length(min = 1))]
    pub sectors: Vec<Sector>,
}

/// The areas of several sectors in one document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AreaMap {
    /// A GeoJSON `FeatureCollection` (RFC 7946: WGS 84, longitude first): its text, or `{"file": "secteurs.geojson"}`.
    pub geojson: TextSource,
    /// The property of its features by which sectors name theirs.
    pub property: String,
}

/// One part of the town. It has an area, streets, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Identifier within the division.
    pub id: Id,
    /// What agents read.
    pub title: Text,
    /// The service in charge of it: `request.sectors.voirie.service` in circuits.
    pub service: Option<Id>,
    /// The features of the division's map that are its area: the value of their property.
    pub feature: Option<String>,
    /// Its area, as a GeoJSON document of its own: polygons, with their holes. Its text, or `{"file": "nord.geojson"}`.
    pub area: Option<TextSource>,
    /// Its streets.
    #[serde(default)]
    pub streets: Vec<StreetRange>,
}

/// A street, or a part of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreetRange {
    /// Its name. Case, accents, hyphens and the usual abbreviations (`av.`, `bd`, `St`) do not count.
    pub street: String,
    /// First number, included; `12 bis` counts as 12.
    pub from: Option<u32>,
    /// Last number, included.
    pub to: Option<u32>,
    /// One side of the street; both, if absent.
    pub parity: Option<Parity>,
}

/// A side of a street.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Parity {
    /// Odd numbers.
    Odd,
    /// Even numbers.
    Even,
}
