//! Forms: a definition compiled once per version, answers checked against it, a report in French and in English.
//!
//! An answer goes through, in the form's order:
//!
//! 1. **visibility**: a hidden field reads as null for all that follows, and an answer to it is dropped;
//! 2. **canonical form**: what is stored, without the spaces and dots that people put in numbers; a blank answer
//!    (`null`, spaces, an empty list) is the same as none;
//! 3. **shape, type and limits**, those that the JSON Schema of [`Form::schema`] states;
//! 4. **rules** that no schema states: keys of identifiers, days that exist, bounds that are computed, shared lists,
//!    conditional requirement.
//!
//! A type of field writes its schema and checks its answers: one file, two readings of the same limits. What an
//! independent validator says of the schema is compared with what the check says, on arbitrary forms and answers.
//!
//! All faults are told at once. A message names the field and the rule, never the answer.
//!
//! ```
//! use grc_core::definition::{self, Diagnostics, Language, Pointer, Reader};
//! use grc_core::expr::{Environment, Root, Scope, Value};
//! use grc_core::form::{Form, Mode, Surroundings};
//! use grc_core::options::SharedLists;
//! use serde_json::json;
//!
//! struct Nothing;
//! impl Environment for Nothing {
//!     fn lookup(&self, _root: Root, _member: Option<&str>) -> Value {
//!         Value::Null
//!     }
//!     fn zone(&self) -> chrono_tz::Tz {
//!         chrono_tz::Europe::Paris
//!     }
//! }
//!
//! let definition: definition::Form = serde_json::from_value(json!({"fields": [
//!     {"id": "traiteur", "type": "boolean", "label": "Traiteur"},
//!     {"id": "siret", "type": "siret", "label": "SIRET du traiteur", "visible_if": "traiteur", "required": true}
//! ]})).unwrap();
//! let scope = Scope::new();
//! let around = Surroundings { blocks: &[], lists: &SharedLists::new(), scope: &scope, language: Language::French };
//! let mut faults = Diagnostics::new();
//! let form = Form::compile(&definition, Root::Answers, &around, &Pointer::root(), &mut faults);
//! assert!(!faults.has_faults());
//!
//! let answers = |json: serde_json::Value| json.as_object().cloned().unwrap();
//! let given = answers(json!({"traiteur": true, "siret": "732 829 320 00074"}));
//! let report = form.check(&given, &Nothing, Reader::Applicant, Mode::Complete);
//! assert!(report.is_accepted());
//! assert_eq!(report.answers["siret"], "73282932000074");
//!
//! let report = form.check(&answers(json!({"traiteur": true})), &Nothing, Reader::Applicant, Mode::Complete);
//! assert_eq!(report.faults[0].path, "/siret");
//! assert_eq!(report.faults[0].message(Language::French), "« SIRET du traiteur » : réponse obligatoire");
//! ```
//!
//! To add a type of field, see `types/`; a rule and its texts, `problem.rs`.

mod answers;
mod applicant;
mod checker;
mod choices;
mod chosen;
mod compiler;
mod composite;
mod context;
mod elements;
mod field;
mod fields;
mod files;
mod flatten;
mod lists;
mod order;
mod place;
mod problem;
mod proposal;
mod provenance;
mod report;
mod rules;
mod sample;
mod states;
mod summary;
mod types;
mod ui;
mod withdrawn;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

pub use choices::Suggestion;
pub use compiler::Surroundings;
pub use field::{Field, Section};
pub use files::{FileAnswer, FileProblem};
pub use lists::Typing;
pub use report::{AnswerFault, Mode, Report};
pub use states::{FieldState, OfferedOption};
pub use summary::{Reading, Summary, SummaryLine, SummarySection};

use crate::definition::{self, Diagnostics, GivenLists, Language, Name, Pointer, Reader};
use crate::expr::{Environment, Record, Root, Value};
use crate::options::Columns;
use checker::Checker;
use compiler::Compiler;
use field::Shape;
use fields::Fields;

/// A form, ready to check answers. Shared between threads.
#[derive(Debug)]
pub struct Form {
    /// Under which name expressions know the answers.
    root: Root,
    sections: Vec<Section>,
    fields: Fields,
    schema: Json,
    /// The types of the options that may be chosen.
    chosen: Record,
    /// The lists that the host gives with the answers, and what is expected of their options.
    host_lists: BTreeMap<Name, Columns>,
    /// The language of labels in expressions.
    language: Language,
    /// Whether the definition has no fault.
    is_sound: bool,
}

impl Form {
    /// Compiles a form.
    ///
    /// `root` is the name under which expressions know its answers: [`Root::Answers`], [`Root::Input`] for the form
    /// of a transition, [`Root::Data`] for processing data. `at` is where the definition stands; what is wrong with
    /// it is added to `faults`, that of a shared block at `/blocks/…`. A form with faults takes no answer.
    pub fn compile(
        definition: &definition::Form,
        root: Root,
        surroundings: &Surroundings<'_>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Self {
        let compiler = Compiler::new(root, surroundings, faults);
        let (sections, placed) = flatten::form(definition, surroundings, at, compiler.faults);
        compiler.form(at, sections, &placed, Some(definition))
    }

    /// Compiles fields that are not in a form: a procedure's questions, processing data.
    ///
    /// `at` is where the list of fields stands; the rest is as for [`Form::compile`].
    pub fn from_fields(
        definitions: &[definition::Field],
        root: Root,
        surroundings: &Surroundings<'_>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Self {
        let placed = flatten::fields(definitions, at);
        Compiler::new(root, surroundings, faults).form(at, Vec::new(), &placed, None)
    }

    /// The types of the answers, for expressions elsewhere.
    ///
    /// Texts, e-mails, telephones, identifiers, choices and files (their references) are texts; several choices, a
    /// list of texts; a group, an object; a repeat, a list of objects.
    pub fn record(&self) -> Record {
        self.fields.record()
    }

    /// Checks answers: a member for each answered field.
    ///
    /// `facts` gives everything but the form's own answers (`today`, `settings`, `applicant`, …). `reader` is who
    /// answers: what they may not read is not asked of them, and an answer to it is dropped.
    pub fn check(
        &self,
        answers: &Map<String, Json>,
        facts: &dyn Environment,
        reader: Reader,
        mode: Mode,
    ) -> Report {
        self.check_among(answers, &GivenLists::new(), facts, reader, mode)
    }

    /// The same, with the lists that the host gives: they are those of [`Form::accept_lists`].
    pub fn check_among(
        &self,
        answers: &Map<String, Json>,
        lists: &GivenLists,
        facts: &dyn Environment,
        reader: Reader,
        mode: Mode,
    ) -> Report {
        Checker::new(self, facts, lists, reader, mode).report(answers)
    }

    /// What to show of each field, for the answers given so far, in the form's order; the fields of a repeat come
    /// once for each element given, those of a group once. The labels of options are in `language`.
    pub fn states(
        &self,
        answers: &Map<String, Json>,
        lists: &GivenLists,
        facts: &dyn Environment,
        reader: Reader,
        language: Language,
    ) -> Vec<FieldState> {
        Checker::new(self, facts, lists, reader, Mode::Draft).states(answers, language)
    }

    /// Keeps of a report what is about one section: the faults of its fields, and of the rules told beside them first.
    /// None if there is no such section.
    pub fn of_section(&self, mut report: Report, section: &str) -> Option<Report> {
        let section = self.sections.iter().find(|known| known.id() == section)?;
        report.faults.retain(|fault| {
            let name = fault.path.split('/').nth(1).unwrap_or_default();
            self.fields.position(name).is_some_and(|position| section.fields().contains(&position))
        });
        Some(report)
    }

    /// The stored form of a value that is computed for a field rather than answered: a decimal is rounded to the field's
    /// scale, half to even. None if the field does not accept it, or there is no such field.
    pub fn computed(&self, name: &str, value: &Json, facts: &dyn Environment) -> Option<Json> {
        let field = self.fields.position(name).and_then(|position| self.fields.get(position))?;
        match &field.shape {
            _ if value.is_null() => Some(Json::Null),
            Shape::Single(single) => {
                let none = GivenLists::new();
                let mut checker = Checker::new(self, facts, &none, Reader::Agent, Mode::Complete);
                checker.sound(single.as_ref(), &single.rounded(value), facts)
            }
            Shape::Group(_) | Shape::Repeat(_) | Shape::Computed(_) | Shape::Display => Some(value.clone()),
        }
    }

    /// A stored answer as a value of expressions; null if there is none, or no such field.
    pub fn value(&self, answers: &Map<String, Json>, name: &str) -> Value {
        let answer = answers.get(name);
        let field = self.fields.position(name).and_then(|position| self.fields.get(position));
        answer.zip(field).and_then(|(answer, field)| field.value(answer)).unwrap_or(Value::Null)
    }

    /// All stored answers as one object of expressions, a member for each field.
    pub fn values(&self, answers: &Map<String, Json>) -> Value {
        Value::object(self.fields.asked().map(|field| (field.id(), self.value(answers, field.id()))))
    }

    /// The form's JSON Schema (draft 2020-12), for stored answers, with titles in the catalogue's language.
    ///
    /// It states shape, types and limits. Only what is required whatever the other answers is `required`. Visibility,
    /// conditional requirement, shared lists, computed bounds and keys of identifiers are the engine's: all accepted
    /// answers, as stored, pass the schema; not the reverse.
    pub fn schema(&self) -> &Json {
        &self.schema
    }

    /// The schema of what is asked of `reader`, with titles in `language`.
    pub fn schema_in(&self, language: definition::Language, reader: Reader) -> Json {
        schema_of(&self.fields, language, reader)
    }

    /// The fields, in order.
    pub fn fields(&self) -> &[Field] {
        self.fields.as_slice()
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.fields().is_empty()
    }

    /// The question of a field.
    pub fn label(&self, name: &str, language: definition::Language) -> Option<&str> {
        self.fields().iter().find(|field| field.id() == name).map(|field| field.label(language))
    }

    /// The sections, in order; none when the form has no section.
    pub fn sections(&self) -> &[Section] {
        &self.sections
    }

    /// The stored answers that `reader` may read, and no other.
    pub fn readable_by(&self, answers: &Map<String, Json>, reader: Reader) -> Map<String, Json> {
        readable(&self.fields, answers, reader)
    }
}

/// Deny by default: what may be read is picked, what may not is not looked for.
fn readable(fields: &Fields, answers: &Map<String, Json>, reader: Reader) -> Map<String, Json> {
    let picked = fields.asked().filter(|field| field.is_readable_by(reader)).filter_map(|field| {
        let answer = answers.get(field.id())?;
        let answer = match (&field.shape, answer) {
            (Shape::Group(fields), Json::Object(members)) => Json::Object(readable(fields, members, reader)),
            (Shape::Repeat(repeat), Json::Array(items)) => {
                let readable = |item: &Json| match item {
                    Json::Object(item) => Json::Object(readable(&repeat.fields, item, reader)),
                    _ => Json::Null,
                };
                items.iter().map(readable).collect()
            }
            _ => answer.clone(),
        };
        Some((field.id().to_owned(), answer))
    });
    picked.collect()
}

/// The schema of a form that has these fields.
fn schema_of(fields: &Fields, language: definition::Language, reader: Reader) -> Json {
    let mut schema = object_schema(fields, language, reader);
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    Json::Object(schema)
}

/// The schema of an object that has these fields and no other member.
fn object_schema(fields: &Fields, language: definition::Language, reader: Reader) -> Map<String, Json> {
    let asked = || fields.asked().filter(|field| field.is_readable_by(reader));
    let properties: Map<String, Json> =
        asked().map(|field| (field.id().to_owned(), field.schema(language, reader))).collect();
    let required: Vec<&str> = asked().filter(|field| field.is_always_required()).map(Field::id).collect();
    let mut schema = Map::new();
    schema.insert("type".to_owned(), json!("object"));
    schema.insert("properties".to_owned(), Json::Object(properties));
    schema.insert("additionalProperties".to_owned(), json!(false));
    if !required.is_empty() {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}
