//! What a check tells.

use std::sync::Arc;

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
            let message =
                json!({"fr": fault.message(Language::French), "en": fault.message(Language::English)});
            json!({"path": fault.path, "code": fault.code, "message": message})
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
        Self { path: place.path(), code: problem.code(), subject: place.subject(), problem }
    }
}

/// Whom a message is about.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Subject {
    /// The label of the field, between quotation marks.
    field: Option<Arc<Bilingual>>,
    element: Option<usize>,
    inner: Option<Arc<Bilingual>>,
}

impl Subject {
    /// The beginning of a message, up to its colon: elements are counted from 1.
    fn named(&self, language: Language) -> String {
        let label = |label: &Arc<Bilingual>| label.get(language).to_owned();
        let mut named = self.field.as_ref().map(label).unwrap_or_default();
        let mut add = |part: &str| {
            if !named.is_empty() {
                named.push_str(", ");
            }
            named.push_str(part);
        };
        if let Some(index) = self.element {
            add(&format!("{} {}", language.pick("réponse", "answer"), index.saturating_add(1)));
        }
        if let Some(inner) = &self.inner {
            add(inner.get(language));
        }
        if !named.is_empty() {
            named.push_str(language.pick(" : ", ": "));
        }
        named
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

/// Bytes that most paths do not pass.
const PATH: usize = 32;

/// A place in the answers: a field, one element of its answer, a field of that element; or, inside the answers or
/// inside an element, a member that is no field.
#[derive(Clone, Copy, Default)]
pub(super) struct Place<'a> {
    /// Fields with their positions.
    field: Option<(usize, &'a Field)>,
    element: Option<usize>,
    inner: Option<(usize, &'a Field)>,
    unknown: Option<&'a str>,
}

impl<'a> Place<'a> {
    /// The place of `field`, the one at `position` among those inside this place.
    pub(super) fn of(self, field: &'a Field, position: usize) -> Self {
        if self.element.is_some() {
            Self { inner: Some((position, field)), ..self }
        } else {
            Self { field: Some((position, field)), ..self }
        }
    }

    pub(super) fn unknown(self, name: &'a str) -> Self {
        Self { unknown: Some(name), ..self }
    }

    pub(super) fn element(self, index: usize) -> Self {
        Self { element: Some(index), ..self }
    }

    /// Its rank in the form: field, element, field of the element, each counted from 1; 0 is the whole. What is no
    /// field comes last.
    pub(super) fn rank(&self) -> [usize; 3] {
        let from_one = |position: usize| position.saturating_add(1);
        let field = |field: Option<(usize, &Field)>| field.map(|(position, _)| from_one(position));
        let mut rank = [field(self.field), self.element.map(from_one), field(self.inner)];
        if self.unknown.is_some()
            && let Some(last) = rank.iter_mut().find(|rank| rank.is_none())
        {
            *last = Some(usize::MAX);
        }
        rank.map(Option::unwrap_or_default)
    }

    /// Whether this is one element of a field's answer, and nothing deeper.
    pub(super) fn is_element(&self) -> bool {
        self.element.is_some() && self.inner.is_none()
    }

    pub(super) fn path(&self) -> String {
        let mut path = String::with_capacity(PATH);
        let mut step = |name: &str| {
            path.push('/');
            path.push_str(name);
        };
        // The names of fields need no escaping.
        if let Some((_, field)) = self.field {
            step(field.id());
        }
        if let Some(index) = self.element {
            step(&index.to_string());
        }
        if let Some((_, field)) = self.inner {
            step(field.id());
        }
        if let Some(name) = self.unknown {
            path.push_str(Pointer::root().key(name).as_str());
        }
        path
    }

    fn subject(&self) -> Subject {
        let quoted = |(_, field): (usize, &Field)| Arc::clone(&field.quoted);
        Subject { field: self.field.map(quoted), element: self.element, inner: self.inner.map(quoted) }
    }
}
