//! SIREN: 9 digits, Luhn, not all zero.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits};

pub(super) static RULES: Rules = Rules {
    name: "siren",
    fault_code: "field.invalid_siren",
    pattern: "^[0-9]{9}$",
    canonical,
    formatted: |siren| digits::grouped(siren, &[3, 3]),
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let siren = digits::exactly(text, 9).ok_or_else(|| {
        IdentifierFault::shape(
            "un numéro SIREN compte 9 chiffres, comme 732 829 320",
            "a SIREN number has 9 digits, such as 732 829 320",
        )
    })?;
    if is_siren(&siren) { Ok(siren) } else { Err(IdentifierFault::key()) }
}

/// Whether 9 digits are a SIREN. All zeros satisfy Luhn and name nobody.
pub(super) fn is_siren(digits: &str) -> bool {
    digits::sum(digits) != 0 && digits::satisfies_luhn(digits)
}
