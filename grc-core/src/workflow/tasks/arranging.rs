//! Whose a task is, and by when.

use super::super::course::Course;
use super::super::rights::TaskAccess;
use super::require_text;
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{EventContent, Instant, Role, TaskId};

/// Most bytes of the reason of a transfer.
const MOST_REASON: usize = 2000;

impl Course<'_, '_> {
    pub(super) fn transfer_task(
        &mut self,
        id: TaskId,
        service: Option<Id>,
        agent: Option<String>,
        reason: String,
    ) -> Result<()> {
        let task = self.open_task_for(id, TaskAccess::Arrange)?;
        require_text(&reason, MOST_REASON, "/reason")?;
        if service.is_none() && agent.is_none() {
            let message = Bilingual::new(
                "dites à quel service, ou à quel agent",
                "say to which service, or to which agent",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/service"));
        }
        let service = service.unwrap_or(task.service.clone());
        self.require_service(&service)?;
        let agent = agent.map(|agent| self.agent_of(agent, &service)).transpose()?;
        if (&service, &agent) != (&task.service, &task.agent) {
            self.emit(EventContent::TaskTransferred { agent, reason, service, task: id });
        }
        Ok(())
    }

    pub(super) fn set_task_due(&mut self, id: TaskId, due: Option<Instant>) -> Result<()> {
        let task = self.open_task_for(id, TaskAccess::Arrange)?;
        self.require_future(due)?;
        if due != task.due {
            self.emit(EventContent::TaskDueSet { due, task: id });
        }
        Ok(())
    }

    /// The agent who is given what is meant for `id`, as [`Course::present`] tells. Refuses one who may no longer act, or
    /// who does not process the tasks of a service.
    pub(super) fn agent_of(&self, id: String, service: &Id) -> Result<String> {
        let meant = (self.context.people)(&id)?;
        let present = self.present(id)?;
        if meant.is_some_and(|agent| agent.has(Role::Agent, service.as_str())) {
            return Ok(present);
        }
        let message = Bilingual::new(
            format!("cet agent ne traite pas les tâches du service `{service}`"),
            format!("this agent does not process the tasks of the service `{service}`"),
        );
        Err(Error::new(ErrorCode::AgentOfAnotherService, message).at("/agent"))
    }
}
