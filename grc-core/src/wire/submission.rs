//! Filing a request: the engine's own [`Submission`].

use super::caller::Context;
use super::operation::Request;
use crate::engine::{Receipt, Submission};
use crate::error::Result;
use crate::request::Actor;

impl Request for Submission {
    const NAME: &'static str = "submit";
    const SUMMARY: &'static str = "Files a request.";
    type Caller = Actor;
    type Response = Receipt;

    fn perform(self, context: Context<'_, Actor>) -> Result<Receipt> {
        context.engine.submit(&context.caller, self)
    }
}
