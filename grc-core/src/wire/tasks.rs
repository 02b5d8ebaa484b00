//! Acting on tasks.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use super::processing::without_values;
use crate::definition::Id;
use crate::engine::{Acted, Input};
use crate::error::Result;
use crate::request::{Actor, FileId, Instant, RequestId, TaskId, Values};
use crate::workflow::{Consultation, NewTask};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Open {
    /// The request.
    request: RequestId,
    /// What is to be done.
    title: String,
    /// The service; the one in charge of the request, if absent.
    #[serde(default)]
    service: Option<Id>,
    /// The agent; nobody yet, if absent.
    #[serde(default)]
    agent: Option<String>,
    /// By when: not in the past.
    #[serde(default)]
    due: Option<Instant>,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Open {
    const NAME: &'static str = "open_task";
    const SUMMARY: &'static str =
        "Opens a task of a request by hand, for a service or for one of its agents.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        let task = NewTask { title: self.title, service: self.service, agent: self.agent, due: self.due };
        context.engine.open_task(&context.caller, self.request, &task, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Consult {
    /// The request.
    request: RequestId,
    /// The service.
    service: Id,
    /// The question.
    question: String,
    /// A file that comes with it.
    #[serde(default)]
    attachment: Option<FileId>,
    /// By when an answer is awaited: not in the past.
    #[serde(default)]
    due: Option<Instant>,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Consult {
    const NAME: &'static str = "consult";
    const SUMMARY: &'static str =
        "Asks another service for its opinion on a request, which it sees from then on.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        let Self { service, question, attachment, due, .. } = self;
        let consultation = Consultation { service, question, attachment, due };
        context.engine.consult(&context.caller, self.request, &consultation, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Take {
    /// The task.
    task: TaskId,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Take {
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
pub(super) struct Release {
    /// The task.
    task: TaskId,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Release {
    const NAME: &'static str = "release_task";
    const SUMMARY: &'static str = "Gives a task back to its service.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.release_task(&context.caller, self.task, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Complete {
    /// The task.
    task: TaskId,
    /// Answers to the task's form. To that of an opinion: `opinion`, `answer`, `attachment`.
    #[serde(default)]
    values: Values,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Complete {
    const NAME: &'static str = "complete_task";
    const SUMMARY: &'static str = "Ends a task: its work is done.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let Self { task, values, revision, idempotency_key } = self;
        context.engine.complete_task(&context.caller, task, Input { values, revision, idempotency_key })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Transfer {
    /// The task.
    task: TaskId,
    /// The service; the same, if absent.
    #[serde(default)]
    service: Option<Id>,
    /// The agent; nobody yet, if absent.
    #[serde(default)]
    agent: Option<String>,
    /// Why: it stays in the history.
    reason: String,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Transfer {
    const NAME: &'static str = "transfer_task";
    const SUMMARY: &'static str = "Hands a task to a service, or to an agent, and says why.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        let Self { task, service, agent, reason, .. } = self;
        context.engine.transfer_task(&context.caller, task, service, agent, &reason, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetDue {
    /// The task.
    task: TaskId,
    /// By when: not in the past. No date any more, if absent.
    #[serde(default)]
    due: Option<Instant>,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for SetDue {
    const NAME: &'static str = "set_task_due";
    const SUMMARY: &'static str = "Changes the due date of a task.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.set_task_due(&context.caller, self.task, self.due, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Remind {
    /// The task.
    task: TaskId,
    /// The revision of the request that the caller read: one that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Remind {
    const NAME: &'static str = "remind_task";
    const SUMMARY: &'static str = "Reminds by e-mail the agent who has a task, or its service.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        context.engine.remind_task(&context.caller, self.task, input)
    }
}
