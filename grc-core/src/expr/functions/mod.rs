//! The functions of the language: one table, read by the checker, the evaluator and the documentation.

mod dates;
mod lists;
mod numbers;
mod sectors;
mod text;
mod typing;

pub(super) use text::limited;

use std::fmt;

use super::evaluator::Context;
use super::{Failure, Type, Value};
use crate::definition::Language;

/// A function of the language. Unless it says otherwise, it gives null when an argument is null.
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// How it is called, and what it gives: `age(date) -> integer`.
    pub signature: &'static str,
    /// What it gives, in one line.
    pub summary: &'static str,
    pub(super) typing: Typing,
    pub(super) apply: Apply,
    pub(super) nulls: Nulls,
    pub(super) reads: Reads,
}

/// Computes a result from arguments that have been checked.
pub(super) type Apply = fn(&[Value], &Context<'_>) -> Result<Value, Failure>;

/// What happens to null arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nulls {
    /// The result is null.
    Spread,
    /// The function sees them.
    Seen,
}

/// What a function reads beside its arguments.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reads {
    Nothing,
    Zone,
    Calendar,
    Sectors,
    Today,
    Language,
}

/// How a function's arguments give the type of its result.
pub(super) enum Typing {
    /// These arguments, the last ones optional after `required`.
    Fixed { parameters: &'static [Shape], required: usize, result: Type },
    /// One argument, whose type gives the result's, if it has one.
    OfOne(Shape, fn(&Type) -> Type),
    /// Any number of arguments that meet in one type, into which they are converted.
    Joined { least: usize, most: usize },
    /// One list, or several values, that have an order.
    Extremum,
}

/// What an argument must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Shape {
    /// A truth value.
    Bool,
    /// A whole number.
    Integer,
    /// A whole or decimal number.
    Number,
    /// Text.
    Text,
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// A day, or an instant whose local day is taken.
    Day,
    /// A time of the day, or an instant whose local time is taken.
    Clock,
    /// A list, or a received document.
    List,
    /// A list of texts, numbers or dates.
    Scalars,
    /// A list of numbers.
    Numbers,
    /// A list of truth values.
    Bools,
    /// A list of values that have an order.
    OrderedList,
    /// A value that has an order.
    Ordered,
    /// A text, a number, a date, … or a received document.
    Scalar,
    /// A place: an answer of type `location` or `address`, or a text that names a street.
    Place,
    /// What can be read as a date: a text or a received document.
    Readable,
    /// Anything.
    Any,
}

impl Shape {
    /// Whether an argument of that type will do. Null always does.
    pub(super) fn accepts(self, ty: &Type) -> bool {
        let list_of = |shape: Shape| matches!(ty, Type::List(element) if shape.accepts(element));
        if *ty == Type::Null {
            return true;
        }
        match self {
            Shape::Bool => *ty == Type::Bool,
            Shape::Integer => *ty == Type::Integer,
            Shape::Number => ty.is_number(),
            Shape::Text => *ty == Type::Text,
            Shape::Date => *ty == Type::Date,
            Shape::DateTime => *ty == Type::DateTime,
            Shape::Day => matches!(ty, Type::Date | Type::DateTime),
            Shape::Clock => matches!(ty, Type::Time | Type::DateTime),
            Shape::List => matches!(ty, Type::List(_) | Type::Document),
            Shape::Scalars => list_of(Shape::Scalar),
            Shape::Numbers => list_of(Shape::Number),
            Shape::Bools => list_of(Shape::Bool),
            Shape::OrderedList => list_of(Shape::Ordered),
            Shape::Ordered => ty.is_ordered(),
            Shape::Scalar => !matches!(ty, Type::List(_) | Type::Object(_)),
            Shape::Place => *ty == Type::Text || ty.is_place(),
            Shape::Readable => matches!(ty, Type::Text | Type::Document),
            Shape::Any => true,
        }
    }

    /// The shape in words, with its article.
    pub fn describe(self, language: Language) -> &'static str {
        let (french, english) = match self {
            Shape::Bool => ("un vrai ou faux", "a true or false"),
            Shape::Integer => ("un nombre entier", "an integer"),
            Shape::Number => ("un nombre", "a number"),
            Shape::Text => ("un texte", "a text"),
            Shape::Date => ("une date", "a date"),
            Shape::DateTime => ("un instant", "an instant"),
            Shape::Day => ("une date ou un instant", "a date or an instant"),
            Shape::Clock => ("une heure ou un instant", "a time or an instant"),
            Shape::List => ("une liste", "a list"),
            Shape::Scalars => ("une liste de valeurs simples", "a list of plain values"),
            Shape::Numbers => ("une liste de nombres", "a list of numbers"),
            Shape::Bools => ("une liste de vrai ou faux", "a list of true or false"),
            Shape::OrderedList => ("une liste de valeurs ordonnées", "a list of values that have an order"),
            Shape::Ordered => ("une valeur ordonnée", "a value that has an order"),
            Shape::Scalar => ("une valeur simple", "a plain value"),
            Shape::Place => ("un lieu, une adresse ou une rue", "a place, an address or a street"),
            Shape::Readable => ("un texte", "a text"),
            Shape::Any => ("une valeur", "a value"),
        };
        language.pick(french, english)
    }
}

/// The catalogue of functions, by family.
pub fn functions() -> impl Iterator<Item = &'static Function> {
    [dates::FUNCTIONS, text::FUNCTIONS, lists::FUNCTIONS, numbers::FUNCTIONS, sectors::FUNCTIONS]
        .into_iter()
        .flatten()
}

/// The function of that name.
pub(super) fn find(name: &str) -> Option<&'static Function> {
    functions().find(|function| function.name == name)
}

impl fmt::Debug for Function {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.signature)
    }
}

impl Function {
    /// A function of fixed parameters that reads nothing else and spreads nulls.
    const fn fixed(
        name: &'static str,
        signature: &'static str,
        summary: &'static str,
        parameters: &'static [Shape],
        result: Type,
        apply: Apply,
    ) -> Function {
        let typing = Typing::Fixed { parameters, required: parameters.len(), result };
        Function::new(name, signature, summary, typing, apply)
    }

    pub(super) const fn new(
        name: &'static str,
        signature: &'static str,
        summary: &'static str,
        typing: Typing,
        apply: Apply,
    ) -> Function {
        Function { name, signature, summary, typing, apply, nulls: Nulls::Spread, reads: Reads::Nothing }
    }

    /// The same, that reads something beside its arguments.
    pub(super) const fn reading(mut self, reads: Reads) -> Function {
        self.reads = reads;
        self
    }

    /// The same, that is given null arguments.
    const fn seeing_nulls(mut self) -> Function {
        self.nulls = Nulls::Seen;
        self
    }
}

/// The items of a list; none for anything else, which only a received document can give.
fn items(value: &Value) -> Option<&[Value]> {
    match value {
        Value::List(items) => Some(items),
        _ => None,
    }
}
