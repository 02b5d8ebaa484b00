//! Identifiers that are checked and stored in one canonical form: one file each.
//!
//! Pure and usable alone. A fault names the rule that is broken, never the text that breaks it.
//!
//! ```
//! use grc_core::identifier::{Kind, canonical};
//!
//! assert_eq!(canonical(Kind::Siret, "732 829 320 00074").unwrap(), "73282932000074");
//! assert_eq!(canonical(Kind::Phone, "06 12 34 56 78").unwrap(), "+33612345678");
//! assert_eq!(canonical(Kind::Siret, "73282932000079").unwrap_err().code, "identifier.wrong_key");
//! ```

mod digits;
mod email;
mod iban;
mod phone;
mod siren;
mod siret;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use crate::definition::Bilingual;

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The 9-digit number of a business or an association (INSEE).
    Siren,
    /// The 14-digit number of an establishment (INSEE).
    Siret,
    /// An international bank account number (ISO 13616).
    Iban,
    /// A telephone number (ITU-T E.164).
    Phone,
    /// An e-mail address.
    Email,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Siren, Self::Siret, Self::Iban, Self::Phone, Self::Email];

    /// The name used in definitions and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Siren => "siren",
            Self::Siret => "siret",
            Self::Iban => "iban",
            Self::Phone => "phone",
            Self::Email => "email",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// A regular expression that every canonical identifier of the kind matches.
    ///
    /// It is written in the dialect common to ECMA-262, Python and Rust, for the schemas of forms. It states
    /// shape alone: keys and lengths by country are the affair of [`canonical`].
    pub fn pattern(self) -> &'static str {
        match self {
            Self::Siren => "^[0-9]{9}$",
            Self::Siret => "^[0-9]{14}$",
            Self::Iban => "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
            Self::Phone => r"^\+[1-9][0-9]{7,14}$",
            Self::Email => r"^[^@ ]{1,64}@[^@ ]+\.[^@ ]+$",
        }
    }
}

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierFault {
    /// The rule: a dotted name that never changes.
    ///
    /// `identifier.wrong_shape` (length or characters), `identifier.wrong_key` (a digit is wrong or two are
    /// swapped) or `identifier.unknown_country`.
    pub code: &'static str,
    /// The rule in words: a sentence's end, after a name and a colon.
    pub message: Bilingual,
}

impl IdentifierFault {
    fn shape(french: &str, english: &str) -> Self {
        Self { code: "identifier.wrong_shape", message: Bilingual::new(french, english) }
    }

    fn key() -> Self {
        Self {
            code: "identifier.wrong_key",
            message: Bilingual::new(
                "la clé de contrôle ne correspond pas ; vérifiez la saisie",
                "the check digits do not match; check what was typed",
            ),
        }
    }
}

/// Whether a text is an e-mail address.
pub fn is_email(text: &str) -> bool {
    email::canonical(text).is_ok()
}

/// The stored form of an identifier: ASCII, without the spaces and dots between groups.
///
/// # Errors
///
/// A fault when `text` is not an identifier of that kind: wrong shape, wrong key or unknown country.
pub fn canonical(kind: Kind, text: &str) -> Result<String, IdentifierFault> {
    stored(kind, text).map(Cow::into_owned)
}

/// As [`canonical`]; borrowed when the text is already in its stored form.
pub(crate) fn stored(kind: Kind, text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    match kind {
        Kind::Siren => siren::canonical(text),
        Kind::Siret => siret::canonical(text),
        Kind::Iban => iban::canonical(text),
        Kind::Phone => phone::canonical(text),
        Kind::Email => email::canonical(text),
    }
}
