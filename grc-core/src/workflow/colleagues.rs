//! Who is given work: those who are there, those who stand in; and what becomes of the work of those who left.

use super::course::Course;
use super::rights::Access;
use crate::definition::Id;
use crate::error::{Error, Result};
use crate::request::{Agent, Departure, EventContent, GivenBackReason, TaskId};

impl Course<'_, '_> {
    /// The agent who is given what is meant for `id`: that one or, while they are away, who stands in. Nobody stands in for
    /// who stands in, and whoever is away takes what they ask for themselves.
    pub(super) fn present(&self, id: String) -> Result<String> {
        let unknown = || Error::not_found("agent", "agent").at("/agent");
        if self.context.actor.as_agent() == Some(&id) {
            return self.active(&id)?.map(|agent| agent.id).ok_or_else(unknown);
        }
        self.at_work(&id)?.map(|agent| agent.id).ok_or_else(unknown)
    }

    /// An agent who may act or, while they are away, who stands in for them.
    pub(super) fn at_work(&self, id: &str) -> Result<Option<Agent>> {
        let Some(agent) = self.active(id)? else { return Ok(None) };
        let delegate = match agent.delegate_at(self.context.now) {
            Some(delegate) => self.active(delegate)?,
            None => None,
        };
        Ok(Some(delegate.unwrap_or(agent)))
    }

    /// An agent who may act.
    fn active(&self, id: &str) -> Result<Option<Agent>> {
        Ok((self.context.people)(id)?.filter(|agent| agent.active))
    }

    /// Gives back to its service what an agent has who left it: open tasks, and the request while it is open.
    pub(super) fn give_back(&mut self, departure: &Departure) -> Result<()> {
        self.require(Access::System)?;
        let Departure { agent, service } = departure;
        let is_left = |of: &Id| service.as_ref().is_none_or(|service| service == of);
        let has = |holder: &Option<String>| holder.as_ref() == Some(agent);
        let open = self.request.open_tasks().filter(|task| has(&task.agent) && is_left(&task.service));
        let mut left: Vec<Option<TaskId>> = open.map(|task| Some(task.id)).collect();
        let is_open = !self.request.state.is_closed();
        if is_open && has(&self.request.agent) && is_left(&self.request.service) {
            left.push(None);
        }
        let reason = match service {
            None => GivenBackReason::AgentLeft,
            Some(_) => GivenBackReason::RoleLost,
        };
        for task in left {
            self.emit(EventContent::GivenBack { agent: agent.clone(), reason, task });
        }
        Ok(())
    }
}
