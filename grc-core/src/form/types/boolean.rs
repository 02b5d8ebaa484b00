//! Yes or no.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Breaches, FieldType, Phrase, Reading};
use crate::expr::Environment;

#[derive(Debug)]
pub(super) struct Boolean;

pub(super) const YES_OR_NO: Phrase = Phrase::new("oui ou non est attendu", "yes or no is expected");

impl FieldType for Boolean {
    fn schema(&self) -> Json {
        json!({"type": "boolean"})
    }

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        if !answer.is_boolean() {
            breaches.wrong_type(YES_OR_NO);
        }
        Cow::Borrowed(answer)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        let (yes, no) = (reading.language.pick("oui", "yes"), reading.language.pick("non", "no"));
        Some(if stored.as_bool()? { yes } else { no }.to_owned())
    }
}
