//! Who may see a request and act on it. What is not listed here is refused.

use super::process::{Performer, Transition, Trigger};
use crate::definition::{Id, TaskKind};
use crate::request::{Actor, Agent, Request, Role, Task, TaskId};

/// What an actor may do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Access {
    /// Nothing: it does not exist for them.
    None,
    /// Reads what applicants may read, and performs what is theirs.
    Applicant,
    /// Reads everything.
    Reader,
    /// Reads what agents read, does what is asked of their service alone, comments for the town hall.
    Contributor,
    /// Processes it.
    Agent,
    /// Decides, and reassigns.
    Manager,
    /// The host.
    System,
}

/// What an actor may do with a request. `agent` is the actor, when they are one.
///
/// An agent's access is the highest role that they have in the service in charge. Those of a service that has work to do
/// there process it too, and so does whoever has it in charge or has some of that work, whatever their service. A service
/// that is only consulted, or named by a way out of the present status, contributes.
/// Whoever stands in for a colleague may do what that colleague may, with the requests and tasks that they have in hand.
pub fn access(request: &Request, actor: &Actor, agent: Option<&Agent>) -> Access {
    match actor {
        Actor::System => Access::System,
        Actor::Connector(_) => Access::None,
        Actor::Applicant(id) if request.applicant_id.as_deref() == Some(id) => Access::Applicant,
        Actor::Applicant(_) => Access::None,
        Actor::Agent(_) => agent.filter(|agent| agent.active).map_or(Access::None, |agent| {
            let lent = stood_in_for(request, agent).map(|absent| own_access(request, absent));
            lent.max().unwrap_or(Access::None).max(own_access(request, agent))
        }),
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
    let holds = |agent: &Agent| task.agent.as_deref().is_some_and(|holder| agent.answers_for(holder));
    match agent.filter(|agent| agent.active) {
        Some(agent) if holds(agent) || agent.has(Role::Manager, task.service.as_str()) => TaskAccess::Arrange,
        Some(agent) if agent.has(Role::Agent, task.service.as_str()) => TaskAccess::Process,
        _ => TaskAccess::See,
    }
}

fn own_access(request: &Request, agent: &Agent) -> Access {
    if agent.has(Role::Manager, request.service.as_str()) {
        return Access::Manager;
    }
    let is_theirs = |holder: &Option<String>| holder.as_deref() == Some(agent.id.as_str());
    let has_part_in = |kind: TaskKind| {
        let mut tasks = request.tasks.iter().filter(|task| task.kind == kind);
        tasks.any(|task| {
            agent.has(Role::Agent, task.service.as_str()) || (task.ended.is_none() && is_theirs(&task.agent))
        })
    };
    let is_called_upon = |role| request.called_upon.iter().any(|service| agent.has(role, service.as_str()));
    let reads = || {
        let mut services = request.tasks.iter().map(|task| &task.service).chain([&request.service]);
        services.any(|service| agent.has(Role::Reader, service.as_str())) || is_called_upon(Role::Reader)
    };
    let processes = agent.has(Role::Agent, request.service.as_str()) || is_theirs(&request.agent);
    if processes || has_part_in(TaskKind::Work) {
        Access::Agent
    } else if has_part_in(TaskKind::Opinion) || is_called_upon(Role::Agent) {
        Access::Contributor
    } else if reads() {
        Access::Reader
    } else {
        Access::None
    }
}

/// The absent colleagues for whom an agent stands in and who have something of the request in hand.
fn stood_in_for<'a>(request: &'a Request, agent: &'a Agent) -> impl Iterator<Item = &'a Agent> {
    agent.stands_in_for.iter().filter(|absent| {
        let mut holders = request.open_tasks().map(|task| &task.agent).chain([&request.agent]);
        holders.any(|holder| holder.as_ref() == Some(&absent.id))
    })
}

/// The absent colleague for whom an agent acts: the one who has the task or, without a task, the request; else the one
/// without whom the agent could not do as much.
pub(super) fn on_behalf_of(request: &Request, agent: Option<&Agent>, task: Option<TaskId>) -> Option<String> {
    let agent = agent?;
    let holder = match task {
        Some(id) => request.tasks.iter().find(|task| task.id == id)?.agent.as_ref(),
        None => request.agent.as_ref(),
    };
    let own = own_access(request, agent);
    let needed = |absent: &&Agent| task.is_none() && own_access(request, absent) > own;
    let has_it = stood_in_for(request, agent).find(|absent| Some(&absent.id) == holder);
    has_it.or_else(|| stood_in_for(request, agent).find(needed)).map(|absent| absent.id.clone())
}

/// Whether an actor may perform a transition that a person performs.
pub(super) fn may_perform(
    transition: &Transition,
    request: &Request,
    actor: &Actor,
    agent: Option<&Agent>,
) -> bool {
    let Trigger::By(performers) = &transition.trigger else { return false };
    let has = |role: Role, service: Option<&Id>| {
        let service = service.unwrap_or(&request.service).as_str();
        let has = |agent: &Agent| agent.has(role, service);
        agent.is_some_and(|agent| has(agent) || (agent.active && stood_in_for(request, agent).any(has)))
    };
    performers.iter().any(|performer| match performer {
        Performer::Applicant => access(request, actor, agent) == Access::Applicant,
        Performer::Assignee => match (&request.agent, agent) {
            (Some(holder), Some(agent)) => agent.answers_for(holder),
            _ => false,
        },
        Performer::Agent(service) => has(Role::Agent, service.as_ref()),
        Performer::Manager(service) => has(Role::Manager, service.as_ref()),
        // Their code tells who they are, whoever acts: see `Course::confirm`.
        Performer::Party(_) => false,
    })
}
