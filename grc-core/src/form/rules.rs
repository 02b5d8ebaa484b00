//! Rules between answers.

use std::sync::Arc;

use super::answers::FormFacts;
use super::fields::Fields;
use super::place::Place;
use super::problem::Problem;
use super::report::AnswerFault;
use crate::definition::Bilingual;
use crate::expr::{Expression, Value};

/// A condition between answers.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) condition: Expression,
    /// What is said when it is false.
    pub(super) message: Arc<Bilingual>,
    /// Positions of the fields beside which it is said.
    pub(super) fields: Vec<usize>,
    /// Whether the request cannot be filed at all.
    pub(super) is_eligibility: bool,
}

impl Rule {
    /// Tells the rule if it is broken. One without a value, for want of an answer, is not.
    pub(super) fn check(&self, fields: &Fields, facts: &FormFacts<'_>, faults: &mut Vec<AnswerFault>) {
        let problem = match self.condition.evaluate(facts) {
            Ok(Value::Bool(false)) if self.is_eligibility => Problem::NotEligible(Arc::clone(&self.message)),
            Ok(Value::Bool(false)) => Problem::Rule(Arc::clone(&self.message)),
            Ok(_) => return,
            Err(_) => Problem::RuleFailed,
        };
        let paths = self.fields.iter().filter_map(|position| fields.get(*position));
        let mut paths = paths.map(|field| Place::Field(&Place::Whole, field).path());
        let path = paths.next().unwrap_or_default();
        faults.push(AnswerFault::of_a_rule(path, paths.collect(), problem));
    }
}
