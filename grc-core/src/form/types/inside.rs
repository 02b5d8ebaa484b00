//! The longitude of a place that must be inside an area: its latitude is the question before it.

use std::borrow::Cow;

use rust_decimal::Decimal as Number;
use serde_json::Value as Json;

use super::bounds::{Extremes, Told};
use super::decimal::Decimal;
use super::{Breaches, FieldType, Problem, Reading};
use crate::definition::{Area, Corner};
use crate::expr::{Environment, Root, Value};
use crate::form::context::FieldContext;

/// A longitude whose place is inside an area.
#[derive(Debug)]
pub(in crate::form) struct Inside {
    longitude: Decimal,
    /// Latitudes and longitudes, in order around the area.
    corners: Vec<(Number, Number)>,
}

impl Inside {
    pub(in crate::form) fn compile(
        longitude: Decimal,
        area: &Area,
        context: &mut FieldContext<'_, '_>,
    ) -> Self {
        let read = |Corner { latitude, longitude }: &Corner| {
            Some((super::decimal::read(latitude)?, super::decimal::read(longitude)?))
        };
        let corners: Vec<_> = area.0.iter().filter_map(read).collect();
        if corners.len() < area.0.len() || corners.len() < 3 {
            context.invalid_bound("area");
        }
        Self { longitude, corners }
    }

    /// Whether a point is inside: a ray from it crosses the sides an odd number of times. A point on a side may be
    /// told either way. Numbers are exact: degrees have 7 decimals, and their products fit in 28 digits.
    fn holds(&self, latitude: Number, longitude: Number) -> bool {
        let next = self.corners.iter().cycle().skip(1);
        let crossings = self.corners.iter().zip(next).filter(|((from, west), (to, east))| {
            let (from, west, to, east) = (*from, *west, *to, *east);
            if (from > latitude) == (to > latitude) {
                return false;
            }
            // Which side of the edge the point is on, without a division: the sign tells.
            let side = (east - west)
                .checked_mul(latitude - from)
                .zip((longitude - west).checked_mul(to - from))
                .map(|(along, across)| along - across);
            side.is_some_and(|side| (side > Number::ZERO) == (to > from))
        });
        crossings.count() % 2 == 1
    }
}

impl FieldType for Inside {
    fn schema(&self) -> Json {
        self.longitude.schema()
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        let stored = self.longitude.check(answer, facts, breaches);
        if breaches.is_empty()
            && let Value::Decimal(latitude) = facts.lookup(Root::Item, Some("latitude"))
            && let Some(longitude) = stored.as_str().and_then(super::decimal::read)
            && !self.holds(latitude, longitude)
        {
            breaches.tell(Problem::OutsideArea);
        }
        stored
    }

    fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        self.longitude.extremes(facts, told)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        self.longitude.shown(stored, reading)
    }
}
