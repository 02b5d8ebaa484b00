//! Acting on tasks: opening, taking, completing, handing on, reminding, consulting.

use serde_json::{Map, Value as Json, json};

use super::idempotency::once;
use super::{Acted, Engine, Input};
use crate::definition::Id;
use crate::error::{Error, Result};
use crate::request::{Actor, Instant, RequestId, TaskId};
use crate::store::write;
use crate::workflow::{Command, Consultation, NewTask, TaskCommand};

impl Engine {
    /// Opens a task of a request: for a service, or for one of its agents. It outlives statuses, and ends with the
    /// request at the latest.
    ///
    /// # Errors
    /// `not_found` (also for the service, or an agent who may no longer act), `forbidden`, `stale_revision`,
    /// `request_closed`, `invalid_input`, `due_in_past`, `agent_of_another_service`.
    pub fn open_task(
        &self,
        actor: &Actor,
        request: RequestId,
        task: &NewTask,
        input: Input,
    ) -> Result<Acted> {
        let NewTask { title, service, agent, due } = task;
        let content = json!({"title": title, "service": service, "agent": agent, "due": due});
        self.command(actor, request, "open_task", &input, content, || Command::OpenTask(task.clone()))
    }

    /// Consults another service: opens there a task of opinion, whose answer the request's agents read. The agents of
    /// that service see the request from then on.
    ///
    /// # Errors
    /// `not_found` (also for the service), `forbidden`, `stale_revision`, `request_closed`, `invalid_input` for the
    /// service in charge, `invalid_answers` for the question or its file, `due_in_past`.
    pub fn consult(
        &self,
        actor: &Actor,
        request: RequestId,
        consultation: &Consultation,
        input: Input,
    ) -> Result<Acted> {
        let Consultation { service, question, attachment, due } = consultation;
        let content = json!({"service": service, "question": question, "attachment": attachment, "due": due});
        self.command(actor, request, "consult", &input, content, || Command::Consult(consultation.clone()))
    }

    /// Takes a task on.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `task_not_available`.
    pub fn take_task(&self, actor: &Actor, task: TaskId, input: Input) -> Result<Acted> {
        self.task_command(actor, task, "take_task", &input, json!({}), || TaskCommand::Take)
    }

    /// Gives a task back to its service. Whoever has it may, and the managers of its service.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `task_not_available`.
    pub fn release_task(&self, actor: &Actor, task: TaskId, input: Input) -> Result<Acted> {
        self.task_command(actor, task, "release_task", &input, json!({}), || TaskCommand::Release)
    }

    /// Ends a task: its work is done. `input` answers its form; that of an opinion has `opinion` (`favourable`,
    /// `unfavourable`, `reserved`, `none`), `answer` and `attachment`.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `task_not_available`, `invalid_answers`, and those of what follows.
    pub fn complete_task(&self, actor: &Actor, task: TaskId, input: Input) -> Result<Acted> {
        let values = input.values.clone();
        let content = if values.is_empty() { json!({}) } else { json!({"values": values}) };
        self.task_command(actor, task, "complete_task", &input, content, || {
            TaskCommand::Complete(values.clone())
        })
    }

    /// Hands a task to a service, or to an agent who processes the tasks of its service. Whoever has it may, and the
    /// managers of its service. The reason stays in the history.
    ///
    /// # Errors
    /// `not_found` (also for the service, or an agent who may no longer act), `forbidden`, `stale_revision`,
    /// `task_not_available`, `invalid_input`, `agent_of_another_service`.
    pub fn transfer_task(
        &self,
        actor: &Actor,
        task: TaskId,
        service: Option<Id>,
        agent: Option<String>,
        reason: &str,
        input: Input,
    ) -> Result<Acted> {
        let content = json!({"service": service, "agent": agent, "reason": reason});
        self.task_command(actor, task, "transfer_task", &input, content, || TaskCommand::Transfer {
            service: service.clone(),
            agent: agent.clone(),
            reason: reason.to_owned(),
        })
    }

    /// Changes the due date of a task; without one, it has none any more. Whoever has it may, and the managers of its
    /// service.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `task_not_available`, `due_in_past`.
    pub fn set_task_due(
        &self,
        actor: &Actor,
        task: TaskId,
        due: Option<Instant>,
        input: Input,
    ) -> Result<Acted> {
        self.task_command(actor, task, "set_task_due", &input, json!({"due": due}), || {
            TaskCommand::SetDue(due)
        })
    }

    /// Reminds by e-mail the agent who has a task or, while they are away, who stands in; its service when nobody has it
    /// or can be written to. Whoever processes the request may.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `task_not_available`, `nobody_to_remind`.
    pub fn remind_task(&self, actor: &Actor, task: TaskId, input: Input) -> Result<Acted> {
        self.task_command(actor, task, "remind_task", &input, json!({}), || TaskCommand::Remind)
    }

    fn task_command(
        &self,
        actor: &Actor,
        task: TaskId,
        operation: &str,
        input: &Input,
        content: Json,
        command: impl Fn() -> TaskCommand,
    ) -> Result<Acted> {
        let now = self.now();
        let mut asked = Map::from_iter([("task".to_owned(), json!(task))]);
        if let Json::Object(content) = content {
            asked.extend(content);
        }
        write(self.store(), |store| {
            let key = (actor, operation, input.idempotency_key.as_deref());
            once(store, key, &asked, now, |store| {
                let request = store.request_of_task(task)?;
                let request = request.ok_or_else(|| Error::not_found("tâche", "task"))?;
                self.carry_out_on(store, actor, request, input, Command::Task(task, command()))
            })
        })
    }
}
