//! French postal codes: 5 digits.
//!
//! Nothing else is checked: neither that La Poste serves the code, nor that it begins as its department (some do not, those of
//! armies and of companies begin with 00, Monaco's with 98).

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits};

pub(super) static RULES: Rules = Rules {
    name: "postal_code",
    fault_code: "field.invalid_postal_code",
    pattern: "^[0-9]{5}$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    digits::exactly(text, 5).ok_or_else(|| {
        IdentifierFault::shape(
            "un code postal compte 5 chiffres, comme 29000",
            "a postal code has 5 digits, such as 29000",
        )
    })
}
