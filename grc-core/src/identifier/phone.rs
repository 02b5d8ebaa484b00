//! Telephone numbers, stored as ITU-T E.164: `+`, country code, national number.
//!
//! A number without a country code is read in the French numbering plan, which mainland France shares with the
//! overseas departments: there, the first digits of a national number tell the country code.

use std::borrow::Cow;

use super::IdentifierFault;
use super::digits::is_space;
use crate::definition::Bilingual;

/// First digits of national numbers that have another country code than +33.
const OVERSEAS: [(&str, &str); 14] = [
    ("0262", "262"),
    ("0263", "262"),
    ("0269", "262"),
    ("0639", "262"),
    ("0692", "262"),
    ("0693", "262"),
    ("0590", "590"),
    ("0690", "590"),
    ("0691", "590"),
    ("0594", "594"),
    ("0694", "594"),
    ("0596", "596"),
    ("0696", "596"),
    ("0697", "596"),
];

/// Mainland numbers inside a range of Mayotte: those kept for fiction.
const MAINLAND_EXCEPTION: &str = "063998";

pub(super) fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    if is_stored(text) {
        return Ok(Cow::Borrowed(text));
    }
    let dialled = dialled(text).ok_or_else(wrong_shape)?;
    let international = match dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00")) {
        Some(number) => number.to_owned(),
        None => from_national(&dialled).ok_or_else(wrong_shape)?,
    };
    if is_international(&international) { Ok(format!("+{international}").into()) } else { Err(wrong_shape()) }
}

/// Whether the text is already in its stored form.
fn is_stored(text: &str) -> bool {
    let digits = text.strip_prefix('+');
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()) && is_international(digits))
}

/// What would be dialled: digits, after a `+` if there is one. None if something else is written.
fn dialled(text: &str) -> Option<String> {
    // "+33 (0)6 12 …" shows both ways of dialling: the zero is for the other one.
    let text = if text.trim_start().starts_with('+') { text.replacen("(0)", "", 1) } else { text.to_owned() };
    let kept: String = text
        .chars()
        .filter(|&character| !is_space(character) && !matches!(character, '.' | '-' | '/' | '(' | ')'))
        .collect();
    let digits = kept.strip_prefix('+').unwrap_or(&kept);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(kept)
}

/// The international form of a French national number: ten digits, the first 0, the second not.
fn from_national(number: &str) -> Option<String> {
    let significant = number.strip_prefix('0')?;
    if number.len() != 10 || significant.starts_with('0') {
        return None;
    }
    let overseas = OVERSEAS.iter().find(|(prefix, _)| number.starts_with(prefix));
    let country = match overseas {
        Some((_, country)) if !number.starts_with(MAINLAND_EXCEPTION) => country,
        _ => "33",
    };
    Some(format!("{country}{significant}"))
}

/// E.164 allows 15 digits; the shortest numbers in use have 8. French ones have 9 after the country code.
fn is_international(number: &str) -> bool {
    let plausible = (8..=15).contains(&number.len()) && !number.starts_with('0');
    let national = number.strip_prefix("33");
    plausible && national.is_none_or(|national| national.len() == 9 && !national.starts_with('0'))
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault {
        code: "identifier.wrong_shape",
        message: Bilingual::new(
            "un numéro de téléphone français compte dix chiffres et commence par 0 ; un autre commence par + et le \
             code du pays",
            "a French telephone number has ten digits and begins with 0; another one begins with + and the country \
             code",
        ),
    }
}
