//! Yes or no.

use serde_json::{Value as Json, json};

use super::{Expectation, FieldType, Phrase};

#[derive(Debug)]
pub(super) struct Boolean;

impl Expectation for Boolean {
    fn expected(&self) -> Phrase {
        Phrase::new("oui ou non est attendu", "yes or no is expected")
    }
}

impl FieldType for Boolean {
    fn schema(&self) -> Json {
        json!({"type": "boolean"})
    }
}
