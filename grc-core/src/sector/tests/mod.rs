#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod areas;
mod streets;

use rust_decimal::Decimal;
use serde_json::{Value as Json, json};

use super::{Divisions, Place};
use crate::definition::{self, Diagnostics, Pointer, Severity};

/// Divisions, and what is said of them: place, rule.
pub(super) fn compile(divisions: &Json) -> (Divisions, Vec<(String, &'static str, Severity)>) {
    let definitions: Vec<definition::Division> = serde_json::from_value(divisions.clone()).unwrap();
    let mut faults = Diagnostics::new();
    let compiled = Divisions::compile(&definitions, &Pointer::root(), &mut faults);
    compiled.warn_of_overlaps(&Pointer::root(), &mut faults);
    let told = faults.as_slice().iter().map(|one| (one.pointer.clone(), one.code, one.severity)).collect();
    (compiled, told)
}

/// Divisions without fault nor warning.
pub(super) fn compiled(divisions: &Json) -> Divisions {
    let (compiled, told) = compile(divisions);
    assert_eq!(told, []);
    compiled
}

/// The sector at a latitude and a longitude.
pub(super) fn at<'a>(divisions: &'a Divisions, latitude: &str, longitude: &str) -> Option<&'a str> {
    let degrees = |text| Decimal::from_str_exact(text).unwrap();
    let place = Place { position: Some((degrees(latitude), degrees(longitude))), ..Place::default() };
    divisions.find("voirie", &place).map(|sector| sector.id.as_str())
}

#[test]
fn the_area_comes_before_the_streets_and_these_serve_when_it_has_nothing() {
    let square = json!({"type": "Polygon", "coordinates": [[[0, 40], [1, 40], [1, 41], [0, 41], [0, 40]]]});
    let divisions = compiled(&json!([{"id": "voirie", "title": "Voirie", "sectors": [
        {"id": "rue", "title": "Rue", "streets": [{"street": "rue Haute"}]},
        {"id": "zone", "title": "Zone", "area": square.to_string()},
    ]}]));
    let find = |position: Option<(i64, i64)>, street| {
        let position = position.map(|(latitude, longitude)| (latitude.into(), longitude.into()));
        let place = Place { position, street, ..Place::default() };
        divisions.find("voirie", &place).map(|sector| sector.id.as_str())
    };
    assert_eq!(find(Some((40, 0)), Some("rue Haute")), Some("zone"));
    assert_eq!(find(Some((45, 0)), Some("rue Haute")), Some("rue"));
    assert_eq!(find(None, Some("rue Haute")), Some("rue"));
    assert_eq!(find(Some((45, 0)), Some("rue Basse")), None);
    assert_eq!(find(None, None), None);
    assert!(divisions.find("ecoles", &Place::default()).is_none());
}

#[test]
fn a_sector_has_an_area_or_streets() {
    let (_, told) = compile(&json!([{"id": "voirie", "title": "Voirie", "sectors": [
        {"id": "vide", "title": "Vide"}, {"id": "nord", "title": "Nord", "feature": "N"}]}]));
    assert_eq!(
        told,
        [
            ("/0/sectors/0".to_owned(), "definition.empty_sector", Severity::Fault),
            ("/0/sectors/1/feature".to_owned(), "definition.no_map", Severity::Fault)
        ]
    );
}
