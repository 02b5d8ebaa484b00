//! SIRET: a SIREN and 5 digits for the establishment, Luhn over the 14.
//!
//! La Poste has more establishments than Luhn leaves it numbers: theirs have a sum of digits divisible by 5,
//! except its head office, numbered before that rule.

use std::borrow::Cow;

use super::{IdentifierFault, digits, siren};

const LA_POSTE: &str = "356000000";
const LA_POSTE_HEAD_OFFICE: &str = "35600000000048";

pub(super) fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let digits = digits::exactly(text, 14).ok_or_else(|| {
        IdentifierFault::shape("un numéro SIRET compte 14 chiffres", "a SIRET number has 14 digits")
    })?;
    let key_matches = if digits.starts_with(LA_POSTE) && digits != LA_POSTE_HEAD_OFFICE {
        digits::sum(&digits).is_multiple_of(5)
    } else {
        digits::satisfies_luhn(&digits)
    };
    let names_nobody = digits.get(..9).is_none_or(siren::is_null);
    if names_nobody || !key_matches {
        return Err(IdentifierFault::key());
    }
    Ok(digits)
}
