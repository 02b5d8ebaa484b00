//! Who claims what, before anyone does: how many there are of something that people may ask about.

use std::collections::BTreeSet;

use super::model::ClaimModel;
use crate::definition::FieldKind;
use crate::error::Result;
use crate::expr::{Expression, Root};
use crate::facts::{Facts, Fields};
use crate::request::{Instant, Values};
use crate::workflow::process::{ComputedText, Process};

impl Process {
    /// How many there are of what has this key, if the scenario claims it under a name that everyone knows: one that is
    /// written, or that comes from the chosen option of one list. Keys made of anything else may tell of someone: it is
    /// not said whether they are known.
    ///
    /// # Errors
    /// `evaluation_failed`.
    pub fn capacity_of(&self, key: &str, now: Instant) -> Result<Option<u64>> {
        for model in &self.claims {
            if let Some(capacity) = self.capacity_in(model, key, now)? {
                return Ok(Some(capacity));
            }
        }
        Ok(None)
    }

    fn capacity_in(&self, model: &ClaimModel, key: &str, now: Instant) -> Result<Option<u64>> {
        let facts =
            Facts { parameters: Some(&self.parameters), ..Facts::new(&self.town, &self.procedure, now) };
        let expression = match &model.key {
            ComputedText::Fixed(fixed) => {
                return (fixed == key).then(|| model.capacity(&facts)).transpose();
            }
            ComputedText::Computed(expression) => expression,
        };
        let field = chosen(expression)
            .and_then(|name| self.form.fields().iter().find(|field| field.id() == name))
            .filter(|field| matches!(field.kind(), FieldKind::Choice(_)));
        let Some(field) = field else { return Ok(None) };
        for option in field.options() {
            let mut values = Values::new();
            values.insert(field.id().to_owned(), option.value.as_str().into());
            let facts = Facts { answers: Some(Fields { form: &self.form, values: &values }), ..facts };
            if model.key(&facts)?.as_deref() == Some(key) {
                return model.capacity(&facts).map(Some);
            }
        }
        Ok(None)
    }
}

/// The field that a key reads, when it reads nothing else of a request.
fn chosen(key: &Expression) -> Option<String> {
    let mut fields = BTreeSet::new();
    for (root, member) in key.references() {
        match root {
            Root::Answers | Root::Options => fields.insert(member?),
            Root::Settings | Root::Procedure | Root::Parameters => continue,
            _ => return None,
        };
    }
    fields.pop_first().filter(|_| fields.is_empty())
}
