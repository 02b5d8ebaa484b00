//! Taking tasks, giving them back, ending them.

use super::super::course::{Course, Moment};
use super::super::process::{Awaited, Process, TaskModel};
use super::super::rights::{TaskAccess, task_access};
use super::super::transitions::Given;
use crate::definition::{Bilingual, Reader};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Fields;
use crate::form::Form;
use crate::request::{Actor, Agent, EventContent, Task, TaskId, Values};

impl Course<'_, '_> {
    pub(super) fn take_task(&mut self, id: TaskId) -> Result<()> {
        let task = self.available_task(id)?;
        let agent = self.context.actor.as_agent().map(str::to_owned).ok_or_else(Error::forbidden)?;
        if task.agent.is_none() {
            self.emit(EventContent::TaskAssigned { task: id, agent: Some(agent) });
        }
        Ok(())
    }

    pub(super) fn release_task(&mut self, id: TaskId) -> Result<()> {
        let task = self.open_task_for(id, TaskAccess::Arrange)?;
        if task.agent.is_some() {
            self.emit(EventContent::TaskAssigned { task: id, agent: None });
        }
        Ok(())
    }

    pub(super) fn complete_task(&mut self, id: TaskId, input: &Values) -> Result<()> {
        let task = self.available_task(id)?;
        let process = self.process;
        let model = process.task_model(&task);
        let form = process.task_form(&task);
        let Given { values: input, files } = match form {
            Some(form) => self.answered(form, input, Reader::Agent)?,
            None if input.is_empty() => Given::default(),
            None => return Err(asks_nothing()),
        };
        let agent = self.context.actor.as_agent().map(str::to_owned);
        self.emit(EventContent::TaskEnded { agent, done: true, files, input: input.clone(), task: id });
        if let (Some(model), Some(form)) = (model, form) {
            self.follow_task(model, form, &input)?;
        }
        self.after_the_end_of(&task)
    }

    fn follow_task(&mut self, model: &TaskModel, form: &Form, input: &Values) -> Result<()> {
        let moment = Moment { input: Some(Fields { form, values: input }), ..Moment::default() };
        self.act(&model.on_done, moment)
    }

    /// Moves the request if it waited for the end of a task of its status: of the first, or of the last.
    fn after_the_end_of(&mut self, task: &Task) -> Result<()> {
        if task.status.as_ref() != Some(&self.request.status) || self.signal(&Awaited::TasksAny)? {
            return Ok(());
        }
        if !self.request.open_tasks().any(|other| other.status == task.status) {
            self.signal(&Awaited::TasksDone)?;
        }
        Ok(())
    }

    /// Ends the tasks that the present status opened, or all of them. One that asks something was not done by whoever
    /// moved the request without answering.
    pub(in super::super) fn end_tasks(&mut self, all: bool, done: bool) {
        let ended: Vec<(TaskId, bool)> = self
            .request
            .open_tasks()
            .filter(|task| all || task.status.as_ref() == Some(&self.request.status))
            .map(|task| (task.id, done && !self.asks(task)))
            .collect();
        for (task, done) in ended {
            let (agent, files, input) = (None, Vec::new(), Values::new());
            self.emit(EventContent::TaskEnded { agent, done, files, input, task });
        }
    }

    fn asks(&self, task: &Task) -> bool {
        self.process.task_form(task).is_some_and(|form| !form.is_empty())
    }

    /// The open task that the actor may process: theirs, or nobody's in a service of theirs.
    fn available_task(&self, id: TaskId) -> Result<Task> {
        let task = self.open_task_for(id, TaskAccess::Process)?;
        // The host processes nothing.
        self.context.agent.ok_or_else(Error::forbidden)?;
        if may_complete(&task, self.context.actor, self.context.agent) {
            return Ok(task);
        }
        let message = Bilingual::new("un autre agent a pris la tâche", "another agent has taken the task");
        let details = serde_json::json!({"reason": "taken", "agent": task.agent});
        Err(Error::new(ErrorCode::TaskNotAvailable, message).with_details(details))
    }
}

impl Process {
    /// Whether an actor may take a task on, or complete it, as it stands.
    pub fn may_complete(&self, task: &Task, actor: &Actor, agent: Option<&Agent>) -> bool {
        task.ended.is_none() && agent.is_some() && may_complete(task, actor, agent)
    }
}

/// Nobody's task is for every agent of its service; another's, for a manager.
fn may_complete(task: &Task, actor: &Actor, agent: Option<&Agent>) -> bool {
    let access = task_access(task, actor, agent);
    access == TaskAccess::Arrange || (access == TaskAccess::Process && task.agent.is_none())
}

fn asks_nothing() -> Error {
    let message = Bilingual::new("cette tâche ne demande rien", "this task asks nothing");
    Error::new(ErrorCode::InvalidInput, message).at("/values")
}
