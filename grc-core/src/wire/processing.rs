//! Acting on a request: transitions, assignments, comments, signals.

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
    /// The task of the request that it is about.
    #[serde(default)]
    task: Option<TaskId>,
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
        let (engine, actor, text) = (context.engine, &context.caller, &self.text);
        match self.task {
            None => engine.comment(actor, self.request, text, self.visible, input),
            Some(task) => engine.comment_on_task(actor, self.request, task, text, self.visible, input),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Tag {
    /// The request.
    request: RequestId,
    /// The tags: identifiers, or texts whose words give one (`Très urgent`: `tres-urgent`).
    #[schemars(length(min = 1, max = 50))]
    tags: Vec<String>,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Tag {
    const NAME: &'static str = "tag";
    const SUMMARY: &'static str = "Puts tags on a request. Applicants do not see them.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.tag(&context.caller, self.request, &self.tags, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(transparent)]
pub(super) struct Untag(Tag);

impl Request for Untag {
    const NAME: &'static str = "untag";
    const SUMMARY: &'static str = "Takes tags off a request.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let Tag { request, tags, revision, idempotency_key } = self.0;
        let input = without_values(revision, idempotency_key);
        context.engine.untag(&context.caller, request, &tags, input)
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

pub(super) fn without_values(revision: Option<u64>, idempotency_key: Option<String>) -> Input {
    Input { values: Values::new(), revision, idempotency_key }
}
