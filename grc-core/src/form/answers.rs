//! Answers as expressions see them while they are being checked.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::field::Fields;
use crate::expr::{Environment, Root, Value};

/// The answers kept so far, at the position of their field. What is hidden or not reached yet is absent.
pub(super) struct Kept<'f, 'a> {
    pub(super) fields: &'f Fields,
    answers: Vec<Option<Cow<'a, Json>>>,
}

impl<'f, 'a> Kept<'f, 'a> {
    pub(super) fn new(fields: &'f Fields) -> Self {
        Self { fields, answers: vec![None; fields.as_slice().len()] }
    }

    pub(super) fn keep(&mut self, position: usize, answer: Cow<'a, Json>) {
        if let Some(place) = self.answers.get_mut(position) {
            *place = Some(answer);
        }
    }

    /// The value of one answer; null when there is none or when it is not of its field's type.
    fn value(&self, name: &str) -> Value {
        let value = self.fields.position(name).and_then(|position| {
            let answer = self.answers.get(position)?.as_ref()?;
            self.fields.get(position)?.value(answer)
        });
        value.unwrap_or(Value::Null)
    }

    fn member(&self, member: Option<&str>) -> Value {
        match member {
            Some(name) => self.value(name),
            None => Value::object(self.fields.names().map(|name| (name, self.value(name)))),
        }
    }

    /// The object that is stored: what was given, but for what was not kept and what has another form.
    ///
    /// Most answers are stored as they were given, and copying them together costs less than one by one.
    pub(super) fn into_json(self, given: &Map<String, Json>) -> Json {
        let mut stored = given.clone();
        let Self { fields, answers } = self;
        let is_kept = |name: &str| {
            let answer = fields.position(name).and_then(|position| answers.get(position));
            answer.is_some_and(Option::is_some)
        };
        if answers.iter().flatten().count() < stored.len() {
            stored.retain(|name, _| is_kept(name));
        }
        for (field, answer) in fields.as_slice().iter().zip(answers) {
            if let Some(Cow::Owned(answer)) = answer {
                stored.insert(field.id().to_owned(), answer);
            }
        }
        Json::Object(stored)
    }
}

/// Where the expressions of a form find their values: its own answers, those of the current element of a repeat, and
/// the facts around.
pub(super) struct FormFacts<'e> {
    pub(super) root: Root,
    pub(super) answers: &'e Kept<'e, 'e>,
    pub(super) item: Option<&'e Kept<'e, 'e>>,
    pub(super) around: &'e dyn Environment,
}

impl Environment for FormFacts<'_> {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        match (root, self.item) {
            (Root::Item, Some(item)) => item.member(member),
            (root, _) if root == self.root => self.answers.member(member),
            _ => self.around.lookup(root, member),
        }
    }

    fn zone(&self) -> chrono_tz::Tz {
        self.around.zone()
    }
}
