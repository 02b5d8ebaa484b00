//! Compiling the expressions and texts of a definition, their faults told where they stand.

use super::{Expression, Fault, Format, Scope, Template, Type};
use crate::definition::{Bilingual, Diagnostics, Language, Pointer};

/// Compiles an expression of type `expected`; of any type, if `None`. `None` if it has faults.
pub fn expression(
    source: &str,
    scope: &Scope,
    expected: Option<&Type>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Expression> {
    compile(source, scope, expected).map_err(|found| report(source, 0, &found, at, faults)).ok()
}

/// Compiles what follows the `=` of a computed value. `None` if it has faults.
pub fn computed(
    source: &str,
    scope: &Scope,
    expected: Option<&Type>,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Expression> {
    compile(source, scope, expected).map_err(|found| report(source, 1, &found, at, faults)).ok()
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

/// Compiles a plain text with placeholders. `None` if it has faults.
pub fn template(source: &str, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<Template> {
    text(source, Format::Text, scope, at, faults)
}

/// Compiles a text with placeholders. `None` if it has faults.
pub fn text(
    source: &str,
    format: Format,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Template> {
    Template::compile(source, scope, format).map_err(|found| report(source, 0, &found, at, faults)).ok()
}

fn compile(source: &str, scope: &Scope, expected: Option<&Type>) -> Result<Expression, Vec<Fault>> {
    match expected {
        Some(expected) => Expression::compile_as(source, scope, expected),
        None => Expression::compile(source, scope),
    }
}

/// Tells the faults of a source that is written after `shift` characters.
fn report(source: &str, shift: usize, found: &[Fault], at: &Pointer, faults: &mut Diagnostics) {
    for fault in found {
        // People count characters, from 1.
        let before = source.char_indices().take_while(|(byte, _)| *byte < fault.position.start).count();
        let position = before.saturating_add(shift).saturating_add(1);
        let message = Bilingual::new(
            format!("caractère {position} : {}", fault.problem.message(Language::French)),
            format!("character {position}: {}", fault.problem.message(Language::English)),
        );
        faults.fault(at, fault.problem.code(), message);
    }
}
