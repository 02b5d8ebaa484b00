//! What can be wrong with an answer: one function for each rule, in French and in English.
//!
//! A text is the end of a sentence: the field's label comes before it. None of them takes an answer: a message
//! never repeats what was typed.

use jsonschema::error::ValidationErrorKind;

use crate::definition::{Bilingual, did_you_mean};
use crate::identifier::{IdentifierFault, Kind};

/// A rule that an answer breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) message: Bilingual,
}

impl Problem {
    pub(super) fn new(code: &'static str, french: impl Into<String>, english: impl Into<String>) -> Self {
        Self { code, message: Bilingual::new(french, english) }
    }

    pub(super) fn required() -> Self {
        Self::new("field.required", "réponse obligatoire", "an answer is required")
    }

    pub(super) fn wrong_type(expected: Bilingual) -> Self {
        Self { code: "field.wrong_type", message: expected }
    }

    pub(super) fn too_short(least: u64) -> Self {
        Self::new(
            "field.too_short",
            format!("au moins {}", count(least, "caractère", "caractères")),
            format!("at least {}", count(least, "character", "characters")),
        )
    }

    pub(super) fn too_long(most: u64) -> Self {
        Self::new(
            "field.too_long",
            format!("au plus {}", count(most, "caractère", "caractères")),
            format!("at most {}", count(most, "character", "characters")),
        )
    }

    pub(super) fn too_few(least: u64) -> Self {
        Self::new(
            "field.too_few",
            format!("au moins {}", count(least, "réponse", "réponses")),
            format!("at least {}", count(least, "answer", "answers")),
        )
    }

    pub(super) fn too_many(most: u64) -> Self {
        Self::new(
            "field.too_many",
            format!("au plus {}", count(most, "réponse", "réponses")),
            format!("at most {}", count(most, "answer", "answers")),
        )
    }

    /// `least` is None when the bound depends on other answers: it would repeat them.
    pub(super) fn too_small(least: Option<Bilingual>) -> Self {
        let (french, english) = match least {
            Some(least) => (
                format!("la valeur minimale est {}", least.french),
                format!("the least value is {}", least.english),
            ),
            None => (
                "la valeur est inférieure à ce que permettent les autres réponses".to_owned(),
                "the value is less than the other answers allow".to_owned(),
            ),
        };
        Self::new("field.too_small", french, english)
    }

    /// `most` is None when the bound depends on other answers.
    pub(super) fn too_great(most: Option<Bilingual>) -> Self {
        let (french, english) = match most {
            Some(most) => (
                format!("la valeur maximale est {}", most.french),
                format!("the greatest value is {}", most.english),
            ),
            None => (
                "la valeur est supérieure à ce que permettent les autres réponses".to_owned(),
                "the value is greater than the other answers allow".to_owned(),
            ),
        };
        Self::new("field.too_great", french, english)
    }

    /// `least` is None when the bound depends on other answers.
    pub(super) fn too_early(least: Option<Bilingual>) -> Self {
        let (french, english) = match least {
            Some(least) => {
                (format!("au plus tôt le {}", least.french), format!("on {} at the earliest", least.english))
            }
            None => (
                "la date est antérieure à ce que permettent les autres réponses".to_owned(),
                "the date is earlier than the other answers allow".to_owned(),
            ),
        };
        Self::new("field.too_early", french, english)
    }

    /// `most` is None when the bound depends on other answers.
    pub(super) fn too_late(most: Option<Bilingual>) -> Self {
        let (french, english) = match most {
            Some(most) => {
                (format!("au plus tard le {}", most.french), format!("on {} at the latest", most.english))
            }
            None => (
                "la date est postérieure à ce que permettent les autres réponses".to_owned(),
                "the date is later than the other answers allow".to_owned(),
            ),
        };
        Self::new("field.too_late", french, english)
    }

    /// `message` is what the definition says of its pattern.
    pub(super) fn pattern(message: Option<Bilingual>) -> Self {
        let message = message.unwrap_or_else(|| {
            Bilingual::new(
                "la réponse n'a pas la forme attendue",
                "the answer does not have the expected form",
            )
        });
        Self { code: "field.pattern", message }
    }

    pub(super) fn line_break() -> Self {
        Self::new(
            "field.control_character",
            "la réponse doit tenir sur une seule ligne",
            "the answer must be on a single line",
        )
    }

    pub(super) fn control_character() -> Self {
        Self::new(
            "field.control_character",
            "la réponse contient un caractère invisible interdit",
            "the answer contains a forbidden invisible character",
        )
    }

    pub(super) fn invalid_decimal() -> Self {
        Self::new(
            "field.invalid_decimal",
            "un nombre décimal est attendu, écrit comme 12.50",
            "a decimal number is expected, written as 12.50",
        )
    }

    pub(super) fn too_precise(scale: u32) -> Self {
        let (french, english) = match u64::from(scale) {
            0 => ("aucun chiffre après la virgule".to_owned(), "no digit after the decimal point".to_owned()),
            scale => (
                format!("au plus {} après la virgule", count(scale, "chiffre", "chiffres")),
                format!("at most {} after the decimal point", count(scale, "digit", "digits")),
            ),
        };
        Self::new("field.too_precise", french, english)
    }

    pub(super) fn invalid_date() -> Self {
        Self::new(
            "field.invalid_date",
            "une date du calendrier est attendue, écrite AAAA-MM-JJ",
            "a date of the calendar is expected, written YYYY-MM-DD",
        )
    }

    pub(super) fn invalid_file() -> Self {
        Self::new(
            "field.invalid_file",
            "la référence d'un fichier est attendue",
            "a reference to a file is expected",
        )
    }

    pub(super) fn identifier(kind: Kind, fault: IdentifierFault) -> Self {
        let code = match kind {
            Kind::Siren => "field.invalid_siren",
            Kind::Siret => "field.invalid_siret",
            Kind::Iban => "field.invalid_iban",
            Kind::Phone => "field.invalid_phone",
            Kind::Email => "field.invalid_email",
        };
        Self { code, message: fault.message }
    }

    pub(super) fn not_an_option() -> Self {
        Self::new(
            "field.not_an_option",
            "la réponse ne figure pas parmi les choix proposés",
            "the answer is not one of the options",
        )
    }

    pub(super) fn duplicate() -> Self {
        Self::new("field.duplicate", "la même réponse est donnée deux fois", "the same answer is given twice")
    }

    pub(super) fn rule_failed() -> Self {
        Self::new(
            "field.rule_failed",
            "la règle de ce champ ne peut pas être calculée avec ces réponses",
            "the rule of this field cannot be computed with these answers",
        )
    }

    /// An answer to a question that nobody asked. Its name is repeated when it is only a name.
    pub(super) fn unknown_field<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let is_name = name.len() <= 64
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"_0123456789".contains(&byte));
        let (quoted, hint) = if is_name {
            (format!(" `{name}`"), did_you_mean(name, known))
        } else {
            (String::new(), Bilingual::new("", ""))
        };
        Self::new(
            "answer.unknown_field",
            format!("champ inconnu{quoted}{}", hint.french),
            format!("unknown field{quoted}{}", hint.english),
        )
    }

    pub(super) fn not_an_object() -> Self {
        Self::new(
            "answer.not_an_object",
            "les réponses doivent former un objet JSON",
            "the answers must be a JSON object",
        )
    }

    pub(super) fn unusable_form() -> Self {
        Self::new(
            "answer.unusable_form",
            "le formulaire comporte des erreurs et ne peut recevoir de réponse",
            "the form has faults and cannot take answers",
        )
    }

    /// The problem behind a fault against the schema. `field` says what its type expects and how it is written.
    pub(super) fn from_schema(kind: &ValidationErrorKind, field: &dyn Expectation) -> Self {
        match kind {
            ValidationErrorKind::MinLength { limit } => Self::too_short(*limit),
            ValidationErrorKind::MaxLength { limit } => Self::too_long(*limit),
            ValidationErrorKind::MinItems { limit } => Self::too_few(*limit),
            ValidationErrorKind::MaxItems { limit } => Self::too_many(*limit),
            ValidationErrorKind::Minimum { limit } => Self::too_small(Some(same(limit.to_string()))),
            ValidationErrorKind::Maximum { limit } => Self::too_great(Some(same(limit.to_string()))),
            ValidationErrorKind::Enum { .. } => Self::not_an_option(),
            ValidationErrorKind::UniqueItems => Self::duplicate(),
            ValidationErrorKind::Pattern { .. } => field.unmatched(),
            ValidationErrorKind::Required { .. } => Self::required(),
            _ => Self::wrong_type(field.expected()),
        }
    }
}

/// What a field tells of itself when the schema refuses its answer.
pub(super) trait Expectation {
    /// What is expected, in words: "un nombre entier est attendu".
    fn expected(&self) -> Bilingual;

    /// The problem when the pattern of its schema does not match.
    fn unmatched(&self) -> Problem {
        Problem::pattern(None)
    }
}

/// One text for both languages.
pub(super) fn same(text: String) -> Bilingual {
    Bilingual { french: text.clone(), english: text }
}

/// A number, from 1, and its noun.
fn count(number: u64, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
