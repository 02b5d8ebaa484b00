//! TVA: the French VAT number within the European Union, FR, a key of 2 characters and a SIREN.
//!
//! The key is the remainder by 97 of the SIREN followed by 12. The European Commission's description of these numbers also has
//! keys with one or two letters, I and O apart, which have a formula of their own. Businesses of Monaco have
//! numbers of this form too: what follows their key begins with 000 and is no SIREN.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits, siren};

/// What keys are written with, in the order of their values.
const ALPHABET: &[u8] = b"0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";

const MONACO: &str = "000";

pub(super) static RULES: Rules = Rules {
    name: "tva",
    fault_code: "field.invalid_tva",
    pattern: "^FR[0-9A-HJ-NP-Z]{2}[0-9]{9}$",
    canonical,
    formatted: |tva| digits::grouped(tva, &[2, 2, 3, 3]),
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let tva = digits::capitals(text);
    let (tens, units, business) = parts(&tva).ok_or_else(|| {
        IdentifierFault::shape(
            "un numéro de TVA français compte FR et 11 caractères, comme FR 40 303 265 045",
            "a French VAT number has FR and 11 characters, such as FR 40 303 265 045",
        )
    })?;
    let names_somebody =
        if business.starts_with(MONACO) { digits::sum(business) != 0 } else { siren::is_siren(business) };
    if names_somebody && key_matches(tens, units, digits::number(business)) {
        Ok(tva)
    } else {
        Err(IdentifierFault::key())
    }
}

/// The values of the key's two characters, and the SIREN.
fn parts(tva: &str) -> Option<(u64, u64, &str)> {
    let body = tva.strip_prefix("FR")?;
    let (key, business) = body.split_at_checked(2)?;
    let [tens, units] = key.as_bytes() else { return None };
    (business.len() == 9 && business.bytes().all(|byte| byte.is_ascii_digit())).then_some((
        value(*tens)?,
        value(*units)?,
        business,
    ))
}

fn value(character: u8) -> Option<u64> {
    let rank = ALPHABET.iter().position(|known| *known == character)?;
    u64::try_from(rank).ok()
}

fn key_matches(tens: u64, units: u64, business: u64) -> bool {
    match (tens, units) {
        (0..=9, 0..=9) => (business * 100 + 12) % 97 == tens * 10 + units,
        (0..=9, _) => letters_match(tens * 24 + units - 10, business),
        _ => letters_match(tens * 34 + units - 100, business),
    }
}

/// Whether a key with a letter, put into one number, is that of a business.
fn letters_match(key: u64, business: u64) -> bool {
    (business + 1 + key / 11) % 11 == key % 11
}
