//! What can be wrong with an answer: each rule, its code, its text in French and in English.
//!
//! A text is the end of a sentence: the field's label comes before it. None of them takes an answer: a message
//! never repeats what was typed. A text is written when it is asked for: telling that an answer is wrong costs little.
//!
//! To add a rule: its variant, its line in [`Problem::code`] and in [`Problem::message`].

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use rust_decimal::Decimal;

use super::files::FileProblem;
use crate::definition::{Bilingual, Language, did_you_mean};
use crate::identifier::{IdentifierFault, Kind};

/// A text in the two languages of the engine, known in advance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Phrase {
    french: &'static str,
    english: &'static str,
}

impl Phrase {
    pub(super) const fn new(french: &'static str, english: &'static str) -> Self {
        Self { french, english }
    }
}

/// What a date is, for the rule and for the type.
pub(super) const DATE: Phrase = Phrase::new(
    "une date du calendrier est attendue, écrite AAAA-MM-JJ",
    "a date of the calendar is expected, written YYYY-MM-DD",
);

/// What a time is.
pub(super) const TIME: Phrase = Phrase::new(
    "une heure est attendue, écrite HH:MM, de 00:00 à 23:59",
    "a time is expected, written HH:MM, from 00:00 to 23:59",
);

/// What a day and a time are.
pub(super) const DATE_TIME: Phrase = Phrase::new(
    "une date et une heure qui existent sont attendues, écrites AAAA-MM-JJTHH:MM",
    "a date and a time that exist are expected, written YYYY-MM-DDTHH:MM",
);

/// What a decimal number is.
pub(super) const DECIMAL: Phrase = Phrase::new(
    "un nombre décimal est attendu, écrit comme 12,50",
    "a decimal number is expected, written as 12.50",
);

/// What a file is.
pub(super) const FILE: Phrase =
    Phrase::new("la référence d'un fichier est attendue", "a reference to a file is expected");

/// A rule that an answer breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    Required,
    /// What is expected.
    WrongType(Phrase),
    TooShort(u32),
    TooLong(u32),
    TooFew(u32),
    TooMany(u32),
    /// A bound is None when it depends on other answers: to tell it would repeat them.
    TooSmall(Option<Shown>),
    TooGreat(Option<Shown>),
    TooEarly(Option<Shown>),
    TooLate(Option<Shown>),
    EndsTooEarly,
    /// What the definition says of its pattern.
    Pattern(Option<Arc<Bilingual>>),
    LineBreak,
    ControlCharacter,
    InvalidDecimal,
    /// Most digits after the decimal mark.
    TooPrecise(u32),
    InvalidDate,
    InvalidFile,
    File(FileProblem),
    Identifier(Kind, Box<IdentifierFault>),
    OutsideArea,
    /// A bank that is not of the country of the account.
    OtherCountry,
    NotAnOption,
    /// An option of an earlier version of the form.
    OptionWithdrawn,
    /// An option, but not with the other answers.
    NotOffered,
    Duplicate,
    /// Which element has the same answers.
    SameElement(usize),
    ConsentRequired,
    InvalidTime,
    InvalidDateTime,
    /// The value proposed is the only answer.
    ReadOnly,
    RuleFailed,
    /// What the definition says of its rule.
    Rule(Arc<Bilingual>),
    NotEligible(Arc<Bilingual>),
    UnknownField(Box<UnknownName>),
    /// How many were not told one by one.
    MoreUnknownFields(usize),
    /// A rule between answers that has no value.
    RuleBetweenFailed,
    UnusableForm,
}

/// A least or a greatest value, to show to people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Integer(i64),
    Decimal(Decimal),
    Date(NaiveDate),
    Time(NaiveTime),
    /// In the town's time zone.
    DateTime(NaiveDateTime),
}

impl Shown {
    pub(super) fn written(self, language: Language) -> String {
        match (self, language) {
            (Self::Integer(number), _) => number.to_string(),
            (Self::Decimal(number), Language::French) => number.to_string().replace('.', ","),
            (Self::Decimal(number), Language::English) => number.to_string(),
            (Self::Date(date), Language::French) => date.format("%d/%m/%Y").to_string(),
            (Self::Date(date), Language::English) => date.format("%-d %B %Y").to_string(),
            (Self::Time(time), Language::French) => time.format("%-H h %M").to_string(),
            (Self::Time(time), Language::English) => time.format("%H:%M").to_string(),
            (Self::DateTime(local), Language::French) => local.format("%d/%m/%Y à %-H h %M").to_string(),
            (Self::DateTime(local), Language::English) => local.format("%-d %B %Y at %H:%M").to_string(),
        }
    }
}

/// The name of an answer to a question that nobody asked, in backticks; empty when it is not only a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnknownName {
    quoted: String,
    hint: Bilingual,
}

impl Problem {
    /// An answer to a question that nobody asked. Its name is repeated when it is only a name.
    pub(super) fn unknown_field<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let is_name = name.len() <= 64
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"_0123456789".contains(&byte));
        let (quoted, hint) = if is_name {
            (format!(" `{name}`"), did_you_mean(name, known))
        } else {
            (String::new(), Bilingual::new("", ""))
        };
        Self::UnknownField(Box::new(UnknownName { quoted, hint }))
    }

    /// Whether more of the same answer may mend it: someone who is still typing is not told.
    pub(super) fn is_of_a_beginning(&self) -> bool {
        matches!(self, Self::TooShort(_) | Self::TooFew(_))
    }

    /// The rule: a dotted name that never changes.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Required => "field.required",
            Self::WrongType(_) => "field.wrong_type",
            Self::TooShort(_) => "field.too_short",
            Self::TooLong(_) => "field.too_long",
            Self::TooFew(_) => "field.too_few",
            Self::TooMany(_) => "field.too_many",
            Self::TooSmall(_) => "field.too_small",
            Self::TooGreat(_) => "field.too_great",
            Self::TooEarly(_) => "field.too_early",
            Self::TooLate(_) => "field.too_late",
            Self::EndsTooEarly => "field.ends_too_early",
            Self::Pattern(_) => "field.pattern",
            Self::LineBreak | Self::ControlCharacter => "field.control_character",
            Self::InvalidDecimal => "field.invalid_decimal",
            Self::TooPrecise(_) => "field.too_precise",
            Self::InvalidDate => "field.invalid_date",
            Self::InvalidFile => "field.invalid_file",
            Self::File(problem) => problem.code(),
            Self::Identifier(kind, _) => kind.fault_code(),
            Self::OutsideArea => "field.outside_area",
            Self::OtherCountry => "field.bic_of_another_country",
            Self::NotAnOption => "field.not_an_option",
            Self::OptionWithdrawn => "field.option_withdrawn",
            Self::NotOffered => "field.not_offered",
            Self::Duplicate | Self::SameElement(_) => "field.duplicate",
            Self::ConsentRequired => "field.consent_required",
            Self::InvalidTime => "field.invalid_time",
            Self::InvalidDateTime => "field.invalid_datetime",
            Self::ReadOnly => "field.readonly",
            Self::RuleFailed => "field.rule_failed",
            Self::Rule(_) => "answer.rule",
            Self::NotEligible(_) => "answer.not_eligible",
            Self::RuleBetweenFailed => "answer.rule_failed",
            Self::UnknownField(_) | Self::MoreUnknownFields(_) => "answer.unknown_field",
            Self::UnusableForm => "answer.unusable_form",
        }
    }

    /// The rule in words, without the field's label.
    pub(super) fn message(&self, language: Language) -> Cow<'_, str> {
        let fixed = |french, english| Cow::Borrowed(language.pick(french, english));
        let known = |phrase: &Phrase| fixed(phrase.french, phrase.english);
        let at_least = |limit, noun: &Noun| {
            Cow::Owned(format!("{} {}", language.pick("au moins", "at least"), noun.count(limit, language)))
        };
        let at_most = |limit, noun: &Noun| {
            Cow::Owned(format!("{} {}", language.pick("au plus", "at most"), noun.count(limit, language)))
        };
        let bound = |french, english, limit: &Shown| {
            Cow::Owned(format!("{} {}", language.pick(french, english), limit.written(language)))
        };
        match self {
            Self::Required => fixed("réponse obligatoire", "an answer is required"),
            Self::WrongType(expected) => known(expected),
            Self::TooShort(least) => at_least(*least, &CHARACTER),
            Self::TooLong(most) => at_most(*most, &CHARACTER),
            Self::TooFew(least) => at_least(*least, &ANSWER),
            Self::TooMany(most) => at_most(*most, &ANSWER),
            Self::TooSmall(Some(least)) => bound("la valeur minimale est", "the least value is", least),
            Self::TooSmall(None) => fixed(
                "la valeur est inférieure à ce que permettent les autres réponses",
                "the value is less than the other answers allow",
            ),
            Self::TooGreat(Some(most)) => bound("la valeur maximale est", "the greatest value is", most),
            Self::TooGreat(None) => fixed(
                "la valeur est supérieure à ce que permettent les autres réponses",
                "the value is greater than the other answers allow",
            ),
            Self::TooEarly(Some(least @ Shown::Time(_))) => {
                bound("au plus tôt à", "at the earliest at", least)
            }
            Self::TooEarly(Some(least)) => match language {
                Language::French => format!("au plus tôt le {}", least.written(language)).into(),
                Language::English => format!("on {} at the earliest", least.written(language)).into(),
            },
            Self::TooEarly(None) => {
                fixed("trop tôt, compte tenu des autres réponses", "too early, given the other answers")
            }
            Self::TooLate(Some(most @ Shown::Time(_))) => bound("au plus tard à", "at the latest at", most),
            Self::TooLate(Some(most)) => match language {
                Language::French => format!("au plus tard le {}", most.written(language)).into(),
                Language::English => format!("on {} at the latest", most.written(language)).into(),
            },
            Self::TooLate(None) => {
                fixed("trop tard, compte tenu des autres réponses", "too late, given the other answers")
            }
            Self::EndsTooEarly => {
                fixed("la fin doit venir après le début", "the end must come after the beginning")
            }
            Self::Pattern(Some(message)) => message.get(language).into(),
            Self::Pattern(None) => {
                fixed("la réponse n'a pas la forme attendue", "the answer does not have the expected form")
            }
            Self::LineBreak => {
                fixed("la réponse doit tenir sur une seule ligne", "the answer must be on a single line")
            }
            Self::ControlCharacter => fixed(
                "la réponse contient un caractère invisible interdit",
                "the answer contains a forbidden invisible character",
            ),
            Self::InvalidDecimal => known(&DECIMAL),
            Self::TooPrecise(0) => {
                fixed("aucun chiffre après la virgule", "no digit after the decimal point")
            }
            Self::TooPrecise(scale) => {
                let digits = DIGIT.count(*scale, language);
                match language {
                    Language::French => format!("au plus {digits} après la virgule").into(),
                    Language::English => format!("at most {digits} after the decimal point").into(),
                }
            }
            Self::InvalidDate => known(&DATE),
            Self::InvalidFile => known(&FILE),
            Self::File(problem) => problem.message(language).into(),
            Self::Identifier(_, fault) => fault.message.get(language).into(),
            Self::OutsideArea => {
                fixed("ce lieu est hors du territoire concerné", "this place is outside the area concerned")
            }
            Self::OtherCountry => fixed(
                "cette banque n'est pas du pays de l'IBAN ; vérifiez l'un et l'autre",
                "this bank is not of the country of the IBAN; check both",
            ),
            Self::NotAnOption => fixed(
                "la réponse ne figure pas parmi les choix proposés",
                "the answer is not one of the options",
            ),
            Self::OptionWithdrawn => fixed(
                "ce choix n'est plus proposé ; choisissez-en un autre",
                "this option is no longer offered; choose another one",
            ),
            Self::NotOffered => fixed(
                "ce choix n'est pas proposé avec vos autres réponses",
                "this option is not offered with your other answers",
            ),
            Self::Duplicate => {
                fixed("la même réponse est donnée deux fois", "the same answer is given twice")
            }
            Self::SameElement(first) => {
                let number = first.saturating_add(1);
                match language {
                    Language::French => format!("mêmes réponses que dans la réponse {number}").into(),
                    Language::English => format!("the same answers as in answer {number}").into(),
                }
            }
            Self::ConsentRequired => fixed("cette case doit être cochée", "this box must be ticked"),
            Self::InvalidTime => known(&TIME),
            Self::InvalidDateTime => known(&DATE_TIME),
            Self::ReadOnly => {
                fixed("la valeur proposée ne peut pas être modifiée", "the value proposed cannot be changed")
            }
            Self::Rule(message) | Self::NotEligible(message) => message.get(language).into(),
            Self::RuleFailed => fixed(
                "la règle de ce champ ne peut pas être calculée avec ces réponses",
                "the rule of this field cannot be computed with these answers",
            ),
            Self::UnknownField(name) => {
                let UnknownName { quoted, hint } = name.as_ref();
                let unknown = language.pick("champ inconnu", "unknown field");
                format!("{unknown}{quoted}{}", hint.get(language)).into()
            }
            Self::MoreUnknownFields(more) => match language {
                Language::French => format!("encore {more} champ(s) inconnu(s)").into(),
                Language::English => format!("{more} more unknown field(s)").into(),
            },
            Self::RuleBetweenFailed => fixed(
                "une règle entre vos réponses ne peut pas être calculée avec celles-ci",
                "a rule between your answers cannot be computed with these",
            ),
            Self::UnusableForm => fixed(
                "le formulaire comporte des erreurs et ne peut recevoir de réponse",
                "the form has faults and cannot take answers",
            ),
        }
    }
}

/// What is counted: one, several.
struct Noun {
    one: Phrase,
    several: Phrase,
}

const CHARACTER: Noun =
    Noun { one: Phrase::new("caractère", "character"), several: Phrase::new("caractères", "characters") };
const ANSWER: Noun =
    Noun { one: Phrase::new("réponse", "answer"), several: Phrase::new("réponses", "answers") };
const DIGIT: Noun = Noun { one: Phrase::new("chiffre", "digit"), several: Phrase::new("chiffres", "digits") };

impl Noun {
    /// A number, from 1, and the noun.
    fn count(&self, number: u32, language: Language) -> String {
        let Phrase { french, english } = if number == 1 { self.one } else { self.several };
        format!("{number} {}", language.pick(french, english))
    }
}
