//! Identifiers: e-mail, telephone, SIRET, IBAN.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Expectation, FieldType, Phrase, Problem};
use crate::identifier::{Kind, stored};

#[derive(Debug)]
pub(super) struct Identifier(pub(super) Kind);

impl Expectation for Identifier {
    fn expected(&self) -> Phrase {
        Phrase::new("un texte est attendu", "a text is expected")
    }
}

impl FieldType for Identifier {
    fn schema(&self) -> Json {
        match self.0 {
            Kind::Email => json!({"type": "string", "maxLength": 254, "pattern": self.0.pattern()}),
            kind => json!({"type": "string", "pattern": kind.pattern()}),
        }
    }

    fn canonical<'a>(&self, answer: &'a Json) -> Result<Cow<'a, Json>, Problem> {
        let Json::String(text) = answer else {
            return Ok(Cow::Borrowed(answer));
        };
        let stored = stored(self.0, text).map_err(|fault| Problem::Identifier(self.0, Box::new(fault)))?;
        Ok(if stored == *text {
            Cow::Borrowed(answer)
        } else {
            Cow::Owned(Json::String(stored.into_owned()))
        })
    }
}
