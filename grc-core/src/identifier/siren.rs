//! SIREN: 9 digits, Luhn, not all zero.

use std::borrow::Cow;

use super::{IdentifierFault, digits};

pub(super) fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let digits = digits::exactly(text, 9).ok_or_else(|| {
        IdentifierFault::shape("un numéro SIREN compte 9 chiffres", "a SIREN number has 9 digits")
    })?;
    if is_null(&digits) || !digits::satisfies_luhn(&digits) {
        return Err(IdentifierFault::key());
    }
    Ok(digits)
}

/// Whether a number is all zeros, which satisfies Luhn and names nobody.
pub(super) fn is_null(digits: &str) -> bool {
    digits::sum(digits) == 0
}
