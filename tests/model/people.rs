//! The people of the town, and what each may do with a request.

use grc::Actor;

use super::definitions::{Performer, Service};
use super::request::Expected;

/// Someone of the town: Camille and Hugo file; Alice decides, Bruno processes, Chloé reads at the town planning service;
/// David processes at the roads service, and stands in for Bruno while he is away; Élise, who decided, is gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Person {
    Camille,
    Hugo,
    Alice,
    Bruno,
    Chloe,
    David,
    Elise,
}

/// What someone may do with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Nothing,
    Applies,
    Reads,
    Contributes,
    Processes,
    Decides,
}

impl Person {
    pub(crate) const ALL: [Self; 7] =
        [Self::Camille, Self::Hugo, Self::Alice, Self::Bruno, Self::Chloe, Self::David, Self::Elise];

    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Camille => "camille",
            Self::Hugo => "hugo",
            Self::Alice => "alice",
            Self::Bruno => "bruno",
            Self::Chloe => "chloe",
            Self::David => "david",
            Self::Elise => "elise",
        }
    }

    pub(crate) fn actor(self) -> Actor {
        if self.applies() { Actor::applicant(self.id()) } else { Actor::agent(self.id()) }
    }

    pub(crate) fn applies(self) -> bool {
        matches!(self, Self::Camille | Self::Hugo)
    }

    /// Whether they process what is awaited from a service.
    pub(crate) fn processes_for(self, service: Service) -> bool {
        match service {
            Service::Planning => matches!(self, Self::Alice | Self::Bruno),
            Service::Roads => self == Self::David,
        }
    }
}

impl Expected {
    /// What someone may do with the request. `bruno_is_away`: David stands in for him, on what he has in hand.
    pub(crate) fn level(&self, who: Person, bruno_is_away: bool) -> Level {
        match who {
            Person::Camille | Person::Hugo if self.owner == who => Level::Applies,
            Person::Camille | Person::Hugo | Person::Elise => Level::Nothing,
            Person::Alice => Level::Decides,
            Person::Bruno => Level::Processes,
            Person::Chloe => Level::Reads,
            Person::David => {
                if self.roads_worked || self.is_in_hands_of_david(bruno_is_away) {
                    Level::Processes
                } else if self.roads_were_asked || self.roads_are_called_upon {
                    Level::Contributes
                } else {
                    Level::Nothing
                }
            }
        }
    }

    pub(crate) fn may_perform(&self, who: Person, performer: Performer, bruno_is_away: bool) -> bool {
        let for_bruno = who == Person::David && bruno_is_away && self.holder == Some(Person::Bruno);
        match performer {
            Performer::Applicant => self.owner == who,
            Performer::Agent => matches!(who, Person::Alice | Person::Bruno) || for_bruno,
            Performer::Manager => who == Person::Alice,
            Performer::Assignee => self.holder == Some(who) || for_bruno,
            Performer::AgentOfRoads => who == Person::David,
        }
    }

    fn is_in_hands_of_david(&self, bruno_is_away: bool) -> bool {
        match self.holder {
            Some(Person::David) => true,
            Some(Person::Bruno) => bruno_is_away,
            _ => false,
        }
    }
}
