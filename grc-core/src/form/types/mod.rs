//! The types of fields: one file each.
//!
//! To add a type: its limits in the definition format, its file here, and its line in [`value_type`] and in
//! [`compile`].

mod boolean;
mod bounds;
mod choice;
mod date;
mod decimal;
mod file;
mod identifier;
mod integer;
mod text;

pub(super) use date::read as read_date;

use std::borrow::Cow;
use std::fmt::Debug;

use serde_json::Value as Json;

use super::compiler::item_record;
use super::context::FieldContext;
use super::problem::{Expectation, Phrase, Problem};
use crate::definition::{Choice, FieldKind, RepeatLimits};
use crate::expr::{Environment, Type};
use crate::identifier::Kind;

/// A type of field that has one answer, with its limits.
///
/// An answer goes through three gates: its canonical form, the schema, then the rules that no schema states.
pub(super) trait FieldType: Expectation + Debug + Send + Sync {
    /// The JSON Schema of stored answers.
    fn schema(&self) -> Json;

    /// The stored form of an answer. An answer of another shape is left as it is: the schema refuses it.
    fn canonical<'a>(&self, answer: &'a Json) -> Result<Cow<'a, Json>, Problem> {
        Ok(Cow::Borrowed(answer))
    }

    /// Breaches of the rules that the schema does not state, for a canonical answer; each may concern one element.
    fn breaches(&self, _answer: &Json, _facts: &dyn Environment) -> Vec<Breach> {
        Vec::new()
    }

    /// The options, for a choice.
    fn options(&self) -> &[Choice] {
        &[]
    }
}

/// A rule broken by an answer or by one of its elements.
#[derive(Debug)]
pub(super) struct Breach {
    pub(super) element: Option<usize>,
    pub(super) problem: Problem,
}

impl From<Problem> for Breach {
    fn from(problem: Problem) -> Self {
        Self { element: None, problem }
    }
}

/// The type that expressions see.
pub(super) fn value_type(kind: &FieldKind) -> Type {
    match kind {
        FieldKind::Text(_)
        | FieldKind::Textarea(_)
        | FieldKind::Email(_)
        | FieldKind::Phone(_)
        | FieldKind::Choice(_)
        | FieldKind::File(_)
        | FieldKind::Siret(_)
        | FieldKind::Iban(_) => Type::Text,
        FieldKind::Integer(_) => Type::Integer,
        FieldKind::Decimal(_) => Type::Decimal,
        FieldKind::Boolean(_) => Type::Bool,
        FieldKind::Date(_) => Type::Date,
        FieldKind::Choices(_) => Type::list(Type::Text),
        FieldKind::Repeat(repeat) => Type::list(Type::from(item_record(&repeat.fields))),
    }
}

/// A compiled type, or the limits of a repeat, which is a form within the form.
pub(super) enum Compiled<'d> {
    Single(Box<dyn FieldType>),
    Repeat(&'d RepeatLimits),
}

/// Compiles a type and its limits.
pub(super) fn compile<'d>(kind: &'d FieldKind, context: &mut FieldContext<'_, '_>) -> Compiled<'d> {
    Compiled::Single(match kind {
        FieldKind::Text(limits) => Box::new(text::Text::line(limits, context)),
        FieldKind::Textarea(limits) => Box::new(text::Text::area(limits, context)),
        FieldKind::Integer(range) => Box::new(integer::Integer::compile(range, context)),
        FieldKind::Decimal(limits) => Box::new(decimal::Decimal::compile(limits, context)),
        FieldKind::Boolean(_) => Box::new(boolean::Boolean),
        FieldKind::Date(range) => Box::new(date::Date::compile(range, context)),
        FieldKind::Email(_) => Box::new(identifier::Identifier(Kind::Email)),
        FieldKind::Phone(_) => Box::new(identifier::Identifier(Kind::Phone)),
        FieldKind::Choice(limits) => Box::new(choice::One::compile(limits, context)),
        FieldKind::Choices(limits) => Box::new(choice::Several::compile(limits, context)),
        FieldKind::File(_) => Box::new(file::File),
        FieldKind::Siret(_) => Box::new(identifier::Identifier(Kind::Siret)),
        FieldKind::Iban(_) => Box::new(identifier::Identifier(Kind::Iban)),
        FieldKind::Repeat(limits) => return Compiled::Repeat(limits),
    })
}

/// The name of a type, as definitions write it.
pub(super) fn name(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Text(_) => "text",
        FieldKind::Textarea(_) => "textarea",
        FieldKind::Integer(_) => "integer",
        FieldKind::Decimal(_) => "decimal",
        FieldKind::Boolean(_) => "boolean",
        FieldKind::Date(_) => "date",
        FieldKind::Email(_) => "email",
        FieldKind::Phone(_) => "phone",
        FieldKind::Choice(_) => "choice",
        FieldKind::Choices(_) => "choices",
        FieldKind::File(_) => "file",
        FieldKind::Siret(_) => "siret",
        FieldKind::Iban(_) => "iban",
        FieldKind::Repeat(_) => "repeat",
    }
}
