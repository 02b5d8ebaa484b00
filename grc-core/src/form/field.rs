//! Compiled fields.

use std::ops::Range;
use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::choices::Offered;
use super::fields::Fields;
use super::object_schema;
use super::proposal::Proposed;
use super::types::{self, FieldType};
use crate::definition::{self, Bilingual, FieldKind, Language, Reader, Text};
use crate::expr::{Environment, EvaluationError, Expression, Root, Type, Value};
use crate::options::Entry;

/// A field, ready to check answers.
#[derive(Debug)]
pub struct Field {
    pub(super) definition: definition::Field,
    /// Which form it belongs to: it tells who may read.
    pub(super) root: Root,
    /// The question between quotation marks, as messages name the field.
    pub(super) quoted: Arc<Bilingual>,
    pub(super) value_type: Type,
    /// Whether applicants may not read it.
    pub(super) is_for_agents: bool,
    /// The least role of the town hall that is asked for the answer.
    pub(super) asked_from: Reader,
    /// Whether an answer is checked whatever the others and whoever answers.
    pub(super) is_plain: bool,
    pub(super) shape: Shape,
    /// The condition of the section that holds the field.
    pub(super) section: Option<SectionCondition>,
    /// Which section holds it.
    pub(super) section_index: Option<usize>,
    pub(super) visible_if: Option<Expression>,
    /// Whether an answer is required whenever the field is visible.
    pub(super) required: bool,
    pub(super) required_if: Option<Expression>,
    pub(super) proposed: Option<Proposed>,
    pub(super) readonly_if: Option<Expression>,
}

/// What an answer is made of.
#[derive(Debug)]
pub(super) enum Shape {
    /// One value, of a type.
    Single(Box<dyn FieldType>),
    /// Several answers under one name.
    Group(Fields),
    /// Such groups, several times.
    Repeat(Repeat),
    /// A value that nobody answers.
    Computed(Computation),
    /// None.
    Display,
}

/// The condition of a section.
#[derive(Clone, Debug)]
pub(super) struct SectionCondition {
    /// Which section of the form.
    pub(super) index: usize,
    pub(super) condition: Expression,
}

/// A value that the engine computes.
#[derive(Debug)]
pub(super) struct Computation {
    pub(super) expression: Expression,
    /// The type of the result: its schema, its stored form.
    pub(super) result: Box<dyn FieldType>,
    /// Digits after the decimal mark of a decimal.
    pub(super) scale: u32,
}

impl Computation {
    /// The value, as JSON: a decimal is rounded, half to even. Null when it cannot be computed.
    pub(super) fn value(&self, facts: &dyn Environment) -> Result<Json, EvaluationError> {
        Ok(match self.expression.evaluate(facts)? {
            Value::Decimal(number) => Value::Decimal(number.round_dp(self.scale)).to_json(),
            value => value.to_json(),
        })
    }
}

/// The questions of a repeat.
#[derive(Debug)]
pub(super) struct Repeat {
    pub(super) fields: Fields,
    pub(super) min: u32,
    pub(super) max: u32,
    /// Positions of the fields whose answers, together, are not the same twice.
    pub(super) unique_by: Vec<usize>,
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

    /// The value proposed, in its stored form, unless it is computed.
    pub fn default(&self) -> Option<&Json> {
        match &self.proposed {
            Some(Proposed::Written(default)) => Some(default),
            _ => None,
        }
    }

    /// Whether it asks for an answer or computes a value: titles and notes do not.
    pub fn has_answer(&self) -> bool {
        !matches!(self.shape, Shape::Display)
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
        self.required && self.visible_if.is_none() && self.section.is_none()
    }

    /// Whether the answer is personal data.
    pub fn is_personal(&self) -> bool {
        self.definition.personal
    }

    /// Whether `reader` may read the answer.
    ///
    /// As its `visible_to` says. Without it, all may read what an applicant answered; processing data is for the town
    /// hall, which reads it whole when `visible_to` names none of its roles.
    pub fn is_readable_by(&self, reader: Reader) -> bool {
        is_readable_by(&self.definition, self.root, reader)
    }

    /// The options of a choice, in order; none for another type, nor when the host gives them.
    pub fn options(&self) -> &[Entry] {
        self.offered().map_or(&[], Offered::entries)
    }

    pub(super) fn offered(&self) -> Option<&Offered> {
        match &self.shape {
            Shape::Single(single) => single.offered(),
            _ => None,
        }
    }

    /// The questions of a group or of a repeat, in order; none for another type.
    pub fn items(&self) -> &[Field] {
        self.inner().map_or(&[], Fields::as_slice)
    }

    pub(super) fn inner(&self) -> Option<&Fields> {
        match &self.shape {
            Shape::Group(fields) => Some(fields),
            Shape::Repeat(repeat) => Some(&repeat.fields),
            Shape::Single(_) | Shape::Computed(_) | Shape::Display => None,
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
    pub(super) fn schema(&self, language: Language, reader: Reader) -> Json {
        let mut schema = match &self.shape {
            Shape::Single(single) => single.schema(),
            Shape::Group(fields) => Json::Object(object_schema(fields, language, reader)),
            Shape::Repeat(repeat) => repeat.schema(language, reader),
            Shape::Computed(computed) => computed.result.schema(),
            Shape::Display => json!(false),
        };
        if let Json::Object(keywords) = &mut schema {
            if matches!(self.shape, Shape::Computed(_)) {
                keywords.insert("readOnly".to_owned(), json!(true));
            }
            keywords.insert("title".to_owned(), json!(self.label(language)));
            keywords.extend(self.hint(language).map(|hint| ("description".to_owned(), json!(hint))));
            keywords.extend(self.default().map(|default| ("default".to_owned(), default.clone())));
        }
        schema
    }
}

pub(super) fn is_readable_by(definition: &definition::Field, root: Root, reader: Reader) -> bool {
    match &definition.visible_to {
        None => root != Root::Data || reader.is_inside(),
        Some(listed) => {
            let names_a_role = listed.iter().any(|one| one.is_inside());
            reader.is_among(listed) || (root == Root::Data && reader.is_inside() && !names_a_role)
        }
    }
}

/// The least role of the town hall that is asked for an answer. Whoever files for someone answers what only the
/// applicant will read.
pub(super) fn asked_from(definition: &definition::Field) -> Reader {
    let roles = definition.visible_to.iter().flatten().filter(|one| one.is_inside());
    roles.min().copied().unwrap_or(Reader::Reader)
}

impl Repeat {
    fn schema(&self, language: Language, reader: Reader) -> Json {
        json!({
            "type": "array",
            "items": object_schema(&self.fields, language, reader),
            "minItems": self.min,
            "maxItems": self.max,
        })
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
