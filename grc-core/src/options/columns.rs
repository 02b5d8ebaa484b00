//! The columns of a list: what each option has beside its value and its label.

use std::collections::BTreeMap;

use crate::definition::{Bilingual, Cell, Choice, ColumnType, Diagnostics, Language, Name, Pointer};
use crate::expr::{Record, Type, Value};

/// What every option has: no column is called so.
pub(super) const ALWAYS: [&str; 2] = ["value", "label"];

/// The columns of a list, in the order of their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns(Vec<(String, ColumnType)>);

impl Columns {
    /// Compiles the columns declared at `at`.
    pub fn compile(declared: &BTreeMap<Name, ColumnType>, at: &Pointer, faults: &mut Diagnostics) -> Self {
        for name in declared.keys().map(Name::as_str).filter(|name| ALWAYS.contains(name)) {
            let message = Bilingual::new(
                format!("toute option a déjà `{name}` : une colonne ne peut pas porter ce nom"),
                format!("every option already has `{name}`: a column cannot have this name"),
            );
            faults.fault(&at.key(name), "definition.reserved_name", message);
        }
        Self(declared.iter().map(|(name, kind)| (name.to_string(), *kind)).collect())
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The rank of a column, in the order of names.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.0.binary_search_by_key(&name, |(name, _)| name.as_str()).ok()
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The type of the column of that rank.
    pub fn type_of(&self, column: usize) -> Option<Type> {
        self.0.get(column).map(|(_, kind)| value_type(*kind))
    }

    /// The type of an option in expressions: an object of its value, its label and its columns.
    pub fn record(&self) -> Record {
        let always = ALWAYS.iter().map(|name| (*name, Type::Text));
        always.chain(self.0.iter().map(|(name, kind)| (name.as_str(), value_type(*kind)))).collect()
    }

    /// An option as a value of expressions.
    pub(super) fn object<'a>(
        &self,
        value: &str,
        label: &str,
        cells: impl Iterator<Item = &'a Value>,
    ) -> Value {
        let always = [("value", Value::text(value)), ("label", Value::text(label))];
        Value::object(always.into_iter().chain(self.names().zip(cells.cloned())))
    }

    /// The columns of an option as it is written, in order; null where there is nothing of the right type.
    pub(super) fn cells(&self, option: &Choice) -> Vec<Value> {
        (0..self.len()).map(|column| self.cell(option, column)).collect()
    }

    /// A column of an option as it is written; null when it is empty.
    pub fn cell(&self, option: &Choice, column: usize) -> Value {
        let read = |(name, kind): &(String, ColumnType)| read(option.columns.get(name)?, *kind);
        self.0.get(column).and_then(read).unwrap_or(Value::Null)
    }

    /// An option as it is written, as a value of expressions.
    pub fn value_of(&self, option: &Choice, language: Language) -> Value {
        self.object(&option.value, option.label.get(language), self.cells(option).iter())
    }

    /// Whether a column is of the type that it declares.
    pub(super) fn accepts(&self, column: usize, cell: &Cell) -> bool {
        self.0.get(column).is_some_and(|(_, kind)| read(cell, *kind).is_some())
    }

    /// The value that a cell of a table writes: null when it is empty, None when it is not of its column's type.
    pub(super) fn read_text(&self, column: usize, text: &str) -> Option<Value> {
        let (_, kind) = self.0.get(column)?;
        if text.is_empty() {
            return Some(Value::Null);
        }
        match kind {
            ColumnType::Boolean => read_boolean(text),
            // As spreadsheets write it in French.
            ColumnType::Decimal => Value::from_text(&text.replacen(',', ".", 1), &Type::Decimal),
            kind => Value::from_text(text, &value_type(*kind)),
        }
    }

    /// What is expected in a column, in words.
    pub(super) fn expected(&self, column: usize) -> Bilingual {
        let kind = self.0.get(column).map_or(ColumnType::Text, |(_, kind)| *kind);
        let (french, english) = match kind {
            ColumnType::Text => ("un texte est attendu", "a text is expected"),
            ColumnType::Integer => ("un nombre entier est attendu", "a whole number is expected"),
            ColumnType::Decimal => (
                "un nombre décimal est attendu, écrit comme \"12.50\"",
                "a decimal is expected, written as \"12.50\"",
            ),
            ColumnType::Boolean => ("`true` ou `false` est attendu", "`true` or `false` is expected"),
            ColumnType::Date => (
                "une date du calendrier est attendue, écrite AAAA-MM-JJ",
                "a date of the calendar is expected, written YYYY-MM-DD",
            ),
        };
        Bilingual::new(french, english)
    }
}

fn value_type(kind: ColumnType) -> Type {
    match kind {
        ColumnType::Text => Type::Text,
        ColumnType::Integer => Type::Integer,
        ColumnType::Decimal => Type::Decimal,
        ColumnType::Boolean => Type::Bool,
        ColumnType::Date => Type::Date,
    }
}

fn read(cell: &Cell, kind: ColumnType) -> Option<Value> {
    match (cell, kind) {
        (Cell::Boolean(value), ColumnType::Boolean) => Some(Value::Bool(*value)),
        (Cell::Integer(number), ColumnType::Integer) => Some(Value::Integer(*number)),
        (Cell::Text(_), ColumnType::Integer | ColumnType::Boolean) => None,
        (Cell::Text(text), kind) => Value::from_text(text, &value_type(kind)),
        (Cell::Boolean(_) | Cell::Integer(_), _) => None,
    }
}

/// Yes or no, as people and spreadsheets write it.
fn read_boolean(text: &str) -> Option<Value> {
    match text.to_lowercase().as_str() {
        "true" | "vrai" | "oui" => Some(Value::Bool(true)),
        "false" | "faux" | "non" => Some(Value::Bool(false)),
        _ => None,
    }
}
