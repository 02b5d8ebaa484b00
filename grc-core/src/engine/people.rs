//! Agents: registered by the host, with their roles.

use super::{Engine, require_system};
use crate::error::{Error, Result};
use crate::request::{Actor, Agent};
use crate::store::{Reading, read, write};

impl Engine {
    /// Registers an agent and their roles, or replaces what was registered.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn put_agent(&self, actor: &Actor, agent: &Agent) -> Result<()> {
        require_system(actor)?;
        write(self.store(), |store| store.put_agent(agent))
    }

    /// Every agent registered.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or an active agent.
    pub fn agents(&self, actor: &Actor) -> Result<Vec<Agent>> {
        read(self.store(), |store| match (actor, acting_agent(store, actor)?) {
            (Actor::System, _) | (_, Some(_)) => store.agents(),
            _ => Err(Error::forbidden()),
        })
    }
}

impl Engine {
    /// Whether the actor is the host, or an agent whom the store knows and who may still act.
    pub(super) fn is_of_the_town_hall(&self, actor: &Actor) -> Result<bool> {
        match actor {
            Actor::System => Ok(true),
            Actor::Agent(_) => Ok(read(self.store(), |store| acting_agent(store, actor))?.is_some()),
            Actor::Applicant(_) | Actor::Connector(_) => Ok(false),
        }
    }
}

/// The agent who acts, with the roles that the store gives them; `None` for someone unknown or inactive.
pub(super) fn acting_agent(store: &dyn Reading, actor: &Actor) -> Result<Option<Agent>> {
    match actor.as_agent() {
        Some(id) => Ok(store.agent(id)?.filter(|agent| agent.active)),
        None => Ok(None),
    }
}
