//! Identifiers that are checked and stored in one canonical form: one file each.
//!
//! Each file says what is checked, and what is not. Pure and usable alone. A fault names the rule that is broken, never the text that breaks it.
//!
//! ```
//! use grc_core::identifier::{Kind, canonical, formatted};
//!
//! assert_eq!(canonical(Kind::Siret, "732 829 320 00074").unwrap(), "73282932000074");
//! assert_eq!(formatted(Kind::Siret, "73282932000074"), "732 829 320 00074");
//! assert_eq!(canonical(Kind::Phone, "06 12 34 56 78").unwrap(), "+33612345678");
//! assert_eq!(canonical(Kind::Siret, "73282932000079").unwrap_err().code, "identifier.wrong_key");
//! ```

mod bic;
mod commune;
mod country;
mod departement;
mod dialling;
mod digits;
mod email;
mod iban;
mod nir;
mod phone;
mod plate;
mod postal_code;
mod region;
mod rna;
mod siren;
mod siret;
mod spi;
#[cfg(test)]
mod tests;
mod tva;
mod url;

use std::borrow::Cow;
use std::str::FromStr;

pub use region::Region;

use crate::definition::{Bilingual, Language, did_you_mean};

/// A kind of identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The 9-digit number of a business or an association (INSEE).
    Siren,
    /// The 14-digit number of an establishment (INSEE).
    Siret,
    /// The number of an association in the national register (RNA), W and 9 characters.
    Rna,
    /// The number of a person in the national register (*numéro de sécurité sociale*), with its key.
    Nir,
    /// The 13-digit tax number of a person (*numéro fiscal*).
    Spi,
    /// A French VAT number within the European Union.
    Tva,
    /// An international bank account number (ISO 13616).
    Iban,
    /// The code of a bank (ISO 9362).
    Bic,
    /// A telephone number (ITU-T E.164).
    Phone,
    /// An e-mail address.
    Email,
    /// A web address.
    Url,
    /// The number plate of a vehicle (*SIV*).
    Plate,
    /// A French postal code.
    PostalCode,
    /// A commune, by its code of INSEE.
    Commune,
    /// A department or an overseas collectivity, by its code of INSEE.
    Departement,
    /// A country, by its code of two letters (ISO 3166-1).
    Country,
}

/// What each kind tells of itself, in its file.
struct Rules {
    /// The name used in definitions and requests.
    name: &'static str,
    /// The fault of an answer that is none.
    fault_code: &'static str,
    /// What every canonical identifier matches.
    pattern: &'static str,
    /// The stored form of what people write.
    canonical: for<'a> fn(&'a str) -> Result<Cow<'a, str>, IdentifierFault>,
    /// How people read a stored form.
    formatted: fn(&str) -> String,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 16] = [
        Self::Siren,
        Self::Siret,
        Self::Rna,
        Self::Nir,
        Self::Spi,
        Self::Tva,
        Self::Iban,
        Self::Bic,
        Self::Phone,
        Self::Email,
        Self::Url,
        Self::Plate,
        Self::PostalCode,
        Self::Commune,
        Self::Departement,
        Self::Country,
    ];

    fn rules(self) -> &'static Rules {
        match self {
            Self::Siren => &siren::RULES,
            Self::Siret => &siret::RULES,
            Self::Rna => &rna::RULES,
            Self::Nir => &nir::RULES,
            Self::Spi => &spi::RULES,
            Self::Tva => &tva::RULES,
            Self::Iban => &iban::RULES,
            Self::Bic => &bic::RULES,
            Self::Phone => &phone::RULES,
            Self::Email => &email::RULES,
            Self::Url => &url::RULES,
            Self::Plate => &plate::RULES,
            Self::PostalCode => &postal_code::RULES,
            Self::Commune => &commune::RULES,
            Self::Departement => &departement::RULES,
            Self::Country => &country::RULES,
        }
    }

    /// The name used in definitions and requests.
    pub fn name(self) -> &'static str {
        self.rules().name
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The fault of an answer that is not an identifier of the kind, such as `field.invalid_siret`.
    pub fn fault_code(self) -> &'static str {
        self.rules().fault_code
    }

    /// A regular expression that every canonical identifier of the kind matches.
    ///
    /// It is written in the dialect common to ECMA-262, Python and Rust, for the schemas of forms. It states
    /// shape alone: keys and lengths by country are the affair of [`canonical`].
    pub fn pattern(self) -> &'static str {
        self.rules().pattern
    }
}

impl FromStr for Region {
    type Err = IdentifierFault;

    /// The region of that code, as [`Region::of`]; `identifier.unknown_region` if there is none.
    fn from_str(code: &str) -> Result<Self, IdentifierFault> {
        Self::of(code).ok_or_else(|| IdentifierFault {
            code: "identifier.unknown_region",
            message: Bilingual::new(
                "ce n'est le code ni d'une commune, ni d'un département, ni d'un territoire français",
                "this is the code of no French town, department or territory",
            ),
        })
    }
}

impl FromStr for Kind {
    type Err = IdentifierFault;

    /// The kind of that name; `identifier.unknown_kind` if there is none, with the name that may be meant.
    fn from_str(name: &str) -> Result<Self, IdentifierFault> {
        Self::from_name(name).ok_or_else(|| {
            let meant = did_you_mean(name, Self::ALL.map(Self::name));
            IdentifierFault {
                code: "identifier.unknown_kind",
                message: Bilingual::new(
                    format!("ce type d'identifiant n'existe pas{}", meant.french),
                    format!("there is no such kind of identifier{}", meant.english),
                ),
            }
        })
    }
}

/// Why a text is not an identifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierFault {
    /// The rule: a dotted name that never changes.
    ///
    /// `identifier.wrong_shape` (length or characters), `identifier.wrong_key` (a digit is wrong or two are
    /// swapped), `identifier.unknown_country`, `identifier.unknown_department`; `identifier.unknown_kind` for the name of a
    /// kind, `identifier.unknown_region` for the code of a region.
    pub code: &'static str,
    /// The rule in words: a sentence's end, after a name and a colon.
    pub message: Bilingual,
}

impl IdentifierFault {
    fn shape(french: &str, english: &str) -> Self {
        Self { code: "identifier.wrong_shape", message: Bilingual::new(french, english) }
    }

    fn unknown_country(french: &str, english: &str) -> Self {
        Self { code: "identifier.unknown_country", message: Bilingual::new(french, english) }
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

/// Countries in the order of their codes: the code of two letters (ISO 3166-1), the name in French, in English.
pub fn countries() -> &'static [(&'static str, &'static str, &'static str)] {
    &country::COUNTRIES
}

/// The name of a country, from its code of two letters.
pub fn country_name(code: &str, language: Language) -> Option<&'static str> {
    let (_, french, english) = countries().iter().find(|(known, ..)| *known == code)?;
    Some(language.pick(french, english))
}

/// The codes of the countries where addresses have a French postal code: France and its territories overseas.
pub fn countries_of_france() -> impl Iterator<Item = &'static str> {
    std::iter::once("FR").chain(country::FRENCH_OVERSEAS)
}

/// Whether a bank account (IBAN) and a bank (BIC) are of one country. Banks of French territories overseas hold French
/// accounts; those of Guernsey, Jersey and Man, British ones.
pub fn are_of_one_country(iban: &str, bic: &str) -> bool {
    iban::is_held_by(iban, bic)
}

/// The stored form of an identifier, without what people put between groups.
///
/// # Errors
///
/// A fault when `text` is not an identifier of that kind: wrong shape, wrong key, unknown country or department.
pub fn canonical(kind: Kind, text: &str) -> Result<String, IdentifierFault> {
    stored(kind, text).map(Cow::into_owned)
}

/// As [`canonical`], for an identifier written in a region: a telephone number without a country code is one of it.
///
/// # Errors
///
/// As for [`canonical`].
pub fn canonical_in(kind: Kind, text: &str, region: Region) -> Result<String, IdentifierFault> {
    stored_in(kind, text, region).map(Cow::into_owned)
}

/// An identifier as people read it, from its stored form: "732 829 320 00074", "06 12 34 56 78", "AA-001-AA".
///
/// [`canonical`] reads it back. A text that is not in the stored form of its kind is given back as it is.
pub fn formatted(kind: Kind, canonical: &str) -> String {
    match stored(kind, canonical) {
        Ok(stored) if stored == canonical => (kind.rules().formatted)(canonical),
        _ => canonical.to_owned(),
    }
}

/// As [`canonical`]; borrowed when the text is already in its stored form.
pub(crate) fn stored(kind: Kind, text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    (kind.rules().canonical)(text)
}

/// As [`canonical_in`]; borrowed when the text is already in its stored form.
pub(crate) fn stored_in(kind: Kind, text: &str, region: Region) -> Result<Cow<'_, str>, IdentifierFault> {
    match kind {
        Kind::Phone => phone::canonical_in(text, region),
        kind => stored(kind, text),
    }
}
