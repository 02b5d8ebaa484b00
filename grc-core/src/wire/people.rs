//! Agents, their roles, their absences.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::engine::{PageOf, PageRequest, PeopleQuery};
use crate::error::Result;
use crate::request::{Absence, Actor, Agent, PeopleEvent};

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
pub(super) struct Disable {
    /// The agent.
    agent: String,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Disabled {
    /// Requests of which they had something in hand: it was given back to its service.
    requests: usize,
}

impl Request for Disable {
    const NAME: &'static str = "disable_agent";
    const SUMMARY: &'static str =
        "Takes from an agent the right to act, and gives back to the services what they had in hand.";
    type Caller = Actor;
    type Response = Disabled;

    fn perform(self, context: Context<'_, Actor>) -> Result<Disabled> {
        let requests = context.engine.disable_agent(&context.caller, &self.agent)?;
        Ok(Disabled { requests })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SetAbsence {
    /// The agent.
    agent: String,
    /// When they are away and who stands in; they are there, if absent.
    #[serde(default)]
    absence: Option<Absence>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct AbsenceSet {
    /// When they are away.
    absence: Option<Absence>,
}

impl Request for SetAbsence {
    const NAME: &'static str = "set_absence";
    const SUMMARY: &'static str = "Tells when an agent is away and who stands in.";
    type Caller = Actor;
    type Response = AbsenceSet;

    fn perform(self, context: Context<'_, Actor>) -> Result<AbsenceSet> {
        context.engine.set_absence(&context.caller, &self.agent, self.absence.as_ref())?;
        Ok(AbsenceSet { absence: self.absence })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct History {
    /// Whose; that of all agents, if absent.
    #[serde(default)]
    query: PeopleQuery,
    /// Which part of the journal; its end, if absent.
    #[serde(default)]
    page: PageRequest,
}

impl Request for History {
    const NAME: &'static str = "people_history";
    const SUMMARY: &'static str =
        "Tells what was done to the agents' registrations, by whom and when, the last first.";
    type Caller = Actor;
    type Response = PageOf<PeopleEvent>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<PeopleEvent>> {
        context.engine.people_history(&context.caller, &self.query, &self.page)
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
