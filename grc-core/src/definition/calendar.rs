//! Which days the town hall works.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The days that the town hall works: Monday to Friday, but for the public holidays of its zone and its own closures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Calendar {
    /// Where the town is, whose public holidays it keeps.
    pub zone: Zone,
    /// Days on which it is closed besides.
    pub closed: Vec<Days>,
    /// Days on which it works all the same, be they holidays, Saturdays or closed.
    pub open: Vec<Days>,
}

/// A part of France that has its own public holidays. Where they are those of the mainland, the catalogue adds the
/// customary days (`closed`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Zone {
    /// Mainland France, but for Alsace and Moselle.
    #[default]
    Metropole,
    /// Alsace and Moselle: Good Friday and 26 December. Where there is no mixed nor Protestant church, Good Friday
    /// is worked: the catalogue opens it.
    AlsaceMoselle,
    /// Guadeloupe.
    Guadeloupe,
    /// Martinique.
    Martinique,
    /// Guyane.
    Guyane,
    /// La Réunion.
    LaReunion,
    /// Mayotte.
    Mayotte,
    /// Saint-Barthélemy.
    SaintBarthelemy,
    /// Saint-Martin.
    SaintMartin,
    /// Nouvelle-Calédonie.
    NouvelleCaledonie,
    /// Polynésie française.
    PolynesieFrancaise,
    /// Wallis-et-Futuna.
    WallisEtFutuna,
    /// Saint-Pierre-et-Miquelon.
    SaintPierreEtMiquelon,
}

impl Zone {
    /// Every zone, with the name used in catalogues.
    pub const ALL: [(Self, &'static str); 13] = [
        (Self::Metropole, "metropole"),
        (Self::AlsaceMoselle, "alsace-moselle"),
        (Self::Guadeloupe, "guadeloupe"),
        (Self::Martinique, "martinique"),
        (Self::Guyane, "guyane"),
        (Self::LaReunion, "la-reunion"),
        (Self::Mayotte, "mayotte"),
        (Self::SaintBarthelemy, "saint-barthelemy"),
        (Self::SaintMartin, "saint-martin"),
        (Self::NouvelleCaledonie, "nouvelle-caledonie"),
        (Self::PolynesieFrancaise, "polynesie-francaise"),
        (Self::WallisEtFutuna, "wallis-et-futuna"),
        (Self::SaintPierreEtMiquelon, "saint-pierre-et-miquelon"),
    ];

    /// The zone of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(zone, _)| zone)
    }
}

/// One day, or all the days between two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Days {
    /// A day (`2026-05-15`), or a day of each year (`12-24`).
    One(#[schemars(regex(pattern = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"))] String),
    /// The days from one to another.
    Between(DayRange),
}

/// The days from one to another, both included.
///
/// Both are days (`2026-08-03`), or both are days of each year (`12-24`): then the period may pass the New Year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DayRange {
    /// First day.
    #[schemars(regex(pattern = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"))]
    pub from: String,
    /// Last day.
    #[schemars(regex(pattern = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"))]
    pub until: String,
}

impl Days {
    /// Its first and its last day, as written.
    pub fn bounds(&self) -> (&str, &str) {
        match self {
            Self::One(day) => (day, day),
            Self::Between(DayRange { from, until }) => (from, until),
        }
    }
}
