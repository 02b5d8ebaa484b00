//! The one parser of JSON, used at every door.
//!
//! Stricter than the standard: a key may stand once in an object, numbers are whole (decimals are
//! written as strings), depth, size and number of values are limited. Documents from business
//! applications may hold any number: [`parse_document`] reads those that are not whole as strings,
//! digit for digit.

mod document;
mod parser;
#[cfg(test)]
mod tests;

pub use document::parse_document;
pub use parser::{JsonFault, JsonProblem, Limits, parse};
