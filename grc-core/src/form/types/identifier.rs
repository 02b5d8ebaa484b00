//! Identifiers: e-mail, telephone, SIRET, IBAN, …

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Breaches, FieldType, Problem, Reading, TEXT};
use crate::expr::Environment;
use crate::identifier::{Kind, country_name, formatted, stored};

#[derive(Debug)]
pub(super) struct Identifier(pub(super) Kind);

impl FieldType for Identifier {
    fn schema(&self) -> Json {
        match self.0 {
            Kind::Email => json!({"type": "string", "maxLength": 254, "pattern": self.0.pattern()}),
            kind => json!({"type": "string", "pattern": kind.pattern()}),
        }
    }

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        let Json::String(text) = answer else {
            breaches.wrong_type(TEXT);
            return Cow::Borrowed(answer);
        };
        match stored(self.0, text) {
            Ok(stored) if stored == *text => Cow::Borrowed(answer),
            Ok(stored) => Cow::Owned(Json::String(stored.into_owned())),
            Err(fault) => {
                breaches.tell(Problem::Identifier(self.0, Box::new(fault)));
                Cow::Borrowed(answer)
            }
        }
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        let stored = stored.as_str()?;
        let country = country_name(stored, reading.language).filter(|_| self.0 == Kind::Country);
        Some(country.map_or_else(|| formatted(self.0, stored), str::to_owned))
    }
}
