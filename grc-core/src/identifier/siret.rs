//! SIRET: a SIREN, which has its own key, and 5 digits for the establishment; Luhn over the 14.
//!
//! La Poste has more establishments than Luhn leaves it numbers: theirs have a sum of digits divisible by 5,
//! except its head office, numbered before that rule.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits, siren};

const LA_POSTE: &str = "356000000";
const LA_POSTE_HEAD_OFFICE: &str = "35600000000048";

pub(super) static RULES: Rules = Rules {
    name: "siret",
    fault_code: "field.invalid_siret",
    pattern: "^[0-9]{14}$",
    canonical,
    formatted: |siret| digits::grouped(siret, &[3, 3, 3]),
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let siret = digits::exactly(text, 14).ok_or_else(|| {
        IdentifierFault::shape(
            "un numéro SIRET compte 14 chiffres, comme 732 829 320 00074",
            "a SIRET number has 14 digits, such as 732 829 320 00074",
        )
    })?;
    let key_matches = if siret.starts_with(LA_POSTE) && siret != LA_POSTE_HEAD_OFFICE {
        digits::sum(&siret).is_multiple_of(5)
    } else {
        digits::satisfies_luhn(&siret)
    };
    if key_matches && siret.get(..9).is_some_and(siren::is_siren) {
        Ok(siret)
    } else {
        Err(IdentifierFault::key())
    }
}
