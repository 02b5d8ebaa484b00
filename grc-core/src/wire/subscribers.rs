//! The host's other systems, told of what happens.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::definition::Name;
use crate::engine::{EventsPage, EventsQuery, SubscriberView, Subscription};
use crate::error::Result;
use crate::request::Actor;

impl Request for Subscription {
    const NAME: &'static str = "subscribe";
    const SUMMARY: &'static str =
        "Tells a system of events as they happen, by signed calls; or changes how it is told.";
    type Caller = Actor;
    type Response = SubscriberView;

    fn perform(self, context: Context<'_, Actor>) -> Result<SubscriberView> {
        context.engine.subscribe(&context.caller, &self)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Unsubscribe {
    /// The subscriber.
    name: Name,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Unsubscribed {
    /// The subscriber that is no more.
    name: Name,
}

impl Request for Unsubscribe {
    const NAME: &'static str = "unsubscribe";
    const SUMMARY: &'static str = "Tells a system of nothing more.";
    type Caller = Actor;
    type Response = Unsubscribed;

    fn perform(self, context: Context<'_, Actor>) -> Result<Unsubscribed> {
        context.engine.unsubscribe(&context.caller, self.name.as_str())?;
        Ok(Unsubscribed { name: self.name })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {}

#[derive(Serialize, JsonSchema)]
pub(super) struct Subscribers {
    /// The subscribers, by name.
    subscribers: Vec<SubscriberView>,
}

impl Request for List {
    const NAME: &'static str = "subscribers";
    const SUMMARY: &'static str =
        "Lists the systems that are told of events, how far each is, and what is wrong with it.";
    type Caller = Actor;
    type Response = Subscribers;

    fn perform(self, context: Context<'_, Actor>) -> Result<Subscribers> {
        Ok(Subscribers { subscribers: context.engine.subscribers(&context.caller)? })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Events {
    /// Which events.
    #[serde(default)]
    query: EventsQuery,
}

impl Request for Events {
    const NAME: &'static str = "events";
    const SUMMARY: &'static str = "Gives the events that follow a cursor, as subscribers are told them.";
    type Caller = Actor;
    type Response = EventsPage;

    fn perform(self, context: Context<'_, Actor>) -> Result<EventsPage> {
        context.engine.events(&context.caller, &self.query)
    }
}
