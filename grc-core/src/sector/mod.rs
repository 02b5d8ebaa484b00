//! Sectors: in which part of the town a place is, by the areas of a map or by streets and numbers.
//!
//! ```
//! use grc_core::definition::{self, Diagnostics, Pointer};
//! use grc_core::sector::{Divisions, Place};
//! use serde_json::json;
//!
//! let definition: definition::Division = serde_json::from_value(json!({
//!     "id": "voirie", "title": "Voirie", "sectors": [
//!         {"id": "nord", "title": "Nord", "streets": [{"street": "avenue de la Gare", "from": 1, "to": 99, "parity": "odd"}]},
//!         {"id": "sud", "title": "Sud", "streets": [{"street": "avenue de la Gare"}]},
//!     ]
//! })).unwrap();
//! let mut faults = Diagnostics::new();
//! let divisions = Divisions::compile(&[definition], &Pointer::root(), &mut faults);
//! let place = Place { street: Some("Av. de la Gare"), number: Some("7 bis"), ..Place::default() };
//! assert_eq!(divisions.find("voirie", &place).unwrap().id.as_str(), "nord");
//! ```

mod area;
mod overlaps;
mod street;
#[cfg(test)]
mod tests;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use area::{Area, AreaSource};
use street::{Address, Range};

use crate::definition::{self, Bilingual, Diagnostics, Id, Name, Pointer, Text, did_you_mean};

/// The divisions of a town.
#[derive(Clone, Debug, Default)]
pub struct Divisions(Vec<Division>);

/// One way in which the town is divided.
#[derive(Clone, Debug)]
pub struct Division {
    /// Its id.
    pub id: Name,
    /// What agents read.
    pub title: Text,
    commune: Option<String>,
    postal_codes: Vec<String>,
    sectors: Vec<Sector>,
}

/// A part of the town.
#[derive(Clone, Debug)]
pub struct Sector {
    /// Its id.
    pub id: Id,
    /// What agents read.
    pub title: Text,
    /// The service in charge of it.
    pub service: Option<Id>,
    area: Area,
    streets: Vec<Range>,
}

/// What is known of where something is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Place<'a> {
    /// Latitude and longitude in degrees (WGS 84).
    pub position: Option<(Decimal, Decimal)>,
    /// Name of the street; may begin with the number.
    pub street: Option<&'a str>,
    /// Number in the street.
    pub number: Option<&'a str>,
    /// Postal code.
    pub postal_code: Option<&'a str>,
    /// INSEE code of the town.
    pub commune: Option<&'a str>,
}

impl Divisions {
    /// Compiles divisions that stand at `at`. What is at fault is told, and left out.
    pub fn compile(definitions: &[definition::Division], at: &Pointer, faults: &mut Diagnostics) -> Self {
        let compile = |(index, one)| Division::compile(one, &at.index(index), faults);
        Self(definitions.iter().enumerate().map(compile).collect())
    }

    /// The names of the divisions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|division| division.id.as_str())
    }

    /// A division.
    pub fn get(&self, division: &str) -> Option<&Division> {
        self.0.iter().find(|known| known.id.as_str() == division)
    }

    /// The sector of a division in which a place is, if it is in one.
    pub fn find(&self, division: &str, place: &Place<'_>) -> Option<&Sector> {
        self.get(division)?.find(place)
    }

    /// Warns of places that several sectors of one division have, where only the order decides.
    pub fn warn_of_overlaps(&self, at: &Pointer, faults: &mut Diagnostics) {
        for (index, division) in self.0.iter().enumerate() {
            overlaps::warn(&division.sectors, &at.index(index).key("sectors"), faults);
        }
    }
}

impl Division {
    fn compile(definition: &definition::Division, at: &Pointer, faults: &mut Diagnostics) -> Self {
        let map = definition.map.as_ref().map(|map| (AreaSource::of_map(map, &at.key("map"), faults), map));
        let mut sectors = Vec::new();
        for (index, sector) in definition.sectors.iter().enumerate() {
            let at = at.key("sectors").index(index);
            let mut area = Area::default();
            if let Some(source) = &sector.area {
                area.add(AreaSource::of_text(source, &at.key("area"), faults).polygons());
            }
            if let Some(feature) = &sector.feature {
                match &map {
                    None => faults.fault(&at.key("feature"), "definition.no_map", no_map()),
                    Some((source, map)) => match source.feature(feature) {
                        Some(polygons) => area.add(polygons),
                        None => unknown_feature(feature, &map.property, source, &at, faults),
                    },
                }
            }
            if sector.area.is_none() && sector.feature.is_none() && sector.streets.is_empty() {
                faults.fault(&at, "definition.empty_sector", empty_sector());
            }
            let ranges = sector.streets.iter().enumerate();
            let streets = ranges
                .filter_map(|(index, range)| Range::compile(range, &at.key("streets").index(index), faults));
            sectors.push(Sector {
                id: sector.id.clone(),
                title: sector.title.clone(),
                service: sector.service.clone(),
                area,
                streets: streets.collect(),
            });
        }
        if let Some((source, map)) = &map {
            let used =
                |value: &str| definition.sectors.iter().any(|one| one.feature.as_deref() == Some(value));
            source.warn_of_unused(used, &map.property, &at.key("map"), faults);
        }
        Self {
            id: definition.id.clone(),
            title: definition.title.clone(),
            commune: definition.commune.clone(),
            postal_codes: definition.postal_codes.clone(),
            sectors,
        }
    }

    /// A sector by its id.
    pub fn sector(&self, id: &str) -> Option<&Sector> {
        self.sectors.iter().find(|sector| sector.id.as_str() == id)
    }

    fn find(&self, place: &Place<'_>) -> Option<&Sector> {
        self.by_area(place).or_else(|| self.by_street(place))
    }

    fn by_area(&self, place: &Place<'_>) -> Option<&Sector> {
        let (latitude, longitude) = place.position?;
        let point = geo::Point::new(longitude.to_f64()?, latitude.to_f64()?);
        self.sectors.iter().find(|sector| sector.area.holds(&point))
    }

    fn by_street(&self, place: &Place<'_>) -> Option<&Sector> {
        let elsewhere = match (&self.commune, place.commune, place.postal_code) {
            (Some(own), Some(commune), _) if own != commune => true,
            (_, _, Some(code)) => {
                !self.postal_codes.is_empty() && !self.postal_codes.iter().any(|own| own == code)
            }
            _ => false,
        };
        let address = Address::read(place.street.filter(|_| !elsewhere)?, place.number);
        self.sectors.iter().find(|sector| sector.streets.iter().any(|range| range.holds(&address)))
    }
}

fn no_map() -> Bilingual {
    Bilingual::new("cette division n'a pas de carte (`map`)", "this division has no `map`")
}

fn empty_sector() -> Bilingual {
    Bilingual::new(
        "un secteur a une zone (`feature`, `area`) ou des rues (`streets`)",
        "a sector has an area (`feature`, `area`) or streets (`streets`)",
    )
}

fn unknown_feature(
    feature: &str,
    property: &str,
    source: &AreaSource,
    at: &Pointer,
    faults: &mut Diagnostics,
) {
    // A map that could not be read has been told.
    if !source.is_read() {
        return;
    }
    let meant = did_you_mean(feature, source.values());
    let message = Bilingual::new(
        format!("la carte n'a rien dont `{property}` vaut `{feature}`{}", meant.french),
        format!("the map has nothing whose `{property}` is `{feature}`{}", meant.english),
    );
    faults.fault(&at.key("feature"), "definition.unknown_reference", message);
}
