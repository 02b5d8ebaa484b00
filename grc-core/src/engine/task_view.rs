//! What agents and the host see of a request's tasks.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::definition::{Id, Language, Name, Reader, TaskKind};
use crate::form::{Reading, Summary};
use crate::request::{Actor, Agent, FileId, Instant, Request, RequestId, Task, TaskId, Values};
use crate::workflow::Process;

/// An open task of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TaskView {
    /// Identifier.
    pub id: TaskId,
    /// The request.
    pub request: RequestId,
    /// The request's reference.
    pub reference: String,
    /// The procedure.
    pub procedure: Id,
    /// What is awaited.
    pub kind: TaskKind,
    /// What is to be done.
    pub title: String,
    /// What was asked, when the service is consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionView>,
    /// The service of which it is awaited.
    pub service: Id,
    /// The agent who has it.
    pub agent: Option<String>,
    /// When it should be done.
    pub due: Option<Instant>,
    /// Whether that has passed: *en retard*.
    pub overdue: bool,
    /// When it was opened.
    pub opened_at: Instant,
    /// The status that opened it, and with which it ends.
    pub status: Option<Name>,
    /// Whether the reader may take it on or complete it now.
    pub available: bool,
    /// JSON Schema of what is asked of whoever completes it, for those who may; `null` when nothing is.
    pub form: Json,
}

/// A task that has ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct EndedTaskView {
    /// Identifier.
    pub id: TaskId,
    /// What was awaited.
    pub kind: TaskKind,
    /// What was to be done.
    pub title: String,
    /// What was asked, when the service was consulted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<QuestionView>,
    /// The service of which it was awaited.
    pub service: Id,
    /// The agent who did it, or who had it when it ended.
    pub agent: Option<String>,
    /// When it was opened.
    pub opened_at: Instant,
    /// When it ended.
    pub ended_at: Instant,
    /// `true` when the work was done, `false` when it lost its object.
    pub done: bool,
    /// What was answered to its form. Of an opinion: `opinion`, `answer`, `attachment`.
    pub answers: Values,
    /// The same, as people read it.
    pub summary: Option<Summary>,
}

/// What a service was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct QuestionView {
    /// The agent who asked; the host, if none.
    pub asked_by: Option<String>,
    /// The question.
    pub text: String,
    /// The files that came with it: among those of the request.
    pub files: Vec<FileId>,
}

/// Who looks at tasks, when, and how they read.
pub(super) struct TaskReader<'a> {
    pub(super) process: &'a Process,
    pub(super) request: &'a Request,
    pub(super) actor: &'a Actor,
    pub(super) agent: Option<&'a Agent>,
    pub(super) now: Instant,
    pub(super) language: Language,
}

impl TaskReader<'_> {
    pub(super) fn open_tasks(&self) -> Vec<TaskView> {
        self.request.open_tasks().map(|task| self.open_task(task)).collect()
    }

    pub(super) fn ended_tasks(&self) -> Vec<EndedTaskView> {
        self.request.tasks.iter().filter_map(|task| self.ended_task(task)).collect()
    }

    fn open_task(&self, task: &Task) -> TaskView {
        let available = self.process.may_complete(task, self.actor, self.agent);
        let form = self.process.task_form(task).filter(|form| available && !form.is_empty());
        TaskView {
            id: task.id,
            request: self.request.id,
            reference: self.request.reference.clone(),
            procedure: self.request.procedure.clone(),
            kind: task.kind,
            title: task.title.clone(),
            question: question(task),
            service: task.service.clone(),
            agent: task.agent.clone(),
            due: task.due,
            overdue: task.is_overdue(self.now),
            opened_at: task.opened_at,
            status: task.status.clone(),
            available,
            form: form.map_or(Json::Null, |form| form.schema_in(self.language, Reader::Agent)),
        }
    }

    fn ended_task(&self, task: &Task) -> Option<EndedTaskView> {
        let end = task.ended.as_ref()?;
        let form = self.process.task_form(task);
        let Request { lists, files, .. } = self.request;
        let reading = Reading { language: self.language, zone: self.process.town.zone, lists, files };
        Some(EndedTaskView {
            id: task.id,
            kind: task.kind,
            title: task.title.clone(),
            question: question(task),
            service: task.service.clone(),
            agent: end.agent.clone().or_else(|| task.agent.clone()),
            opened_at: task.opened_at,
            ended_at: end.at,
            done: end.done,
            answers: form.map(|form| form.readable_by(&end.input, Reader::Agent)).unwrap_or_default(),
            summary: form
                .filter(|_| !end.input.is_empty())
                .map(|form| form.summary(&end.input, Reader::Agent, reading)),
        })
    }
}

fn question(task: &Task) -> Option<QuestionView> {
    let question = task.question.as_ref()?;
    Some(QuestionView {
        asked_by: question.asked_by.clone(),
        text: question.text.clone(),
        files: question.files.iter().map(|file| file.id).collect(),
    })
}
