//! Departments and what stands for one overseas, by the codes of INSEE's *code officiel géographique*.
//!
//! 01 to 95 with 2A and 2B instead of 20; 971 to 974 and 976, departments overseas; 975, 977, 978, 984, 986, 987 and 988,
//! collectivities overseas, whose applicants and communes have no other code. Clipperton (989) has neither and is
//! refused, and so are the parts of the Rhône (69D, 69M), which statistics use and addresses do not.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits};
use crate::definition::Bilingual;

/// Codes of three digits, in order.
const OVERSEAS: [&str; 12] =
    ["971", "972", "973", "974", "975", "976", "977", "978", "984", "986", "987", "988"];

pub(super) static RULES: Rules = Rules {
    name: "departement",
    fault_code: "field.invalid_departement",
    pattern: "^([0-9]{2}|2[AB]|9[78][0-9])$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let code = digits::capitals(text);
    let is_shaped = matches!(code.len(), 2 | 3)
        && (matches!(code.as_ref(), "2A" | "2B") || code.bytes().all(|byte| byte.is_ascii_digit()));
    if !is_shaped {
        return Err(IdentifierFault::shape(
            "un code de département compte 2 caractères, ou 3 outre-mer, comme 01, 2A ou 974",
            "a department code has 2 characters, or 3 overseas, such as 01, 2A or 974",
        ));
    }
    if is_known(&code) { Ok(code) } else { Err(unknown()) }
}

/// Whether a code is that of a department, or of what stands for one.
pub(super) fn is_known(code: &str) -> bool {
    match code.len() {
        2 => matches!(code, "2A" | "2B") || code != "20" && (1..=95).contains(&digits::number(code)),
        _ => OVERSEAS.binary_search(&code).is_ok(),
    }
}

/// A code that looks like one and is none.
pub(super) fn unknown() -> IdentifierFault {
    IdentifierFault {
        code: "identifier.unknown_department",
        message: Bilingual::new(
            "aucun département n'a ce code ; la Corse a 2A et 2B, l'outre-mer trois chiffres, comme 974",
            "no department has this code; Corsica has 2A and 2B, overseas ones three digits, such as 974",
        ),
    }
}
