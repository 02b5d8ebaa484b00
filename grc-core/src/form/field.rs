//! Compiled fields.

use std::cmp::Ordering;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::object_schema;
use super::types::{self, FieldType};
use crate::definition::{self, Bilingual, Choice, FieldKind, Language, Reader, Text};
use crate::expr::{Expression, Record, Root, Type, Value};

/// A field, ready to check answers.
#[derive(Debug)]
pub struct Field {
    pub(super) definition: definition::Field,
    /// Which form it belongs to: it tells who may read.
    pub(super) root: Root,
    /// The question between quotation marks, as messages name the field.
    pub(super) quoted: Arc<Bilingual>,
    pub(super) value_type: Type,
    pub(super) shape: Shape,
    pub(super) visible_if: Option<Expression>,
    pub(super) required_if: Option<Expression>,
}

/// What an answer is made of.
#[derive(Debug)]
pub(super) enum Shape {
    /// One value, of a type.
    Single(Box<dyn FieldType>),
    /// Groups of answers.
    Repeat(Repeat),
}

/// The questions of a repeat.
#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) fields: Fields,
    pub(super) min: u32,
    pub(super) max: u32,
}

impl Field {
    /// The name by which expressions and answers know the field.
    pub fn id(&self) -> &str {
        self.definition.id.as_str()
    }

    /// The question.
    pub fn label(&self, language: Language) -> &str {
        self.definition.label.get(language)
    }

    /// The help under the question.
    pub fn hint(&self, language: Language) -> Option<&str> {
        self.definition.hint.as_ref().map(|hint| hint.get(language))
    }

    /// The value proposed, in its stored form.
    pub fn default(&self) -> Option<&Json> {
        self.definition.default.as_ref()
    }

    /// The name of its type, as definitions write it.
    pub fn type_name(&self) -> &'static str {
        types::name(&self.definition.kind)
    }

    /// Its type and limits, as defined.
    pub fn kind(&self) -> &FieldKind {
        &self.definition.kind
    }

    /// The type that expressions see.
    pub fn value_type(&self) -> &Type {
        &self.value_type
    }

    /// Whether an answer is required whatever the other answers are.
    pub fn is_always_required(&self) -> bool {
        self.definition.required && self.visible_if.is_none()
    }

    /// Whether the answer is personal data.
    pub fn is_personal(&self) -> bool {
        self.definition.personal
    }

    /// Whether `reader` may read the answer.
    ///
    /// As its `visible_to` says. Without it, all may read what an applicant answered; processing data is for agents,
    /// who always read it.
    pub fn is_readable_by(&self, reader: Reader) -> bool {
        let listed = self.definition.visible_to.as_ref().map(|readers| readers.contains(&reader));
        if self.root == Root::Data {
            reader == Reader::Agent || listed.unwrap_or(false)
        } else {
            listed.unwrap_or(true)
        }
    }

    /// The options of a choice, in order; none for another type.
    pub fn options(&self) -> &[Choice] {
        match &self.shape {
            Shape::Single(single) => single.options(),
            Shape::Repeat(_) => &[],
        }
    }

    /// The questions of a repeat, in order; none for another type.
    pub fn items(&self) -> &[Field] {
        match &self.shape {
            Shape::Single(_) => &[],
            Shape::Repeat(repeat) => repeat.fields.as_slice(),
        }
    }

    /// The answer as a value; None when it is not of the field's type.
    pub(super) fn value(&self, answer: &Json) -> Option<Value> {
        match (&self.value_type, answer) {
            // Conditions on dates are frequent, and this reader is quicker than the general one.
            (Type::Date, Json::String(text)) => types::read_date(text).map(Value::Date),
            (value_type, answer) => Value::from_json(answer, value_type),
        }
    }

    /// The schema of stored answers, with what a front-end shows.
    pub(super) fn schema(&self, language: Language) -> Json {
        let mut schema = match &self.shape {
            Shape::Single(single) => single.schema(),
            Shape::Repeat(repeat) => repeat.schema(language),
        };
        if let Json::Object(keywords) = &mut schema {
            keywords.insert("title".to_owned(), json!(self.label(language)));
            keywords.extend(self.hint(language).map(|hint| ("description".to_owned(), json!(hint))));
            keywords.extend(self.default().map(|default| ("default".to_owned(), default.clone())));
        }
        schema
    }
}

impl Repeat {
    fn schema(&self, language: Language) -> Json {
        json!({
            "type": "array",
            "items": object_schema(&self.fields, language),
            "minItems": self.min,
            "maxItems": self.max,
        })
    }
}

/// Fields in the form's order, found by name.
#[derive(Debug)]
pub(super) struct Fields {
    list: Vec<Field>,
    /// Names and positions in `list`, in the order of names: that of a JSON object's members.
    by_name: Vec<(String, usize)>,
}

impl Fields {
    pub(super) fn new(list: Vec<Field>) -> Self {
        let named = list.iter().enumerate().map(|(position, field)| (field.id().to_owned(), position));
        let mut by_name: Vec<_> = named.collect();
        by_name.sort();
        Self { list, by_name }
    }

    pub(super) fn as_slice(&self) -> &[Field] {
        &self.list
    }

    pub(super) fn get(&self, position: usize) -> Option<&Field> {
        self.list.get(position)
    }

    pub(super) fn position(&self, name: &str) -> Option<usize> {
        let found = self.by_name.binary_search_by_key(&name, |(name, _)| name.as_str());
        found.ok().and_then(|rank| self.by_name.get(rank)).map(|(_, position)| *position)
    }

    /// The position of the field of that name, which is probably the one of this rank in the order of names.
    pub(super) fn ranked(&self, name: &str, rank: usize) -> Option<usize> {
        match self.by_name.get(rank) {
            Some((known, position)) if known == name => Some(*position),
            _ => self.position(name),
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(Field::id)
    }

    pub(super) fn record(&self) -> Record {
        self.list.iter().map(|field| (field.id(), field.value_type.clone())).collect()
    }

    /// The members of `given` at the position of their field, and the names of those that are no field.
    ///
    /// Both sides are in the order of names, so that one pass over both is enough.
    pub(super) fn align<'a>(&self, given: &'a Map<String, Json>) -> (Vec<Option<&'a Json>>, Vec<&'a str>) {
        let mut aligned = vec![None; self.list.len()];
        let mut unknown = Vec::new();
        let mut fields = self.by_name.iter().peekable();
        for (name, answer) in given {
            let found = loop {
                let Some((field, position)) = fields.peek() else { break None };
                match field.cmp(name) {
                    Ordering::Less => fields.next(),
                    Ordering::Equal => break aligned.get_mut(*position),
                    Ordering::Greater => break None,
                };
            };
            match found {
                Some(place) => *place = Some(answer),
                None => unknown.push(name.as_str()),
            }
        }
        (aligned, unknown)
    }
}

/// A part of a form, under a title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    pub(super) id: String,
    pub(super) title: Text,
    pub(super) fields: Range<usize>,
}

impl Section {
    /// Its identifier within the form.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is shown above the fields.
    pub fn title(&self, language: Language) -> &str {
        self.title.get(language)
    }

    /// Positions of its fields in [`Form::fields`](super::Form::fields).
    pub fn fields(&self) -> Range<usize> {
        self.fields.clone()
    }
}
