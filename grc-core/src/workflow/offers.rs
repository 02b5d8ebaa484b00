//! The transitions that a person may perform now.

use super::corrections::asked_of;
use super::process::{Process, Transition, Trigger};
use super::rights::may_perform;
use crate::definition::Name;
use crate::request::{Actor, Agent, Instant, Request};

/// A transition offered to someone.
#[derive(Clone, Copy, Debug)]
pub struct OfferedTransition<'a> {
    /// The transition.
    pub transition: &'a Transition,
}

impl OfferedTransition<'_> {
    /// What its button says.
    pub fn label(&self, language: crate::definition::Language) -> &str {
        match &self.transition.label {
            Some(label) => label.get(language),
            None => self.transition.id.as_str(),
        }
    }
}

impl Process {
    /// The transitions that an actor may perform on a request now, in the circuit's order. One whose
    /// condition cannot be evaluated is not offered.
    pub fn offered<'a>(
        &'a self,
        request: &Request,
        actor: &Actor,
        agent: Option<&Agent>,
        now: Instant,
    ) -> Vec<OfferedTransition<'a>> {
        self.offered_if(request, now, |transition| may_perform(transition, request, actor, agent))
    }

    /// The transitions that another person of the request may perform now, with their code.
    pub fn offered_to_party<'a>(
        &'a self,
        request: &Request,
        role: &Name,
        now: Instant,
    ) -> Vec<OfferedTransition<'a>> {
        self.offered_if(request, now, |transition| transition.is_for_party(role))
    }

    fn offered_if<'a>(
        &'a self,
        request: &Request,
        now: Instant,
        is_theirs: impl Fn(&Transition) -> bool,
    ) -> Vec<OfferedTransition<'a>> {
        let Some(status) = self.status(&request.status) else { return Vec::new() };
        let facts = self.facts(request, now);
        status
            .transitions
            .iter()
            .filter(|transition| matches!(transition.trigger, Trigger::By(_)))
            .filter(|transition| is_theirs(transition))
            .filter(|transition| transition.destination(request).is_some())
            .filter(|transition| !transition.amends || !asked_of(request).is_empty())
            .filter(|transition| {
                transition.when.as_ref().is_none_or(|when| when.holds(&facts).unwrap_or(false))
            })
            .map(|transition| OfferedTransition { transition })
            .collect()
    }
}
