//! IBAN: country, two check digits, account; length by country, modulo 97 equal to 1 (ISO 13616, ISO 7064).

use std::borrow::Cow;

use super::{IdentifierFault, digits};
use crate::definition::Bilingual;

/// Length by country, from the IBAN registry of ISO 13616, in alphabetical order.
#[rustfmt::skip] // One country a line would hide the table.
const LENGTHS: [(&str, usize); 89] = [
    ("AD", 24), ("AE", 23), ("AL", 28), ("AT", 20), ("AZ", 28), ("BA", 20), ("BE", 16), ("BG", 22), ("BH", 22),
    ("BI", 27), ("BR", 29), ("BY", 28), ("CH", 21), ("CR", 22), ("CY", 28), ("CZ", 24), ("DE", 22), ("DJ", 27),
    ("DK", 18), ("DO", 28), ("EE", 20), ("EG", 29), ("ES", 24), ("FI", 18), ("FK", 18), ("FO", 18), ("FR", 27),
    ("GB", 22), ("GE", 22), ("GI", 23), ("GL", 18), ("GR", 27), ("GT", 28), ("HN", 28), ("HR", 21), ("HU", 28),
    ("IE", 22), ("IL", 23), ("IQ", 23), ("IS", 26), ("IT", 27), ("JO", 30), ("KW", 30), ("KZ", 20), ("LB", 28),
    ("LC", 32), ("LI", 21), ("LT", 20), ("LU", 20), ("LV", 21), ("LY", 25), ("MC", 27), ("MD", 24), ("ME", 22),
    ("MK", 19), ("MN", 20), ("MR", 27), ("MT", 31), ("MU", 30), ("NI", 28), ("NL", 18), ("NO", 15), ("OM", 23),
    ("PK", 24), ("PL", 28), ("PS", 29), ("PT", 25), ("QA", 29), ("RO", 24), ("RS", 22), ("RU", 33), ("SA", 24),
    ("SC", 31), ("SD", 18), ("SE", 24), ("SI", 19), ("SK", 24), ("SM", 27), ("SO", 23), ("ST", 25), ("SV", 28),
    ("TL", 23), ("TN", 24), ("TR", 26), ("UA", 29), ("VA", 22), ("VG", 24), ("XK", 20), ("YE", 30),
];

pub(super) fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let mut iban = digits::without_separators(text);
    if iban.bytes().any(|byte| byte.is_ascii_lowercase()) {
        iban.to_mut().make_ascii_uppercase();
    }
    let (Some(country), Some(check), Some(account)) = (iban.get(..2), iban.get(2..4), iban.get(4..)) else {
        return Err(wrong_shape());
    };
    let well_formed = country.bytes().all(|byte| byte.is_ascii_uppercase())
        && check.bytes().all(|byte| byte.is_ascii_digit())
        && account.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !well_formed {
        return Err(wrong_shape());
    }
    let known = LENGTHS.binary_search_by_key(&country, |(code, _)| *code);
    let Some((_, length)) = known.ok().and_then(|rank| LENGTHS.get(rank)) else {
        return Err(IdentifierFault {
            code: "identifier.unknown_country",
            message: Bilingual::new(
                "aucun IBAN ne commence par ce code de pays",
                "no IBAN begins with this country code",
            ),
        });
    };
    if iban.len() != *length {
        return Err(IdentifierFault::shape(
            &format!("un IBAN de ce pays compte {length} caractères"),
            &format!("an IBAN of this country has {length} characters"),
        ));
    }
    // 00, 01 and 99 can satisfy the modulus, but ISO 7064 never gives them: check digits run from 02 to 98.
    if matches!(check, "00" | "01" | "99")
        || remainder(account.bytes().chain(country.bytes()).chain(check.bytes())) != 1
    {
        return Err(IdentifierFault::key());
    }
    Ok(iban)
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "un IBAN commence par deux lettres et deux chiffres, suivis de chiffres et de lettres",
        "an IBAN begins with two letters and two digits, followed by digits and letters",
    )
}

/// The remainder by 97 of the number written by the characters, A being 10 and Z 35.
fn remainder(characters: impl Iterator<Item = u8>) -> u64 {
    // Divided only when it grows: it stays below 10^18, which 64 bits hold.
    let number = characters.fold(0, |number: u64, byte| {
        let number = if number < 10_u64.pow(16) { number } else { number % 97 };
        match byte {
            b'0'..=b'9' => number * 10 + u64::from(byte - b'0'),
            _ => number * 100 + u64::from(byte.saturating_sub(b'A')) + 10,
        }
    });
    number % 97
}
