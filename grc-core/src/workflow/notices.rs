//! The messages that actions write, with the places where they stand.

use super::process::{Action, Notice, Occasion, Process, Transition};
use super::task_model::TaskModel;
use crate::definition::Name;

/// A message that an action writes, where it stands.
#[derive(Clone, Copy, Debug)]
pub struct PlacedNotice<'a> {
    /// Where.
    pub place: Place<'a>,
    /// The message.
    pub notice: &'a Notice,
}

/// Where an action stands.
#[derive(Clone, Copy, Debug)]
pub enum Place<'a> {
    /// It is done when a request enters this status.
    Status(&'a Name),
    /// It is done by this transition.
    Transition(&'a Transition),
    /// It is done when this task ends, or is late.
    Task(&'a TaskModel),
}

impl Place<'_> {
    /// As catalogues write it: `status:refusee`, `transition:refuser`, `task:instruire`.
    pub fn written(&self) -> String {
        match self {
            Self::Status(name) => format!("status:{name}"),
            Self::Transition(transition) => format!("transition:{}", transition.id),
            Self::Task(task) => format!("task:{}", task.name),
        }
    }

    /// The occasion to which it comes nearest.
    pub(super) fn occasion(&self) -> Occasion {
        match self {
            Self::Status(name) => Occasion::Status((*name).clone()),
            Self::Transition(transition) => Occasion::Transition(transition.id.clone()),
            Self::Task(_) => Occasion::Submitted,
        }
    }
}

impl Process {
    /// The messages that actions of the circuit write: each once, in the order of statuses.
    pub fn notices(&self) -> Vec<PlacedNotice<'_>> {
        let mut found: Vec<PlacedNotice<'_>> = Vec::new();
        for (name, status) in &self.statuses {
            note(&mut found, Place::Status(name), &status.on_enter);
            for transition in &status.transitions {
                note(&mut found, Place::Transition(transition), &transition.actions);
            }
            for task in &status.tasks {
                note(&mut found, Place::Task(task), task.actions());
            }
        }
        for task in self.opened_by_actions() {
            note(&mut found, Place::Task(task), task.actions());
        }
        found
    }
}

fn note<'a>(
    found: &mut Vec<PlacedNotice<'a>>,
    place: Place<'a>,
    actions: impl IntoIterator<Item = &'a Action>,
) {
    for action in actions {
        // A transition that is offered in several statuses is one.
        if let Action::Notify(notice) = action
            && !found.iter().any(|known| std::ptr::eq(known.notice, notice.as_ref()))
        {
            found.push(PlacedNotice { place, notice });
        }
    }
}
