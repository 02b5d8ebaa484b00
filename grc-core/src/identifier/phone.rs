//! Telephone numbers, stored as ITU-T E.164: `+`, country code, national number.
//!
//! A number without a country code is read in the French numbering plan, which mainland France shares with the
//! overseas departments: there, the first digits of a national number tell the country code. In a territory that has a
//! plan of its own ([`Region`]), one of its length is read in that plan. Any other number needs its `+`.
//!
//! What is checked is that the number is possible: its country code exists, and its national number has a length that the plan of
//! that code has (what libphonenumber calls possible, `is_possible_number`). Whether the range is in use is not:
//! regulators open ranges every month, and a library that knows them only until its release refuses people their new
//! number. So there is one small table (`dialling.rs`) in place of a dependency of half a megabyte of patterns.
//!
//! Beyond libphonenumber: at most 15 digits, as E.164 wants, and no 0 of the trunk behind a country code that knows it,
//! which libphonenumber removes and which shows more often that a digit is missing or too many.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use super::dialling::{self, Plan};
use super::digits::{self, is_hyphen, is_space};
use super::{IdentifierFault, Region, Rules};

pub(super) static RULES: Rules = Rules {
    name: "phone",
    fault_code: "field.invalid_phone",
    pattern: r"^\+[1-9][0-9]{5,14}$",
    canonical,
    formatted,
};

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

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    canonical_in(text, Region::France)
}

/// The stored form of a number; without a country code, it is read in the plan of that region, or in the French one,
/// whose numbers begin with a 0.
pub(super) fn canonical_in(text: &str, region: Region) -> Result<Cow<'_, str>, IdentifierFault> {
    if is_stored_french(text) {
        return Ok(Cow::Borrowed(text));
    }
    let dialled = dialled(text).ok_or_else(wrong_shape)?;
    let international = match dialled.strip_prefix('+').or_else(|| dialled.strip_prefix("00")) {
        Some(number) => Cow::Borrowed(number),
        None => {
            let here = region.plan().filter(|(_, length)| dialled.len() == *length);
            match here {
                Some((country, _)) if !dialled.starts_with('0') => format!("{country}{dialled}").into(),
                _ => from_national(&dialled).ok_or_else(wrong_shape)?.into(),
            }
        }
    };
    check(&international)?;
    Ok(match &dialled {
        Cow::Borrowed(text) if text.starts_with('+') => Cow::Borrowed(text),
        _ => format!("+{international}").into(),
    })
}

/// Whether a look at the characters is enough: the stored form of nearly all numbers that the engine sees again.
fn is_stored_french(text: &str) -> bool {
    text.strip_prefix("+33").is_some_and(|national| {
        national.len() == 9
            && !national.starts_with('0')
            && national.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// What would be dialled: digits, after a `+` if there is one. None if something else is written.
fn dialled(text: &str) -> Option<Cow<'_, str>> {
    let is_dialled = |text: &str| {
        let digits = text.strip_prefix('+').unwrap_or(text);
        digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if is_dialled(text) {
        return Some(Cow::Borrowed(text));
    }
    // "+33 (0)6 12 …" shows both ways of dialling: the zero is for the other one.
    let text = if text.trim_start().starts_with('+') { text.replacen("(0)", "", 1) } else { text.to_owned() };
    let is_between_groups =
        |character| is_space(character) || is_hyphen(character) || matches!(character, '.' | '/' | '(' | ')');
    let kept: String = text.chars().filter(|&character| !is_between_groups(character)).collect();
    is_dialled(&kept).then_some(Cow::Owned(kept))
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

/// Checks the digits behind the `+`.
fn check(number: &str) -> Result<(), IdentifierFault> {
    if number.is_empty() || number.starts_with('0') {
        return Err(wrong_shape());
    }
    let Some((Plan { trunk, lengths, .. }, national)) = dialling::split(number) else {
        return Err(IdentifierFault::unknown_country(
            "aucun pays n'a cet indicatif ; un numéro français s'écrit 06 12 34 56 78 ou +33 6 12 34 56 78",
            "no country has this code; a French number is written 06 12 34 56 78 or +33 6 12 34 56 78",
        ));
    };
    if !trunk.is_empty() && national.starts_with(trunk) {
        return Err(IdentifierFault::shape(
            "après l'indicatif de ce pays, un numéro s'écrit sans son premier 0, comme +33 6 12 34 56 78",
            "after this country code, a number is written without its first 0, as +33 6 12 34 56 78",
        ));
    }
    if !lengths.iter().any(|range| range.contains(&national.len())) {
        return Err(IdentifierFault::shape(
            &format!(
                "les numéros de ce pays comptent {} chiffres après l'indicatif",
                told(lengths, "à", "ou")
            ),
            &format!("numbers of this country have {} digits after its code", told(lengths, "to", "or")),
        ));
    }
    Ok(())
}

/// Lengths in words: "8 to 9 or 12".
fn told(lengths: &[RangeInclusive<usize>], to: &str, or: &str) -> String {
    let ranges = lengths.iter().map(|range| match (range.start(), range.end()) {
        (shortest, longest) if shortest == longest => shortest.to_string(),
        (shortest, longest) => format!("{shortest} {to} {longest}"),
    });
    ranges.collect::<Vec<_>>().join(&format!(" {or} "))
}

/// "06 12 34 56 78" for a number of the French plan; "+32 470 12 34 56" for others: the country code, then pairs,
/// the first group of three when digits are odd in number.
fn formatted(number: &str) -> String {
    let Some((plan, national)) = number.strip_prefix('+').and_then(dialling::split) else {
        return number.to_owned();
    };
    let dialled = format!("0{national}");
    if from_national(&dialled).is_some_and(|read| number.strip_prefix('+') == Some(&read)) {
        return digits::grouped(&dialled, &[2; 5]);
    }
    let first = if national.len() % 2 == 1 { 3 } else { 2 };
    format!("+{} {}", plan.code, digits::grouped(national, &[first, 2, 2, 2, 2, 2]))
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "un numéro de téléphone français compte dix chiffres et commence par 0, comme 06 12 34 56 78 ; un autre \
         commence par + et le code du pays, comme +32 470 12 34 56",
        "a French telephone number has ten digits and begins with 0, such as 06 12 34 56 78; another one begins with \
         + and the country code, such as +32 470 12 34 56",
    )
}
