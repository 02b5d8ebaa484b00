//! Requests and tasks: one by one, in lists, in numbers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::fault::not_one_of;
use super::operation::Request;
use crate::engine::{
    InboxEntry, InboxQuery, InboxSummary, PageOf, PageRequest, RequestQuery, RequestView, TaskQuery,
};
use crate::error::Result;
use crate::request::{Actor, RequestId};
use crate::store::{Count, RequestSummary, TaskSummary};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// Its identifier.
    #[serde(default)]
    id: Option<RequestId>,
    /// Or what people call it: `2026-000042`.
    #[serde(default)]
    reference: Option<String>,
    /// Or what a person without an account follows it with: whoever holds it sees what the applicant does.
    #[serde(default)]
    tracking_code: Option<String>,
}

impl Request for Show {
    const NAME: &'static str = "request";
    const SUMMARY: &'static str =
        "Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.";
    type Caller = Actor;
    type Response = RequestView;

    fn perform(self, context: Context<'_, Actor>) -> Result<RequestView> {
        let (engine, actor, language) = (context.engine, &context.caller, context.language());
        match (self.id, self.reference, self.tracking_code) {
            (Some(id), None, None) => engine.request(actor, id, language),
            (None, Some(reference), None) => engine.request_by_reference(actor, &reference, language),
            (None, None, Some(code)) => engine.request_by_tracking_code(&code, language),
            _ => Err(not_one_of(&["id", "reference", "tracking_code"])),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// Which requests; all that the actor may see, if absent.
    #[serde(default)]
    query: RequestQuery,
    /// Which part of the list; its beginning, if absent.
    #[serde(default)]
    page: PageRequest,
}

impl Request for List {
    const NAME: &'static str = "requests";
    const SUMMARY: &'static str = "Lists the requests that the actor may see, newest first.";
    type Caller = Actor;
    type Response = PageOf<RequestSummary>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<RequestSummary>> {
        context.engine.requests(&context.caller, &self.query, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Tasks {
    /// Which tasks; all those of the agent's services and in their hands, if absent.
    #[serde(default)]
    query: TaskQuery,
    /// Which part of the list; its beginning, if absent.
    #[serde(default)]
    page: PageRequest,
}

impl Request for Tasks {
    const NAME: &'static str = "tasks";
    const SUMMARY: &'static str = "Lists the open tasks of an agent's services, the earliest due first.";
    type Caller = Actor;
    type Response = PageOf<TaskSummary>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<TaskSummary>> {
        context.engine.tasks(&context.caller, &self.query, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Inbox {
    /// Which part of the inbox; all of it, if absent.
    #[serde(default)]
    query: InboxQuery,
    /// Which part of the list; its beginning, if absent.
    #[serde(default)]
    page: PageRequest,
}

impl Request for Inbox {
    const NAME: &'static str = "inbox";
    const SUMMARY: &'static str =
        "Lists what an agent has to do: tasks, and requests in their charge, the earliest due first.";
    type Caller = Actor;
    type Response = PageOf<InboxEntry>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<InboxEntry>> {
        context.engine.inbox(&context.caller, &self.query, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CountInbox {}

impl Request for CountInbox {
    const NAME: &'static str = "inbox_counts";
    const SUMMARY: &'static str =
        "Tells how much an agent has to do: their own, their services', late, by procedure.";
    type Caller = Actor;
    type Response = InboxSummary;

    fn perform(self, context: Context<'_, Actor>) -> Result<InboxSummary> {
        context.engine.inbox_counts(&context.caller)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Counts {}

#[derive(Serialize, JsonSchema)]
pub(super) struct Counted {
    /// How many requests each procedure has, by status.
    counts: Vec<Count>,
}

impl Request for Counts {
    const NAME: &'static str = "counts";
    const SUMMARY: &'static str = "Tells how many requests each procedure has, by status.";
    type Caller = Actor;
    type Response = Counted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Counted> {
        let counts = context.engine.counts(&context.caller)?;
        Ok(Counted { counts })
    }
}
