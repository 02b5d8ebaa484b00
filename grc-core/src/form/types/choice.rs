//! One or several options of a list.
//!
//! Options written in the field are an enumeration in its schema. A shared list may be long: it is looked up.

use std::collections::HashSet;

use serde_json::{Value as Json, json};

use super::{Breach, Expectation, FieldType, Phrase, Problem};
use crate::definition::{Choice, ChoiceLimits, ChoicesLimits, Options};
use crate::expr::Environment;
use crate::form::context::FieldContext;

/// The options of a field.
#[derive(Debug)]
struct Offered {
    options: Vec<Choice>,
    /// The values of a shared list; None when the schema enumerates them.
    looked_up: Option<HashSet<String>>,
}

impl Offered {
    fn compile(options: &Options, context: &mut FieldContext<'_, '_>) -> Self {
        match options {
            Options::Inline(options) => {
                context.options(options);
                Self { options: options.clone(), looked_up: None }
            }
            Options::List(reference) => {
                let options = context.list(reference).to_vec();
                let looked_up = options.iter().map(|option| option.value.clone()).collect();
                Self { options, looked_up: Some(looked_up) }
            }
        }
    }

    fn schema(&self) -> Json {
        match self.looked_up {
            Some(_) => json!({"type": "string"}),
            None => {
                let values: Vec<&str> = self.options.iter().map(|option| option.value.as_str()).collect();
                json!({"type": "string", "enum": values})
            }
        }
    }

    /// Whether the shared list lacks the answer. An answer of another type is the schema's affair.
    fn lacks(&self, answer: &Json) -> bool {
        match (&self.looked_up, answer) {
            (Some(values), Json::String(value)) => !values.contains(value),
            _ => false,
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

impl Expectation for One {
    fn expected(&self) -> Phrase {
        Phrase::new("l'un des choix proposés est attendu", "one of the options is expected")
    }
}

impl FieldType for One {
    fn schema(&self) -> Json {
        self.offered.schema()
    }

    fn breaches(&self, answer: &Json, _facts: &dyn Environment) -> Vec<Breach> {
        if self.offered.lacks(answer) { vec![Problem::NotAnOption.into()] } else { Vec::new() }
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

impl Expectation for Several {
    fn expected(&self) -> Phrase {
        Phrase::new("une liste de choix proposés est attendue", "a list of options is expected")
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

    fn breaches(&self, answer: &Json, _facts: &dyn Environment) -> Vec<Breach> {
        let Json::Array(answers) = answer else {
            return Vec::new();
        };
        answers
            .iter()
            .enumerate()
            .filter(|(_, answer)| self.offered.lacks(answer))
            .map(|(index, _)| Breach { element: Some(index), problem: Problem::NotAnOption })
            .collect()
    }

    fn options(&self) -> &[Choice] {
        &self.offered.options
    }
}
