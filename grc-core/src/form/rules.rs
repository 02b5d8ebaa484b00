//! Rules between answers.

use std::sync::Arc;

use super::answers::FormFacts;
use super::context::{FieldContext, unknown_field};
use super::field::Field;
use super::fields::Fields;
use super::place::Place;
use super::problem::Problem;
use super::report::AnswerFault;
use crate::definition::{self, Bilingual, Language};
use crate::expr::{Expression, Value};

/// A condition between answers.
#[derive(Debug)]
pub(super) struct Rule {
    condition: Expression,
    /// What is said when it is false.
    message: Arc<Bilingual>,
    /// Positions of the fields beside which it is said.
    fields: Vec<usize>,
    /// Whether the request cannot be filed at all.
    is_eligibility: bool,
}

/// Compiles the rules between the answers to `fields`, which stand under `key`.
pub(super) fn compile(
    definitions: &[definition::Rule],
    key: &str,
    fields: &Fields,
    context: &mut FieldContext<'_, '_>,
) -> Vec<Rule> {
    let mut compiled = Vec::new();
    let around = context.at.key(key);
    for (index, definition) in definitions.iter().enumerate() {
        let at = around.index(index);
        let outer = std::mem::replace(&mut context.at, at.clone());
        let condition = context.condition("check", Some(&definition.check));
        context.at = outer;
        let named = definition.fields.iter().enumerate().filter_map(|(index, name)| {
            let position = fields.position(name.as_str());
            if position.is_none() {
                let known = fields.asked().map(Field::id);
                let at = at.key("fields").index(index);
                let message = unknown_field(name.as_str(), known);
                context.faults.fault(&at, "definition.unknown_field", message);
            }
            position
        });
        let named = named.collect();
        let (french, english) = (Language::French, Language::English);
        let message = &definition.message;
        compiled.extend(condition.map(|condition| Rule {
            condition,
            message: Arc::new(Bilingual::new(message.get(french), message.get(english))),
            fields: named,
            is_eligibility: key == "eligibility",
        }));
    }
    compiled
}

impl Rule {
    /// Tells the rule if it is broken. One without a value, for want of an answer, is not. `place` is that of the
    /// answers: the whole form, a group, an element.
    pub(super) fn check(
        &self,
        fields: &Fields,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
        faults: &mut Vec<AnswerFault>,
    ) {
        let problem = match self.condition.evaluate(facts) {
            Ok(Value::Bool(false)) if self.is_eligibility => Problem::NotEligible(Arc::clone(&self.message)),
            Ok(Value::Bool(false)) => Problem::Rule(Arc::clone(&self.message)),
            Ok(_) => return,
            Err(_) => Problem::RuleBetweenFailed,
        };
        let paths = self.fields.iter().filter_map(|position| fields.get(*position));
        let mut paths = paths.map(|field| Place::Field(place, field).path());
        let path = paths.next().unwrap_or_else(|| place.path());
        let mut fault = AnswerFault::told(path, place.subject(), problem);
        fault.related = paths.collect();
        faults.push(fault);
    }
}
