//! What is left of something scarce, for a calendar. It never tells who has the rest.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::definition::{Bilingual, Id};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Instant, Period};
use crate::store::read;
use crate::workflow::occupancy;

/// Most days that one answer covers.
const MOST_DAYS: i64 = 400;

/// What is wanted of a calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AvailabilityQuery {
    /// What is claimed: the key of a claim.
    pub key: String,
    /// First day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub from: NaiveDate,
    /// Last day.
    #[schemars(with = "String", extend("format" = "date"))]
    pub to: NaiveDate,
    /// The procedure whose definitions say how many there are; all that claim it, if absent.
    #[serde(default)]
    pub procedure: Option<Id>,
    /// How many there are, when the caller knows better than the definitions.
    #[serde(default)]
    pub capacity: Option<u64>,
}

impl AvailabilityQuery {
    /// Asks of the thing of that key, from a day to another.
    pub fn new(key: &str, from: NaiveDate, to: NaiveDate) -> Self {
        Self { key: key.to_owned(), from, to, procedure: None, capacity: None }
    }
}

/// What is taken and left of something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Availability {
    /// How many there are, where it is known: the most that a definition says.
    pub capacity: Option<u64>,
    /// Slots that follow one another from the first day to the last.
    pub slots: Vec<SlotView>,
}

/// A length of time during which as much is left at each moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SlotView {
    /// Its first instant.
    pub from: Instant,
    /// The first instant after it.
    pub to: Instant,
    /// How many are taken.
    pub taken: u64,
    /// How many are left, where it is known.
    pub left: Option<u64>,
}

impl Engine {
    /// How much of something scarce is taken and left from a day to another.
    ///
    /// Applicants may ask for what a procedure that they are shown claims under a name that everyone knows: one that is
    /// written, or made of the chosen option of a list. Agents and the host may ask for any key.
    ///
    /// # Errors
    /// `not_found` for a key that the actor may not know of, `forbidden` for a business application, `invalid_input` for a
    /// period that ends before it begins or has more than 400 days.
    pub fn availability(&self, actor: &Actor, query: &AvailabilityQuery) -> Result<Availability> {
        if let Actor::Connector(_) = actor {
            return Err(Error::forbidden());
        }
        let days = query.to.signed_duration_since(query.from).num_days();
        if !(0..MOST_DAYS).contains(&days) {
            let message = Bilingual::new(
                format!("de 1 à {MOST_DAYS} jours, le dernier après le premier"),
                format!("from 1 to {MOST_DAYS} days, the last after the first"),
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/to"));
        }
        let now = self.now();
        let current = self.current()?;
        let mut capacity = None;
        for one in current.iter() {
            let is_asked = query.procedure.as_ref().is_none_or(|id| *id == one.compiled.definition.id);
            if !is_asked || self.require_visible(one, actor).is_err() {
                continue;
            }
            for process in one.compiled.processes.values() {
                capacity = capacity.max(process.capacity_of(&query.key, now)?);
            }
        }
        if capacity.is_none() && !self.is_of_the_town_hall(actor)? {
            return Err(Error::not_found("réservation", "claim").at("/key"));
        }
        let capacity = query.capacity.or(capacity);
        let Some(town) = current.first().map(|one| &one.compiled.town) else {
            return Ok(Availability { capacity, slots: Vec::new() });
        };
        let period = Period { from: town.start_of(query.from), to: town.end_of(query.to) };
        let taken = read(self.store(), |store| store.taken(&query.key, period))?;
        let slots = occupancy(&taken, period).into_iter().map(|slot| SlotView {
            from: slot.period.from,
            to: slot.period.to,
            taken: slot.taken,
            left: capacity.map(|capacity| capacity.saturating_sub(slot.taken)),
        });
        Ok(Availability { capacity, slots: slots.collect() })
    }
}
