//! What a scenario claims, compiled.

use super::values;
use crate::definition::{Bilingual, ClaimDefinition, Computed, Diagnostics, Language, Literal, Pointer};
use crate::expr::{Scope, Type, Value, publication};
use crate::workflow::process::{ClaimModel, ComputedText, ComputedValue};

pub(super) fn compile(
    definitions: &[ClaimDefinition],
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Vec<ClaimModel> {
    let compiled = definitions.iter().enumerate();
    compiled.filter_map(|(index, definition)| claim(definition, scope, &at.index(index), faults)).collect()
}

fn claim(
    definition: &ClaimDefinition,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<ClaimModel> {
    let key = values::text(&definition.key, scope, &at.key("key"), faults);
    if matches!(&key, Some(ComputedText::Fixed(text)) if text.trim().is_empty()) {
        let message = Bilingual::new("ce qui est pris a un nom", "what is taken has a name");
        faults.fault(&at.key("key"), "definition.empty", message);
    }
    let edge = |name: &str, written: &Option<Computed>, faults: &mut Diagnostics| {
        written.as_ref().and_then(|written| edge(written, scope, &at.key(name), faults))
    };
    let from = edge("from", &definition.from, faults);
    let to = edge("to", &definition.to, faults);
    if definition.from.is_none() && definition.to.is_some() {
        let message = Bilingual::new(
            "une fin (`to`) suit un début (`from`)",
            "an end (`to`) follows a beginning (`from`)",
        );
        faults.fault(&at.key("to"), "definition.end_without_beginning", message);
    }
    if let (Some(ComputedValue::Fixed(from)), Some(ComputedValue::Fixed(to))) = (&from, &to)
        && is_before(to, from)
    {
        let message = Bilingual::new("la fin vient après le début", "the end comes after the beginning");
        faults.fault(&at.key("to"), "definition.end_before_beginning", message);
    }
    let capacity = amount(definition.capacity.as_ref(), scope, &at.key("capacity"), faults);
    let quantity = amount(definition.quantity.as_ref(), scope, &at.key("quantity"), faults);
    let is_sound = capacity.is_some() == definition.capacity.is_some();
    if let (true, Some(least), Some(most)) = (is_sound, fixed(quantity.as_ref()), fixed(capacity.as_ref()))
        && least > most
    {
        let message = Bilingual::new(
            "aucune demande ne peut en prendre plus qu'il n'y en a (`capacity`)",
            "no request can take more than there is (`capacity`)",
        );
        faults.fault(&at.key("quantity"), "definition.claim_beyond_capacity", message);
    }
    Some(ClaimModel {
        key: key?,
        from,
        to,
        capacity,
        quantity,
        when: publication::condition(definition.when.as_deref(), scope, &at.key("when"), faults),
        on_conflict: definition.on_conflict,
        message: match &definition.message {
            Some(text) => Bilingual::new(text.get(Language::French), text.get(Language::English)),
            None => Bilingual::new(
                "ce que vous demandez n'est plus disponible",
                "what you ask for is no longer available",
            ),
        },
    })
}

/// A date or an instant, as it is written or computed.
fn edge(written: &Computed, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<ComputedValue> {
    let compiled = match written.expression() {
        Some(source) => {
            let expression = publication::computed(source, scope, None, at, faults)?;
            matches!(expression.result_type(), Type::Date | Type::DateTime)
                .then_some(ComputedValue::Computed(expression))
        }
        None => {
            let read = |ty| Value::from_text(&written.0, &ty);
            read(Type::Date).or_else(|| read(Type::DateTime)).map(ComputedValue::Fixed)
        }
    };
    if compiled.is_none() {
        let message =
            Bilingual::new("une date ou un instant est attendu", "a date or an instant is expected");
        faults.fault(at, "definition.wrong_type", message);
    }
    compiled
}

fn is_before(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Date(one), Value::Date(other)) => one < other,
        (Value::DateTime(one), Value::DateTime(other)) => one <= other,
        _ => false,
    }
}

fn amount(
    written: Option<&Literal>,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<ComputedValue> {
    let amount = values::value(written?, &Type::Integer, scope, at, faults);
    if fixed(amount.as_ref()).is_some_and(|number| number < 1) {
        let message = Bilingual::new("il en faut au moins 1", "there is at least 1");
        faults.fault(at, "definition.claim_amount", message);
    }
    amount
}

/// A number that is the same for every request; that of an absent one is 1.
fn fixed(amount: Option<&ComputedValue>) -> Option<i64> {
    match amount {
        None => Some(1),
        Some(ComputedValue::Fixed(Value::Integer(number))) => Some(*number),
        Some(_) => None,
    }
}
