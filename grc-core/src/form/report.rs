//! What a check tells.

use serde_json::{Map, Value as Json, json};

use super::Form;
use super::place::{Place, Subject};
use super::problem::Problem;
use crate::definition::{Bilingual, Language};
use crate::error::{Error, ErrorCode};

/// How far answers are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// As for a submission.
    Complete,
    /// While someone is still typing: no answer is required yet.
    Draft,
}

/// The result of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// What is wrong, in the form's order; then unknown answers, then rules between answers.
    pub faults: Vec<AnswerFault>,
    /// Pointers of the answers that were dropped because their field is hidden.
    pub dropped: Vec<String>,
    /// The answers in their stored form, without the dropped ones. Of use only when there is no fault.
    pub answers: Map<String, Json>,
}

impl Report {
    /// A report of faults found elsewhere than in the form.
    pub fn of_faults(faults: Vec<AnswerFault>) -> Self {
        Self { faults, dropped: Vec::new(), answers: Map::new() }
    }

    /// Whether nothing is wrong.
    pub fn is_accepted(&self) -> bool {
        self.faults.is_empty()
    }

    /// The same report, of answers that stand in a member of something larger: its faults are told there.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        for fault in &mut self.faults {
            fault.path.insert_str(0, member);
            fault.related.iter_mut().for_each(|path| path.insert_str(0, member));
        }
        self
    }

    /// The faults as the failure that every door gives, with each of them in `details`.
    pub fn into_error(self) -> Error {
        let count = self.faults.len();
        let details = self.details();
        let message = Bilingual::new(
            format!("{count} faute(s) dans les réponses ; rien n'a été enregistré"),
            format!("{count} fault(s) in the answers; nothing was recorded"),
        );
        Error::new(ErrorCode::InvalidAnswers, message).with_details(details)
    }

    /// The faults, as `details` of failures tell them.
    pub fn details(&self) -> Json {
        let faults = self.faults.iter().map(|fault| {
            let message =
                json!({"fr": fault.message(Language::French), "en": fault.message(Language::English)});
            json!({"path": fault.path, "related": fault.related, "code": fault.code, "message": message})
        });
        json!({"faults": faults.collect::<Vec<_>>()})
    }
}

/// One thing wrong with the answers.
///
/// It never holds what was typed, so that it may be logged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// JSON Pointer into the answers (`/enfants/1/prenom`).
    pub path: String,
    /// Pointers of the other answers that the rule is about.
    pub related: Vec<String>,
    /// The rule: a dotted name that never changes (`field.required`).
    pub code: &'static str,
    subject: Subject,
    problem: Problem,
}

impl AnswerFault {
    /// The fault in words: `« Participants » : la valeur maximale est 300`.
    pub fn message(&self, language: Language) -> String {
        let mut message = self.subject.named(language);
        message.push_str(&self.problem.message(language));
        message
    }

    pub(super) fn problem(&self) -> &Problem {
        &self.problem
    }

    pub(super) fn subject(&self) -> &Subject {
        &self.subject
    }

    /// Whether it is about several answers, or about none: such faults come last.
    pub(super) fn is_between_answers(&self) -> bool {
        self.subject == Subject::default()
    }

    pub(super) fn new(place: &Place<'_>, problem: Problem) -> Self {
        Self::told(place.path(), place.subject(), problem)
    }

    pub(super) fn told(path: String, subject: Subject, problem: Problem) -> Self {
        Self { path, related: Vec::new(), code: problem.code(), subject, problem }
    }

    /// What is asked for ends before it begins: told at the field that says so, if one does.
    pub fn ends_too_early(form: &Form, field: Option<&str>) -> Self {
        let field = form.fields().iter().find(|known| Some(known.id()) == field);
        match field {
            Some(field) => Self::new(&Place::Field(&Place::Whole, field), Problem::EndsTooEarly),
            None => Self::new(&Place::Whole, Problem::EndsTooEarly),
        }
    }
}
