//! Figures about requests, for those who lead: the host over all of them, managers over their services.
//!
//! Agents and readers are refused: figures by person tell of colleagues. Trials are never counted.

mod desk;
pub(super) mod figures;
mod sheet;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use sheet::{Cell, Statistics, StatisticsColumn};

use super::Engine;
use crate::definition::{Id, Language};
use crate::error::{Error, Result};
use crate::request::{Actor, Agent, Role};
use crate::store::read;
use desk::Desk;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatisticsKind {
    /// Requests by procedure and status.
    ByStatus,
    /// Requests of a procedure by value of a field and status.
    ByStatusAndField,
    /// Requests by agent in charge and state.
    ByAgent,
    /// Requests of a procedure by agent in charge, value of a field and state.
    ByAgentAndField,
    /// Time that closed requests took, by procedure and month of closing: from receipt to closing, without the time
    /// spent in statuses whose state is `on_hold`. The median and the 90th percentile are nearest ranks.
    Delays,
}

/// Which figures. Every criterion given must hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatisticsQuery {
    /// What is counted.
    pub kind: StatisticsKind,
    /// Of this procedure. To be given with a field.
    #[serde(default)]
    pub procedure: Option<Id>,
    /// In charge of this service.
    #[serde(default)]
    pub service: Option<Id>,
    /// Received from this day on; for delays, closed from the month of this day on.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub from: Option<NaiveDate>,
    /// Received until this day, included; for delays, closed until the month of this day.
    #[serde(default)]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    pub to: Option<NaiveDate>,
    /// Apart by the value of this field, `answers.…` or `data.…`: one that is chosen among few (a choice, yes or no, a
    /// commune, a department, a country); or by the sector of a division that the procedure uses, `sectors.…`.
    #[serde(default)]
    pub field: Option<String>,
    /// Whether the figures are given as CSV too.
    #[serde(default)]
    pub csv: bool,
}

impl StatisticsQuery {
    /// Everything of a kind.
    pub fn new(kind: StatisticsKind) -> Self {
        Self { kind, procedure: None, service: None, from: None, to: None, field: None, csv: false }
    }
}

impl Engine {
    /// Figures about the requests of an actor's services, or of all for the host. Those by status, by agent and of delays
    /// take a time that does not grow with the number of requests; those of a period read the requests received in it,
    /// those by field the requests of the procedure.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or a manager of the service asked, or of some service;
    /// `not_found` for the procedure; `invalid_input` for a field that cannot be counted or a period that ends before
    /// it begins.
    pub fn statistics(
        &self,
        actor: &Actor,
        query: &StatisticsQuery,
        language: Language,
    ) -> Result<Statistics> {
        let current = self.current()?;
        read(self.store(), |store| {
            let services = services_led(actor, self.acting_agent(store, actor)?.as_ref(), query)?;
            let desk = Desk { engine: self, store, current: &current, language };
            let mut statistics = match query.kind {
                StatisticsKind::Delays => desk.delays(services, query)?,
                _ => desk.tallies(services, query)?,
            };
            statistics.csv = query.csv.then(|| statistics.to_csv());
            Ok(statistics)
        })
    }
}

/// The services whose figures someone may read, as far as they are asked; all, if `None`.
fn services_led(actor: &Actor, agent: Option<&Agent>, query: &StatisticsQuery) -> Result<Option<Vec<Id>>> {
    let led = match (actor, agent) {
        (Actor::System, _) => None,
        (_, Some(agent)) => Some(agent.services(Role::Manager)),
        _ => return Err(Error::forbidden()),
    };
    match (&query.service, led) {
        (None, None) => Ok(None),
        (None, Some(led)) if led.is_empty() => Err(Error::forbidden()),
        (None, Some(led)) => Ok(Some(led.into_iter().map(|id| Id(id.to_owned())).collect())),
        (Some(service), Some(led)) if !led.contains(&service.as_str()) => {
            Err(Error::forbidden().at("/query/service"))
        }
        (Some(service), _) => Ok(Some(vec![service.clone()])),
    }
}
