//! Parts of the town.

use super::super::{Type, Value};
use super::{Function, Reads, Shape};

pub(super) static FUNCTIONS: &[Function] = &[Function::fixed(
    "sector",
    "sector(text, place) -> text",
    "the id of the sector in which the place is, of the division named; null when it is in none",
    &[Shape::Text, Shape::Place],
    Type::Text,
    |arguments, context| {
        let [Value::Text(division), place] = arguments else { return Ok(Value::Null) };
        Ok(context.sector(division, place))
    },
)
.reading(Reads::Sectors)];
