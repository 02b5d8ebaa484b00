//! Acting on a request: transitions, assignments, comments, signals, tasks.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use crate::definition::{Id, Name};
use crate::engine::{Acted, Input};
use crate::error::Result;
use crate::request::{Actor, RequestId, TaskId, Values};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Act {
    /// The request.
    request: RequestId,
    /// The transition.
    transition: Name,
    /// Answers to the transition's form.
    #[serde(default)]
    values: Values,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Act {
    const NAME: &'static str = "act";
    const SUMMARY: &'static str = "Performs a transition of a request.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let Self { values, revision, idempotency_key, .. } = self;
        let input = Input { values, revision, idempotency_key };
        context.engine.act(&context.caller, self.request, self.transition.as_str(), input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Assign {
    /// The request.
    request: RequestId,
    /// The service to put in charge; the one that is, if absent.
    #[serde(default)]
    service: Option<Id>,
    /// The agent to put in charge.
    #[serde(default)]
    agent: Option<String>,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Assign {
    const NAME: &'static str = "assign";
    const SUMMARY: &'static str = "Puts a service or an agent in charge of a request.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.assign(&context.caller, self.request, self.service, self.agent, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Comment {
    /// The request.
    request: RequestId,
    /// What to write.
    text: String,
    /// Whether the applicant may read it; `false`, if absent.
    #[serde(default)]
    visible: bool,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Comment {
    const NAME: &'static str = "comment";
    const SUMMARY: &'static str = "Writes a comment, visible to the applicant or internal.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.comment(&context.caller, self.request, &self.text, self.visible, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Signal {
    /// The request.
    request: RequestId,
    /// The signal's name, without `signal:`.
    name: Name,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Signal {
    const NAME: &'static str = "signal";
    const SUMMARY: &'static str =
        "Gives a request a signal of the host: a payment made, an appointment taken.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.signal(&context.caller, self.request, self.name.as_str(), input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TakeTask {
    /// The task.
    task: TaskId,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for TakeTask {
    const NAME: &'static str = "take_task";
    const SUMMARY: &'static str = "Takes a task on.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.take_task(&context.caller, self.task, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CompleteTask {
    /// The task.
    task: TaskId,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for CompleteTask {
    const NAME: &'static str = "complete_task";
    const SUMMARY: &'static str = "Ends a task: its work is done.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.complete_task(&context.caller, self.task, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ReleaseClaim {
    /// The request.
    request: RequestId,
    /// Which of the scarce things that it has; all, if absent.
    #[serde(default)]
    key: Option<String>,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for ReleaseClaim {
    const NAME: &'static str = "release_claim";
    const SUMMARY: &'static str = "Gives back what a request has of something scarce.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.release_claim(&context.caller, self.request, self.key.as_deref(), input)
    }
}

fn without_values(revision: Option<u64>, idempotency_key: Option<String>) -> Input {
    Input { values: Values::new(), revision, idempotency_key }
}
