//! From definitions to sets of options, with everything that is wrong in them.

use std::borrow::Cow;
use std::collections::HashSet;
use std::collections::hash_map::Entry as Slot;
use std::sync::Arc;

use super::columns::ALWAYS;
use super::csv::{Reader, Record};
use super::{Columns, Entry, OptionSet, SharedLists};
use crate::definition::{
    Bilingual, Choice, Diagnostics, ListedOptions, OptionList, Pointer, Text, did_you_mean,
};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::Value;

/// Most options of a list that the host gives with a call.
pub const MOST_GIVEN: usize = 1_000;

impl OptionSet {
    /// Compiles a shared list, which stands at `at`.
    pub fn of_list(list: &OptionList, at: &Pointer, faults: &mut Diagnostics) -> Self {
        let columns = Columns::compile(&list.columns, &at.key("columns"), faults);
        let at = at.key("options");
        match &list.options {
            ListedOptions::Written(options) => Self::of_options(options, columns, &at, faults),
            ListedOptions::Table(table) => Self::of_table(&table.csv, columns, &at.key("csv"), faults),
            // Whoever reads definitions tells a file that was not read.
            ListedOptions::File(_) => Self { columns, ..Self::default() },
        }
    }

    /// Compiles options written one by one, which stand at `at`.
    pub fn of_options(options: &[Choice], columns: Columns, at: &Pointer, faults: &mut Diagnostics) -> Self {
        let mut set = Self { columns, ..Self::default() };
        for (index, option) in options.iter().enumerate() {
            for (name, cell) in &option.columns {
                let told = match set.columns.position(name) {
                    Some(column) if set.columns.accepts(column, cell) => continue,
                    Some(column) => ("definition.wrong_type", set.columns.expected(column)),
                    None => ("definition.unknown_column", unknown_column(name, &set.columns)),
                };
                faults.fault(&at.index(index).key(name), told.0, told.1);
            }
            let cells = set.columns.cells(option);
            if let Err(refusal) = set.add(&option.value, option.label.clone(), cells) {
                let (key, code, message) = refusal.told();
                faults.fault(&at.index(index).key(key), code, message);
            }
        }
        set.finish(at, faults)
    }

    /// Compiles options that [`check_given`] found right.
    pub fn given(options: &[Choice], columns: &Columns) -> Self {
        Self::of_options(options, columns.clone(), &Pointer::root(), &mut Diagnostics::new())
    }

    /// Compiles a table, which stands at `at`.
    fn of_table(table: &str, columns: Columns, at: &Pointer, faults: &mut Diagnostics) -> Self {
        let mut set = Self { columns, ..Self::default() };
        let mut records = Reader::new(table);
        let header = match records.next() {
            None => return set.finish(at, faults),
            Some(Ok(record)) => Header::read(&record, &set.columns, at, faults),
            Some(Err((line, fault))) => {
                tell(line, "definition.csv", fault.message(), at, faults);
                None
            }
        };
        let Some(header) = header else { return set };
        let mut known = HashSet::new();
        for record in records {
            match record {
                Ok(record) => set.add_record(&record, &header, &mut known, at, faults),
                Err((line, fault)) => tell(line, "definition.csv", fault.message(), at, faults),
            }
        }
        set.finish(at, faults)
    }

    fn add_record(
        &mut self,
        record: &Record<'_>,
        header: &Header,
        known: &mut HashSet<Arc<str>>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) {
        let (given, expected) = (record.cells.len(), header.width);
        if given != expected {
            let message = Bilingual::new(
                format!("cette ligne a {given} cellules, la première en a {expected}"),
                format!("this line has {given} cells, the first one has {expected}"),
            );
            return tell(record.line, "definition.csv", message, at, faults);
        }
        let cell = |position: usize| record.cells.get(position).map_or("", |cell| cell.trim());
        let mut cells = Vec::with_capacity(header.columns.len());
        for (column, position) in header.columns.iter().enumerate() {
            let value = self.columns.read_text(column, cell(*position));
            if value.is_none() {
                let name = self.columns.names().nth(column).unwrap_or_default();
                let Bilingual { french, english } = self.columns.expected(column);
                let message = Bilingual::new(
                    format!("colonne `{name}` : {french}"),
                    format!("column `{name}`: {english}"),
                );
                tell(record.line, "definition.wrong_type", message, at, faults);
            }
            cells.push(match value {
                // Thousands of options share few departments: one copy of each text.
                Some(Value::Text(text)) => Value::Text(shared(text, known)),
                value => value.unwrap_or(Value::Null),
            });
        }
        let label = Text::Plain(cell(header.label).to_owned());
        if let Err(refusal) = self.add(cell(header.value), label, cells) {
            let (_, code, message) = refusal.told();
            tell(record.line, code, message, at, faults);
        }
    }

    fn add(&mut self, value: &str, label: Text, cells: Vec<Value>) -> Result<(), Refusal> {
        if value.trim().is_empty() {
            return Err(Refusal::NoValue);
        }
        if label.all().iter().any(|(_, label)| label.trim().is_empty()) {
            return Err(Refusal::NoLabel);
        }
        let position = self.entries.len();
        match self.positions.entry(value.into()) {
            Slot::Occupied(_) => return Err(Refusal::Twice),
            // A catalogue is far from four thousand million options.
            Slot::Vacant(slot) => slot.insert(u32::try_from(position).unwrap_or(u32::MAX)),
        };
        self.entries.push(Entry { value: value.to_owned(), label });
        self.cells.extend(cells);
        Ok(())
    }

    fn finish(mut self, at: &Pointer, faults: &mut Diagnostics) -> Self {
        if self.entries.is_empty() {
            let message = Bilingual::new("la liste d'options est vide", "the list of options is empty");
            faults.fault(at, "definition.no_option", message);
        }
        self.entries.shrink_to_fit();
        self.cells.shrink_to_fit();
        self
    }
}

/// Why an option is not added to a set.
enum Refusal {
    NoValue,
    NoLabel,
    /// Another option has its value.
    Twice,
}

impl Refusal {
    /// The key at fault, the rule, and the rule in words.
    fn told(&self) -> (&'static str, &'static str, Bilingual) {
        let (key, code, french, english) = match self {
            Self::NoValue => (
                "value",
                "definition.blank_option",
                "la valeur d'une option n'est pas vide",
                "the value of an option is not empty",
            ),
            Self::NoLabel => (
                "label",
                "definition.blank_option",
                "le libellé d'une option n'est pas vide",
                "the label of an option is not empty",
            ),
            Self::Twice => (
                "value",
                "definition.duplicate_option",
                "une autre option a la même valeur",
                "another option has the same value",
            ),
        };
        (key, code, Bilingual::new(french, english))
    }
}

/// Where the cells of an option stand in a table.
struct Header {
    width: usize,
    value: usize,
    label: usize,
    /// That of each column.
    columns: Vec<usize>,
}

impl Header {
    /// Reads the names of the first line; None when one is missing.
    fn read(record: &Record<'_>, columns: &Columns, at: &Pointer, faults: &mut Diagnostics) -> Option<Self> {
        let names: Vec<&str> = record.cells.iter().map(|name| Cow::as_ref(name).trim()).collect();
        for (position, name) in names.iter().enumerate() {
            if names.iter().take(position).any(|before| before == name) {
                let message = Bilingual::new(
                    format!("deux colonnes s'appellent `{name}`"),
                    format!("two columns are called `{name}`"),
                );
                tell(record.line, "definition.duplicate_column", message, at, faults);
            } else if !ALWAYS.contains(name) && columns.position(name).is_none() {
                tell(record.line, "definition.unknown_column", unknown_column(name, columns), at, faults);
            }
        }
        let mut find = |wanted: &str| {
            let found = names.iter().position(|name| *name == wanted);
            if found.is_none() {
                let hint = did_you_mean(wanted, names.iter().copied());
                let message = Bilingual::new(
                    format!("il manque la colonne `{wanted}`{}", hint.french),
                    format!("the column `{wanted}` is missing{}", hint.english),
                );
                tell(record.line, "definition.missing_column", message, at, faults);
            }
            found
        };
        let (value, label) = (find("value"), find("label"));
        let of_columns: Vec<Option<usize>> = columns.names().map(&mut find).collect();
        let columns = of_columns.into_iter().collect::<Option<_>>()?;
        Some(Self { width: names.len(), value: value?, label: label?, columns })
    }
}

/// Compiles the shared lists of a catalogue, by id.
pub fn compile_lists(lists: &[OptionList], faults: &mut Diagnostics) -> SharedLists {
    let at = Pointer::root().key("lists");
    let compiled = lists.iter().enumerate().map(|(index, list)| {
        (list.id.to_string(), Arc::new(OptionSet::of_list(list, &at.index(index), faults)))
    });
    compiled.collect()
}

/// Checks a list that the host gives with a call, under `name`.
///
/// # Errors
/// `invalid_input`, at its place: more than [`MOST_GIVEN`] options, a value given twice, a column that the form does not
/// expect or that is not of its type.
pub fn check_given(name: &str, options: &[Choice], columns: &Columns) -> Result<()> {
    let at = Pointer::root().key("lists").key(name);
    let invalid = |message, at: &str| Err(Error::new(ErrorCode::InvalidInput, message).at(at));
    if options.len() > MOST_GIVEN {
        let message = Bilingual::new(
            format!("une liste donnée avec un appel a au plus {MOST_GIVEN} options"),
            format!("a list given with a call has at most {MOST_GIVEN} options"),
        );
        return invalid(message, at.as_str());
    }
    if options.is_empty() {
        // Nothing is left: no answer will be one of the options.
        return Ok(());
    }
    let mut faults = Diagnostics::new();
    OptionSet::of_options(options, columns.clone(), &at, &mut faults);
    match faults.into_vec().into_iter().next() {
        Some(first) => invalid(first.message, &first.pointer),
        None => Ok(()),
    }
}

fn shared(text: Arc<str>, known: &mut HashSet<Arc<str>>) -> Arc<str> {
    if let Some(known) = known.get(&text) {
        return Arc::clone(known);
    }
    known.insert(Arc::clone(&text));
    text
}

fn unknown_column(name: &str, columns: &Columns) -> Bilingual {
    let hint = did_you_mean(name, columns.names().chain(ALWAYS));
    Bilingual::new(
        format!("la colonne `{name}` n'est pas déclarée dans `columns`{}", hint.french),
        format!("the column `{name}` is not declared in `columns`{}", hint.english),
    )
}

/// Tells what is wrong on a line of a table.
fn tell(line: usize, code: &'static str, message: Bilingual, at: &Pointer, faults: &mut Diagnostics) {
    let Bilingual { french, english } = message;
    let message = Bilingual::new(format!("ligne {line} : {french}"), format!("line {line}: {english}"));
    faults.fault(at, code, message);
}
