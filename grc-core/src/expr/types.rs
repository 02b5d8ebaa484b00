//! The types of values, and how they meet.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::definition::Language;

/// The type of an expression or of a name. Every type has null among its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// True or false.
    Bool,
    /// A whole number.
    Integer,
    /// An exact decimal number. An integer is accepted where a decimal is expected.
    Decimal,
    /// Text.
    Text,
    /// A day of the calendar.
    Date,
    /// A time of the day.
    Time,
    /// An instant.
    DateTime,
    /// A length of time.
    Duration,
    /// A list of values of one type.
    List(Arc<Type>),
    /// An object whose members are known.
    Object(Arc<Record>),
    /// The type of `none` alone.
    Null,
    /// JSON received from outside, whose shape is not known at publication.
    Document,
}

/// The members of an object, with their types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    fields: BTreeMap<String, Type>,
}

impl Record {
    /// An object without members.
    pub fn new() -> Record {
        Record::default()
    }

    /// Adds a member, or gives it another type.
    #[must_use]
    pub fn with(mut self, name: impl Into<String>, ty: Type) -> Record {
        self.fields.insert(name.into(), ty);
        self
    }

    /// The type of a member.
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.fields.get(name)
    }

    /// How many members come before this one, in alphabetical order.
    pub(super) fn rank(&self, name: &str) -> usize {
        self.fields.keys().take_while(|known| known.as_str() < name).count()
    }

    /// The members, in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Type)> {
        self.fields.iter().map(|(name, ty)| (name.as_str(), ty))
    }
}

impl<N: Into<String>> FromIterator<(N, Type)> for Record {
    fn from_iter<I: IntoIterator<Item = (N, Type)>>(members: I) -> Record {
        Record { fields: members.into_iter().map(|(name, ty)| (name.into(), ty)).collect() }
    }
}

impl From<Record> for Type {
    fn from(record: Record) -> Type {
        Type::Object(Arc::new(record))
    }
}

impl Type {
    /// The type of lists of `element`.
    pub fn list(element: Type) -> Type {
        Type::List(Arc::new(element))
    }

    /// Whether a value of type `given` can be used where this type is expected, converted if need be.
    pub fn accepts(&self, given: &Type) -> bool {
        match (self, given) {
            (_, Type::Null | Type::Document) | (Type::Document, _) | (Type::Decimal, Type::Integer) => true,
            (Type::List(expected), Type::List(given)) => expected.accepts(given),
            (Type::Object(expected), Type::Object(given)) => expected
                .iter()
                .all(|(name, expected)| given.get(name).is_some_and(|given| expected.accepts(given))),
            (expected, given) => expected == given,
        }
    }

    /// The type of something that is either of one type or of the other, if they can meet.
    pub(super) fn join(&self, other: &Type) -> Option<Type> {
        match (self, other) {
            (one, other) if one == other => Some(one.clone()),
            (Type::Null, ty) | (ty, Type::Null) => Some(ty.clone()),
            (Type::Document, _) | (_, Type::Document) => Some(Type::Document),
            (Type::Integer, Type::Decimal) | (Type::Decimal, Type::Integer) => Some(Type::Decimal),
            (Type::List(one), Type::List(other)) => Some(Type::list(one.join(other)?)),
            _ => None,
        }
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Type::Integer | Type::Decimal)
    }

    /// Whether values of this type tell where something is: objects that have a position or a street.
    pub fn is_place(&self) -> bool {
        let Type::Object(record) = self else { return false };
        let has = |name| record.get(name).is_some();
        has("street") || (has("latitude") && has("longitude"))
    }

    /// Whether values of this type have an order.
    pub(super) fn is_ordered(&self) -> bool {
        use Type::*;
        matches!(self, Integer | Decimal | Text | Date | Time | DateTime | Duration | Null)
    }

    /// The type in words, with its article: "une date", "a date".
    pub fn describe(&self, language: Language) -> String {
        let (french, english) = match self {
            Type::Bool => ("un vrai ou faux", "a true or false"),
            Type::Integer => ("un nombre entier", "an integer"),
            Type::Decimal => ("un nombre décimal", "a decimal number"),
            Type::Text => ("un texte", "a text"),
            Type::Date => ("une date", "a date"),
            Type::Time => ("une heure", "a time"),
            Type::DateTime => ("un instant", "an instant"),
            Type::Duration => ("une durée", "a duration"),
            Type::List(_) => ("une liste", "a list"),
            Type::Object(_) => ("un objet", "an object"),
            Type::Null => ("une absence de valeur", "no value"),
            Type::Document => ("un document reçu", "a received document"),
        };
        language.pick(french, english).to_owned()
    }
}
