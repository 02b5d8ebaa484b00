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

    /// The object that is stored. Its members are made in the order of their names, as the map wants them.
    pub(super) fn into_json(self) -> Json {
        let Self { fields, mut answers } = self;
        let stored: Map<String, Json> = fields
            .named()
            .filter_map(|(position, field)| {
                let answer = answers.get_mut(position)?.take()?;
                Some((field.id().to_owned(), answer.into_owned()))
            })
            .collect();
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
