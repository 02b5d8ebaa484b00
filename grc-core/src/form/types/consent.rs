//! A box that must be ticked. An unticked one is no answer.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::boolean::{Boolean, YES_OR_NO};
use super::{Breaches, FieldType, Problem, Reading};
use crate::expr::Environment;

#[derive(Debug)]
pub(super) struct Consent;

impl FieldType for Consent {
    fn schema(&self) -> Json {
        json!({"type": "boolean", "const": true})
    }

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        if *answer != Json::Bool(true) {
            breaches.wrong_type(YES_OR_NO);
        }
        Cow::Borrowed(answer)
    }

    fn is_none(&self, answer: &Json) -> bool {
        *answer == Json::Bool(false)
    }

    fn missing(&self) -> Problem {
        Problem::ConsentRequired
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        Boolean.shown(stored, reading)
    }
}
