//! What identifiers made of digits share.

use std::borrow::Cow;

/// The text without what people put between groups: spaces of any width, and dots.
pub(super) fn without_separators(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Cow::Borrowed(text);
    }
    text.chars().filter(|&character| !is_space(character) && character != '.').collect()
}

/// A space, of any width, as word processors and telephones' clipboards insert them.
pub(super) fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// The text, without separators, if it is made of exactly `length` ASCII digits.
///
/// Digits of other scripts are refused: they look alike and do not compare equal.
pub(super) fn exactly(text: &str, length: usize) -> Option<Cow<'_, str>> {
    let digits = without_separators(text);
    (digits.len() == length && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
}

/// Whether ASCII digits satisfy Luhn's formula (ISO/IEC 7812-1).
pub(super) fn satisfies_luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(position, byte)| {
            let digit = value(byte);
            if position % 2 == 0 { digit } else { digit / 5 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10)
}

/// The sum of ASCII digits.
pub(super) fn sum(digits: &str) -> u32 {
    digits.bytes().map(value).sum()
}

fn value(digit: u8) -> u32 {
    u32::from(digit.saturating_sub(b'0'))
}

/// The text without separators, its ASCII letters as capitals.
pub(super) fn capitals(text: &str) -> Cow<'_, str> {
    let mut compact = without_separators(text);
    if compact.bytes().any(|byte| byte.is_ascii_lowercase()) {
        compact.to_mut().make_ascii_uppercase();
    }
    compact
}

/// A hyphen, as keyboards and word processors write it.
pub(super) fn is_hyphen(character: char) -> bool {
    matches!(character, '-' | '\u{2010}' | '\u{2011}')
}

/// The number that ASCII digits write: 18 of them at most.
pub(super) fn number(digits: &str) -> u64 {
    digits.bytes().fold(0, |number, byte| number * 10 + u64::from(value(byte)))
}

/// The characters in groups of these sizes, a space between groups; what remains is one more group.
pub(super) fn grouped(text: &str, sizes: &[usize]) -> String {
    let mut rest = text.chars();
    let mut groups: Vec<String> = sizes.iter().map(|size| rest.by_ref().take(*size).collect()).collect();
    groups.push(rest.collect());
    groups.retain(|group| !group.is_empty());
    groups.join(" ")
}
