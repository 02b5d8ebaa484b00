//! What is left of something scarce: the engine's own [`AvailabilityQuery`].

use super::caller::Context;
use super::operation::Request;
use crate::engine::{Availability, AvailabilityQuery};
use crate::error::Result;
use crate::request::Actor;

impl Request for AvailabilityQuery {
    const NAME: &'static str = "availability";
    const SUMMARY: &'static str = "Tells how much of something scarce is taken and left, day after day.";
    type Caller = Actor;
    type Response = Availability;

    fn perform(self, context: Context<'_, Actor>) -> Result<Availability> {
        context.engine.availability(&context.caller, &self)
    }
}
