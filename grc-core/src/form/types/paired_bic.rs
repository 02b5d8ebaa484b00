//! The code of the bank of an account: the account is the question before it.

use std::borrow::Cow;

use serde_json::Value as Json;

use super::identifier::Identifier;
use super::{Breaches, FieldType, Problem, Reading};
use crate::expr::{Environment, Root, Value};
use crate::identifier::{Kind, are_of_one_country, canonical};

/// A BIC of the country of its IBAN.
#[derive(Debug)]
pub(in crate::form) struct PairedBic;

const BIC: Identifier = Identifier(Kind::Bic);

impl FieldType for PairedBic {
    fn schema(&self) -> Json {
        BIC.schema()
    }

    fn check<'a>(&self, answer: &'a Json, facts: &dyn Environment, breaches: &mut Breaches) -> Cow<'a, Json> {
        let stored = BIC.check(answer, facts, breaches);
        if breaches.is_empty()
            && let Value::Text(iban) = facts.lookup(Root::Item, Some("iban"))
            && canonical(Kind::Iban, &iban).is_ok()
            && let Some(bic) = stored.as_str()
            && !are_of_one_country(&iban, bic)
        {
            breaches.tell(Problem::OtherCountry);
        }
        stored
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        BIC.shown(stored, reading)
    }
}
