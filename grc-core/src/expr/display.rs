//! Values as people read them, in French and in English.

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use rust_decimal::Decimal;

use super::{Duration, Value, decimal};
use crate::definition::Language;

/// The space that keeps digits, and their currency, together in French: U+202F.
const NARROW_SPACE: char = '\u{202f}';

const MONTHS_FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MONTHS_ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A value without being told how: the long form of dates, nothing for null or for an object.
pub(super) fn plain(value: &Value, language: Language, zone: Tz) -> String {
    match value {
        Value::Null | Value::Object(_) => String::new(),
        Value::Bool(true) => language.pick("oui", "yes").to_owned(),
        Value::Bool(false) => language.pick("non", "no").to_owned(),
        Value::Integer(number) => number.to_string(),
        Value::Decimal(number) => number.to_string().replace('.', language.pick(",", ".")),
        Value::Text(text) => text.to_string(),
        Value::Date(date) => long_date(*date, language),
        Value::Time(time) => clock(*time, language),
        Value::DateTime(instant) => instant_at(*instant, language, zone),
        Value::Duration(duration) => lasting(*duration, language),
        Value::List(items) => {
            let items: Vec<_> =
                items.iter().filter(|item| !item.is_null()).map(|item| plain(item, language, zone)).collect();
            enumeration(&items, language)
        }
    }
}

/// "12 mars 2026", "1er mai 2026", "12 March 2026".
pub(super) fn long_date(date: NaiveDate, language: Language) -> String {
    let months = language.pick(MONTHS_FRENCH, MONTHS_ENGLISH);
    let month = months.get(date.month0() as usize).copied().unwrap_or_default();
    let ordinal = if date.day() == 1 { language.pick("er", "") } else { "" };
    format!("{}{ordinal} {month} {}", date.day(), date.year())
}

/// "12/03/2026".
pub(super) fn short_date(date: NaiveDate) -> String {
    date.format("%d/%m/%Y").to_string()
}

/// "14 h 05", "14:05".
pub(super) fn clock(time: NaiveTime, language: Language) -> String {
    format!("{:02}{}{:02}", time.hour(), language.pick(" h ", ":"), time.minute())
}

/// "12 mars 2026 à 14 h 05", "12 March 2026 at 14:05", in the zone.
pub(super) fn instant_at(instant: DateTime<Utc>, language: Language, zone: Tz) -> String {
    let local = instant.with_timezone(&zone).naive_local();
    format!(
        "{} {} {}",
        long_date(local.date(), language),
        language.pick("à", "at"),
        clock(local.time(), language)
    )
}

/// "1 250,50", "1,250.50": as many decimals as the number has.
pub(super) fn grouped(number: Decimal, language: Language) -> String {
    let text = number.abs().to_string();
    let (whole, fraction) =
        text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let mut written = String::from(if number.is_sign_negative() && !number.is_zero() { "-" } else { "" });
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            written.push(language.pick(NARROW_SPACE, ','));
        }
        written.push(digit);
    }
    if let Some(fraction) = fraction {
        written.push(language.pick(',', '.'));
        written.push_str(fraction);
    }
    written
}

/// "1 250,50 €", "€1,250.50".
pub(super) fn euros(amount: Decimal, language: Language) -> String {
    let mut amount = decimal::round(amount, 2);
    amount.rescale(2);
    let written = grouped(amount, language);
    match (language, written.strip_prefix('-')) {
        (Language::French, _) => format!("{written}{NARROW_SPACE}€"),
        (Language::English, None) => format!("€{written}"),
        (Language::English, Some(written)) => format!("-€{written}"),
    }
}

/// "a, b et c", "a, b and c".
pub(super) fn enumeration(items: &[String], language: Language) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{}{}{last}", first.join(", "), language.pick(" et ", " and ")),
    }
}

/// "1 mois et 15 jours", "1 month and 15 days".
fn lasting(duration: Duration, language: Language) -> String {
    let parts = [
        (i64::from(duration.months / 12), ["an", "ans"], ["year", "years"]),
        (i64::from(duration.months % 12), ["mois", "mois"], ["month", "months"]),
        (duration.days.into(), ["jour", "jours"], ["day", "days"]),
        (duration.seconds / 3600, ["heure", "heures"], ["hour", "hours"]),
        (duration.seconds / 60 % 60, ["minute", "minutes"], ["minute", "minutes"]),
        (duration.seconds % 60, ["seconde", "secondes"], ["second", "seconds"]),
    ];
    let written: Vec<_> = parts
        .into_iter()
        .filter(|(count, ..)| *count != 0)
        .map(|(count, french, english)| {
            // Zero is singular in French, and is left out here: one alone is.
            let [one, many] = language.pick(french, english);
            format!("{count} {}", if count.abs() == 1 { one } else { many })
        })
        .collect();
    if written.is_empty() {
        language.pick("0 jour", "0 days").to_owned()
    } else {
        enumeration(&written, language)
    }
}
