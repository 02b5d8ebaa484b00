//! Answers as expressions see them while they are being checked.

use std::borrow::Cow;

use serde_json::{Map, Value as Json};

use super::Form;
use super::chosen::option_value;
use super::fields::Fields;
use crate::definition::{GivenLists, Language, Reader};
use crate::expr::{Environment, Root, Value};
use crate::law::Calendar;

/// The answers of a form or of an element, at the position of their field, in their stored form as far as the check
/// has come. What is blank, hidden or dropped is absent.
///
/// INVARIANT (order): an expression reads only fields before its own, as publication checks. So what is not checked
/// yet is never read.
pub(super) struct Kept<'f, 'a> {
    fields: &'f Fields,
    answers: Vec<Option<&'a Json>>,
    /// The answers whose stored form is another one than what was given, in the order of positions.
    canonical: Vec<(usize, Json)>,
}

impl<'f, 'a> Kept<'f, 'a> {
    /// The answers given, and the names of those that are no field.
    pub(super) fn new(fields: &'f Fields, given: &'a Map<String, Json>) -> (Self, Vec<&'a str>) {
        let (mut answers, unknown) = fields.align(given);
        for answer in &mut answers {
            *answer = answer.filter(|answer| !is_blank(answer));
        }
        (Self { fields, answers, canonical: Vec::new() }, unknown)
    }

    /// The answer given to a field, unless it is blank.
    pub(super) fn given(&self, position: usize) -> Option<&'a Json> {
        self.answers.get(position).copied().flatten()
    }

    /// Keeps the stored form of an answer, or none. Fields come in order.
    pub(super) fn keep(&mut self, position: usize, stored: Option<Cow<'a, Json>>) {
        match stored {
            Some(Cow::Borrowed(_)) => {}
            Some(Cow::Owned(stored)) => self.canonical.push((position, stored)),
            None => {
                if let Some(answer) = self.answers.get_mut(position) {
                    *answer = None;
                }
            }
        }
    }

    /// Whether `reader` may read the answer of that name; without a name, all of them.
    pub(super) fn is_readable(&self, member: Option<&str>, reader: Reader) -> bool {
        let mut read =
            self.fields.asked().filter(|field| member.is_none_or(|name| field.id() == name)).peekable();
        read.peek().is_some() && read.all(|field| field.is_readable_by(reader))
    }

    fn stored(&self, position: usize) -> Option<&Json> {
        match self.canonical.binary_search_by_key(&position, |(position, _)| *position) {
            Ok(rank) => self.canonical.get(rank).map(|(_, stored)| stored),
            Err(_) => self.given(position),
        }
    }

    /// The value of one answer; null when there is none or when it is not of its field's type.
    fn value(&self, position: Option<usize>) -> Value {
        let value = position.and_then(|position| self.fields.get(position)?.value(self.stored(position)?));
        value.unwrap_or(Value::Null)
    }

    fn member(&self, member: Option<&str>) -> Value {
        match member {
            Some(name) => self.value(self.fields.position(name)),
            None => Value::object(
                self.fields.asked().map(|field| (field.id(), self.value(self.fields.position(field.id())))),
            ),
        }
    }

    /// What is chosen in the field of that name; None when it is not one of these, or not a choice.
    fn option(&self, name: &str, lists: &GivenLists, language: Language) -> Option<Value> {
        let position = self.fields.position(name)?;
        let answer = self.stored(position).unwrap_or(&Json::Null);
        option_value(self.fields.get(position)?, answer, lists, language)
    }

    fn ranked(&self, name: &str, rank: usize) -> Value {
        self.value(self.fields.ranked(name, rank))
    }

    /// The object that is stored, when it is not the one given.
    ///
    /// Most answers are stored as they were given, and copying them together costs less than one by one.
    pub(super) fn changed(self, given: &Map<String, Json>) -> Option<Map<String, Json>> {
        let Self { fields, answers, canonical } = self;
        let are_all_kept = answers.iter().flatten().count() == given.len();
        if are_all_kept && canonical.is_empty() {
            return None;
        }
        let mut stored = given.clone();
        if !are_all_kept {
            let is_kept = |name: &str| {
                let answer = fields.position(name).and_then(|position| answers.get(position));
                answer.is_some_and(Option::is_some)
            };
            stored.retain(|name, _| is_kept(name));
        }
        for (position, answer) in canonical {
            if let Some(field) = fields.get(position) {
                stored.insert(field.id().to_owned(), answer);
            }
        }
        Some(stored)
    }
}

/// Where the expressions of a form find their values: its own answers, those of the current element of a repeat, and
/// the facts around.
pub(super) struct FormFacts<'e> {
    pub(super) form: &'e Form,
    pub(super) answers: &'e Kept<'e, 'e>,
    pub(super) item: Option<&'e Kept<'e, 'e>>,
    /// What the host gives with the answers.
    pub(super) lists: &'e GivenLists,
    pub(super) around: &'e dyn Environment,
}

impl FormFacts<'_> {
    /// What is chosen in a field of the current element, or of the form.
    fn option(&self, name: &str) -> Option<Value> {
        let levels = self.item.into_iter().chain([self.answers]);
        levels.into_iter().find_map(|kept| kept.option(name, self.lists, self.form.language))
    }
}

impl Environment for FormFacts<'_> {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        match (root, self.item) {
            (Root::Item, Some(item)) => item.member(member),
            (Root::Options, _) => match member.and_then(|name| self.option(name)) {
                Some(option) => option,
                None => self.around.lookup(root, member),
            },
            (root, _) if root == self.form.root => self.answers.member(member),
            _ => self.around.lookup(root, member),
        }
    }

    fn lookup_ranked(&self, root: Root, member: &str, rank: usize) -> Value {
        match (root, self.item) {
            (Root::Item, Some(item)) => item.ranked(member, rank),
            (Root::Options, _) => self.lookup(root, Some(member)),
            (root, _) if root == self.form.root => self.answers.ranked(member, rank),
            _ => self.around.lookup_ranked(root, member, rank),
        }
    }

    fn zone(&self) -> chrono_tz::Tz {
        self.around.zone()
    }

    fn calendar(&self) -> &Calendar {
        self.around.calendar()
    }

    fn sector(&self, division: &str, place: &Value) -> Value {
        self.around.sector(division, place)
    }
}

/// Whether an answer says nothing: null, no text but spaces, an empty list, a group of such answers.
pub(super) fn is_blank(answer: &Json) -> bool {
    match answer {
        Json::Null => true,
        Json::String(text) => text.chars().all(char::is_whitespace),
        Json::Array(elements) => elements.is_empty(),
        Json::Object(members) => members.values().all(is_blank),
        Json::Bool(_) | Json::Number(_) => false,
    }
}
