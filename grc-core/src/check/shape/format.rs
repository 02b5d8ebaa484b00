//! The schema of the definition format, and how to read it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::NaiveDate;
use regex::Regex;
use serde_json::Value;
use uuid::Uuid;

use super::Beside;
use crate::definition;
use crate::request::Instant;

/// Where the schema says which objects refer to a file beside.
const FILES: [(&str, Beside); 2] = [("/$defs/TextFile", Beside::Text), ("/$defs/OptionFile", Beside::Table)];

/// The format of a document: its schema, with its patterns compiled.
#[derive(Debug)]
pub struct Format {
    pub(super) schema: Value,
    patterns: BTreeMap<String, Regex>,
    /// Whether messages may repeat what was written.
    pub(super) quotes: bool,
}

static CATALOGUES: LazyLock<Format> = LazyLock::new(|| Format::new(definition::schema(), true));

impl Format {
    pub(super) fn of_catalogues() -> &'static Self {
        &CATALOGUES
    }

    /// The format that `schema` describes, of documents whose values are never repeated in messages.
    pub fn of_commands(schema: Value) -> Self {
        Self::new(schema, false)
    }

    fn new(schema: Value, quotes: bool) -> Self {
        let mut patterns = BTreeMap::new();
        collect_patterns(&schema, &mut patterns);
        Self { schema, patterns, quotes }
    }

    /// Whether `text` matches one of the format's patterns.
    pub(super) fn matches(&self, pattern: &str, text: &str) -> bool {
        self.patterns.get(pattern).is_some_and(|compiled| compiled.is_match(text))
    }

    #[cfg(test)]
    pub(super) fn pattern_count(&self) -> usize {
        self.patterns.len()
    }

    /// What stands in the file of a `{"file": …}` of this schema, if it is one.
    pub(super) fn beside(&self, schema: &Value) -> Option<Beside> {
        let is = |place: &str| self.schema.pointer(place).is_some_and(|known| std::ptr::eq(known, schema));
        FILES.into_iter().find(|(place, _)| is(place)).map(|(_, beside)| beside)
    }

    /// The schemas of which a value must fit one, each with its own type.
    pub(super) fn alternatives<'a>(&'a self, schema: &'a Value) -> Vec<&'a Value> {
        let schema = self.resolve(schema);
        // Beside a type, `oneOf` lists the variants of one object: see `object`.
        let choice = match schema.get("type") {
            Some(_) => None,
            None => schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array),
        };
        match choice {
            Some(choice) => choice.iter().flat_map(|one| self.alternatives(one)).collect(),
            None => vec![schema],
        }
    }

    fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        let target = schema
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| self.schema.pointer(reference.strip_prefix('#')?));
        target.map_or(schema, |target| self.resolve(target))
    }
}

fn collect_patterns(schema: &Value, patterns: &mut BTreeMap<String, Regex>) {
    let mut add = |pattern: &str| {
        // A test makes sure that every pattern of the format compiles.
        if let Ok(compiled) = Regex::new(pattern) {
            patterns.insert(pattern.to_owned(), compiled);
        }
    };
    match schema {
        Value::Object(members) => {
            if let Some(pattern) = members.get("pattern").and_then(Value::as_str) {
                add(pattern);
            }
            if let Some(Value::Object(by_pattern)) = members.get("patternProperties") {
                by_pattern.keys().for_each(|pattern| add(pattern));
            }
            members.values().for_each(|member| collect_patterns(member, patterns));
        }
        Value::Array(elements) => elements.iter().for_each(|element| collect_patterns(element, patterns)),
        _ => {}
    }
}

/// Whether `text` is written in one of the forms that schemas name; any text is, in a form unknown here.
pub(super) fn has_form(form: &str, text: &str) -> bool {
    match form {
        "uuid" => Uuid::parse_str(text).is_ok(),
        "date" => text.parse::<NaiveDate>().is_ok(),
        "date-time" => Instant::parse(text).is_some(),
        _ => true,
    }
}

/// The JSON types that a schema accepts; none when it accepts all.
pub(super) fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

pub(super) fn has_type(schema: &Value, value: &Value) -> bool {
    let types = types(schema);
    let name = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    types.is_empty() || types.contains(&name)
}
