//! Who asks what they are offered.

use crate::definition::{Audience, GivenLists, Language, Origin};
use crate::request::{Actor, Applicant, Values};

/// Who asks, how they came, and what they answered to a procedure's questions.
#[derive(Clone, Debug, PartialEq)]
pub struct Visitor {
    /// Who asks. Anyone but an applicant may be shown what is for agents.
    pub actor: Actor,
    /// For whom: the applicant's audience, even when an agent asks.
    pub audience: Audience,
    /// How they came.
    pub origin: Origin,
    /// In which language texts are given; the catalogue's, if absent.
    pub language: Option<Language>,
    /// Answers to the procedure's questions: a member for each.
    pub answers: Values,
    /// What is known of the person for whom it is asked, if anything: forms may read and propose it.
    pub applicant: Option<Applicant>,
    /// What the host knows of them that forms may propose, by names that definitions agree on with the host.
    pub prefill: Values,
    /// What the address of the page says: its query parameters.
    pub query: Values,
    /// The lists that the form expects from the host (`host:…`), by name.
    pub lists: GivenLists,
}

impl Visitor {
    /// A citizen on the portal who has answered nothing yet, or whom `actor` serves.
    pub fn of(actor: &Actor) -> Self {
        Self {
            actor: actor.clone(),
            audience: Audience::Citizen,
            origin: Origin::Portal,
            language: None,
            answers: Values::new(),
            applicant: None,
            prefill: Values::new(),
            query: Values::new(),
            lists: GivenLists::new(),
        }
    }

    /// Whether the visitor belongs to the town hall.
    pub fn is_internal(&self) -> bool {
        !matches!(self.actor, Actor::Applicant(_))
    }
}
