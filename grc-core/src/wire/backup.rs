//! A copy of the store.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use crate::engine::Backup;
use crate::error::Result;
use crate::request::Actor;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Make {
    /// Path of the file, which does not exist yet.
    path: String,
}

impl Request for Make {
    const NAME: &'static str = "backup";
    const SUMMARY: &'static str =
        "Writes a copy of the whole store to a new file, while others read and write.";
    type Caller = Actor;
    type Response = Backup;

    fn perform(self, context: Context<'_, Actor>) -> Result<Backup> {
        context.engine.backup(&context.caller, self.path)
    }
}
