//! A small catalogue that uses every part of the format, for the tests of this module.

use serde_json::Value;

/// The catalogue, without fault.
pub(crate) fn catalogue() -> Value {
    serde_json::from_str(include_str!("sample.json")).unwrap_or_default()
}
