//! The other people of a request: who they are comes from its answers; they confirm with a code that they were written.

use super::course::{Course, Moment};
use super::process::{ComputedText, PartyModel, Performer, Transition, Trigger};
use super::transitions::not_offered;
use crate::definition::{Name, Reader};
use crate::error::{Error, Result};
use crate::expr::Environment;
use crate::request::{Correspondent, EventContent, Party, Sha256, Values};

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

    /// Another person performs a transition with their code, which serves once. Whoever acts does not matter.
    pub(super) fn confirm(&mut self, code: Sha256, name: &Name, input: &Values) -> Result<()> {
        let role = self.request.confirming(code).cloned();
        let party = role.and_then(|role| self.request.party(&role)).cloned();
        let Party { name: who, role, .. } = party.ok_or_else(|| Error::not_found("demande", "request"))?;
        let transition = self.find(|transition| transition.id == *name && transition.is_for_party(&role));
        let transition = transition.ok_or_else(|| not_offered(name))?;
        if !self.allows(&transition, Moment::default())? {
            return Err(not_offered(name));
        }
        let given = self.answered(&transition.form, input, Reader::Applicant)?;
        self.on_behalf_of = Some(Correspondent::Party(role.clone()).into());
        self.emit(EventContent::PartyConfirmed { name: who, role });
        self.follow(&transition, given, None, false)
    }
}

impl Transition {
    /// Whether another person of the request may perform it.
    pub(super) fn is_for_party(&self, role: &Name) -> bool {
        let is_theirs = |performer: &Performer| matches!(performer, Performer::Party(own) if own == role);
        matches!(&self.trigger, Trigger::By(performers) if performers.iter().any(is_theirs))
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
