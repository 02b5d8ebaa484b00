//! What can go wrong when a well-formed expression is evaluated.

use std::fmt;
use std::ops::Range;

use crate::definition::Language;

/// An evaluation that could not give a value, and the part of the source that could not. It never holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvaluationError {
    /// The part of the source that failed, in bytes.
    pub position: Range<usize>,
    /// What happened.
    pub failure: Failure,
}

/// Why an evaluation gave no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// A number beyond 64 bits, or that would need more than 28 digits.
    Overflow,
    /// A division by zero.
    DivisionByZero,
    /// An element beyond the end of a list.
    MissingElement,
    /// A date beyond the calendar.
    DateOutOfRange,
    /// Hours or minutes added to a day.
    TimeOnDate,
    /// Durations that have no order without a calendar, such as one month and thirty days.
    IncomparableDurations,
    /// A text that grew beyond [`MAX_TEXT`](super::MAX_TEXT).
    TextTooLong,
    /// A template that wrote beyond its limit.
    OutputTooLong,
    /// A template that repeats too much.
    TooMuchWork,
}

impl Failure {
    /// The stable name: `expression.overflow`, …
    pub fn code(self) -> &'static str {
        match self {
            Failure::Overflow => "expression.overflow",
            Failure::DivisionByZero => "expression.division_by_zero",
            Failure::MissingElement => "expression.missing_element",
            Failure::DateOutOfRange => "expression.date_out_of_range",
            Failure::TimeOnDate => "expression.time_on_date",
            Failure::IncomparableDurations => "expression.incomparable_durations",
            Failure::TextTooLong => "expression.text_too_long",
            Failure::OutputTooLong => "template.output_too_long",
            Failure::TooMuchWork => "template.too_much_work",
        }
    }

    /// The failure in words.
    pub fn message(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Failure::Overflow => ("le nombre obtenu est trop grand", "the number is too large"),
            Failure::DivisionByZero => ("division par zéro", "division by zero"),
            Failure::MissingElement => {
                ("la liste n'a pas cet élément", "the list does not have this element")
            }
            Failure::DateOutOfRange => ("la date sort du calendrier", "the date is beyond the calendar"),
            Failure::TimeOnDate => (
                "des heures ou des minutes ne s'ajoutent pas à une date",
                "hours or minutes cannot be added to a date",
            ),
            Failure::IncomparableDurations => (
                "ces durées ne se comparent pas sans calendrier (un mois et trente jours) ; comparez des dates",
                "these durations cannot be compared without a calendar (a month and thirty days); compare dates",
            ),
            Failure::TextTooLong => ("le texte obtenu est trop long", "the text is too long"),
            Failure::OutputTooLong => {
                ("le texte du modèle est trop long", "the output of the template is too long")
            }
            Failure::TooMuchWork => ("le modèle se répète trop", "the template repeats too much"),
        };
        language.pick(french, english)
    }

    /// The failure of that part of the source.
    pub(super) fn at(self, position: &Range<usize>) -> EvaluationError {
        EvaluationError { position: position.clone(), failure: self }
    }
}

impl EvaluationError {
    /// The stable name of the failure.
    pub fn code(&self) -> &'static str {
        self.failure.code()
    }

    /// The failure in words.
    pub fn message(&self, language: Language) -> String {
        self.failure.message(language).to_owned()
    }
}

impl fmt::Display for EvaluationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { start, end } = self.position;
        write!(f, "{} (at bytes {start} to {end})", self.failure.message(Language::English))
    }
}

impl std::error::Error for EvaluationError {}
