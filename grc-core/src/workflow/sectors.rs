//! In which parts of the town a request is.

use std::collections::BTreeMap;

use super::Process;
use super::course::evaluation_failed;
use crate::definition::{Id, Name};
use crate::error::Result;
use crate::facts::{Facts, Fields};
use crate::request::Values;

impl Process {
    /// The sector of each division in which answers place a request: that of the first place that has one. `facts` are
    /// what else is known.
    ///
    /// # Errors
    /// `evaluation_failed`.
    pub(super) fn sectors_of(&self, answers: &Values, facts: Facts<'_>) -> Result<BTreeMap<Name, Id>> {
        let mut found = BTreeMap::new();
        let facts = Facts { answers: Some(Fields { form: &self.form, values: answers }), ..facts };
        for (division, places) in &self.sectors {
            for place in places {
                let place = place.evaluate(&facts).map_err(|error| evaluation_failed(&error))?;
                if let Some(sector) = self.town.sector(division.as_str(), &place) {
                    found.insert(division.clone(), sector.id.clone());
                    break;
                }
            }
        }
        Ok(found)
    }
}
