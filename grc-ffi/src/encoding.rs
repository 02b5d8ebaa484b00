//! Which bytes texts are made of, on the caller's side.

use std::borrow::Cow;
use std::fmt::Write;

use encoding_rs::WINDOWS_1252;
use serde_json::Value as Json;

use crate::failure::{Failure, Outcome};
use crate::status::GRC_INVALID_TEXT;

/// The encoding of the texts that a host gives and wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Encoding {
    #[default]
    Utf8,
    /// Windows' Western European page, of which Latin-1 is the printable part.
    Windows1252,
}

impl Encoding {
    /// The encoding of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        match name {
            "utf-8" => Some(Self::Utf8),
            "latin-1" | "iso-8859-1" | "windows-1252" => Some(Self::Windows1252),
            _ => None,
        }
    }

    /// A request's bytes, in UTF-8. Those that are meant to be UTF-8 and are not are left to the reader of JSON, which
    /// tells where.
    pub(crate) fn request<'a>(self, bytes: &'a [u8]) -> Cow<'a, [u8]> {
        match self {
            Self::Utf8 => Cow::Borrowed(bytes),
            Self::Windows1252 => match WINDOWS_1252.decode_without_bom_handling(bytes).0 {
                Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                Cow::Owned(text) => Cow::Owned(text.into_bytes()),
            },
        }
    }

    /// A text that is not JSON: a name, a pointer.
    pub(crate) fn text<'a>(self, bytes: &'a [u8]) -> Outcome<Cow<'a, str>> {
        match self {
            Self::Utf8 => {
                std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| Failure::Misuse(GRC_INVALID_TEXT))
            }
            Self::Windows1252 => Ok(WINDOWS_1252.decode_without_bom_handling(bytes).0),
        }
    }

    /// A text for the host. What its encoding lacks becomes `?`.
    pub(crate) fn encoded(self, text: &str) -> Cow<'_, [u8]> {
        match self {
            Self::Utf8 => Cow::Borrowed(text.as_bytes()),
            Self::Windows1252 => {
                let letters = text.chars().flat_map(|letter| {
                    let mut buffer = [0; 4];
                    let (bytes, _, is_lossy) = WINDOWS_1252.encode(letter.encode_utf8(&mut buffer));
                    if is_lossy { vec![b'?'] } else { bytes.into_owned() }
                });
                Cow::Owned(letters.collect())
            }
        }
    }

    /// JSON for the host. Where it is not in UTF-8 it is in ASCII, other letters being escaped: any encoding reads it.
    pub(crate) fn json(self, value: &Json) -> String {
        let text = value.to_string();
        if self == Self::Utf8 || text.is_ascii() {
            return text;
        }
        let mut escaped = String::with_capacity(text.len() * 2);
        for letter in text.chars() {
            if letter.is_ascii() {
                escaped.push(letter);
                continue;
            }
            for unit in letter.encode_utf16(&mut [0; 2]) {
                // Writing to a text does not fail.
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
        escaped
    }
}

#[cfg(test)]
mod tests;
