//! One or several options of a list.
//!
//! Options written in the field are an enumeration in its schema. A shared list may be long: its schema is a text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::{Breaches, FieldType, Phrase, Problem, Reading};
use crate::definition::{Choice, ChoiceLimits, ChoicesLimits, Options};
use crate::expr::Environment;
use crate::form::context::FieldContext;

const OPTION: Phrase = Phrase::new("l'un des choix proposés est attendu", "one of the options is expected");
const OPTIONS: Phrase =
    Phrase::new("une liste de choix proposés est attendue", "a list of options is expected");

/// The options of a field.
#[derive(Debug)]
struct Offered {
    options: Vec<Choice>,
    /// What is looked up.
    values: BTreeSet<String>,
    is_shared: bool,
}

impl Offered {
    fn compile(options: &Options, context: &mut FieldContext<'_, '_>) -> Self {
        let (options, is_shared) = match options {
            Options::Inline(options) => {
                context.options(options);
                (options.clone(), false)
            }
            Options::List(reference) => (context.list(reference).to_vec(), true),
        };
        let values = options.iter().map(|option| option.value.clone()).collect();
        Self { options, values, is_shared }
    }

    fn schema(&self) -> Json {
        if self.is_shared {
            return json!({"type": "string"});
        }
        let values: Vec<&str> = self.options.iter().map(|option| option.value.as_str()).collect();
        json!({"type": "string", "enum": values})
    }

    /// What is shown of an option; one that is no longer offered is shown as it is stored.
    fn shown(&self, stored: &Json, reading: Reading) -> Option<String> {
        let value = stored.as_str()?;
        let option = self.options.iter().find(|option| option.value == value);
        Some(option.map_or(value, |option| option.label.get(reading.language)).to_owned())
    }

    /// What is wrong with one answer.
    fn problem(&self, answer: &Json) -> Option<Problem> {
        match answer {
            Json::String(value) if self.values.contains(value) => None,
            Json::String(_) => Some(Problem::NotAnOption),
            _ => Some(Problem::WrongType(OPTION)),
        }
    }
}

/// One option.
#[derive(Debug)]
pub(super) struct One {
    offered: Offered,
}

impl One {
    pub(super) fn compile(limits: &ChoiceLimits, context: &mut FieldContext<'_, '_>) -> Self {
        Self { offered: Offered::compile(&limits.options, context) }
    }
}

impl FieldType for One {
    fn schema(&self) -> Json {
        self.offered.schema()
    }

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        if let Some(problem) = self.offered.problem(answer) {
            breaches.tell(problem);
        }
        Cow::Borrowed(answer)
    }

    fn shown(&self, stored: &Json, reading: Reading) -> Option<String> {
        self.offered.shown(stored, reading)
    }

    fn options(&self) -> &[Choice] {
        &self.offered.options
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
        let offered = Offered::compile(&limits.options, context);
        let min = limits.min.unwrap_or(0).max(1);
        let most = limits.max.map_or(offered.options.len(), |max| usize::try_from(max).unwrap_or(usize::MAX));
        if usize::try_from(min).is_ok_and(|min| min > most.min(offered.options.len())) {
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

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
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
        for (index, element) in elements.iter().enumerate() {
            if let Some(problem) = self.offered.problem(element) {
                breaches.tell_element(index, problem);
            }
        }
        Cow::Borrowed(answer)
    }

    fn shown(&self, stored: &Json, reading: Reading) -> Option<String> {
        let labels = stored.as_array()?.iter().filter_map(|element| self.offered.shown(element, reading));
        Some(labels.collect::<Vec<_>>().join(", "))
    }

    fn options(&self) -> &[Choice] {
        &self.offered.options
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
