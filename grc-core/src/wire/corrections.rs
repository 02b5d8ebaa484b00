//! Corrections: answers that agents ask for again.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use crate::definition::Name;
use crate::engine::{Acted, Input};
use crate::error::Result;
use crate::request::{Actor, CorrectionAsked, CorrectionItem, RequestId, Values};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Ask {
    /// The request.
    request: RequestId,
    /// The answers to correct.
    items: Vec<CorrectionItem>,
    /// Last day to answer, as the town counts days.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    deadline: Option<NaiveDate>,
    /// What is said to the applicant.
    #[serde(default)]
    message: Option<String>,
    /// A transition to perform in the same breath.
    #[serde(default)]
    transition: Option<Name>,
    /// Answers to the transition's form.
    #[serde(default)]
    values: Values,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Ask {
    const NAME: &'static str = "request_correction";
    const SUMMARY: &'static str = "Asks the applicant for some of their answers again.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let Self { items, deadline, message, values, revision, idempotency_key, .. } = self;
        let asked = CorrectionAsked { deadline, items, message };
        let input = Input { values, revision, idempotency_key };
        let transition = self.transition.as_ref().map(Name::as_str);
        context.engine.request_correction(&context.caller, self.request, &asked, transition, input)
    }
}
