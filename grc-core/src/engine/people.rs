//! Agents: registered by the host with their roles, and the journal of what is done to them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::definitions::Current;
use super::page::{cut, page};
use super::{Engine, PageOf, PageRequest, require_system};
use crate::definition::{Bilingual, Id, did_you_mean};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Agent, Departure, PeopleChange, PeopleEvent, Role};
use crate::store::{Reading, Writing, read, write};

/// Which part of the journal of agents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PeopleQuery {
    /// Of this agent; of all, if absent.
    pub agent: Option<String>,
}

impl Engine {
    /// Registers an agent and their roles, or replaces what was registered. An agent registered as they already are
    /// leaves no trace in the journal.
    ///
    /// Someone who may no longer act, or has no longer the role of agent in a service, leaves what they had there: their
    /// open tasks and the requests in their charge go back to the service, a few in each transaction. What an interruption
    /// leaves undone is done by the next call, or by [`Engine::run_due`].
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for a new role in a service that no published procedure
    /// knows. Before anything is published, any service may be named.
    pub fn put_agent(&self, actor: &Actor, agent: &Agent) -> Result<()> {
        require_system(actor)?;
        let current = self.current()?;
        write(self.store(), |store| {
            require_known_services(store, &current, agent)?;
            self.register(store, actor, &agent.as_registered())
        })?;
        self.give_back_work_of(Some(&agent.id))?;
        Ok(())
    }

    /// Takes from an agent the right to act. Gives the number of requests of which they had something in hand, which is
    /// given back as [`Engine::put_agent`] says.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host, `not_found`.
    pub fn disable_agent(&self, actor: &Actor, agent: &str) -> Result<usize> {
        require_system(actor)?;
        write(self.store(), |store| {
            let known = store.agent(agent)?.ok_or_else(unknown_agent)?;
            self.register(store, actor, &Agent { active: false, ..known.as_registered() })
        })?;
        Ok(self.give_back_work_of(Some(agent))?.done)
    }

    /// Every agent registered, with when they are away.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or an active agent.
    pub fn agents(&self, actor: &Actor) -> Result<Vec<Agent>> {
        read(self.store(), |store| match (actor, self.acting_agent(store, actor)?) {
            (Actor::System, _) | (_, Some(_)) => store.agents(),
            _ => Err(Error::forbidden()),
        })
    }

    /// A page of what was done to the agents' registrations, by whom and when, the last first.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for a page token of another list.
    pub fn people_history(
        &self,
        actor: &Actor,
        query: &PeopleQuery,
        request: &PageRequest,
    ) -> Result<PageOf<PeopleEvent>> {
        require_system(actor)?;
        read(self.store(), |store| {
            let (page, hash) = page(request, query)?;
            let rows = store.people_events(query.agent.as_deref(), &page)?;
            Ok(cut(rows, &page, hash, |row| (row.number.cast_signed(), Uuid::nil())))
        })
    }
}

impl Engine {
    /// Whether the actor is the host, or an agent whom the store knows and who may still act.
    pub(super) fn is_of_the_town_hall(&self, actor: &Actor) -> Result<bool> {
        match actor {
            Actor::System => Ok(true),
            Actor::Agent(_) => Ok(read(self.store(), |store| self.acting_agent(store, actor))?.is_some()),
            Actor::Applicant(_) | Actor::Connector(_) => Ok(false),
        }
    }

    /// The agent who acts, with the roles that the store gives them and the colleagues for whom they stand in now; `None`
    /// for someone unknown or inactive.
    pub(super) fn acting_agent(&self, store: &dyn Reading, actor: &Actor) -> Result<Option<Agent>> {
        let Some(id) = actor.as_agent() else { return Ok(None) };
        let Some(mut agent) = store.agent(id)?.filter(|agent| agent.active) else { return Ok(None) };
        let now = self.now();
        agent.stands_in_for = store.agents_handing_to(id)?;
        agent.stands_in_for.retain(|absent| absent.active && absent.delegate_at(now).is_some());
        Ok(Some(agent))
    }

    /// Writes an agent's registration, its line in the journal, and what it makes them leave.
    fn register(&self, store: &mut dyn Writing, actor: &Actor, agent: &Agent) -> Result<()> {
        let before = store.agent(&agent.id)?.map(|before| before.as_registered());
        if before.as_ref() == Some(agent) {
            return Ok(());
        }
        store.put_agent(agent)?;
        for departure in store.departures(Some(&agent.id))? {
            let returned = match &departure.service {
                None => agent.active,
                Some(service) => agent.has(Role::Agent, service.as_str()),
            };
            if returned {
                store.remove_departure(&departure)?;
            }
        }
        for departure in departures(before.as_ref(), agent) {
            store.add_departure(&departure)?;
        }
        let left = before.as_ref().is_some_and(|before| *agent == Agent { active: false, ..before.clone() });
        let change = match before {
            None => PeopleChange::Added { registered: agent.clone() },
            Some(_) if left => PeopleChange::Disabled,
            Some(_) => PeopleChange::Changed { registered: agent.clone() },
        };
        self.note(store, actor, &agent.id, change)
    }

    /// Writes a line of the journal of agents.
    pub(super) fn note(
        &self,
        store: &mut dyn Writing,
        actor: &Actor,
        agent: &str,
        change: PeopleChange,
    ) -> Result<()> {
        let (at, by, agent) = (self.now(), actor.clone(), agent.to_owned());
        store.add_people_event(&PeopleEvent { number: 0, at, by, agent, change })
    }
}

/// Refuses a role that the agent does not have in a service that no procedure knows.
fn require_known_services(store: &dyn Reading, current: &[Current], agent: &Agent) -> Result<()> {
    let known: BTreeSet<&str> = current
        .iter()
        .flat_map(|one| &one.compiled.town.services)
        .map(|service| service.id.as_str())
        .collect();
    if known.is_empty() {
        return Ok(());
    }
    let before = store.agent(&agent.id)?;
    let kept: Vec<&Id> = before.iter().flat_map(|before| &before.roles).map(|role| &role.service).collect();
    for (rank, role) in agent.roles.iter().enumerate() {
        let service = role.service.as_str();
        if !known.contains(service) && !kept.contains(&&role.service) {
            let hint = did_you_mean(service, known.iter().copied());
            let message = Bilingual::new(
                format!("aucune démarche publiée ne connaît ce service{}", hint.french),
                format!("no published procedure knows this service{}", hint.english),
            );
            let at = format!("/agent/roles/{rank}/service");
            return Err(Error::new(ErrorCode::InvalidInput, message).at(at));
        }
    }
    Ok(())
}

/// What a new registration makes an agent leave.
fn departures(before: Option<&Agent>, after: &Agent) -> Vec<Departure> {
    let Some(before) = before.filter(|before| before.active) else { return Vec::new() };
    let departure = |service| Departure { agent: after.id.clone(), service };
    if !after.active {
        return vec![departure(None)];
    }
    let lost = before.services(Role::Agent).into_iter().filter(|service| !after.has(Role::Agent, service));
    lost.map(|service| departure(Some(Id(service.to_owned())))).collect()
}

pub(super) fn unknown_agent() -> Error {
    Error::not_found("agent", "agent").at("/agent")
}
