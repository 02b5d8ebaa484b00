//! Lists of options: looked up, read by expressions, searched.
//!
//! A list is compiled once and shared by all the fields that offer it: the 40,000 communes of the country are one
//! [`OptionSet`], however many forms and versions refer to them. Whether a value is an option is one look-up.

mod columns;
mod compile;
mod csv;
mod search;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

pub use columns::Columns;
pub use compile::{MOST_GIVEN, check_given, compile_lists};

use crate::definition::{Language, Text};
use crate::expr::{Record, Value};
use search::Index;

/// Options, in order, each value once. Shared between threads.
#[derive(Debug, Default)]
pub struct OptionSet {
    columns: Columns,
    entries: Vec<Entry>,
    /// The columns of each option, one option after the other.
    cells: Vec<Value>,
    positions: HashMap<Box<str>, u32>,
    /// Made at the first search: few lists are searched.
    index: OnceLock<Index>,
}

/// The shared lists of a catalogue, by id.
pub type SharedLists = BTreeMap<String, Arc<OptionSet>>;

/// One option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What is stored and named in conditions.
    pub value: String,
    /// What is shown.
    pub label: Text,
}

impl OptionSet {
    /// The options, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// What each option has beside a value and a label.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The type of an option in expressions: `value`, `label` and the columns.
    pub fn record(&self) -> Record {
        self.columns.record()
    }

    /// The rank of the option of that value.
    pub fn position(&self, value: &str) -> Option<usize> {
        self.positions.get(value).and_then(|position| usize::try_from(*position).ok())
    }

    /// A column of an option, by their ranks; null when it is empty.
    pub fn cell(&self, option: usize, column: usize) -> &Value {
        self.row(option).get(column).unwrap_or(&Value::Null)
    }

    /// An option as a value of expressions: an object of its value, its label and its columns.
    pub fn value_of(&self, option: usize, language: Language) -> Value {
        self.entries.get(option).map_or(Value::Null, |entry| {
            self.columns.object(&entry.value, entry.label.get(language), self.row(option).iter())
        })
    }

    /// The columns of an option, in order.
    fn row(&self, option: usize) -> &[Value] {
        let width = self.columns.len();
        let first = option.saturating_mul(width);
        self.cells.get(first..first.saturating_add(width)).unwrap_or_default()
    }

    /// The ranks of the options that `typed` may mean and that are `offered`, the likeliest first, `most` at most.
    ///
    /// Case, accents, ligatures and punctuation do not count. First come those whose label or value is what was typed;
    /// then those whose label or value begins so; then those of which a word begins so; then those of which every
    /// word typed begins a word, in any order. Those that are alike keep the order of the list. Nothing typed means
    /// them all.
    pub fn search(&self, typed: &str, most: usize, offered: impl Fn(usize) -> bool) -> Vec<usize> {
        let typed = crate::folding::fold(typed);
        if typed.is_empty() {
            return (0..self.entries.len()).filter(|option| offered(*option)).take(most).collect();
        }
        self.index.get_or_init(|| Index::of(&self.entries)).search(&typed, most, offered)
    }
}
