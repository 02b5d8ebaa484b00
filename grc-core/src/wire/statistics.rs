//! Figures about requests.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use crate::engine::{Statistics, StatisticsQuery};
use crate::error::Result;
use crate::request::Actor;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// Which figures.
    query: StatisticsQuery,
}

impl Request for Show {
    const NAME: &'static str = "statistics";
    const SUMMARY: &'static str = "Gives figures about requests, as columns and rows, and as CSV: to the host, and to \
        managers about their services.";
    type Caller = Actor;
    type Response = Statistics;

    fn perform(self, context: Context<'_, Actor>) -> Result<Statistics> {
        context.engine.statistics(&context.caller, &self.query, context.language())
    }
}
