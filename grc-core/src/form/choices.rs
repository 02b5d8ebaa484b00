//! What the choices of a form offer.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::context::FieldContext;
use crate::definition::{Bilingual, Choice, GivenLists, Language, Name, Options, Text, did_you_mean};
use crate::expr::{Environment, Root, Value};
use crate::options::{Columns, Entry, OptionSet};

/// The options of a field, and which of them are offered.
#[derive(Debug)]
pub(super) struct Offered {
    source: Source,
    filters: Vec<Filter>,
}

#[derive(Debug)]
enum Source {
    /// Written in the field.
    Own(Arc<OptionSet>),
    /// Shared by several fields.
    Shared(Arc<OptionSet>),
    /// Given by the host with each call, under this name.
    Host(Name, Columns),
}

/// The options offered have in a column what was answered to a field.
#[derive(Debug)]
struct Filter {
    column: usize,
    root: Root,
    field: Name,
}

/// An option, where it was found.
pub(super) enum Found<'a> {
    Known(&'a OptionSet, usize),
    Given(&'a Columns, &'a Choice),
}

impl Found<'_> {
    fn cell(&self, column: usize) -> Value {
        match self {
            Self::Known(set, option) => set.cell(*option, column).clone(),
            Self::Given(columns, option) => columns.cell(option, column),
        }
    }

    pub(super) fn label(&self, language: Language) -> &str {
        let label = match self {
            Self::Known(set, option) => set.entries().get(*option).map(|entry| &entry.label),
            Self::Given(_, option) => Some(&option.label),
        };
        label.map_or("", |label| label.get(language))
    }

    pub(super) fn value(&self, language: Language) -> Value {
        match self {
            Self::Known(set, option) => set.value_of(*option, language),
            Self::Given(columns, option) => columns.value_of(option, language),
        }
    }
}

impl Offered {
    pub(super) fn compile(
        options: &Options,
        filter: &BTreeMap<Name, Name>,
        context: &mut FieldContext<'_, '_>,
    ) -> Self {
        let at = context.at.key("options");
        let source = match options {
            Options::Inline(options) => {
                Source::Own(Arc::new(OptionSet::of_options(options, Columns::default(), &at, context.faults)))
            }
            Options::List(reference) => Source::Shared(context.list(reference)),
            Options::Host(host) => Source::Host(
                Name(host.from.name().to_owned()),
                Columns::compile(&host.columns, &at.key("columns"), context.faults),
            ),
        };
        let mut offered = Self { source, filters: Vec::new() };
        offered.filters =
            filter.iter().filter_map(|(column, field)| offered.filter(column, field, context)).collect();
        offered
    }

    fn filter(&self, column: &Name, field: &Name, context: &mut FieldContext<'_, '_>) -> Option<Filter> {
        let columns = self.columns();
        let Some(position) = columns.position(column.as_str()) else {
            let hint = did_you_mean(column.as_str(), columns.names());
            let message = Bilingual::new(
                format!("les options n'ont pas de colonne `{column}`{}", hint.french),
                format!("the options have no column `{column}`{}", hint.english),
            );
            context.fault("where", "definition.unknown_column", message);
            return None;
        };
        let (root, given) = context.earlier_field("where", field)?;
        let expected = columns.type_of(position)?;
        if given != expected {
            let (expected, given) =
                (|language| expected.describe(language), |language| given.describe(language));
            let (french, english) = (Language::French, Language::English);
            let message = Bilingual::new(
                format!(
                    "la colonne `{column}` est {}, le champ `{field}` est {}",
                    expected(french),
                    given(french)
                ),
                format!(
                    "the column `{column}` is {}, the field `{field}` is {}",
                    expected(english),
                    given(english)
                ),
            );
            context.fault("where", "definition.wrong_type", message);
        }
        Some(Filter { column: position, root, field: field.clone() })
    }

    fn columns(&self) -> &Columns {
        match &self.source {
            Source::Own(set) | Source::Shared(set) => set.columns(),
            Source::Host(_, columns) => columns,
        }
    }

    /// The options, in order; none when the host gives them.
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.source {
            Source::Own(set) | Source::Shared(set) => set.entries(),
            Source::Host(_, _) => &[],
        }
    }

    /// How many options there are, unless the host gives them.
    pub(super) fn count(&self) -> Option<usize> {
        match &self.source {
            Source::Own(set) | Source::Shared(set) => Some(set.entries().len()),
            Source::Host(_, _) => None,
        }
    }

    /// How many options there are, with those that the host gives.
    pub(super) fn count_among(&self, lists: &GivenLists) -> usize {
        match &self.source {
            Source::Own(set) | Source::Shared(set) => set.entries().len(),
            Source::Host(name, _) => lists.get(name).map_or(0, Vec::len),
        }
    }

    /// The list that the host gives, and what is expected of it.
    pub(super) fn host_list(&self) -> Option<(&Name, &Columns)> {
        match &self.source {
            Source::Host(name, columns) => Some((name, columns)),
            Source::Own(_) | Source::Shared(_) => None,
        }
    }

    pub(super) fn schema(&self) -> Json {
        match &self.source {
            Source::Own(set) => {
                let values: Vec<&str> = set.entries().iter().map(|entry| entry.value.as_str()).collect();
                json!({"type": "string", "enum": values})
            }
            Source::Shared(_) | Source::Host(_, _) => json!({"type": "string"}),
        }
    }

    /// The option of that value.
    pub(super) fn find<'a>(&'a self, value: &str, lists: &'a GivenLists) -> Option<Found<'a>> {
        match &self.source {
            Source::Own(set) | Source::Shared(set) => {
                set.position(value).map(|position| Found::Known(set, position))
            }
            Source::Host(name, columns) => {
                let option = lists.get(name)?.iter().find(|option| option.value == value)?;
                Some(Found::Given(columns, option))
            }
        }
    }

    /// Whether an option is offered with the other answers.
    pub(super) fn is_offered(&self, found: &Found<'_>, facts: &dyn Environment) -> bool {
        self.filters.iter().all(|filter| {
            let answered = facts.lookup(filter.root, Some(filter.field.as_str()));
            !answered.is_null() && answered == found.cell(filter.column)
        })
    }

    /// The options offered that `typed` may mean, the likeliest first, `most` at most.
    pub(super) fn search(
        &self,
        typed: &str,
        most: usize,
        facts: &dyn Environment,
        lists: &GivenLists,
    ) -> Vec<Suggestion> {
        // What was answered is read once, not for each of the options.
        let answered = |filter: &Filter| facts.lookup(filter.root, Some(filter.field.as_str()));
        let wanted: Vec<(usize, Value)> =
            self.filters.iter().map(|filter| (filter.column, answered(filter))).collect();
        if wanted.iter().any(|(_, value)| value.is_null()) {
            return Vec::new();
        }
        let given;
        let set = match &self.source {
            Source::Own(set) | Source::Shared(set) => set.as_ref(),
            Source::Host(name, columns) => {
                let options = lists.get(name).map(Vec::as_slice).unwrap_or_default();
                given = OptionSet::given(options, columns);
                &given
            }
        };
        let offered = |option: usize| wanted.iter().all(|(column, value)| set.cell(option, *column) == value);
        let found = set.search(typed, most, offered);
        found.into_iter().filter_map(|option| Suggestion::of(set, option)).collect()
    }
}

/// An option that someone who types may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What is stored.
    pub value: String,
    /// What is shown.
    pub label: Text,
    /// Its columns, by name; null where it has no value.
    pub columns: Map<String, Json>,
}

impl Suggestion {
    fn of(set: &OptionSet, option: usize) -> Option<Self> {
        let Entry { value, label } = set.entries().get(option)?.clone();
        let cell = |(column, name): (usize, &str)| (name.to_owned(), set.cell(option, column).to_json());
        Some(Self { value, label, columns: set.columns().names().enumerate().map(cell).collect() })
    }
}
