//! In which part of the town a place is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Engine;
use crate::definition::{Id, Language, Name};
use crate::error::{Error, Result};
use crate::expr::{Type, Value};
use crate::request::Values;
use crate::routing::Visitor;
use crate::sector::Sector;

/// A place, and the division in which its sector is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SectorQuery {
    /// The procedure, which says what the division is.
    pub procedure: Id,
    /// The division.
    pub division: Name,
    /// The place, as an answer of type `location` or `address` is: `latitude` and `longitude`, or `street` and `number`.
    pub place: Values,
}

/// A part of the town.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectorView {
    /// Its id.
    pub id: Id,
    /// What it is called.
    pub title: String,
    /// The service in charge of it, if one is.
    pub service: Option<Id>,
}

impl SectorView {
    pub(super) fn told(sector: &Sector, language: Language) -> Self {
        Self {
            id: sector.id.clone(),
            title: sector.title.get(language).to_owned(),
            service: sector.service.clone(),
        }
    }
}

impl Engine {
    /// The sector in which a place is, of a division that the procedure uses; `None` when it is in none.
    ///
    /// # Errors
    /// `not_found` for the procedure or the division.
    pub fn sector(&self, visitor: &Visitor, query: &SectorQuery) -> Result<Option<SectorView>> {
        let current = self.current_procedure(query.procedure.as_str())?;
        self.require_visible(&current, &visitor.actor)?;
        let town = &current.compiled.town;
        let division = query.division.as_str();
        if town.divisions.get(division).is_none() {
            return Err(Error::not_found("division", "division").at("/division"));
        }
        let place = serde_json::Value::Object(query.place.clone());
        let place = Value::from_json(&place, &Type::Document).unwrap_or(Value::Null);
        let language = visitor.language.unwrap_or(town.language);
        Ok(town.sector(division, &place).map(|sector| SectorView::told(sector, language)))
    }
}
