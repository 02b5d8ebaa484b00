//! Histories: read as a timeline, verified as evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::engine::{TimelineEntry, Verification};
use crate::error::Result;
use crate::request::history::Head;
use crate::request::{Actor, RequestId};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// The request.
    request: RequestId,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Timeline {
    /// What happened, in order.
    entries: Vec<TimelineEntry>,
}

impl Request for Show {
    const NAME: &'static str = "history";
    const SUMMARY: &'static str =
        "Tells in words what happened to a request, as far as the actor may read it.";
    type Caller = Actor;
    type Response = Timeline;

    fn perform(self, context: Context<'_, Actor>) -> Result<Timeline> {
        let entries = context.engine.history(&context.caller, self.request, context.language())?;
        Ok(Timeline { entries })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Heads {}

#[derive(Serialize, JsonSchema)]
pub(super) struct HeadsTold {
    /// The last link of every history, in order of request.
    heads: Vec<Head>,
}

impl Request for Heads {
    const NAME: &'static str = "heads";
    const SUMMARY: &'static str = "Gives the last link of every history: kept elsewhere, it shows a removed tail or a rewritten history.";
    type Caller = Actor;
    type Response = HeadsTold;

    fn perform(self, context: Context<'_, Actor>) -> Result<HeadsTold> {
        let heads = context.engine.heads(&context.caller)?;
        Ok(HeadsTold { heads })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Verify {
    /// What `heads` gave at some time, kept elsewhere since.
    #[serde(default)]
    heads: Vec<Head>,
}

impl Request for Verify {
    const NAME: &'static str = "verify";
    const SUMMARY: &'static str = "Verifies that every history is what was recorded.";
    type Caller = Actor;
    type Response = Verification;

    fn perform(self, context: Context<'_, Actor>) -> Result<Verification> {
        context.engine.verify(&context.caller, &self.heads)
    }
}
