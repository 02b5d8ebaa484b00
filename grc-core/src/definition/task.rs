//! Tasks of a circuit: whose they are, by when, what they ask, and what follows.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::form::Form;
use super::value::{Computed, Delay, Name};
use super::workflow::{Action, Workflow};

/// Work awaited from a service or an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskDefinition {
    /// Identifier within the circuit.
    pub id: Name,
    /// What is to be done; may hold placeholders.
    pub title: Text,
    /// What is awaited: work, if absent.
    #[serde(default)]
    pub kind: TaskKind,
    /// Service: its id, or an expression after `=`; the request's service, if absent.
    pub service: Option<Computed>,
    /// Agent; the task is its service's, if absent.
    pub agent: Option<TaskAgent>,
    /// Time allowed, from its opening, or the day by which it is to be done.
    pub due: Option<TaskDue>,
    /// What is asked of the agent who completes it. An opinion has its own form.
    pub form: Option<Form>,
    /// Done when it is completed; `input` is its form.
    #[serde(default)]
    pub on_done: Vec<Action>,
    /// Done once, when its due date passes.
    #[serde(default)]
    pub overdue: Vec<Action>,
}

/// What is awaited of whoever has a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TaskKind {
    /// That something be done.
    #[default]
    Work,
    /// An opinion: `input.opinion` (`favourable`, `unfavourable`, `reserved`, `none`), `input.answer`,
    /// `input.attachment`.
    Opinion,
}

impl TaskKind {
    /// Whether it is the ordinary kind.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks")]
    pub(crate) fn is_work(&self) -> bool {
        *self == Self::Work
    }

    /// The name used in catalogues and records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Work => "work",
            Self::Opinion => "opinion",
        }
    }
}

/// The agent to whom a task is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TaskAgent {
    /// Their id, or an expression after `=`.
    Named(Computed),
    /// Chosen by load.
    ByLoad(ByLoad),
}

/// A choice by load.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ByLoad {
    /// `true`: the agent of the task's service who has the fewest open tasks; the service, if it has no agent.
    pub least_loaded: bool,
}

/// By when a task is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum TaskDue {
    /// Within a time, from its opening.
    Within(Delay),
    /// On a day.
    On(DueDate),
}

/// The day by which a task is to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueDate {
    /// An expression after `=` that gives a date (until the end of that day), or a date and time. Without a value, the
    /// task has no due date.
    pub date: Computed,
}

impl Workflow {
    /// Every task that the circuit may open: by a status, by an action, by an action of another task.
    pub fn tasks(&self) -> Vec<&TaskDefinition> {
        let transitions = self.statuses.values().flat_map(|status| &status.transitions);
        let anywhere = self.anywhere.iter().map(|anywhere| &anywhere.transition);
        let entries = self.statuses.values().flat_map(|status| &status.on_enter);
        let actions = transitions.chain(anywhere).flat_map(|transition| &transition.actions).chain(entries);
        let mut tasks: Vec<&TaskDefinition> =
            self.statuses.values().flat_map(|status| &status.tasks).chain(opened(actions)).collect();
        let mut seen = 0;
        while let Some(task) = tasks.get(seen) {
            let next: Vec<_> = opened(task.on_done.iter().chain(&task.overdue)).collect();
            tasks.extend(next);
            seen = seen.saturating_add(1);
        }
        tasks
    }
}

fn opened<'a>(actions: impl Iterator<Item = &'a Action>) -> impl Iterator<Item = &'a TaskDefinition> {
    actions.filter_map(|action| match action {
        Action::OpenTask(task) => Some(task.as_ref()),
        _ => None,
    })
}
