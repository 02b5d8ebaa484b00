//! One command on many requests: the engine's own [`Bulk`].

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::caller::Context;
use super::operation::Request;
use crate::engine::{Acted, Bulk};
use crate::error::Result;
use crate::request::{Actor, RequestId};

/// What became of each request.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    /// How many carried out the command.
    done: usize,
    /// How many refused it.
    refused: usize,
    /// Each request, in order.
    outcomes: Vec<BulkOutcome>,
    /// What leads to the requests of the list that come after, if there are more.
    next: Option<String>,
}

/// What became of one request.
#[derive(Serialize, JsonSchema)]
struct BulkOutcome {
    /// The request.
    request: RequestId,
    /// What the command left, if it was carried out.
    #[serde(skip_serializing_if = "Option::is_none")]
    done: Option<Acted>,
    /// Why it was not, as errors are told.
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Json>,
}

impl Request for Bulk {
    const NAME: &'static str = "bulk";
    const SUMMARY: &'static str = "Carries out a command on many requests, each with its own outcome.";
    type Caller = Actor;
    type Response = Told;

    fn perform(self, context: Context<'_, Actor>) -> Result<Told> {
        let language = context.language();
        let report = context.engine.bulk(&context.caller, &self)?;
        let told = report.outcomes.into_iter().map(|one| {
            let (done, error) = match one.outcome {
                Ok(acted) => (Some(acted), None),
                Err(error) => (None, Some(error.to_json(language))),
            };
            BulkOutcome { request: one.request, done, error }
        });
        let outcomes: Vec<BulkOutcome> = told.collect();
        let done = outcomes.iter().filter(|one| one.done.is_some()).count();
        let refused = outcomes.len().saturating_sub(done);
        Ok(Told { done, refused, outcomes, next: report.next })
    }
}
