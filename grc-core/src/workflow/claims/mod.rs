//! Scarce things: what a request takes of them, and whether there is enough.
//!
//! A scenario tells what each request claims, as expressions over the request. INVARIANT (claims): within a decision,
//! what a request has follows each change of what those give: it takes what they give anew, and gives back what they
//! give no longer. So a submission, a correction, a closure and a reopening are one rule. What an agent gave back is
//! not taken again while nothing else changes.

mod availability;
mod model;
mod occupancy;

pub use model::ClaimModel;
pub(super) use model::Wanted;
pub use occupancy::{Slot, occupancy, peak};

use serde_json::json;

use super::course::{Course, Moment};
use super::links::OtherRequest;
use super::rights::Access;
use crate::definition::{ConflictRule, LinkKind};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Claim, EventContent, Taken};

impl Course<'_, '_> {
    /// Notes what the request should have before anything changes.
    pub(super) fn note_claims(&mut self) -> Result<()> {
        let process = self.process;
        if !process.claims.is_empty() {
            self.wanted = process.wanted(&self.request, &self.facts(Moment::default()))?;
        }
        Ok(())
    }

    /// Takes what the request should have from now on, and gives back what it should no longer.
    ///
    /// # Errors
    /// `claim_conflict` when too little is left; `invalid_answers` for a claim that ends before it begins.
    pub(super) fn follow_claims(&mut self) -> Result<()> {
        let process = self.process;
        if process.claims.is_empty() {
            return Ok(());
        }
        let wanted = process.wanted(&self.request, &self.facts(Moment::default()))?;
        let before = std::mem::replace(&mut self.wanted, wanted.clone());
        for lost in before.iter().filter(|one| !wanted.iter().any(|other| other.is_same(one))) {
            let held = self.request.claims.iter().find(|held| held.is_same(&lost.claim)).cloned();
            if let Some(held) = held {
                self.emit(EventContent::ClaimReleased(held));
            }
        }
        for new in wanted.iter().filter(|one| !before.iter().any(|other| other.is_same(one))) {
            self.take(new)?;
        }
        Ok(())
    }

    /// Takes what a request that is taken over should have. What is over already is not looked at: nobody misses it.
    pub(super) fn claim_what_lasts(&mut self) -> Result<()> {
        let process = self.process;
        let wanted = process.wanted(&self.request, &self.facts(Moment::default()))?;
        let now = self.context.now;
        wanted.iter().filter(|one| one.claim.period().to > now).try_for_each(|one| self.take(one))
    }

    fn take(&mut self, wanted: &Wanted<'_>) -> Result<()> {
        let Wanted { model, claim, capacity } = wanted;
        let period = claim.period();
        let mut taken = (self.context.taken)(&claim.key, period)?;
        // Its own are those that it has now, whatever the store still says.
        let request = self.request.id;
        taken.retain(|one| one.request != request);
        let own = self.request.claims.iter().filter(|own| own.key == claim.key);
        taken.extend(own.map(|own| Taken { request, period: own.period(), quantity: own.quantity }));
        let left = capacity.saturating_sub(peak(&taken, period));
        let conflict = u64::from(claim.quantity) > left;
        if conflict && model.on_conflict == ConflictRule::Refuse {
            let error = Error::new(ErrorCode::ClaimConflict, model.message.clone());
            let error = error.with_details(json!({ "left": left }));
            let is_submission = matches!(self.events.first(), Some(event) if event.sequence == 1);
            return Err(match model.field().filter(|_| is_submission) {
                Some(field) => error.at(format!("/answers/{field}")),
                None => error,
            });
        }
        if conflict && model.on_conflict == ConflictRule::Link && self.link_to_holder(&taken)? {
            return Ok(());
        }
        self.emit(EventContent::Claimed(Claim { conflict, ..claim.clone() }));
        Ok(())
    }

    /// Ties the request, as a duplicate, to the first filed of those that have the place, or to its main request. Says
    /// whether it is one: when it cannot be, agents are warned instead.
    fn link_to_holder(&mut self, taken: &[Taken]) -> Result<bool> {
        if self.request.links.of(LinkKind::DuplicateOf).next().is_some() {
            return Ok(true);
        }
        let others = taken.iter().map(|one| one.request).filter(|holder| *holder != self.request.id);
        // Identifiers are in order of time.
        let Some(first) = others.min() else { return Ok(false) };
        let find = |id| (self.context.requests)(OtherRequest::Id(id));
        let Some(holder) = find(first)? else { return Ok(false) };
        let main = holder.links.of(LinkKind::DuplicateOf).next().map(|link| link.request);
        let main = match main {
            Some(main) => find(main)?.unwrap_or(holder),
            None => holder,
        };
        match self.link(LinkKind::DuplicateOf, &main) {
            Ok(()) => Ok(true),
            Err(error) if error.code() == ErrorCode::LinkRefused => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// An agent gives back what the request has: all of it, or all that it has of one thing.
    pub(super) fn release_claim(&mut self, key: Option<&str>) -> Result<()> {
        self.require(Access::Agent)?;
        match self.release(key) {
            true => Ok(()),
            false => Err(Error::not_found("réservation", "claim").at("/key")),
        }
    }

    /// Gives back what the request has, if anything. Says whether it had some.
    pub(super) fn release(&mut self, key: Option<&str>) -> bool {
        let held = self.request.claims.iter().filter(|held| key.is_none_or(|key| held.key == key));
        let held: Vec<Claim> = held.cloned().collect();
        let some = !held.is_empty();
        held.into_iter().for_each(|held| self.emit(EventContent::ClaimReleased(held)));
        some
    }
}
