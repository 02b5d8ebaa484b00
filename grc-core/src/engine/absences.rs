//! Absences of agents, and who stands in.

use serde_json::json;

use super::Engine;
use super::people::unknown_agent;
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Absence, Actor, Agent, PeopleChange, Role};
use crate::store::{Reading, write};

impl Engine {
    /// Tells when an agent is away and who stands in, in place of what was told before; `None` when they are there.
    ///
    /// While they are away, what would be given to them is given to who stands in, who may also process what they have in
    /// hand, as they could themselves: histories tell for whom. An absence is over by the clock alone. Nobody stands in for
    /// someone while away themselves.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host, the agent, or a manager of one of their services; `not_found` for an agent
    /// or a delegate who may not act; `invalid_input` for a time that ends before it begins, or is over;
    /// `delegation_refused`.
    pub fn set_absence(&self, actor: &Actor, agent: &str, absence: Option<&Absence>) -> Result<()> {
        write(self.store(), |store| {
            let acting = self.acting_agent(store, actor)?;
            if *actor != Actor::System && acting.is_none() {
                return Err(Error::forbidden());
            }
            let known = store.agent(agent)?.filter(|agent| agent.active).ok_or_else(unknown_agent)?;
            if !may_tell(acting.as_ref(), &known) {
                return Err(Error::forbidden());
            }
            if known.absence.as_ref() == absence {
                return Ok(());
            }
            if let Some(absence) = absence {
                self.check_absence(store, &known, absence)?;
            }
            store.put_absence(agent, absence)?;
            let change = match absence {
                Some(absence) => PeopleChange::AbsenceSet { absence: absence.clone() },
                None => PeopleChange::AbsenceEnded,
            };
            self.note(store, actor, agent, change)
        })
    }

    fn check_absence(&self, store: &dyn Reading, agent: &Agent, absence: &Absence) -> Result<()> {
        let now = self.now();
        if absence.until <= absence.from || absence.until <= now {
            let message = Bilingual::new(
                "une absence se termine après son début, et après maintenant",
                "an absence ends after it begins, and after now",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/absence/until"));
        }
        let meets = |other: &Agent| {
            other.absence.as_ref().is_some_and(|other| other.until > now && other.overlaps(absence))
        };
        if let Some(absent) = store.agents_handing_to(&agent.id)?.iter().find(|absent| meets(absent)) {
            let message = Bilingual::new(
                "vous remplacez quelqu'un à ce moment-là : il lui faut d'abord un autre remplaçant",
                "you stand in for someone at that time: they need someone else first",
            );
            let details = json!({"agent": absent.id});
            return Err(Error::new(ErrorCode::DelegationRefused, message)
                .at("/absence/from")
                .with_details(details));
        }
        let Some(delegate) = &absence.delegate else { return Ok(()) };
        let refused = |message| Error::new(ErrorCode::DelegationRefused, message).at("/absence/delegate");
        if *delegate == agent.id {
            let message = Bilingual::new("on ne se remplace pas soi-même", "nobody stands in for themselves");
            return Err(refused(message));
        }
        let delegate = store.agent(delegate)?.filter(|agent| agent.active);
        let delegate = delegate.ok_or_else(|| unknown_agent().at("/absence/delegate"))?;
        if meets(&delegate) {
            let message = Bilingual::new(
                "ce remplaçant est lui-même absent à ce moment-là",
                "who would stand in is away at that time",
            );
            return Err(refused(message));
        }
        Ok(())
    }
}

/// Whether an agent may tell when another is away; `None` for the host, who may.
fn may_tell(acting: Option<&Agent>, agent: &Agent) -> bool {
    acting.is_none_or(|acting| {
        let managed = |service: &&str| acting.has(Role::Manager, service);
        acting.id == agent.id || agent.services(Role::Reader).iter().any(managed)
    })
}
