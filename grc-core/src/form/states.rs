//! What a page shows of each field, for the answers given so far.

use serde_json::{Map, Value as Json};

use super::answers::FormFacts;
use super::checker::Checker;
use super::field::{Field, Shape};
use super::place::Place;
use super::report::FieldState;
use crate::expr::Expression;

impl Checker<'_> {
    pub(super) fn states(mut self, given: &Map<String, Json>) -> Vec<FieldState> {
        self.states = Some(Vec::new());
        self.walk(&self.form.fields, given, &Place::Whole, None);
        self.states.unwrap_or_default()
    }

    /// Notes what to show of a field.
    pub(super) fn show(
        &mut self,
        field: &Field,
        answer: Option<&Json>,
        visible: bool,
        facts: &FormFacts<'_>,
        place: &Place<'_>,
    ) {
        let holds = |condition: &Option<Expression>| {
            condition.as_ref().is_some_and(|condition| condition.holds(facts).unwrap_or(false))
        };
        let required = field.required || holds(&field.required_if);
        let (readonly, value) = match &field.shape {
            Shape::Computed(computation) => {
                let value = computation.value(facts).ok().filter(|value| !value.is_null());
                (true, value.and_then(|value| self.sound(computation.result.as_ref(), &value, facts)))
            }
            _ => {
                let readonly = holds(&field.readonly_if);
                let is_proposed = readonly || answer.is_none();
                (readonly, if is_proposed { self.proposal(field, facts) } else { None })
            }
        };
        let state = FieldState { path: place.path(), visible, required, readonly, value };
        self.states.get_or_insert_default().push(state);
    }
}
