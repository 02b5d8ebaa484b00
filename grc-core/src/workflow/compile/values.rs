//! Values that may be computed, compiled.

use crate::definition::{self, Bilingual, Computed, Diagnostics, Literal, Pointer, WorkingDays};
use crate::expr::{Scope, Type, Value, publication};
use crate::law::Week;
use crate::workflow::process::{ComputedText, ComputedValue, Delay};

pub(super) fn text(
    computed: &Computed,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<ComputedText> {
    match computed.expression() {
        None => Some(ComputedText::Fixed(computed.0.clone())),
        Some(source) => {
            publication::computed(source, scope, Some(&Type::Text), at, faults).map(ComputedText::Computed)
        }
    }
}

pub(super) fn delay(
    delay: &definition::Delay,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Delay> {
    match delay {
        definition::Delay::WorkingDays(days) => {
            if days.working_days < 1 {
                let message = Bilingual::new(
                    "il faut au moins un jour ouvré",
                    "there must be at least one working day",
                );
                faults.fault(&at.key("working_days"), "definition.out_of_range", message);
            }
            Some(working_days(days))
        }
        definition::Delay::Duration(computed) => match computed.expression() {
            Some(source) => {
                publication::computed(source, scope, Some(&Type::Duration), at, faults).map(Delay::Computed)
            }
            None => match computed.0.parse() {
                Ok(duration) => Some(Delay::Fixed(duration)),
                Err(_) => {
                    super::bad_duration(at, faults);
                    None
                }
            },
        },
    }
}

/// A number of working days, after or before.
pub(super) fn working_days(days: &WorkingDays) -> Delay {
    Delay::WorkingDays(days.working_days, if days.saturdays { Week::Ouvrables } else { Week::Ouvres })
}

/// A literal, or an expression after `=`, of the type of the field that receives it.
pub(super) fn value(
    literal: &Literal,
    expected: &Type,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<ComputedValue> {
    if let Literal::Text(text) = literal
        && let Some(source) = text.strip_prefix('=')
    {
        return publication::computed(source, scope, Some(expected), at, faults).map(ComputedValue::Computed);
    }
    let value = literal_value(literal, expected);
    if value.is_none() {
        let message = Bilingual::new(
            format!("{} est attendu(e)", expected.describe(definition::Language::French)),
            format!("{} is expected", expected.describe(definition::Language::English)),
        );
        faults.fault(at, "definition.wrong_type", message);
    }
    value.map(ComputedValue::Fixed)
}

/// A value as written in a definition, read as its type says.
pub(super) fn literal_value(literal: &Literal, expected: &Type) -> Option<Value> {
    let json = match literal {
        Literal::Boolean(flag) => serde_json::Value::from(*flag),
        Literal::Integer(number) => serde_json::Value::from(*number),
        Literal::Text(text) => serde_json::Value::from(text.as_str()),
    };
    Value::from_json(&json, expected)
}
