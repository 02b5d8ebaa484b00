//! Tasks: opened by the circuit, taken and ended by agents.

use super::course::{Course, Moment, evaluation_failed};
use super::delays;
use super::process::{Awaited, ComputedText, TaskModel};
use super::rights::Access;
use crate::definition::{Bilingual, Id, Name};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::Value;
use crate::request::{EventContent, Role, Task, TaskId};

impl Course<'_, '_> {
    /// Opens a task. It ends when the request leaves `status`, if one is given.
    pub(super) fn open_task(
        &mut self,
        model: &TaskModel,
        status: Option<Name>,
        moment: Moment<'_>,
    ) -> Result<()> {
        let facts = self.facts(moment);
        let title = model
            .title
            .render(&facts, self.process.town.language)
            .map_err(|error| evaluation_failed(&error))?;
        let service = self.text(model.service.as_ref(), moment)?.map(Id);
        let agent = self.text(model.agent.as_ref(), moment)?;
        let due = match &model.due {
            Some(delay) => delays::end_of(delay, self.context.now, &self.process.town, &self.facts(moment))?,
            None => None,
        };
        let service = service.unwrap_or_else(|| self.request.service.clone());
        if self.process.town.service(service.as_str()).is_none() {
            return Err(Error::not_found("service", "service"));
        }
        let agent = agent.map(|agent| self.present(agent)).transpose()?;
        let task = Task {
            id: TaskId(self.fresh_id()),
            name: model.name.clone(),
            title,
            service,
            agent,
            opened_at: self.context.now,
            due,
            status,
            ended: None,
        };
        self.emit(EventContent::TaskOpened(task));
        Ok(())
    }

    /// Opens a task of the engine's own: something that only a person can mend.
    pub(super) fn call_for_help(&mut self, name: &str, title: Bilingual) {
        let task = Task {
            id: TaskId(self.fresh_id()),
            name: Name(name.to_owned()),
            title: title.get(self.process.town.language).to_owned(),
            service: self.request.service.clone(),
            agent: self.request.agent.clone(),
            opened_at: self.context.now,
            due: None,
            status: None,
            ended: None,
        };
        self.emit(EventContent::TaskOpened(task));
    }

    /// Ends the tasks that the present status opened, or all of them.
    pub(super) fn end_tasks(&mut self, all: bool, done: bool) {
        let ended: Vec<TaskId> = self
            .request
            .open_tasks()
            .filter(|task| all || task.status.as_ref() == Some(&self.request.status))
            .map(|task| task.id)
            .collect();
        for task in ended {
            self.emit(EventContent::TaskEnded { task, done });
        }
    }

    pub(super) fn take_task(&mut self, id: TaskId) -> Result<()> {
        let task = self.available_task(id)?;
        let taken = task.agent.is_some();
        let agent = self.context.actor.as_agent().map(str::to_owned).ok_or_else(Error::forbidden)?;
        if taken {
            return Ok(());
        }
        self.emit(EventContent::TaskAssigned { task: id, agent: Some(agent) });
        Ok(())
    }

    pub(super) fn complete_task(&mut self, id: TaskId) -> Result<()> {
        let status = self.available_task(id)?.status.clone();
        self.emit(EventContent::TaskEnded { task: id, done: true });
        let waiting = self.request.open_tasks().any(|task| task.status == status);
        if status.as_ref() == Some(&self.request.status) && !waiting {
            self.signal(&Awaited::TasksDone)?;
        }
        Ok(())
    }

    /// The open task that the actor may process: theirs, or nobody's in a service of theirs.
    fn available_task(&self, id: TaskId) -> Result<&Task> {
        self.require(Access::Reader)?;
        let task = self.request.tasks.iter().find(|task| task.id == id);
        let task = task.ok_or_else(|| Error::not_found("tâche", "task"))?;
        let agent = self.context.agent.ok_or_else(Error::forbidden)?;
        let theirs = task.agent.as_deref().is_some_and(|holder| agent.answers_for(holder));
        if !theirs && !agent.has(Role::Agent, task.service.as_str()) {
            return Err(Error::forbidden());
        }
        let manager = agent.has(Role::Manager, task.service.as_str());
        if task.ended.is_some() || !(theirs || manager || task.agent.is_none()) {
            let message = Bilingual::new(
                "la tâche est terminée, ou un autre agent l'a prise",
                "the task has ended, or another agent has taken it",
            );
            return Err(Error::new(ErrorCode::TaskNotAvailable, message));
        }
        Ok(task)
    }

    /// The text that a definition gives or computes; `None` when it computes nothing.
    pub(super) fn text(&self, text: Option<&ComputedText>, moment: Moment<'_>) -> Result<Option<String>> {
        match text {
            None => Ok(None),
            Some(ComputedText::Fixed(text)) => Ok(Some(text.clone())),
            Some(ComputedText::Computed(expression)) => {
                match expression.evaluate(&self.facts(moment)).map_err(|error| evaluation_failed(&error))? {
                    Value::Text(text) => Ok(Some(text.to_string())),
                    _ => Ok(None),
                }
            }
        }
    }
}
