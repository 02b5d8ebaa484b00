//! What other people of a request confirm, with the code that they were written.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use crate::definition::Name;
use crate::engine::{Confirmation, Confirmed, Input};
use crate::error::Result;
use crate::request::{Actor, Values};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// What people call the request.
    reference: String,
    /// The code that the person was written. Its case, its spaces and hyphens do not count.
    code: String,
}

impl Request for Show {
    const NAME: &'static str = "confirmation";
    const SUMMARY: &'static str = "Gives what another person of a request is asked to confirm, to whoever holds the code that they were written.";
    type Caller = Actor;
    type Response = Confirmation;

    fn perform(self, context: Context<'_, Actor>) -> Result<Confirmation> {
        let language = context.language();
        context.engine.confirmation(&context.caller, &self.reference, &self.code, language)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Confirm {
    /// What people call the request.
    reference: String,
    /// The code that the person was written, which serves once.
    code: String,
    /// The transition.
    transition: Name,
    /// Answers to the transition's form.
    #[serde(default)]
    values: Values,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Confirm {
    const NAME: &'static str = "confirm";
    const SUMMARY: &'static str =
        "Performs a transition as another person of a request, with the code that they were written.";
    type Caller = Actor;
    type Response = Confirmed;

    fn perform(self, context: Context<'_, Actor>) -> Result<Confirmed> {
        let Self { reference, code, transition, values, idempotency_key } = self;
        let input = Input { values, revision: None, idempotency_key };
        context.engine.confirm(&context.caller, (&reference, &code), transition.as_str(), input)
    }
}
