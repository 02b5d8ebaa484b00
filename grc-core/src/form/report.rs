//! What a check tells.

use serde_json::{Map, Value as Json, json};

use super::field::Field;
use super::problem::Problem;
use crate::definition::{Bilingual, Language, Pointer};
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
    /// What is wrong, in the form's order; unknown answers come last.
    pub faults: Vec<AnswerFault>,
    /// Pointers of the answers that were dropped because their field is hidden.
    pub dropped: Vec<String>,
    /// The answers in their stored form, without the dropped ones. Of use only when there is no fault.
    pub answers: Map<String, Json>,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_accepted(&self) -> bool {
        self.faults.is_empty()
    }

    /// The faults as the failure that every door gives, with each of them in `details`.
    pub fn into_error(self) -> Error {
        let count = self.faults.len();
        let faults = self.faults.iter().map(|fault| {
            let Bilingual { french, english } = &fault.message;
            json!({"path": fault.path, "code": fault.code, "message": {"fr": french, "en": english}})
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
    /// The rule: a dotted name that never changes (`field.required`).
    pub code: &'static str,
    message: Bilingual,
}

impl AnswerFault {
    /// The fault in words: `« Participants » : la valeur maximale est 300`.
    pub fn message(&self, language: Language) -> &str {
        self.message.get(language)
    }

    pub(super) fn new(place: &Place<'_>, problem: Problem) -> Self {
        let Bilingual { french, english } = problem.message;
        Self {
            path: place.path(),
            code: problem.code,
            message: Bilingual::new(
                format!("{}{french}", place.subject(Language::French)),
                format!("{}{english}", place.subject(Language::English)),
            ),
        }
    }
}

/// Whether a field is visible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visibility {
    /// JSON Pointer of its answer.
    pub path: String,
    /// Whether it is.
    pub visible: bool,
}

/// A place in the answers: a field, one element of its answer, a field of that element; or, inside the answers or
/// inside an element, a member that is no field.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    field: Option<&'a Field>,
    element: Option<usize>,
    inner: Option<&'a Field>,
    unknown: Option<&'a str>,
    /// Its rank in the form: field, element, field of the element, each counted from 1; 0 is the whole. What is no
    /// field comes last.
    pub(super) rank: [usize; 3],
}

impl<'a> Place<'a> {
    /// The place of `field`, the one at `position` among those inside this place.
    pub(super) fn of(self, field: &'a Field, position: usize) -> Self {
        let place = self.ranked(position.saturating_add(1));
        if self.element.is_some() {
            Self { inner: Some(field), ..place }
        } else {
            Self { field: Some(field), ..place }
        }
    }

    pub(super) fn unknown(self, name: &'a str) -> Self {
        Self { unknown: Some(name), ..self.ranked(usize::MAX) }
    }

    pub(super) fn element(self, index: usize) -> Self {
        let [field, ..] = self.rank;
        Self { element: Some(index), rank: [field, index.saturating_add(1), 0], ..self }
    }

    fn ranked(self, last: usize) -> Self {
        let [field, element, _] = self.rank;
        Self { rank: if self.element.is_some() { [field, element, last] } else { [last, 0, 0] }, ..self }
    }

    /// Whether this is one element of a field's answer, and nothing deeper.
    pub(super) fn is_element(&self) -> bool {
        self.element.is_some() && self.inner.is_none()
    }

    pub(super) fn path(&self) -> String {
        let mut path = Pointer::root();
        if let Some(field) = self.field {
            path = path.key(field.id());
        }
        if let Some(index) = self.element {
            path = path.index(index);
        }
        if let Some(name) = self.inner.map(Field::id).or(self.unknown) {
            path = path.key(name);
        }
        path.to_string()
    }

    /// Whom the message is about, before a colon: elements are counted from 1.
    fn subject(&self, language: Language) -> String {
        let quoted = |field: &Field| match language {
            Language::French => format!("« {} »", field.label(language)),
            Language::English => format!("“{}”", field.label(language)),
        };
        let mut parts: Vec<String> = self.field.map(quoted).into_iter().collect();
        parts.extend(
            self.element
                .map(|index| format!("{} {}", language.pick("réponse", "answer"), index.saturating_add(1))),
        );
        parts.extend(self.inner.map(quoted));
        if parts.is_empty() {
            String::new()
        } else {
            format!("{}{}", parts.join(", "), language.pick(" : ", ": "))
        }
    }
}
