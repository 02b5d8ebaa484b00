//! Who files a request, as the directory knows them: recognised by what the host has made sure of, never by guess.

use super::writing::{Writer, holders, require_identities};
use super::{Engine, of_audience};
use crate::definition::{Audience, Bilingual, Identity};
use crate::engine::Submission;
use crate::error::{Error, ErrorCode, Result};
use crate::folding::fold;
use crate::request::{Actor, Applicant, Instant, Profile, ProfileAction, ProfileId, ProfileKey, RequestId};
use crate::store::{Reading, Writing};

/// Refuses what an actor may not say of who an applicant is.
pub(in crate::engine) fn require_own_word(actor: &Actor, submission: &Submission) -> Result<()> {
    let applicant = &submission.applicant;
    if !applicant.identities.is_empty() {
        if matches!(actor, Actor::Agent(_)) {
            return Err(Error::forbidden().at("/applicant/identities"));
        }
        if applicant.identity < Identity::Account {
            let message = Bilingual::new(
                "une identité externe suppose un compte ou une identité vérifiée",
                "an external identity comes with an account or a verified identity",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/applicant/identities"));
        }
        require_identities(&applicant.identities, "/applicant/identities")?;
    }
    match (actor, submission.profile) {
        (Actor::Applicant(_), Some(_)) => Err(Error::forbidden().at("/profile")),
        _ => Ok(()),
    }
}

impl Engine {
    /// The record of the applicant of a request that is being filed; none, if nothing tells for sure who they are. The
    /// record learns what it did not know.
    pub(in crate::engine) fn recognised(
        &self,
        store: &mut dyn Writing,
        actor: &Actor,
        submission: &Submission,
        (applicant, account): (&Applicant, Option<&str>),
        (request, now): (RequestId, Instant),
    ) -> Result<Option<ProfileId>> {
        let keys = verified_keys(actor, applicant, account);
        let found = match submission.profile {
            Some(id) => Some(of_audience(store, id, applicant.audience)?),
            None if keys.is_empty() => return Ok(None),
            None => holder(store, &keys, applicant)?,
        };
        let mut profile = match &found {
            Some(found) => found.clone(),
            None => Profile::new(ProfileId(self.fresh_id(now)?), applicant.audience, now),
        };
        profile.learn(applicant);
        profile.verify(free(store, keys, &profile)?);
        let action = ProfileAction::Filed { request };
        Ok(Some(Writer { store, actor, now }.save(found.as_ref(), profile, action)?.id))
    }
}

/// What the host has made sure of. An applicant who merely declares who they are acts under their session's identifier,
/// which is no account; an agent or the host names the account of the person for whom they file.
fn verified_keys(actor: &Actor, applicant: &Applicant, account: Option<&str>) -> Vec<ProfileKey> {
    let has_account = applicant.identity >= Identity::Account || !matches!(actor, Actor::Applicant(_));
    let account = account.filter(|_| has_account).map(|id| ProfileKey::Account(id.to_owned()));
    let identities = applicant.identities.iter().cloned().map(ProfileKey::Identity);
    identities.chain(account).collect()
}

/// The record that has one of these keys, the first one first.
fn holder(store: &dyn Reading, keys: &[ProfileKey], applicant: &Applicant) -> Result<Option<Profile>> {
    for key in keys {
        let mut holders = holders(store, key, applicant.audience)?;
        holders.retain(|holder| is_of(holder, applicant));
        if let Some(holder) = holders.into_iter().next() {
            return Ok(Some(holder));
        }
    }
    Ok(None)
}

/// One person may act for several associations or businesses: theirs is the record that has its name or its number.
fn is_of(profile: &Profile, applicant: &Applicant) -> bool {
    let named = |name: &Option<String>| name.as_deref().map(fold);
    profile.audience == Audience::Citizen
        || (applicant.siret.is_some() && profile.siret == applicant.siret)
        || (applicant.rna.is_some() && profile.rna == applicant.rna)
        || named(&profile.organisation) == named(&applicant.organisation)
}

/// The keys that a record may take: those of another citizen stay theirs, until someone merges the two on purpose.
fn free(store: &dyn Reading, keys: Vec<ProfileKey>, profile: &Profile) -> Result<Vec<ProfileKey>> {
    let mut free = Vec::new();
    for key in keys {
        let taken = profile.audience == Audience::Citizen
            && holders(store, &key, profile.audience)?.iter().any(|holder| holder.id != profile.id);
        if !taken {
            free.push(key);
        }
    }
    Ok(free)
}
