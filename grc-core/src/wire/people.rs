//! Agents and their roles.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::error::Result;
use crate::request::{Actor, Agent};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Put {
    /// The agent, with all of their roles.
    agent: Agent,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Registered {
    /// The agent, as registered.
    agent: Agent,
}

impl Request for Put {
    const NAME: &'static str = "put_agent";
    const SUMMARY: &'static str = "Registers an agent and their roles, or replaces what was registered.";
    type Caller = Actor;
    type Response = Registered;

    fn perform(self, context: Context<'_, Actor>) -> Result<Registered> {
        context.engine.put_agent(&context.caller, &self.agent)?;
        Ok(Registered { agent: self.agent })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {}

#[derive(Serialize, JsonSchema)]
pub(super) struct Listed {
    /// The agents, by id.
    agents: Vec<Agent>,
}

impl Request for List {
    const NAME: &'static str = "agents";
    const SUMMARY: &'static str = "Lists the agents registered.";
    type Caller = Actor;
    type Response = Listed;

    fn perform(self, context: Context<'_, Actor>) -> Result<Listed> {
        let agents = context.engine.agents(&context.caller)?;
        Ok(Listed { agents })
    }
}
