//! Lists of fields, found by position and by name.

use std::cmp::Ordering;

use serde_json::{Map, Value as Json};

use super::field::{Field, Shape};
use super::rules::Rule;
use crate::expr::Record;

/// Fields in the form's order, found by name.
#[derive(Debug)]
pub(super) struct Fields {
    list: Vec<Field>,
    /// Names and positions in `list` of those that have an answer, in the order of names: that of a JSON object's
    /// members.
    by_name: Vec<(String, usize)>,
    /// What must hold between their answers.
    rules: Vec<Rule>,
}

impl Fields {
    pub(super) fn new(list: Vec<Field>) -> Self {
        let asked = list.iter().enumerate().filter(|(_, field)| field.has_answer());
        let mut by_name: Vec<_> = asked.map(|(position, field)| (field.id().to_owned(), position)).collect();
        by_name.sort();
        Self { list, by_name, rules: Vec::new() }
    }

    /// The same fields, with what must hold between their answers.
    pub(super) fn with_rules(self, rules: Vec<Rule>) -> Self {
        Self { rules, ..self }
    }

    /// What must hold between their answers.
    pub(super) fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// The same fields, with another shape for the last one.
    pub(super) fn with_last(mut self, shape: impl FnOnce(&Field) -> Shape) -> Self {
        if let Some(last) = self.list.last_mut() {
            last.shape = shape(last);
        }
        self
    }

    pub(super) fn as_slice(&self) -> &[Field] {
        &self.list
    }

    pub(super) fn get(&self, position: usize) -> Option<&Field> {
        self.list.get(position)
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let found = self.by_name.binary_search_by_key(&name, |(name, _)| name.as_str());
        found.ok().and_then(|rank| self.by_name.get(rank)).map(|(_, position)| *position)
    }

    /// The position of the field of that name, which is probably the one of this rank in the order of names.
    pub(super) fn ranked(&self, name: &str, rank: usize) -> Option<usize> {
        match self.by_name.get(rank) {
            Some((known, position)) if known == name => Some(*position),
            _ => self.position(name),
        }
    }

    /// Those that have an answer, in the form's order.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Field> {
        self.list.iter().filter(|field| field.has_answer())
    }

    pub(super) fn record(&self) -> Record {
        self.asked().map(|field| (field.id(), field.value_type.clone())).collect()
    }

    /// The members of `given` at the position of their field, and the names of those that are no field.
    ///
    /// Both sides are in the order of names, so that one pass over both is enough.
    pub(super) fn align<'a>(&self, given: &'a Map<String, Json>) -> (Vec<Option<&'a Json>>, Vec<&'a str>) {
        let mut aligned = vec![None; self.list.len()];
        let mut unknown = Vec::new();
        let mut fields = self.by_name.iter().peekable();
        for (name, answer) in given {
            let found = loop {
                let Some((field, position)) = fields.peek() else { break None };
                match field.cmp(name) {
                    Ordering::Less => fields.next(),
                    Ordering::Equal => break aligned.get_mut(*position),
                    Ordering::Greater => break None,
                };
            };
            match found {
                Some(place) => *place = Some(answer),
                None => unknown.push(name.as_str()),
            }
        }
        (aligned, unknown)
    }
}
