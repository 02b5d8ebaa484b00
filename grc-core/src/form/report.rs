//! What a check tells.

use schemars::JsonSchema;
use serde::Serialize;
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
    /// What is wrong, in the form's order; unknown answers come next, and what is wrong with files last.
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

    /// The faults as the failure that every door gives, with each of them in `details`.
    pub fn into_error(self) -> Error {
        let count = self.faults.len();
        let faults = self.faults.iter().map(|fault| {
            let message =
                json!({"fr": fault.message(Language::French), "en": fault.message(Language::English)});
            json!({"path": fault.path, "related": fault.related, "code": fault.code, "message": message})
        });
        let details = json!({"faults": faults.collect::<Vec<_>>()});
        let message = Bilingual::new(
            format!("{count} faute(s) dans les réponses ; rien n'a été enregistré"),
            format!("{count} fault(s) in the answers; nothing was recorded"),
        );
        Error::new(ErrorCode::InvalidAnswers, message).with_details(details)
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

    /// A rule between answers: its message is a whole sentence.
    pub(super) fn of_a_rule(path: String, related: Vec<String>, problem: Problem) -> Self {
        Self { path, related, code: problem.code(), subject: Subject::default(), problem }
    }
}

/// What a page shows of a field, for the answers given so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FieldState {
    /// JSON Pointer of its answer; a title or a note has one too, by its id.
    pub path: String,
    /// Whether it is shown.
    pub visible: bool,
    /// Whether an answer is required, when it is shown.
    pub required: bool,
    /// Whether the value proposed or computed is the only one.
    pub readonly: bool,
    /// The value computed, or the one proposed while there is no answer, in its stored form.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Json>,
}
