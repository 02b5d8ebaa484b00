//! Drafts: saved, resumed, thrown away.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::engine::{DraftInput, DraftView};
use crate::error::Result;
use crate::request::{Actor, RequestId};

impl Request for DraftInput {
    const NAME: &'static str = "save_draft";
    const SUMMARY: &'static str = "Saves answers as they are, to be resumed later.";
    type Caller = Actor;
    type Response = DraftView;

    fn perform(self, context: Context<'_, Actor>) -> Result<DraftView> {
        context.engine.save_draft(&context.caller, self)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// The draft.
    id: RequestId,
}

impl Request for Show {
    const NAME: &'static str = "draft";
    const SUMMARY: &'static str = "Gives a draft of the actor's own.";
    type Caller = Actor;
    type Response = DraftView;

    fn perform(self, context: Context<'_, Actor>) -> Result<DraftView> {
        context.engine.draft(&context.caller, self.id)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Discard {
    /// The draft.
    id: RequestId,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Discarded {
    /// The draft that is no more.
    id: RequestId,
}

impl Request for Discard {
    const NAME: &'static str = "discard_draft";
    const SUMMARY: &'static str = "Throws a draft away.";
    type Caller = Actor;
    type Response = Discarded;

    fn perform(self, context: Context<'_, Actor>) -> Result<Discarded> {
        context.engine.discard_draft(&context.caller, self.id)?;
        Ok(Discarded { id: self.id })
    }
}
