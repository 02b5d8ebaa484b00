//! The tasks of a circuit, compiled, and which of them a task is.

use std::sync::Arc;

use super::process::{Action, ComputedText, Delay, Process};
use crate::definition::{Name, TaskKind};
use crate::expr::{Expression, Template};
use crate::form::Form;
use crate::request::Task;

/// A task to open.
#[derive(Debug)]
pub struct TaskModel {
    /// Its name in the circuit.
    pub name: Name,
    /// What is awaited.
    pub kind: TaskKind,
    /// What is to be done.
    pub title: Template,
    /// The service; the request's, if absent.
    pub service: Option<ComputedText>,
    /// The agent.
    pub agent: Option<TaskAgent>,
    /// By when.
    pub due: Option<TaskDue>,
    /// What is asked of whoever completes it; that of opinions is with the process.
    pub form: Form,
    /// Done when it is completed.
    pub on_done: Vec<Action>,
    /// Done once, when its due date passes.
    pub overdue: Vec<Action>,
}

impl TaskModel {
    /// What it does on its way.
    pub fn actions(&self) -> impl Iterator<Item = &Action> {
        self.on_done.iter().chain(&self.overdue)
    }

    /// Whether something is asked for its end, or follows from it or from its due date.
    pub fn has_consequences(&self) -> bool {
        let asks = self.kind == TaskKind::Opinion || !self.form.is_empty();
        asks || !self.on_done.is_empty() || !self.overdue.is_empty()
    }
}

/// The agent to whom a task is given.
#[derive(Debug)]
pub enum TaskAgent {
    /// One who is named or computed.
    Named(ComputedText),
    /// The agent of the task's service who has the fewest open tasks.
    LeastLoaded,
}

/// By when a task is to be done.
#[derive(Debug)]
pub enum TaskDue {
    /// Within a time.
    Within(Delay),
    /// A day, or an instant.
    On(Expression),
}

/// The forms of every consultation.
#[derive(Debug)]
pub struct ConsultationForms {
    /// `question`, `attachment`.
    pub question: Form,
    /// `opinion`, `answer`, `attachment`.
    pub answer: Form,
}

impl Process {
    /// The model of a task: among those of the status that opened it, or of the actions that open tasks. `None` for one
    /// that was opened by hand, or by the engine itself.
    pub fn task_model(&self, task: &Task) -> Option<&TaskModel> {
        let named = |model: &&Arc<TaskModel>| model.name == task.name;
        match &task.status {
            Some(status) => self.status(status)?.tasks.iter().find(named).map(Arc::as_ref),
            None => self.opened_by_actions().into_iter().find(named).map(Arc::as_ref),
        }
    }

    /// The tasks that actions open: each once, those of other tasks included.
    pub fn opened_by_actions(&self) -> Vec<&Arc<TaskModel>> {
        let statuses = || self.statuses.values();
        let transitions = statuses().flat_map(|status| &status.transitions);
        let actions = transitions.flat_map(|transition| &transition.actions);
        let mut to_read: Vec<&Action> =
            actions.chain(statuses().flat_map(|status| &status.on_enter)).collect();
        to_read.extend(statuses().flat_map(|status| &status.tasks).flat_map(|task| task.actions()));
        let mut models: Vec<&Arc<TaskModel>> = Vec::new();
        while let Some(action) = to_read.pop() {
            if let Action::OpenTask(model) = action
                && !models.iter().any(|known| Arc::ptr_eq(known, model))
            {
                models.push(model);
                to_read.extend(model.actions());
            }
        }
        models
    }

    /// What is asked of whoever completes a task; `None` for one that asks nothing.
    pub fn task_form(&self, task: &Task) -> Option<&Form> {
        match task.kind {
            TaskKind::Opinion => Some(&self.consultation.answer),
            TaskKind::Work => self.task_model(task).map(|model| &model.form),
        }
    }
}
