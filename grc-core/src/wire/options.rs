//! The options of a choice, searched as someone types: the engine's own [`OptionQuery`].

use schemars::JsonSchema;
use serde::Serialize;

use super::caller::{Asker, Context};
use super::operation::Request;
use crate::engine::{OptionQuery, OptionView};
use crate::error::Result;

#[derive(Serialize, JsonSchema)]
pub(super) struct Offered {
    /// The options, the likeliest first.
    options: Vec<OptionView>,
}

impl Request for OptionQuery {
    const NAME: &'static str = "options";
    const SUMMARY: &'static str =
        "Gives the options of a choice that are offered, searched as someone types.";
    type Caller = Asker;
    type Response = Offered;

    fn perform(self, context: Context<'_, Asker>) -> Result<Offered> {
        Ok(Offered { options: context.engine.options(&context.visitor(), &self)? })
    }
}
