//! Who may see a request and act on it. What is not listed here is refused.

use super::process::{Performer, Transition, Trigger};
use crate::request::{Actor, Agent, Request, Role, Task};

/// What an actor may do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Nothing: it does not exist for them.
    None,
    /// Reads what applicants may read, and performs what is theirs.
    Applicant,
    /// Reads everything.
    Reader,
    /// Processes it.
    Agent,
    /// Decides, and reassigns.
    Manager,
    /// The host.
    System,
}

/// What an actor may do with a request. `agent` is the actor, when they are one.
///
/// An agent's access is the highest role that they have in the service in charge or in a service of
/// one of its tasks; the agent in charge, or who has one of its open tasks, processes it, whatever their service.
pub fn access(request: &Request, actor: &Actor, agent: Option<&Agent>) -> Access {
    match actor {
        Actor::System => Access::System,
        Actor::Connector(_) => Access::None,
        Actor::Applicant(id) if request.applicant_id.as_deref() == Some(id) => Access::Applicant,
        Actor::Applicant(_) => Access::None,
        Actor::Agent(_) => {
            agent.filter(|agent| agent.active).map_or(Access::None, |agent| of_an_agent(request, agent))
        }
    }
}

/// What an actor may do with a task of a request that they see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TaskAccess {
    /// Reads it.
    See,
    /// Takes it on and completes it: the agents of its service, and whoever has it.
    Process,
    /// Gives it back, hands it on, changes its date: whoever has it, a manager of its service, the host.
    Arrange,
}

/// What an actor may do with a task of a request that they see.
pub(super) fn task_access(task: &Task, actor: &Actor, agent: Option<&Agent>) -> TaskAccess {
    if *actor == Actor::System {
        return TaskAccess::Arrange;
    }
    let holds = |agent: &Agent| task.agent.as_deref() == Some(agent.id.as_str());
    match agent.filter(|agent| agent.active) {
        Some(agent) if holds(agent) || agent.has(Role::Manager, task.service.as_str()) => TaskAccess::Arrange,
        Some(agent) if agent.has(Role::Agent, task.service.as_str()) => TaskAccess::Process,
        _ => TaskAccess::See,
    }
}

fn of_an_agent(request: &Request, agent: &Agent) -> Access {
    if agent.has(Role::Manager, request.service.as_str()) {
        return Access::Manager;
    }
    let is_theirs = |holder: &Option<String>| holder.as_deref() == Some(agent.id.as_str());
    let in_charge = is_theirs(&request.agent) || request.open_tasks().any(|task| is_theirs(&task.agent));
    let services = || {
        std::iter::once(request.service.as_str())
            .chain(request.tasks.iter().map(|task| task.service.as_str()))
    };
    if in_charge || services().any(|service| agent.has(Role::Agent, service)) {
        Access::Agent
    } else if services().any(|service| agent.has(Role::Reader, service)) {
        Access::Reader
    } else {
        Access::None
    }
}

/// Whether an actor may perform a transition that a person performs.
pub(super) fn may_perform(
    transition: &Transition,
    request: &Request,
    actor: &Actor,
    agent: Option<&Agent>,
) -> bool {
    let Trigger::By(performers) = &transition.trigger else { return false };
    performers.iter().any(|performer| match performer {
        Performer::Applicant => access(request, actor, agent) == Access::Applicant,
        Performer::Assignee => {
            agent.is_some_and(|agent| agent.active && request.agent.as_deref() == Some(agent.id.as_str()))
        }
        Performer::Agent(service) => has(Role::Agent, service.as_ref().unwrap_or(&request.service), agent),
        Performer::Manager(service) => {
            has(Role::Manager, service.as_ref().unwrap_or(&request.service), agent)
        }
    })
}

fn has(role: Role, service: &crate::definition::Id, agent: Option<&Agent>) -> bool {
    agent.is_some_and(|agent| agent.has(role, service.as_str()))
}
