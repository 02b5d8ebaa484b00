//! Whether a JSON value has the shape of a catalogue: its keys, their types, their limits.
//!
//! The rules are those of the JSON Schema that editors use. They are walked together with the value,
//! rather than given to a validator or to serde, so that every fault is told at once, each at its
//! place and against the alternative that was meant. This is also the door that refuses unknown
//! keys where serde does not (in fields, scenarios, and circuits' `anywhere`).
//!
//! A value without fault here is read by serde without error.

mod format;
mod messages;
mod object;
mod refusal;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::definition::{Diagnostics, Pointer};
use crate::json::JsonProblem;
pub use format::Format;
pub use refusal::refusal;

/// Adds what is wrong with the shape of a catalogue.
pub fn check_shape(catalogue: &Value, faults: &mut Diagnostics) {
    walk(Format::of_catalogues(), catalogue, faults);
}

/// Adds what is wrong with the shape of a value that should have this format.
pub fn check_format(format: &Format, value: &Value, faults: &mut Diagnostics) {
    walk(format, value, faults);
}

/// What stands in a file beside the definition that names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    /// A text.
    Text,
    /// A table of options.
    Table,
}

/// All that stands in a file beside: its place in the catalogue, the path that it gives, what it is.
pub(super) fn files(catalogue: &Value) -> Vec<(Pointer, String, Beside)> {
    walk(Format::of_catalogues(), catalogue, &mut Diagnostics::new())
}

fn walk(format: &Format, value: &Value, faults: &mut Diagnostics) -> Vec<(Pointer, String, Beside)> {
    let mut walker = Walker { format, faults, files: Vec::new() };
    walker.value(&format.schema, value, &Pointer::root());
    walker.files
}

struct Walker<'a> {
    format: &'a Format,
    faults: &'a mut Diagnostics,
    files: Vec<(Pointer, String, Beside)>,
}

impl<'a> Walker<'a> {
    fn value(&mut self, schema: &'a Value, value: &Value, at: &Pointer) {
        if value.is_f64() {
            let problem = JsonProblem::NotWhole;
            return self.faults.fault(at, problem.code(), problem.message());
        }
        let alternatives = self.format.alternatives(schema);
        let fitting: Vec<&'a Value> =
            alternatives.iter().copied().filter(|one| format::has_type(one, value)).collect();
        match (fitting.as_slice(), value) {
            ([], _) => {
                let expected = alternatives.iter().flat_map(|one| format::types(one));
                self.faults.fault(at, "definition.wrong_type", messages::wrong_type(expected));
            }
            ([only], _) => self.alternative(only, value, at),
            (several, Value::Object(object)) => {
                if let Some(chosen) = self.choose(several, object, at) {
                    self.alternative(chosen, value, at);
                }
            }
            (several, Value::String(text)) => {
                self.known_value(several, text, at);
                self.form(several, text, at);
            }
            ([first, ..], _) => self.alternative(first, value, at),
        }
    }

    /// Checks a text against the names of an enumeration.
    fn known_value(&mut self, names: &[&Value], text: &str, at: &Pointer) {
        let known: Vec<&str> =
            names.iter().filter_map(|name| name.get("const").and_then(Value::as_str)).collect();
        if !known.is_empty() && !known.contains(&text) {
            let text = self.format.quotes.then_some(text);
            self.faults.fault(at, "definition.unknown_value", messages::unknown_value(text, &known));
        }
    }

    /// Checks a value against a schema that says its type, or says nothing.
    fn alternative(&mut self, schema: &'a Value, value: &Value, at: &Pointer) {
        match value {
            Value::String(text) => self.text(schema, text, at),
            Value::Number(number) => self.number(schema, number.as_i64(), at),
            Value::Array(elements) => self.list(schema, elements, at),
            Value::Object(object) => self.object(schema, object, at),
            Value::Null | Value::Bool(_) => {}
        }
    }

    fn text(&mut self, schema: &'a Value, text: &str, at: &Pointer) {
        self.known_value(&[schema], text, at);
        if let Some(pattern) = schema.get("pattern").and_then(Value::as_str)
            && !self.format.matches(pattern, text)
        {
            let text = self.format.quotes.then_some(text);
            self.faults.fault(at, "definition.pattern", messages::pattern(text, pattern));
        }
        self.form(&[schema], text, at);
    }

    /// Checks that a text has the form that one of the schemas names.
    fn form(&mut self, schemas: &[&Value], text: &str, at: &Pointer) {
        let forms: Vec<&str> =
            schemas.iter().filter_map(|schema| schema.get("format").and_then(Value::as_str)).collect();
        if forms.len() == schemas.len() && !forms.iter().any(|form| format::has_form(form, text)) {
            self.faults.fault(at, "definition.form", messages::form(&forms));
        }
    }

    /// `number` is none beyond 63 bits.
    fn number(&mut self, schema: &'a Value, number: Option<i64>, at: &Pointer) {
        let bound = |keyword| schema.get(keyword).and_then(Value::as_i64);
        let (least, greatest) = (bound("minimum"), bound("maximum"));
        let fits = number.is_some_and(|number| {
            least.is_none_or(|least| number >= least) && greatest.is_none_or(|greatest| number <= greatest)
        });
        if !fits {
            self.faults.fault(at, "definition.out_of_range", messages::out_of_range(least, greatest));
        }
    }

    fn list(&mut self, schema: &'a Value, elements: &[Value], at: &Pointer) {
        let fewest = schema.get("minItems").and_then(Value::as_u64).unwrap_or(0);
        if u64::try_from(elements.len()).is_ok_and(|count| count < fewest) {
            self.faults.fault(at, "definition.too_few", messages::too_few(fewest));
        }
        let most = schema.get("maxItems").and_then(Value::as_u64);
        if let Some(most) = most
            && u64::try_from(elements.len()).is_ok_and(|count| count > most)
        {
            self.faults.fault(at, "definition.too_many", messages::too_many(most));
        }
        let item = schema.get("items").unwrap_or(&Value::Null);
        for (index, element) in elements.iter().enumerate() {
            self.value(item, element, &at.index(index));
        }
    }
}
