//! What expressions know of the options chosen.
//!
//! The root `options` has the shape of the answers, with the choices alone: in place of each value chosen, an object of
//! its `value`, its `label` and its columns; for several, a list of them. Inside a group or a repeat, `options.x` is what
//! is chosen in the field `x` beside; if there is none, in that of the form.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::choices::Offered;
use super::field::{Field, Shape};
use super::fields::Fields;
use crate::definition::{self, FieldKind, GivenLists, Language, Name, Options};
use crate::expr::{Record, Root, Scope, Type, Value};
use crate::options::{Columns, SharedLists};

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

/// A scope in which `options` knows those of some fields, and hides those of the same names around.
pub(super) fn with_options(scope: &Scope, chosen: &Record) -> Scope {
    let mut options = match scope.get(Root::Options) {
        Some(Type::Object(around)) => around.as_ref().clone(),
        _ => Record::new(),
    };
    for (name, option) in chosen.iter() {
        options = options.with(name, option.clone());
    }
    scope.clone().with(Root::Options, options.into())
}
