//! From definitions to fields, with everything that is wrong in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::{Value as Json, json};

use super::context::{Asked, FieldContext};
use super::field::{Field, Fields, Repeat, Section, Shape};
use super::flatten::{self, Placed};
use super::types::{self, Breaches, Compiled, FieldType};
use super::{Form, object_schema};
use crate::definition::{
    self, Bilingual, Block, Diagnostics, FieldKind, Language, OptionList, Pointer, RepeatLimits, Text,
};
use crate::expr::{Environment, Record, Root, Scope, Value};

/// Most elements of a repeat when the definition does not say.
const ELEMENTS: u32 = 50;

/// Most memory that a compiled pattern takes, in bytes: enough for a hundred letters of any script.
const PATTERN_SIZE: usize = 4 * 1024 * 1024;

/// What a form refers to.
#[derive(Clone, Copy, Debug)]
pub struct Surroundings<'a> {
    /// Shared blocks of fields: those of the catalogue, in its order.
    pub blocks: &'a [Block],
    /// Shared lists of options.
    pub lists: &'a [OptionList],
    /// The names that expressions know, but the form's own: settings, applicant, procedure, …
    pub scope: &'a Scope,
    /// The language of titles in the exported schema.
    pub language: Language,
}

/// The types of an element's answers.
pub(super) fn item_record(fields: &[definition::Field]) -> Record {
    fields.iter().map(|field| (field.id.as_str(), types::value_type(&field.kind))).collect()
}

/// The compilation of one form.
pub(super) struct Compiler<'c, 's> {
    root: Root,
    surroundings: &'c Surroundings<'s>,
    pub(super) faults: &'c mut Diagnostics,
    /// How many faults were known before this form.
    known: usize,
}

impl<'c, 's> Compiler<'c, 's> {
    pub(super) fn new(root: Root, surroundings: &'c Surroundings<'s>, faults: &'c mut Diagnostics) -> Self {
        let known = faults.as_slice().len();
        Self { root, surroundings, faults, known }
    }

    pub(super) fn form(mut self, at: &Pointer, sections: Vec<Section>, placed: &[Placed<'_>]) -> Form {
        self.check_ids(placed);
        let record: Record = placed
            .iter()
            .map(|placed| (placed.field.id.as_str(), types::value_type(&placed.field.kind)))
            .collect();
        let scope = self.surroundings.scope.clone().with(self.root, record.into()).with_bare(self.root);
        let names: Vec<&str> = placed.iter().map(|placed| placed.field.id.as_str()).collect();
        let mut list = Vec::with_capacity(placed.len());
        for (before, placed) in placed.iter().enumerate() {
            let asked = [Asked { root: self.root, names: &names, before }];
            list.push(self.field(placed, &scope, &asked));
        }
        let fields = Fields::new(list);
        let mut schema = object_schema(&fields, self.surroundings.language);
        schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        let schema = Json::Object(schema);
        let has_known_faults = self.faults.as_slice().len() > self.known;
        if !has_known_faults && validator(&schema).is_none() {
            let message = Bilingual::new(
                "le schéma JSON de ce formulaire est trop grand",
                "the JSON Schema of this form is too large",
            );
            self.faults.fault(at, "definition.unusable_schema", message);
        }
        let is_sound = self.faults.as_slice().len() == self.known;
        Form { root: self.root, sections, fields, schema, is_sound }
    }

    /// A field has a name of its own, which is not that of a root.
    fn check_ids(&mut self, placed: &[Placed<'_>]) {
        let mut seen = BTreeMap::new();
        for Placed { field, at, used_at } in placed {
            let id = field.id.as_str();
            if Root::from_name(id).is_some() {
                let message = Bilingual::new(
                    format!(
                        "`{id}` désigne autre chose dans les expressions : un champ ne peut pas porter ce nom"
                    ),
                    format!("`{id}` means something else in expressions: a field cannot have this name"),
                );
                self.faults.fault(&at.key("id"), "definition.reserved_name", message);
            }
            if let Some(first) = seen.insert(id, used_at) {
                let message = Bilingual::new(
                    format!("deux champs ont l'identifiant `{id}` ; l'autre est en `{first}`"),
                    format!("two fields have the id `{id}`; the other one is at `{first}`"),
                );
                self.faults.fault(used_at, "definition.duplicate_field", message);
            }
        }
    }

    fn field(&mut self, placed: &Placed<'_>, scope: &Scope, asked: &[Asked<'_>]) -> Field {
        let definition = placed.field;
        let mut context = FieldContext {
            surroundings: self.surroundings,
            scope,
            at: placed.at.clone(),
            asked,
            faults: self.faults,
        };
        let visible_if = context.condition("visible_if", definition.visible_if.as_ref());
        let required_if = context.condition("required_if", definition.required_if.as_ref());
        if definition.required && definition.required_if.is_some() {
            let message = Bilingual::new(
                "un champ a `required` ou `required_if`, pas les deux",
                "a field has `required` or `required_if`, not both",
            );
            context.fault("required_if", "definition.required_twice", message);
        }
        let shape = match types::compile(&definition.kind, &mut context) {
            Compiled::Single(single) => {
                check_default(definition, Some(single.as_ref()), &mut context);
                Shape::Single(single)
            }
            Compiled::Repeat(limits) => {
                check_default(definition, None, &mut context);
                Shape::Repeat(self.repeat(limits, placed, scope, asked))
            }
        };
        Field {
            definition: definition.clone(),
            root: self.root,
            quoted: Arc::new(quoted(&definition.label)),
            value_type: types::value_type(&definition.kind),
            shape,
            visible_if,
            required_if,
        }
    }

    /// The questions of a repeat. They read those before them in the element (`item.x`) and those before the repeat.
    fn repeat(
        &mut self,
        limits: &RepeatLimits,
        placed: &Placed<'_>,
        scope: &Scope,
        asked: &[Asked<'_>],
    ) -> Repeat {
        let at = placed.at.key("fields");
        let min = limits.min.unwrap_or(0);
        let max = limits.max.unwrap_or(ELEMENTS);
        if min > max || max == 0 {
            let message = Bilingual::new(
                "aucune réponse ne satisfait à la fois `min` et `max`",
                "no answer satisfies both `min` and `max`",
            );
            self.faults.fault(&placed.at.key("max"), "definition.empty_range", message);
        }
        if limits.fields.is_empty() {
            let message =
                Bilingual::new("une répétition a au moins un champ", "a repeat has at least one field");
            self.faults.fault(&at, "definition.no_field", message);
        }
        let inner = flatten::fields(&limits.fields, &at);
        self.check_ids(&inner);
        let scope = scope.clone().with(Root::Item, item_record(&limits.fields).into());
        let names: Vec<&str> = limits.fields.iter().map(|field| field.id.as_str()).collect();
        let mut list = Vec::with_capacity(inner.len());
        for (before, placed) in inner.iter().enumerate() {
            if matches!(placed.field.kind, FieldKind::Repeat(_)) {
                let message = Bilingual::new(
                    "une répétition ne peut pas en contenir une autre",
                    "a repeat cannot hold another one",
                );
                self.faults.fault(&placed.at.key("type"), "definition.nested_repeat", message);
                continue;
            }
            let mut levels = vec![Asked { root: Root::Item, names: &names, before }];
            levels.extend(asked.iter().map(|Asked { root, names, before }| Asked {
                root: *root,
                names,
                before: *before,
            }));
            list.push(self.field(placed, &scope, &levels));
        }
        Repeat { fields: Fields::new(list), min, max }
    }
}

fn quoted(label: &Text) -> Bilingual {
    Bilingual::new(
        format!("« {} »", label.get(Language::French)),
        format!("“{}”", label.get(Language::English)),
    )
}

/// A default is an answer in its stored form that the field accepts, as far as can be told without other answers.
fn check_default(
    definition: &definition::Field,
    single: Option<&dyn FieldType>,
    context: &mut FieldContext<'_, '_>,
) {
    let Some(default) = &definition.default else { return };
    let is_stored_form = |single: &dyn FieldType| {
        let mut breaches = Breaches::default();
        *single.check(default, &NoFacts, &mut breaches) == *default && breaches.is_empty()
    };
    if !single.is_some_and(is_stored_form) {
        let message = Bilingual::new(
            "la valeur proposée n'est pas une réponse valable, sous la forme où elle est conservée",
            "the default is not a valid answer in its stored form",
        );
        context.fault("default", "definition.invalid_default", message);
    }
}

/// Nothing is known at publication.
struct NoFacts;

impl Environment for NoFacts {
    fn lookup(&self, _root: Root, _member: Option<&str>) -> Value {
        Value::Null
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::UTC
    }
}

/// The validator of a schema: draft 2020-12, nothing fetched, patterns in linear time.
pub(super) fn validator(schema: &Json) -> Option<Validator> {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .offline()
        .with_pattern_options(PatternOptions::regex().size_limit(PATTERN_SIZE))
        .build(schema)
        .ok()
}
