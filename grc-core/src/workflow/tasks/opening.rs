//! Opening tasks: by the circuit, by hand, by the engine itself.

use super::super::course::{Course, Moment, evaluation_failed};
use super::super::delays;
use super::super::process::{Awaited, TaskAgent, TaskDue, TaskModel};
use super::super::rights::Access;
use super::require_text;
use crate::definition::{Bilingual, Id, Name, TaskKind};
use crate::error::Result;
use crate::expr::Value;
use crate::request::{Agent, EventContent, Instant, Role, Task, TaskId};

/// Most bytes of the title of a task opened by hand.
const MOST_TITLE: usize = 500;

/// An agent of a service, and how much they have to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Colleague {
    /// The agent.
    pub agent: Agent,
    /// Open tasks in their hands, those of the request in question left out.
    pub open_tasks: u64,
}

/// A task to open by hand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewTask {
    /// What is to be done.
    pub title: String,
    /// The service; the one in charge, if `None`.
    pub service: Option<Id>,
    /// The agent; none, if `None`.
    pub agent: Option<String>,
    /// By when.
    pub due: Option<Instant>,
}

impl Course<'_, '_> {
    /// Opens a task of the circuit. It ends when the request leaves `status`, if one is given.
    pub(in super::super) fn open_task(
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
        let service = service.unwrap_or_else(|| self.request.service.clone());
        self.require_service(&service)?;
        let agent = match &model.agent {
            None => None,
            Some(TaskAgent::LeastLoaded) => self.least_loaded(&service)?,
            Some(TaskAgent::Named(text)) => self.text(Some(text), moment)?,
        };
        let agent = agent.map(|agent| self.present(agent)).transpose()?;
        let due = self.due_of(model.due.as_ref(), moment)?;
        let of_status = status.is_some() && self.awaits(&Awaited::TasksOverdue);
        let watched = due.is_some() && (of_status || !model.overdue.is_empty());
        let task = self.new_task(model.name.clone(), title, service);
        self.emit(EventContent::TaskOpened(Task { kind: model.kind, agent, due, watched, status, ..task }));
        Ok(())
    }

    /// A person opens a task.
    pub(in super::super) fn open_task_by_hand(&mut self, wanted: NewTask) -> Result<()> {
        self.require(Access::Agent)?;
        self.require_open()?;
        let NewTask { title, service, agent, due } = wanted;
        require_text(&title, MOST_TITLE, "/title")?;
        self.require_future(due)?;
        let service = service.unwrap_or_else(|| self.request.service.clone());
        self.require_service(&service)?;
        let agent = agent.map(|agent| self.agent_of(agent, &service)).transpose()?;
        let task = self.new_task(Name::default(), title, service);
        self.emit(EventContent::TaskOpened(Task { agent, due, ..task }));
        Ok(())
    }

    /// Opens a task of the engine's own: something that only a person can mend.
    pub(in super::super) fn call_for_help(&mut self, name: &str, title: Bilingual) -> TaskId {
        let title = title.get(self.process.town.language).to_owned();
        let task = self.new_task(Name(name.to_owned()), title, self.request.service.clone());
        let (id, agent) = (task.id, self.request.agent.clone());
        self.emit(EventContent::TaskOpened(Task { agent, ..task }));
        id
    }

    /// The same, unless someone is called already: what was sent again and failed again is one affair.
    pub(in super::super) fn call_once_for_help(&mut self, name: &str, title: Bilingual) {
        if !self.request.open_tasks().any(|task| task.name.as_str() == name) {
            self.call_for_help(name, title);
        }
    }

    /// A task of a service, without more.
    pub(super) fn new_task(&mut self, name: Name, title: String, service: Id) -> Task {
        Task {
            id: TaskId(self.fresh_id()),
            name,
            kind: TaskKind::Work,
            title,
            question: None,
            service,
            agent: None,
            opened_at: self.context.now,
            due: None,
            watched: false,
            overdue_at: None,
            status: None,
            ended: None,
        }
    }

    fn due_of(&self, due: Option<&TaskDue>, moment: Moment<'_>) -> Result<Option<Instant>> {
        let town = &self.process.town;
        match due {
            None => Ok(None),
            Some(TaskDue::Within(delay)) => {
                delays::end_of(delay, self.context.now, town, &self.facts(moment))
            }
            Some(TaskDue::On(expression)) => {
                let value = expression.evaluate(&self.facts(moment));
                Ok(match value.map_err(|error| evaluation_failed(&error))? {
                    // The day is whole: a task is late from the next one on.
                    Value::Date(day) => day.succ_opt().map(|next| town.start_of(next).plus_milliseconds(-1)),
                    Value::DateTime(instant) => Some(Instant::from(instant)),
                    _ => None,
                })
            }
        }
    }

    /// The agent of a service who has the fewest open tasks, by id among equals; none if the service has no agent.
    fn least_loaded(&self, service: &Id) -> Result<Option<String>> {
        let colleagues = (self.context.colleagues)(service, self.request.id)?;
        let now = self.context.now;
        let is_there = |agent: &Agent| agent.absence.as_ref().is_none_or(|absence| !absence.covers(now));
        let present = colleagues
            .into_iter()
            .filter(|one| one.agent.has(Role::Agent, service.as_str()) && is_there(&one.agent));
        let loads = present.map(|Colleague { agent, open_tasks }| {
            let here = self.request.open_tasks().filter(|task| task.agent.as_deref() == Some(&agent.id));
            (here.fold(open_tasks, |load, _| load.saturating_add(1)), agent.id)
        });
        Ok(loads.min().map(|(_, agent)| agent))
    }
}
