//! Places, as expressions have them.

use rust_decimal::Decimal;

use super::Town;
use crate::expr::Value;
use crate::sector::{Place, Sector};

impl Town {
    /// The sector of a division in which a place is: an answer of type `location` or `address`, or a street with its
    /// number before. `None` when it is in none.
    pub fn sector(&self, division: &str, place: &Value) -> Option<&Sector> {
        let place = match place {
            Value::Text(street) => Place { street: Some(street), ..Place::default() },
            Value::Object(members) => {
                let text = |name: &str| match members.get(name) {
                    Some(Value::Text(text)) => Some(&**text),
                    _ => None,
                };
                let position = degrees(members.get("latitude")).zip(degrees(members.get("longitude")));
                Place {
                    position,
                    street: text("street"),
                    number: text("number"),
                    postal_code: text("postal_code"),
                    commune: text("commune"),
                }
            }
            _ => return None,
        };
        self.divisions.find(division, &place)
    }

    /// What expressions know of a sector: its id, its title, its service.
    pub(super) fn sector_value(&self, division: &str, sector: &str) -> Value {
        let Some(sector) = self.divisions.get(division).and_then(|division| division.sector(sector)) else {
            return Value::Null;
        };
        let service = sector.service.as_ref().map_or(Value::Null, |service| Value::text(service.as_str()));
        Value::object([
            ("id", Value::text(sector.id.as_str())),
            ("title", Value::text(sector.title.get(self.language))),
            ("service", service),
        ])
    }
}

/// Degrees, as a number, or as the text of one in a received document.
fn degrees(value: Option<&Value>) -> Option<Decimal> {
    match value? {
        Value::Decimal(degrees) => Some(*degrees),
        Value::Integer(degrees) => Some(Decimal::from(*degrees)),
        Value::Text(text) => Decimal::from_str_exact(text).ok(),
        _ => None,
    }
}
