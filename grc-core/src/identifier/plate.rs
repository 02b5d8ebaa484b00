//! Number plates of the *système d'immatriculation des véhicules* (since 2009): AA-001-AA.
//!
//! Letters are A to Z without I, O and U, which are mistaken for 1, 0 and V; no pair is SS; numbers run from 001.
//!
//! Plates of the older *fichier national des immatriculations* (123 ABC 75) are refused. Vehicles that may be on the
//! road have had to change them since the end of 2020, and they have no key and no fixed length: accepting them would
//! let through most mistyped plates of today. A procedure that needs them, as one on wrecks, asks for a text.

use std::borrow::Cow;

use super::digits::{is_hyphen, is_space};
use super::{IdentifierFault, Rules};

pub(super) static RULES: Rules = Rules {
    name: "plate",
    fault_code: "field.invalid_plate",
    pattern: "^[A-HJ-NP-TV-Z]{2}-[0-9]{3}-[A-HJ-NP-TV-Z]{2}$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let compact: String = text
        .chars()
        .filter(|&character| !is_space(character) && !is_hyphen(character) && character != '.')
        .map(|character| character.to_ascii_uppercase())
        .collect();
    let (Some(left), Some(number), Some(right)) = (compact.get(..2), compact.get(2..5), compact.get(5..))
    else {
        return Err(wrong_shape());
    };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && number != "000";
    if !is_pair(left) || !is_number || !is_pair(right) {
        return Err(wrong_shape());
    }
    let plate = format!("{left}-{number}-{right}");
    Ok(if plate == text { Cow::Borrowed(text) } else { Cow::Owned(plate) })
}

fn is_pair(letters: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_uppercase() && !b"IOU".contains(&byte);
    letters.len() == 2 && letters.bytes().all(is_letter) && letters != "SS"
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "une plaque s'écrit comme AA-001-AA, sans I, O, U ni SS ; l'ancien format (123 AB 45) n'est plus accepté",
        "a plate is written as AA-001-AA, without I, O, U or SS; the old format (123 AB 45) is no longer accepted",
    )
}
