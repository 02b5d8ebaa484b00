//! Requests that a circuit creates, compiled. What they answer is compared with the form of their procedure when a
//! whole set of definitions is checked: a sealed procedure stands alone.

use crate::definition::{Bilingual, CreationDefinition, Diagnostics, Language, Literal, Pointer};
use crate::expr::{Expression, Root, Scope, Type, publication};
use crate::workflow::process::{CreationAnswer, CreationModel};

pub(super) fn creation(
    definition: &CreationDefinition,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<CreationModel> {
    let for_each = match &definition.for_each {
        None => None,
        Some(source) => Some(list(source, scope, &at.key("for_each"), faults)?),
    };
    let inside = match &for_each {
        None => scope.clone(),
        Some((_, element)) => scope.clone().with(Root::Item, element.clone()),
    };
    let when = publication::condition(definition.when.as_deref(), &inside, &at.key("when"), faults);
    let at_answers = at.key("answers");
    let answers = definition.answers.iter().filter_map(|(name, literal)| {
        let answer = answer(literal, &inside, &at_answers.key(name.as_str()), faults)?;
        Some((name.clone(), answer))
    });
    Some(CreationModel {
        procedure: definition.procedure.clone(),
        scenario: definition.scenario.clone(),
        answers: answers.collect(),
        for_each: for_each.map(|(list, _)| list),
        when,
        at: at.clone(),
    })
}

/// An expression that gives a list, and the type of its elements.
fn list(source: &str, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<(Expression, Type)> {
    let list = publication::expression(source, scope, None, at, faults)?;
    let element = match list.result_type() {
        Type::List(element) => element.as_ref().clone(),
        Type::Document => Type::Document,
        other => {
            let message = Bilingual::new(
                format!("une liste est attendue, et non {}", other.describe(Language::French)),
                format!("a list is expected, not {}", other.describe(Language::English)),
            );
            faults.fault(at, "definition.wrong_type", message);
            return None;
        }
    };
    Some((list, element))
}

fn answer(
    literal: &Literal,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<CreationAnswer> {
    Some(CreationAnswer::Fixed(match literal {
        Literal::Boolean(flag) => (*flag).into(),
        Literal::Integer(number) => (*number).into(),
        Literal::Text(text) => match text.strip_prefix('=') {
            None => text.as_str().into(),
            Some(source) => {
                return publication::computed(source, scope, None, at, faults).map(CreationAnswer::Computed);
            }
        },
    }))
}
