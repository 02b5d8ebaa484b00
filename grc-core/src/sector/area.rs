//! Areas, read from GeoJSON (RFC 7946).

use geo::{BoundingRect, Coord, Intersects, LineString, MultiPolygon, Point, Polygon, Rect};
use geojson::{Feature, GeoJson, Geometry, GeometryValue, Position};
use serde_json::Value;

use crate::definition::{AreaMap, Bilingual, Diagnostics, Pointer, TextSource};

/// What a sector covers.
#[derive(Clone, Debug)]
pub(super) struct Area {
    polygons: MultiPolygon<f64>,
    /// The rectangle around it: most places are outside of it.
    around: Option<Rect<f64>>,
}

impl Default for Area {
    fn default() -> Self {
        Self { polygons: MultiPolygon::new(Vec::new()), around: None }
    }
}

impl Area {
    pub(super) fn add(&mut self, polygons: Vec<Polygon<f64>>) {
        self.polygons.0.extend(polygons);
        self.around = self.polygons.bounding_rect();
    }

    /// Whether a point is inside, or on a border.
    pub(super) fn holds(&self, point: &Point<f64>) -> bool {
        self.around.is_some_and(|around| around.intersects(point)) && self.polygons.intersects(point)
    }

    pub(super) fn polygons(&self) -> &MultiPolygon<f64> {
        &self.polygons
    }

    /// Whether the rectangles around two areas meet.
    pub(super) fn is_near(&self, other: &Self) -> bool {
        match (&self.around, &other.around) {
            (Some(one), Some(other)) => one.intersects(other),
            _ => false,
        }
    }
}

/// A document read: its polygons, with the value that their feature has for the map's property.
#[derive(Debug, Default)]
pub(super) struct AreaSource {
    features: Vec<(Option<String>, Vec<Polygon<f64>>)>,
}

impl AreaSource {
    /// A document of which all the polygons are one area.
    pub(super) fn of_text(source: &TextSource, at: &Pointer, faults: &mut Diagnostics) -> Self {
        Self::read(source, None, at, faults)
    }

    /// A map, whose features are told apart by a property.
    pub(super) fn of_map(map: &AreaMap, at: &Pointer, faults: &mut Diagnostics) -> Self {
        Self::read(&map.geojson, Some(&map.property), &at.key("geojson"), faults)
    }

    fn read(source: &TextSource, property: Option<&str>, at: &Pointer, faults: &mut Diagnostics) -> Self {
        // A file that was not read has been told.
        let TextSource::Plain(text) = source else { return Self::default() };
        let document = match serde_json::from_str::<Value>(text) {
            Ok(document) => document,
            Err(error) => {
                let (line, column) = (error.line(), error.column());
                let message = Bilingual::new(
                    format!("ce n'est pas du JSON : ligne {line}, colonne {column}"),
                    format!("this is not JSON: line {line}, column {column}"),
                );
                faults.fault(at, "definition.geojson", message);
                return Self::default();
            }
        };
        let mut reader = Reader { property, features: Vec::new(), faults };
        match serde_json::from_value(document) {
            Ok(GeoJson::FeatureCollection(collection)) => {
                for (index, feature) in collection.features.iter().enumerate() {
                    reader.feature(feature, &at.key("features").index(index));
                }
            }
            Ok(GeoJson::Feature(feature)) => reader.feature(&feature, at),
            Ok(GeoJson::Geometry(geometry)) => {
                let polygons = reader.geometry(&geometry, at);
                reader.features.push((None, polygons));
            }
            Err(error) => {
                let message = Bilingual::new(
                    format!("ce n'est pas du GeoJSON (RFC 7946) : {error}"),
                    format!("this is not GeoJSON (RFC 7946): {error}"),
                );
                reader.faults.fault(at, "definition.geojson", message);
            }
        }
        Self { features: reader.features }
    }

    /// All the polygons.
    pub(super) fn polygons(self) -> Vec<Polygon<f64>> {
        self.features.into_iter().flat_map(|(_, polygons)| polygons).collect()
    }

    /// The polygons of the features that have this value; `None` when there is no such feature.
    pub(super) fn feature(&self, value: &str) -> Option<Vec<Polygon<f64>>> {
        let mut found = self.features.iter().filter(|(known, _)| known.as_deref() == Some(value)).peekable();
        found.peek()?;
        Some(found.flat_map(|(_, polygons)| polygons.iter().cloned()).collect())
    }

    /// Whether something was read.
    pub(super) fn is_read(&self) -> bool {
        !self.features.is_empty()
    }

    /// The values of the features.
    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.features.iter().filter_map(|(value, _)| value.as_deref())
    }

    /// Warns of features that are the area of no sector.
    pub(super) fn warn_of_unused(
        &self,
        is_used: impl Fn(&str) -> bool,
        property: &str,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) {
        for (index, (value, _)) in self.features.iter().enumerate() {
            if value.as_deref().is_some_and(&is_used) {
                continue;
            }
            let message = Bilingual::new(
                format!("aucun secteur ne désigne cette partie de la carte par `{property}`"),
                format!("no sector names this part of the map by `{property}`"),
            );
            let at = at.key("geojson").key("features").index(index);
            faults.warning(&at, "definition.unused", message);
        }
    }
}

struct Reader<'a> {
    property: Option<&'a str>,
    features: Vec<(Option<String>, Vec<Polygon<f64>>)>,
    faults: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn feature(&mut self, feature: &Feature, at: &Pointer) {
        let properties = feature.properties.as_ref();
        let value = self.property.and_then(|name| match properties?.get(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        });
        let polygons = match &feature.geometry {
            Some(geometry) => self.geometry(geometry, &at.key("geometry")),
            None => Vec::new(),
        };
        self.features.push((value, polygons));
    }

    fn geometry(&mut self, geometry: &Geometry, at: &Pointer) -> Vec<Polygon<f64>> {
        match &geometry.value {
            GeometryValue::Polygon { coordinates } => {
                self.polygon(coordinates, &at.key("coordinates")).into_iter().collect()
            }
            GeometryValue::MultiPolygon { coordinates } => {
                let at = at.key("coordinates");
                let polygons = coordinates.iter().enumerate();
                polygons.filter_map(|(index, rings)| self.polygon(rings, &at.index(index))).collect()
            }
            GeometryValue::GeometryCollection { geometries } => {
                let at = at.key("geometries");
                let parts = geometries.iter().enumerate();
                parts.flat_map(|(index, geometry)| self.geometry(geometry, &at.index(index))).collect()
            }
            GeometryValue::Point { .. }
            | GeometryValue::MultiPoint { .. }
            | GeometryValue::LineString { .. }
            | GeometryValue::MultiLineString { .. } => {
                let message = Bilingual::new(
                    "une zone est faite de polygones (`Polygon`, `MultiPolygon`)",
                    "an area is made of polygons (`Polygon`, `MultiPolygon`)",
                );
                self.faults.fault(at, "definition.geojson", message);
                Vec::new()
            }
        }
    }

    /// A polygon and its holes.
    fn polygon(&mut self, rings: &[Vec<Position>], at: &Pointer) -> Option<Polygon<f64>> {
        let read = rings.iter().enumerate().map(|(index, ring)| self.ring(ring, &at.index(index)));
        let mut read = read.collect::<Vec<_>>().into_iter();
        let Some(exterior) = read.next() else {
            let message = Bilingual::new("ce polygone est vide", "this polygon is empty");
            self.faults.fault(at, "definition.geojson", message);
            return None;
        };
        Some(Polygon::new(exterior?, read.collect::<Option<Vec<_>>>()?))
    }

    /// A ring: at least four positions, the last the same as the first. Its first fault is told.
    fn ring(&mut self, ring: &[Position], at: &Pointer) -> Option<LineString<f64>> {
        let mut points = Vec::with_capacity(ring.len());
        for (index, position) in ring.iter().enumerate() {
            let Some(point) = coordinates(position) else {
                self.faults.fault(&at.index(index), "definition.geojson", out_of_range());
                return None;
            };
            points.push(point);
        }
        let problem = if points.len() < 4 {
            Bilingual::new(
                "un contour a au moins quatre points, dont le dernier est le premier",
                "a ring has at least four points, of which the last is the first",
            )
        } else if points.first() != points.last() {
            Bilingual::new(
                "ce contour n'est pas fermé : son dernier point doit être le premier",
                "this ring is not closed: its last point must be the first",
            )
        } else {
            return Some(LineString::new(points));
        };
        self.faults.fault(at, "definition.geojson", problem);
        None
    }
}

/// The longitude and the latitude of a position; what comes after is its height.
fn coordinates(position: &Position) -> Option<Coord<f64>> {
    let [longitude, latitude, ..] = position.as_slice() else { return None };
    let is_on_earth = (-180.0..=180.0).contains(longitude) && (-90.0..=90.0).contains(latitude);
    is_on_earth.then_some(Coord { x: *longitude, y: *latitude })
}

fn out_of_range() -> Bilingual {
    Bilingual::new(
        "un point est une longitude de -180 à 180 puis une latitude de -90 à 90, en degrés (WGS 84)",
        "a point is a longitude from -180 to 180, then a latitude from -90 to 90, in degrees (WGS 84)",
    )
}
