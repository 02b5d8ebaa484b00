//! BIC: the code of a bank (ISO 9362), 4 letters, its country, 2 characters, and 3 more for a branch.
//!
//! The standard has digits among the first four as well; none has ever been given out. The country is one of ISO
//! 3166-1, or Kosovo, to which banks gave `XK`. Whether the bank exists is not checked.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, country, digits};

const KOSOVO: &str = "XK";

pub(super) static RULES: Rules = Rules {
    name: "bic",
    fault_code: "field.invalid_bic",
    pattern: "^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let bic = digits::capitals(text);
    let letters = bic.get(..6).filter(|letters| letters.bytes().all(|byte| byte.is_ascii_uppercase()));
    let country = letters.and_then(|letters| letters.get(4..));
    let well_formed = matches!(bic.len(), 8 | 11) && bic.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let Some(country) = country.filter(|_| well_formed) else {
        return Err(IdentifierFault::shape(
            "un code BIC compte 8 ou 11 caractères, dont 6 lettres pour commencer, comme BNPAFRPP",
            "a BIC has 8 or 11 characters, of which the first 6 are letters, such as BNPAFRPP",
        ));
    };
    if country != KOSOVO && !country::is_known(country) {
        return Err(IdentifierFault::unknown_country(
            "les cinquième et sixième lettres d'un code BIC sont un code de pays, comme FR",
            "the fifth and sixth letters of a BIC are a country code, such as FR",
        ));
    }
    Ok(bic)
}
