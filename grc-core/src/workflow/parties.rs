//! The other people of a request: who they are comes from its answers.

use super::course::{Course, Moment};
use super::process::{ComputedText, PartyModel};
use crate::error::Result;
use crate::expr::Environment;
use crate::request::{EventContent, Party};

impl Course<'_, '_> {
    /// Names those whom the answers tell, and tells anew those of whom they tell something else. Someone of whom they tell
    /// nothing any more keeps what was known of them: they may have been written to.
    pub(super) fn name_parties(&mut self) -> Result<()> {
        let process = self.process;
        for model in &process.parties {
            let told = model.told(&self.facts(Moment::default()))?;
            let Some(mut party) = told else { continue };
            if let Some(known) = self.request.party(&model.role) {
                party.awaiting.clone_from(&known.awaiting);
                if *known == party {
                    continue;
                }
            }
            self.emit(EventContent::PartyNamed(party));
        }
        Ok(())
    }
}

impl PartyModel {
    fn told(&self, facts: &dyn Environment) -> Result<Option<Party>> {
        let text = |text: Option<&ComputedText>| -> Result<Option<String>> {
            let text = text.map(|text| text.text(facts)).transpose()?.flatten();
            Ok(text.filter(|text| !text.trim().is_empty()))
        };
        let Some(name) = text(Some(&self.name))? else { return Ok(None) };
        let address = text(self.address.as_ref())?.unwrap_or_default();
        let address = address.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned);
        Ok(Some(Party {
            address: address.collect(),
            awaiting: None,
            email: text(self.email.as_ref())?,
            name,
            role: self.role.clone(),
        }))
    }
}
