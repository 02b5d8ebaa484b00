//! Compiling the expressions and texts of a definition, their faults told where they stand.

use super::{Expression, Fault, Format, Scope, Template, Type};
use crate::definition::{Bilingual, Diagnostics, Language, Pointer};

/// Compiles an expression of type `expected`; any type, if `None`. `None` if it has faults.
pub fn expression(
    source: &str,
    scope: &Scope,
    expected: Option<&Type>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Expression> {
    let compiled = match expected {
        Some(expected) => Expression::compile_as(source, scope, expected),
        None => Expression::compile(source, scope),
    };
    compiled.map_err(|found| report(source, &found, at, faults)).ok()
}

/// Compiles a condition, if there is one.
pub fn condition(
    source: Option<&str>,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Expression> {
    expression(source?, scope, Some(&Type::Bool), at, faults)
}

/// Compiles a text with placeholders. `None` if it has faults.
pub fn template(source: &str, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<Template> {
    Template::compile(source, scope, Format::Text).map_err(|found| report(source, &found, at, faults)).ok()
}

fn report(source: &str, found: &[Fault], at: &Pointer, faults: &mut Diagnostics) {
    for fault in found {
        // People count characters, from 1.
        let before = source.char_indices().take_while(|(byte, _)| *byte < fault.position.start).count();
        let place = before.saturating_add(1);
        let french = fault.problem.message(Language::French);
        let english = fault.problem.message(Language::English);
        let message =
            Bilingual::new(format!("{french} (caractère {place})"), format!("{english} (character {place})"));
        faults.fault(at, fault.problem.code(), message);
    }
}
