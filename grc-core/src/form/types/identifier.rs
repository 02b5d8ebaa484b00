//! Identifiers: e-mail, telephone, SIRET, IBAN, …

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Breaches, FieldType, Problem, Reading, TEXT};
use crate::expr::{Environment, Root, Value};
use crate::identifier::{IdentifierFault, Kind, Region, country_name, formatted, stored, stored_in};

#[derive(Debug)]
pub(super) struct Identifier(pub(super) Kind);

/// The setting that tells where the town is.
const TOWN: &str = "code_insee";

impl Identifier {
    /// A telephone number without a country code is one of the town's region.
    fn stored<'a>(&self, text: &'a str, facts: &dyn Environment) -> Result<Cow<'a, str>, IdentifierFault> {
        if self.0 != Kind::Phone || text.starts_with('+') {
            return stored(self.0, text);
        }
        let region = match facts.lookup(Root::Settings, Some(TOWN)) {
            Value::Text(code) => Region::of(&code),
            _ => None,
        };
        stored_in(self.0, text, region.unwrap_or_default())
    }
}

impl FieldType for Identifier {
    fn schema(&self) -> Json {
        match self.0 {
            Kind::Email => json!({"type": "string", "maxLength": 254, "pattern": self.0.pattern()}),
            kind => json!({"type": "string", "pattern": kind.pattern()}),
        }
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        let Json::String(text) = answer else {
            breaches.wrong_type(TEXT);
            return Cow::Borrowed(answer);
        };
        match self.stored(text, facts) {
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
