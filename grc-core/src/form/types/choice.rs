//! One or several options of a list.
//!
//! Options written in the field are an enumeration in its schema. A shared list may be long, and a list of the host is
//! not known yet: their schema is a text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Breaches, FieldType, Phrase, Problem, Reading};
use crate::definition::{ChoiceLimits, ChoicesLimits, GivenLists};
use crate::expr::Environment;
use crate::form::choices::Offered;
use crate::form::context::FieldContext;

const OPTION: Phrase = Phrase::new("l'un des choix proposés est attendu", "one of the options is expected");
const OPTIONS: Phrase =
    Phrase::new("une liste de choix proposés est attendue", "a list of options is expected");

/// What is shown of an option; one that is no longer offered is shown as it is stored.
fn shown(offered: &Offered, stored: &Json, reading: Reading<'_>) -> Option<String> {
    let value = stored.as_str()?;
    let label = offered.find(value, reading.lists).map(|option| option.label(reading.language).to_owned());
    Some(label.unwrap_or_else(|| value.to_owned()))
}

/// What is wrong with one answer.
fn problem(offered: &Offered, answer: &Json, facts: &dyn Environment, lists: &GivenLists) -> Option<Problem> {
    let Json::String(value) = answer else { return Some(Problem::WrongType(OPTION)) };
    match offered.find(value, lists) {
        None => Some(Problem::NotAnOption),
        Some(found) => (!offered.is_offered(&found, facts)).then_some(Problem::NotOffered),
    }
}

/// One option.
#[derive(Debug)]
pub(super) struct One {
    offered: Offered,
}

impl One {
    pub(super) fn compile(limits: &ChoiceLimits, context: &mut FieldContext<'_, '_>) -> Self {
        Self { offered: Offered::compile(&limits.options, &limits.filter, context) }
    }
}

impl FieldType for One {
    fn schema(&self) -> Json {
        self.offered.schema()
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        self.check_among(answer, facts, &GivenLists::new(), breaches)
    }

    fn check_among<'a>(
        &self,
        answer: &'a Json,
        facts: &dyn Environment,
        lists: &GivenLists,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        if let Some(problem) = problem(&self.offered, answer, facts, lists) {
            breaches.tell(problem);
        }
        Cow::Borrowed(answer)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        shown(&self.offered, stored, reading)
    }

    fn offered(&self) -> Option<&Offered> {
        Some(&self.offered)
    }
}

/// Several options, each once.
#[derive(Debug)]
pub(super) struct Several {
    offered: Offered,
    min: u32,
    max: Option<u32>,
}

impl Several {
    pub(super) fn compile(limits: &ChoicesLimits, context: &mut FieldContext<'_, '_>) -> Self {
        let offered = Offered::compile(&limits.options, &limits.filter, context);
        let min = limits.min.unwrap_or(0).max(1);
        let most = limits.max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
        let most = offered.count().map_or(most, |count| most.min(count));
        if usize::try_from(min).is_ok_and(|min| min > most) {
            context.empty_range("min", "max");
        }
        Self { offered, min, max: limits.max }
    }
}

impl FieldType for Several {
    fn schema(&self) -> Json {
        let mut schema = json!({"type": "array", "items": self.offered.schema(), "minItems": self.min, "uniqueItems": true});
        if let (Some(max), Json::Object(keywords)) = (self.max, &mut schema) {
            keywords.insert("maxItems".to_owned(), json!(max));
        }
        schema
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        self.check_among(answer, facts, &GivenLists::new(), breaches)
    }

    fn check_among<'a>(
        &self,
        answer: &'a Json,
        facts: &dyn Environment,
        lists: &GivenLists,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        let Json::Array(elements) = answer else {
            breaches.wrong_type(OPTIONS);
            return Cow::Borrowed(answer);
        };
        let given = u32::try_from(elements.len()).unwrap_or(u32::MAX);
        if given < self.min {
            breaches.tell(Problem::TooFew(self.min));
        }
        if let Some(max) = self.max.filter(|max| given > *max) {
            breaches.tell(Problem::TooMany(max));
        }
        if has_duplicates(elements) {
            breaches.tell(Problem::Duplicate);
        }
        // Among one more than there are options, at least one is at fault: those that follow need not be told.
        let most = self.offered.count_among(lists).saturating_add(1);
        for (index, element) in elements.iter().take(most).enumerate() {
            if let Some(problem) = problem(&self.offered, element, facts, lists) {
                breaches.tell_element(index, problem);
            }
        }
        Cow::Borrowed(answer)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        let labels = stored.as_array()?.iter().filter_map(|element| shown(&self.offered, element, reading));
        Some(labels.collect::<Vec<_>>().join(", "))
    }

    fn offered(&self) -> Option<&Offered> {
        Some(&self.offered)
    }
}

/// Whether a text is there twice. Most lists are short: looking back costs less than a set.
fn has_duplicates(elements: &[Json]) -> bool {
    if elements.len() <= 8 {
        let earlier = |index| elements.iter().take(index);
        return elements
            .iter()
            .enumerate()
            .any(|(index, one)| one.is_string() && earlier(index).any(|other| other == one));
    }
    let mut seen = BTreeSet::new();
    !elements.iter().filter_map(Json::as_str).all(|value| seen.insert(value))
}
