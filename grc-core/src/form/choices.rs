//! What the choices of a form offer, and what expressions know of the options chosen.
//!
//! The root `options` has the shape of the answers, with the choices alone: in place of each value chosen, an object of
//! its `value`, its `label` and its columns; for several, a list of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::context::FieldContext;
use super::field::{Field, Shape};
use super::fields::Fields;
use crate::definition::{
    self, Bilingual, Choice, FieldKind, GivenLists, Language, Name, Options, Text, did_you_mean,
};
use crate::expr::{Environment, Record, Root, Type, Value};
use crate::options::{Columns, Entry, OptionSet, SharedLists};

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

    fn value(&self, language: Language) -> Value {
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

/// The lists of the host that some fields offer, and what is expected of them.
pub(super) fn host_lists(fields: &Fields) -> Vec<(&Name, &Columns)> {
    let mut found = Vec::new();
    for field in fields.as_slice() {
        found.extend(field.offered().and_then(Offered::host_list));
        found.extend(field.inner().into_iter().flat_map(host_lists));
    }
    found
}

/// The options of the host's lists that were chosen.
pub(super) fn chosen(fields: &Fields, answers: &Map<String, Json>, lists: &GivenLists) -> GivenLists {
    let mut values: BTreeMap<&Name, BTreeSet<&str>> = BTreeMap::new();
    collect_chosen(fields, answers, &mut values);
    let kept = values.into_iter().filter_map(|(name, values)| {
        let options = lists.get(name)?.iter().filter(|option| values.contains(option.value.as_str()));
        Some((name.clone(), options.cloned().collect()))
    });
    kept.collect()
}

fn collect_chosen<'a>(
    fields: &'a Fields,
    answers: &'a Map<String, Json>,
    values: &mut BTreeMap<&'a Name, BTreeSet<&'a str>>,
) {
    for field in fields.as_slice() {
        let Some(answer) = answers.get(field.id()) else { continue };
        let elements = match answer {
            Json::Array(elements) => elements.as_slice(),
            single => std::slice::from_ref(single),
        };
        if let Some((name, _)) = field.offered().and_then(Offered::host_list) {
            values.entry(name).or_default().extend(elements.iter().filter_map(Json::as_str));
        }
        if let Some(inner) = field.inner() {
            elements
                .iter()
                .filter_map(Json::as_object)
                .for_each(|answers| collect_chosen(inner, answers, values));
        }
    }
}

/// The types of the options that some fields may choose.
pub(super) fn record<'d>(
    fields: impl IntoIterator<Item = &'d definition::Field>,
    lists: &SharedLists,
) -> Record {
    let options =
        fields.into_iter().filter_map(|field| Some((field.id.as_str(), option_type(field, lists)?)));
    options.collect()
}

/// The type of what is chosen in a field; None for a field without choices.
fn option_type(field: &definition::Field, lists: &SharedLists) -> Option<Type> {
    match &field.kind {
        FieldKind::Choice(limits) => Some(chosen_type(&limits.options, lists)),
        FieldKind::Choices(limits) => Some(Type::list(chosen_type(&limits.options, lists))),
        FieldKind::Group(group) => inner_type(&group.fields, lists),
        FieldKind::Repeat(repeat) => inner_type(&repeat.fields, lists).map(Type::list),
        _ => None,
    }
}

fn inner_type(fields: &[definition::Field], lists: &SharedLists) -> Option<Type> {
    let record = record(fields, lists);
    let has_choices = record.iter().next().is_some();
    has_choices.then(|| record.into())
}

fn chosen_type(options: &Options, lists: &SharedLists) -> Type {
    let (nothing, mut faults) = (definition::Pointer::root(), definition::Diagnostics::new());
    let record = match options {
        Options::Inline(_) => Columns::default().record(),
        // A list that does not exist is told where the field is compiled.
        Options::List(reference) => {
            lists.get(reference.id()).map_or_else(|| Columns::default().record(), |set| set.record())
        }
        // So are the faults of the columns.
        Options::Host(host) => Columns::compile(&host.columns, &nothing, &mut faults).record(),
    };
    record.into()
}

/// What is chosen in a field, as expressions see it; None for a field without choices.
pub(super) fn option_value(
    field: &Field,
    answer: &Json,
    lists: &GivenLists,
    language: Language,
) -> Option<Value> {
    match (&field.shape, answer) {
        (Shape::Single(single), answer) => {
            let offered = single.offered()?;
            let found = |value: &Json| {
                let found = offered.find(value.as_str()?, lists)?;
                Some(found.value(language))
            };
            match answer {
                Json::Array(values) => Some(Value::list(values.iter().filter_map(found))),
                value => Some(found(value).unwrap_or(Value::Null)),
            }
        }
        (Shape::Group(fields), Json::Object(answers)) => {
            Some(option_values(fields, answers, lists, language))
        }
        (Shape::Repeat(repeat), Json::Array(elements)) => {
            let element = |element: &Json| match element {
                Json::Object(answers) => option_values(&repeat.fields, answers, lists, language),
                _ => Value::Null,
            };
            Some(Value::list(elements.iter().map(element)))
        }
        _ => None,
    }
}

/// What is chosen in some fields, as one object.
pub(super) fn option_values(
    fields: &Fields,
    answers: &Map<String, Json>,
    lists: &GivenLists,
    language: Language,
) -> Value {
    Value::object(fields.asked().filter_map(|field| {
        let value = option_value(field, answers.get(field.id())?, lists, language)?;
        Some((field.id(), value))
    }))
}
