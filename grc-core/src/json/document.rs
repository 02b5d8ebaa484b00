//! Documents from business applications, whose numbers are not ours to refuse.

use serde_json::Value;

use super::{JsonFault, Limits, parse};

/// Reads a document received from outside.
///
/// A number with a fraction or an exponent, or of more than 18 digits, becomes a string with the
/// same characters: no digit is lost to a float.
///
/// # Errors
/// As [`parse`], but for numbers.
pub fn parse_document(text: &[u8], limits: Limits) -> Result<Value, JsonFault> {
    parse(&quote_decimals(text), limits)
}

/// Puts quotes around the numbers that are not whole 64-bit ones.
fn quote_decimals(text: &[u8]) -> Vec<u8> {
    let mut quoted = Vec::with_capacity(text.len());
    let mut rest = text;
    let mut in_string = false;
    while let Some((&byte, tail)) = rest.split_first() {
        let taken = match byte {
            b'\\' if in_string => 2,
            b'"' => {
                in_string = !in_string;
                1
            }
            b'-' | b'0'..=b'9' if !in_string => {
                let length = rest.iter().take_while(|byte| is_numeric(**byte)).count();
                let number = rest.get(..length).unwrap_or(rest);
                if fits_an_integer(number) {
                    quoted.extend_from_slice(number);
                } else {
                    quoted.push(b'"');
                    quoted.extend_from_slice(number);
                    quoted.push(b'"');
                }
                rest = rest.get(length..).unwrap_or_default();
                continue;
            }
            _ => 1,
        };
        quoted.extend(rest.iter().take(taken));
        rest = if taken == 1 { tail } else { rest.get(taken..).unwrap_or_default() };
    }
    quoted
}

fn is_numeric(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

fn fits_an_integer(number: &[u8]) -> bool {
    let digits = number.strip_prefix(b"-").unwrap_or(number);
    digits.len() <= 18 && digits.iter().all(u8::is_ascii_digit)
}
