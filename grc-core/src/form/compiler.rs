//! From definitions to fields, with everything that is wrong in them.

use std::collections::BTreeMap;
use std::sync::Arc;

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::Value as Json;

use super::chosen;
use super::context::{Asked, FieldContext, unknown_field};
use super::field::{Field, Repeat, Section, SectionCondition, Shape, asked_from, is_readable_by};
use super::fields::Fields;
use super::flatten::{self, Placed};
use super::lists;
use super::proposal::{check_once_only, proposed, refuse_answer_keys};
use super::rules;
use super::types::{self, Compiled, Decimal, Inside, PairedBic};
use super::{Form, schema_of};
use crate::definition::{
    self, Bilingual, Block, Diagnostics, FieldKind, Language, LocationLimits, Pointer, Reader, RepeatLimits,
    Text,
};
use crate::expr::{Record, Root, Scope};
use crate::options::SharedLists;

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
    pub lists: &'a SharedLists,
    /// The names that expressions know, but the form's own: settings, applicant, procedure, …
    pub scope: &'a Scope,
    /// The language of titles in the exported schema.
    pub language: Language,
}

/// The types of an element's answers.
pub(super) fn item_record(fields: &[definition::Field]) -> Record {
    record(fields.iter())
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

    /// `definition` is that of the form, when the fields are those of one.
    pub(super) fn form(
        mut self,
        at: &Pointer,
        sections: Vec<Section>,
        placed: &[Placed<'_>],
        definition: Option<&definition::Form>,
    ) -> Form {
        self.check_ids(placed);
        let record = record(placed.iter().map(|placed| placed.field));
        let chosen = chosen::record(placed.iter().map(|placed| placed.field), self.surroundings.lists);
        let scope = chosen::with_options(self.surroundings.scope, &chosen);
        let scope = scope.with(self.root, record.into()).with_bare(self.root);
        let names = names(placed);
        let mut list: Vec<Field> = Vec::with_capacity(placed.len());
        for (before, placed) in placed.iter().enumerate() {
            let asked = [Asked { root: self.root, names: &names, before }];
            // The fields of a section share its condition, which is compiled where the first of them stands.
            let section = match list.last() {
                Some(last) if placed.section == last.section_index => last.section.clone(),
                _ => self.section(placed.section.zip(definition), at, &scope, &asked),
            };
            let field = self.field(placed, &scope, &asked);
            let is_plain = field.is_plain && section.is_none();
            list.push(Field { section, section_index: placed.section, is_plain, ..field });
        }
        let fields = Fields::new(list);
        // Rules read the whole form.
        let (rules, eligibility) =
            definition.map(|form| (form.rules.as_slice(), form.eligibility.as_slice())).unwrap_or_default();
        let mut context = FieldContext {
            surroundings: self.surroundings,
            scope: &scope,
            at: at.clone(),
            asked: &[],
            faults: self.faults,
        };
        let mut compiled = rules::compile(rules, "rules", &fields, &mut context);
        compiled.extend(rules::compile(eligibility, "eligibility", &fields, &mut context));
        let fields = fields.with_rules(compiled);
        let schema = schema_of(&fields, self.surroundings.language, Reader::Manager);
        let has_known_faults = self.faults.as_slice().len() > self.known;
        if !has_known_faults && validator(&schema).is_none() {
            let message = Bilingual::new(
                "le schéma JSON de ce formulaire est trop grand",
                "the JSON Schema of this form is too large",
            );
            self.faults.fault(at, "definition.unusable_schema", message);
        }
        let is_of_a_scenario = self.root == Root::Answers && definition.is_some();
        let host_lists = lists::expected(&fields, is_of_a_scenario, at, self.faults);
        let (is_sound, language) = (self.faults.as_slice().len() == self.known, self.surroundings.language);
        Form { root: self.root, sections, fields, schema, chosen, host_lists, language, is_sound }
    }

    /// The condition of a section, if it has one.
    fn section(
        &mut self,
        section: Option<(usize, &definition::Form)>,
        at: &Pointer,
        scope: &Scope,
        asked: &[Asked<'_>],
    ) -> Option<SectionCondition> {
        let (index, form) = section?;
        let definition = form.sections.get(index)?;
        let mut context = FieldContext {
            surroundings: self.surroundings,
            scope,
            at: at.key("sections").index(index),
            asked,
            faults: self.faults,
        };
        let condition = context.condition("visible_if", definition.visible_if.as_ref())?;
        Some(SectionCondition { index, condition })
    }

    /// A field has a name of its own, which is not that of a root.
    fn check_ids(&mut self, placed: &[Placed<'_>]) {
        let mut seen = BTreeMap::new();
        for Placed { field, at, used_at, .. } in placed {
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
        let readonly_if = context.condition("readonly_if", definition.readonly_if.as_ref());
        if definition.required && definition.required_if.is_some() {
            let message = Bilingual::new(
                "un champ a `required` ou `required_if`, pas les deux",
                "a field has `required` or `required_if`, not both",
            );
            context.fault("required_if", "definition.required_twice", message);
        }
        if definition.readonly_if.is_some() && definition.default.is_none() {
            let message = Bilingual::new(
                "un champ qui a `readonly_if` a aussi `default` : la valeur qui ne peut être modifiée",
                "a field with `readonly_if` also has `default`: the value that cannot be changed",
            );
            context.fault("readonly_if", "definition.readonly_without_default", message);
        }
        check_once_only(definition, &mut context);
        let compiled = types::compile(&definition.kind, &mut context);
        let proposed = match &compiled {
            Compiled::Single(single) => proposed(definition, Some(single.as_ref()), &mut context),
            Compiled::Group(_) | Compiled::Repeat(_) => proposed(definition, None, &mut context),
            Compiled::Computed(_) | Compiled::Display => {
                refuse_answer_keys(definition, &mut context);
                None
            }
        };
        let shape = match compiled {
            Compiled::Single(single) => Shape::Single(single),
            Compiled::Group(fields) => Shape::Group(self.group(&fields, placed, scope, asked)),
            Compiled::Repeat(limits) => Shape::Repeat(self.repeat(limits, placed, scope, asked)),
            Compiled::Computed(Some(computation)) => Shape::Computed(computation),
            Compiled::Computed(None) | Compiled::Display => Shape::Display,
        };
        let is_for_agents = !is_readable_by(definition, self.root, Reader::Applicant);
        let is_plain = definition.visible_to.is_none()
            && !is_for_agents
            && visible_if.is_none()
            && readonly_if.is_none()
            && !matches!(definition.kind, FieldKind::Consent(_) | FieldKind::Computed(_));
        Field {
            definition: definition.clone(),
            root: self.root,
            quoted: Arc::new(quoted(&definition.label)),
            value_type: types::value_type(&definition.kind),
            is_for_agents,
            asked_from: asked_from(definition),
            is_plain,
            shape,
            section: None,
            section_index: None,
            visible_if,
            required: definition.required || matches!(definition.kind, FieldKind::Consent(_)),
            required_if,
            proposed,
            readonly_if,
        }
    }

    /// The questions of a repeat.
    fn repeat(
        &mut self,
        limits: &RepeatLimits,
        placed: &Placed<'_>,
        scope: &Scope,
        asked: &[Asked<'_>],
    ) -> Repeat {
        let min = limits.min.unwrap_or(0);
        let max = limits.max.unwrap_or(ELEMENTS);
        if min > max || max == 0 {
            let message = Bilingual::new(
                "aucune réponse ne satisfait à la fois `min` et `max`",
                "no answer satisfies both `min` and `max`",
            );
            self.faults.fault(&placed.at.key("max"), "definition.empty_range", message);
        }
        let fields = self.inner(&limits.fields, &limits.rules, placed, scope, asked);
        let unique_by = limits.unique_by.iter().enumerate().filter_map(|(index, name)| {
            let position = fields.position(name.as_str());
            if position.is_none() {
                let at = placed.at.key("unique_by").index(index);
                let message = unknown_field(name.as_str(), fields.asked().map(Field::id));
                self.faults.fault(&at, "definition.unknown_field", message);
            }
            position
        });
        let unique_by = unique_by.collect();
        Repeat { fields, min, max, unique_by }
    }

    /// The questions of a group.
    fn group(
        &mut self,
        definitions: &[definition::Field],
        placed: &Placed<'_>,
        scope: &Scope,
        asked: &[Asked<'_>],
    ) -> Fields {
        let rules = match &placed.field.kind {
            FieldKind::Group(limits) => limits.rules.as_slice(),
            _ => &[],
        };
        let fields = self.inner(definitions, rules, placed, scope, asked);
        let area = match &placed.field.kind {
            FieldKind::Location(LocationLimits { area: Some(area) }) => area,
            FieldKind::Iban(_) => return fields.with_last(|_| Shape::Single(Box::new(PairedBic))),
            _ => return fields,
        };
        let at = placed.at.clone();
        let mut context =
            FieldContext { surroundings: self.surroundings, scope, at, asked, faults: self.faults };
        fields.with_last(|longitude| match &longitude.definition.kind {
            FieldKind::Decimal(limits) => {
                let degrees = Decimal::compile(limits, &mut context);
                Shape::Single(Box::new(Inside::compile(degrees, area, &mut context)))
            }
            _ => Shape::Display,
        })
    }

    /// The questions of a group or of a repeat. They read those before them inside (`item.x`) and those before it.
    fn inner(
        &mut self,
        fields: &[definition::Field],
        rules: &[definition::Rule],
        placed: &Placed<'_>,
        scope: &Scope,
        asked: &[Asked<'_>],
    ) -> Fields {
        let at = placed.at.key("fields");
        if fields.is_empty() {
            let message = Bilingual::new(
                "il faut au moins un champ à l'intérieur",
                "at least one field is needed inside",
            );
            self.faults.fault(&at, "definition.no_field", message);
        }
        let inner = flatten::fields(fields, &at);
        self.check_ids(&inner);
        let chosen = chosen::record(fields, self.surroundings.lists);
        let scope = chosen::with_options(scope, &chosen).with(Root::Item, item_record(fields).into());
        let names = names(&inner);
        let mut list = Vec::with_capacity(inner.len());
        for (before, placed) in inner.iter().enumerate() {
            if matches!(placed.field.kind, FieldKind::Group(_) | FieldKind::Repeat(_)) {
                let message = Bilingual::new(
                    "un groupe ou une répétition ne peut pas en contenir un autre",
                    "a group or a repeat cannot hold another one",
                );
                self.faults.fault(&placed.at.key("type"), "definition.nested_repeat", message);
                continue;
            }
            let mut levels = vec![Asked { root: Root::Item, names: &names, before }];
            levels.extend(around(asked));
            list.push(self.field(placed, &scope, &levels));
        }
        let fields = Fields::new(list);
        let mut context = FieldContext {
            surroundings: self.surroundings,
            scope: &scope,
            at: placed.at.clone(),
            asked: &around(asked).collect::<Vec<_>>(),
            faults: self.faults,
        };
        let rules = rules::compile(rules, "rules", &fields, &mut context);
        fields.with_rules(rules)
    }
}

/// What the questions inside a group read around it: the parts of a composite know no other item than their own.
fn around<'a>(asked: &'a [Asked<'a>]) -> impl Iterator<Item = Asked<'a>> {
    let around = asked.iter().filter(|asked| asked.root != Root::Item);
    around.map(|Asked { root, names, before }| Asked { root: *root, names, before: *before })
}

/// The types of the answers to some fields.
fn record<'d>(fields: impl Iterator<Item = &'d definition::Field>) -> Record {
    let asked = fields.filter(|field| types::has_answer(&field.kind));
    asked.map(|field| (field.id.as_str(), types::value_type(&field.kind))).collect()
}

fn names<'p>(placed: &'p [Placed<'_>]) -> Vec<&'p str> {
    placed.iter().map(|placed| placed.field.id.as_str()).collect()
}

fn quoted(label: &Text) -> Bilingual {
    Bilingual::new(
        format!("« {} »", label.get(Language::French)),
        format!("“{}”", label.get(Language::English)),
    )
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
