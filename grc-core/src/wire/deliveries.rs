//! What leaves: sent by the host itself, seen and decided of by operators.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::engine::{
    AskedChangesView, ClaimQuery, Claimed, DeadLetterQuery, DeadLetters, DeliveryView, EndpointView, PageOf,
    PageRequest, ReportedFailure,
};
use crate::error::Result;
use crate::request::{Actor, MessageId, RequestId};

#[derive(Serialize, JsonSchema)]
pub(super) struct Reported {
    /// The message whose claim has ended.
    id: MessageId,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Claim {
    /// What the host wants to send.
    query: ClaimQuery,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct ClaimedMessages {
    /// What it has claimed, in the order in which it is to be sent.
    messages: Vec<Claimed>,
}

impl Request for Claim {
    const NAME: &'static str = "claim_messages";
    const SUMMARY: &'static str =
        "Leases to the host what waits to be sent, for it to send its own way and report.";
    type Caller = Actor;
    type Response = ClaimedMessages;

    fn perform(self, context: Context<'_, Actor>) -> Result<ClaimedMessages> {
        let messages = context.engine.claim_messages(&context.caller, &self.query)?;
        Ok(ClaimedMessages { messages })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    /// The message.
    id: MessageId,
    /// What proves the claim.
    token: String,
    /// The body that a business application answered, as text.
    #[serde(default)]
    answer: Option<String>,
}

impl Request for Sent {
    const NAME: &'static str = "report_sent";
    const SUMMARY: &'static str = "Ends a claim: the host has sent the message, or made the call.";
    type Caller = Actor;
    type Response = Reported;

    fn perform(self, context: Context<'_, Actor>) -> Result<Reported> {
        context.engine.report_sent(&context.caller, self.id, &self.token, self.answer.as_deref())?;
        Ok(Reported { id: self.id })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Failed {
    /// The message.
    id: MessageId,
    /// What proves the claim.
    token: String,
    /// How it failed.
    failure: ReportedFailure,
}

impl Request for Failed {
    const NAME: &'static str = "report_failed";
    const SUMMARY: &'static str = "Ends a claim: the host could not send the message, or the call failed.";
    type Caller = Actor;
    type Response = Reported;

    fn perform(self, context: Context<'_, Actor>) -> Result<Reported> {
        context.engine.report_failed(&context.caller, self.id, &self.token, &self.failure)?;
        Ok(Reported { id: self.id })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// The request.
    request: RequestId,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Deliveries {
    /// What left, or is to leave, in order.
    deliveries: Vec<DeliveryView>,
}

impl Request for List {
    const NAME: &'static str = "deliveries";
    const SUMMARY: &'static str = "Shows what left about a request, or is to leave, with each attempt.";
    type Caller = Actor;
    type Response = Deliveries;

    fn perform(self, context: Context<'_, Actor>) -> Result<Deliveries> {
        Ok(Deliveries { deliveries: context.engine.deliveries(&context.caller, self.request)? })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Endpoints {}

#[derive(Serialize, JsonSchema)]
pub(super) struct EndpointViews {
    /// The endpoints, by name.
    endpoints: Vec<EndpointView>,
}

impl Request for Endpoints {
    const NAME: &'static str = "endpoints";
    const SUMMARY: &'static str =
        "Shows where things are sent: what waits, what was given up, what does not work.";
    type Caller = Actor;
    type Response = EndpointViews;

    fn perform(self, context: Context<'_, Actor>) -> Result<EndpointViews> {
        Ok(EndpointViews { endpoints: context.engine.endpoints(&context.caller)? })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {}

#[derive(Serialize, JsonSchema)]
pub(super) struct AskedChangesViews {
    /// The business applications, by name.
    connectors: Vec<AskedChangesView>,
}

impl Request for Asked {
    const NAME: &'static str = "asked_changes";
    const SUMMARY: &'static str =
        "Shows the business applications that are asked what has changed: since when, with what result.";
    type Caller = Actor;
    type Response = AskedChangesViews;

    fn perform(self, context: Context<'_, Actor>) -> Result<AskedChangesViews> {
        Ok(AskedChangesViews { connectors: context.engine.asked_changes(&context.caller)? })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Dead {
    /// Which.
    #[serde(default)]
    query: DeadLetterQuery,
    /// Which part of the list.
    #[serde(default)]
    page: PageRequest,
}

impl Request for Dead {
    const NAME: &'static str = "dead_letters";
    const SUMMARY: &'static str = "Lists what was given up, with each attempt, until someone decides of it.";
    type Caller = Actor;
    type Response = PageOf<DeliveryView>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<DeliveryView>> {
        context.engine.dead_letters(&context.caller, &self.query, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Requeue {
    /// One message, or all of an endpoint.
    which: DeadLetters,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Decided {
    /// How many messages and calls.
    done: usize,
}

impl Request for Requeue {
    const NAME: &'static str = "requeue_dead_letters";
    const SUMMARY: &'static str = "Sends again what was given up.";
    type Caller = Actor;
    type Response = Decided;

    fn perform(self, context: Context<'_, Actor>) -> Result<Decided> {
        Ok(Decided { done: context.engine.requeue_dead_letters(&context.caller, &self.which)? })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Abandon {
    /// One message, or all of an endpoint.
    which: DeadLetters,
}

impl Request for Abandon {
    const NAME: &'static str = "abandon_dead_letters";
    const SUMMARY: &'static str = "Gives up for good what was given up: it is no longer listed.";
    type Caller = Actor;
    type Response = Decided;

    fn perform(self, context: Context<'_, Actor>) -> Result<Decided> {
        Ok(Decided { done: context.engine.abandon_dead_letters(&context.caller, &self.which)? })
    }
}
