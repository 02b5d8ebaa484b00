//! RNA: the number of an association in the national register, W and 9 digits or capital letters.
//!
//! The first ones tell the registry (letters occur overseas); no key protects the number.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits};

pub(super) static RULES: Rules = Rules {
    name: "rna",
    fault_code: "field.invalid_rna",
    pattern: "^W[0-9A-Z]{9}$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let rna = digits::capitals(text);
    if rna.len() == 10 && rna.starts_with('W') && rna.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(rna);
    }
    Err(IdentifierFault::shape(
        "un numéro RNA compte la lettre W et 9 caractères, comme W503726238",
        "an RNA number has the letter W and 9 characters, such as W503726238",
    ))
}
