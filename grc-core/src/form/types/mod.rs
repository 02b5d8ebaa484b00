//! The types of fields: one file each.
//!
//! To add a type: its limits in the definition format, its file here, and its line in [`value_type`] and in
//! [`compile`].

mod boolean;
mod bounds;
mod choice;
mod consent;
mod date;
mod date_time;
mod decimal;
mod file;
mod identifier;
mod inside;
mod integer;
mod paired_bic;
mod text;
mod time;

pub(super) use bounds::{Extremes, is_public};
pub(super) use date::read as read_date;
pub(super) use decimal::{Decimal, SCALE};
pub(super) use inside::Inside;
pub(super) use paired_bic::PairedBic;

use std::borrow::Cow;
use std::fmt::Debug;

use bounds::Told;
use serde_json::Value as Json;

use super::choices::Offered;
use super::compiler::item_record;
use super::composite;
use super::context::FieldContext;
use super::field::Computation;
use super::problem::{Phrase, Problem};
use super::summary::Reading;
use crate::definition::{
    self, ComputedLimits, ComputedType, DecimalLimits, FieldKind, GivenLists, NirLimits, Range, RepeatLimits,
    TextLimits,
};
use crate::expr::{Environment, Type};
use crate::identifier::Kind;

/// A type of field that has one answer, with its limits.
///
/// INVARIANT (two readings): an answer that [`check`](Self::check) accepts passes [`schema`](Self::schema) in its
/// stored form, and a stored form that the schema refuses is refused.
pub(super) trait FieldType: Debug + Send + Sync {
    /// The JSON Schema of stored answers.
    fn schema(&self) -> Json;

    /// The stored form of an answer that is not blank, borrowed when it is the same; what is wrong is added to
    /// `breaches`, and an answer without a stored form is given back.
    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json>;

    /// The same, for a type whose options the host may give with the answers.
    fn check_among<'a>(
        &self,
        answer: &'a Json,
        facts: &dyn Environment,
        _lists: &GivenLists,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        self.check(answer, facts, breaches)
    }

    /// A computed value with no more digits than the type keeps.
    fn rounded<'a>(&self, value: &'a Json) -> Cow<'a, Json> {
        Cow::Borrowed(value)
    }

    /// A stored answer as people read it; None when it is not of the type.
    fn shown(&self, stored: &Json, _reading: Reading<'_>) -> Option<String> {
        stored.as_str().map(str::to_owned)
    }

    /// Whether an answer says no more than its absence.
    fn is_none(&self, _answer: &Json) -> bool {
        false
    }

    /// What is wrong when a required answer is missing.
    fn missing(&self) -> Problem {
        Problem::Required
    }

    /// The least and the greatest answer, for a type that has some, as far as they may be told.
    fn extremes(&self, _facts: &dyn Environment, _told: Told<'_>) -> Extremes {
        Extremes::default()
    }

    /// What is offered, for a choice.
    fn offered(&self) -> Option<&Offered> {
        None
    }
}

/// What is expected of most types.
const TEXT: Phrase = Phrase::new("un texte est attendu", "a text is expected");

/// A rule broken by an answer or by one of its elements.
#[derive(Debug)]
pub(super) struct Breach {
    pub(super) element: Option<usize>,
    pub(super) problem: Problem,
}

/// The rules that an answer breaks.
#[derive(Debug, Default)]
pub(super) struct Breaches(Vec<Breach>);

impl Breaches {
    fn tell(&mut self, problem: Problem) {
        self.0.push(Breach { element: None, problem });
    }

    fn tell_element(&mut self, index: usize, problem: Problem) {
        self.0.push(Breach { element: Some(index), problem });
    }

    fn wrong_type(&mut self, expected: Phrase) {
        self.tell(Problem::WrongType(expected));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What was told, and none is left.
    pub(super) fn take(&mut self) -> Vec<Breach> {
        std::mem::take(&mut self.0)
    }
}

/// The type that expressions see.
pub(super) fn value_type(kind: &FieldKind) -> Type {
    if let Some(parts) = composite::parts(kind) {
        return item_record(&parts).into();
    }
    match kind {
        FieldKind::Integer(_) => Type::Integer,
        FieldKind::Decimal(_) => Type::Decimal,
        FieldKind::Boolean(_) | FieldKind::Consent(_) => Type::Bool,
        FieldKind::Date(_) => Type::Date,
        FieldKind::Time(_) => Type::Time,
        FieldKind::Datetime(_) => Type::DateTime,
        FieldKind::Choices(_) => Type::list(Type::Text),
        FieldKind::Group(group) => item_record(&group.fields).into(),
        FieldKind::Repeat(repeat) => Type::list(Type::from(item_record(&repeat.fields))),
        FieldKind::Computed(computed) => result_type(computed.result),
        FieldKind::Heading(_) | FieldKind::Note(_) => Type::Null,
        // Texts, identifiers, options, references of files.
        _ => Type::Text,
    }
}

/// The identifier that a type of field asks for.
fn identifier_kind(kind: &FieldKind) -> Option<Kind> {
    Some(match kind {
        FieldKind::Email(_) => Kind::Email,
        FieldKind::Phone(_) => Kind::Phone,
        FieldKind::Url(_) => Kind::Url,
        FieldKind::Siren(_) => Kind::Siren,
        FieldKind::Siret(_) => Kind::Siret,
        FieldKind::Rna(_) => Kind::Rna,
        FieldKind::Nir(_) => Kind::Nir,
        FieldKind::Spi(_) => Kind::Spi,
        FieldKind::Tva(_) => Kind::Tva,
        FieldKind::Iban(_) => Kind::Iban,
        FieldKind::Bic(_) => Kind::Bic,
        FieldKind::Plate(_) => Kind::Plate,
        FieldKind::PostalCode(_) => Kind::PostalCode,
        FieldKind::Commune(_) => Kind::Commune,
        FieldKind::Departement(_) => Kind::Departement,
        FieldKind::Country(_) => Kind::Country,
        _ => return None,
    })
}

fn result_type(result: ComputedType) -> Type {
    match result {
        ComputedType::Text => Type::Text,
        ComputedType::Integer => Type::Integer,
        ComputedType::Decimal => Type::Decimal,
        ComputedType::Boolean => Type::Bool,
        ComputedType::Date => Type::Date,
        ComputedType::Time => Type::Time,
        ComputedType::Datetime => Type::DateTime,
    }
}

/// Whether fields of a type have an answer.
pub(super) fn has_answer(kind: &FieldKind) -> bool {
    !matches!(kind, FieldKind::Heading(_) | FieldKind::Note(_))
}

/// A compiled type, or what is made of other fields.
pub(super) enum Compiled<'d> {
    Single(Box<dyn FieldType>),
    Group(Cow<'d, [definition::Field]>),
    Repeat(&'d RepeatLimits),
    Computed(Option<Computation>),
    Display,
}

/// Compiles a type and its limits.
pub(super) fn compile<'d>(kind: &'d FieldKind, context: &mut FieldContext<'_, '_>) -> Compiled<'d> {
    if let Some(parts) = composite::parts(kind) {
        return Compiled::Group(Cow::Owned(parts));
    }
    if let Some(identifier) = identifier_kind(kind) {
        if let FieldKind::Nir(NirLimits { legal_basis }) = kind
            && legal_basis.as_deref().unwrap_or_default().trim().is_empty()
        {
            context.nir_without_legal_basis();
        }
        return Compiled::Single(Box::new(identifier::Identifier(identifier)));
    }
    Compiled::Single(match kind {
        FieldKind::Text(limits) => Box::new(text::Text::line(limits, context)),
        FieldKind::Textarea(limits) => Box::new(text::Text::area(limits, context)),
        FieldKind::Integer(range) => Box::new(integer::Integer::compile(range, context)),
        FieldKind::Decimal(limits) => Box::new(decimal::Decimal::compile(limits, context)),
        FieldKind::Boolean(_) => Box::new(boolean::Boolean),
        FieldKind::Consent(_) => Box::new(consent::Consent),
        FieldKind::Date(range) => Box::new(date::Date::compile(range, context)),
        FieldKind::Time(range) => Box::new(time::Time::compile(range, context)),
        FieldKind::Datetime(range) => Box::new(date_time::DateTime::compile(range, context)),
        FieldKind::Choice(limits) => Box::new(choice::One::compile(limits, context)),
        FieldKind::Choices(limits) => Box::new(choice::Several::compile(limits, context)),
        FieldKind::File(limits) => Box::new(file::File::compile(limits, context)),
        FieldKind::Group(limits) => return Compiled::Group(Cow::Borrowed(&limits.fields)),
        FieldKind::Repeat(limits) => return Compiled::Repeat(limits),
        FieldKind::Computed(limits) => return Compiled::Computed(computation(limits, context)),
        // Identifiers and composites are above.
        _ => return Compiled::Display,
    })
}

fn computation(limits: &ComputedLimits, context: &mut FieldContext<'_, '_>) -> Option<Computation> {
    let range = Range::default();
    let decimal = DecimalLimits { scale: limits.scale, ..DecimalLimits::default() };
    let result: Box<dyn FieldType> = match limits.result {
        ComputedType::Text => Box::new(text::Text::area(&TextLimits::default(), context)),
        ComputedType::Integer => Box::new(integer::Integer::compile(&range, context)),
        ComputedType::Decimal => Box::new(decimal::Decimal::compile(&decimal, context)),
        ComputedType::Boolean => Box::new(boolean::Boolean),
        ComputedType::Date => Box::new(date::Date::compile(&range, context)),
        ComputedType::Time => Box::new(time::Time::compile(&range, context)),
        ComputedType::Datetime => Box::new(date_time::DateTime::compile(&range, context)),
    };
    let expression = context.expression("value", &limits.value, &result_type(limits.result))?;
    Some(Computation { expression, result, scale: limits.scale.unwrap_or(decimal::SCALE) })
}

/// The name of a type, as definitions write it.
pub(super) fn name(kind: &FieldKind) -> &'static str {
    if let Some(identifier) = identifier_kind(kind) {
        return identifier.name();
    }
    match kind {
        FieldKind::Text(_) => "text",
        FieldKind::Textarea(_) => "textarea",
        FieldKind::Integer(_) => "integer",
        FieldKind::Decimal(_) => "decimal",
        FieldKind::Boolean(_) => "boolean",
        FieldKind::Consent(_) => "consent",
        FieldKind::Date(_) => "date",
        FieldKind::Time(_) => "time",
        FieldKind::Datetime(_) => "datetime",
        FieldKind::Choice(_) => "choice",
        FieldKind::Choices(_) => "choices",
        FieldKind::File(_) => "file",
        FieldKind::Group(_) => "group",
        FieldKind::Repeat(_) => "repeat",
        FieldKind::Computed(_) => "computed",
        FieldKind::Address(_) => "address",
        FieldKind::Location(_) => "location",
        FieldKind::Heading(_) => "heading",
        // Identifiers are above.
        _ => "note",
    }
}
