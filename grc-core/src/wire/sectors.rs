//! In which part of the town a place is: the engine's own [`SectorQuery`].

use schemars::JsonSchema;
use serde::Serialize;

use super::caller::{Asker, Context};
use super::operation::Request;
use crate::engine::{SectorQuery, SectorView};
use crate::error::Result;

#[derive(Serialize, JsonSchema)]
pub(super) struct Found {
    /// The sector; `null` when the place is in none.
    sector: Option<SectorView>,
}

impl Request for SectorQuery {
    const NAME: &'static str = "sector";
    const SUMMARY: &'static str = "Tells in which sector of the town a place is.";
    type Caller = Asker;
    type Response = Found;

    fn perform(self, context: Context<'_, Asker>) -> Result<Found> {
        Ok(Found { sector: context.engine.sector(&context.visitor(), &self)? })
    }
}
