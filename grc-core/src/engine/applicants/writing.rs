//! What changes a record of the directory: each change has its line in the record's journal.

use serde_json::json;

use super::{ProfileInput, canonical, unknown};
use crate::definition::{Audience, Bilingual};
use crate::error::{Error, ErrorCode, Result};
use crate::identifier::{self, Kind};
use crate::request::{
    Actor, ExternalIdentity, Instant, MOST_ENTRIES, Profile, ProfileAction, ProfileChange, ProfileId,
    ProfileKey,
};
use crate::store::{Page, ProfileFilter, Reading, Writing};

/// Someone who changes records, at an instant.
pub(super) struct Writer<'a> {
    pub(super) store: &'a mut dyn Writing,
    pub(super) actor: &'a Actor,
    pub(super) now: Instant,
}

impl Writer<'_> {
    /// Writes a record as someone says that it is to be; `fresh` names it if it is new.
    pub(super) fn put(&mut self, input: &ProfileInput, fresh: ProfileId) -> Result<Profile> {
        let before = match input.id {
            Some(id) => Some(self.standing(id)?),
            None => None,
        };
        if let (Some(before), Some(expected)) = (&before, input.revision) {
            require_revision(before, expected)?;
        }
        if (input.accounts.is_some() || input.identities.is_some()) && *self.actor != Actor::System {
            let member = if input.accounts.is_some() { "/accounts" } else { "/identities" };
            return Err(Error::forbidden().at(member));
        }
        if before.as_ref().is_some_and(|before| before.audience != input.audience) {
            return Err(of_another_kind("/audience"));
        }
        let base = before.clone().unwrap_or_else(|| Profile::new(fresh, input.audience, self.now));
        let profile = written(input, base)?;
        if profile.audience == Audience::Citizen {
            self.require_free_keys(&profile)?;
        }
        self.save(before.as_ref(), profile, ProfileAction::Put)
    }

    /// Merges two records into the first.
    pub(super) fn merge(
        &mut self,
        keep: ProfileId,
        absorb: ProfileId,
        revision: Option<u64>,
    ) -> Result<Profile> {
        let (kept, absorbed) = (self.standing(keep)?, self.standing(absorb)?);
        if let Some(expected) = revision {
            require_revision(&kept, expected)?;
        }
        if keep == absorb {
            let message = Bilingual::new(
                "une fiche ne peut pas être fusionnée avec elle-même",
                "a record cannot be merged into itself",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/absorb"));
        }
        if kept.audience != absorbed.audience {
            return Err(of_another_kind("/absorb"));
        }
        // The one absorbed gives up its keys before the other takes them.
        let merged = Profile { merged_into: Some(keep), ..absorbed.clone() };
        self.save(Some(&absorbed), merged, ProfileAction::Merged { into: keep })?;
        let mut whole = kept.clone();
        whole.absorb(&absorbed);
        self.save(Some(&kept), whole, ProfileAction::Absorbed { profile: absorb })
    }

    /// Writes a record and its line, unless nothing of it changes. That another record was absorbed is always told.
    pub(super) fn save(
        &mut self,
        before: Option<&Profile>,
        mut profile: Profile,
        action: ProfileAction,
    ) -> Result<Profile> {
        let changed = profile.changed_since(before);
        if before.is_some() && changed.is_empty() && !matches!(action, ProfileAction::Absorbed { .. }) {
            return Ok(profile);
        }
        profile.revision = profile.revision.saturating_add(1);
        profile.updated_at = self.now;
        let change = ProfileChange {
            revision: profile.revision,
            at: self.now,
            actor: self.actor.clone(),
            action,
            changed,
        };
        self.store.put_profile(&profile, &change)?;
        Ok(profile)
    }

    /// A record that was not merged into another.
    fn standing(&self, id: ProfileId) -> Result<Profile> {
        let profile = self.store.profile(id)?.ok_or_else(unknown)?;
        if profile.merged_into.is_none() {
            return Ok(profile);
        }
        let message = Bilingual::new(
            "cette fiche a été fusionnée avec une autre, qui répond pour elle",
            "this record was merged into another, which answers for it",
        );
        let answers = super::kept(&*self.store, id)?.id;
        Err(Error::new(ErrorCode::ApplicantMerged, message).with_details(json!({ "kept": answers })))
    }

    /// An account or an identity is that of one citizen.
    fn require_free_keys(&self, profile: &Profile) -> Result<()> {
        for key in profile.verified_keys() {
            if holders(&*self.store, &key, profile.audience)?.iter().any(|holder| holder.id != profile.id) {
                let message = Bilingual::new(
                    "ce compte ou cette identité est celui d'une autre fiche",
                    "this account or identity is that of another record",
                );
                let member = if matches!(key, ProfileKey::Account(_)) { "/accounts" } else { "/identities" };
                return Err(Error::new(ErrorCode::ApplicantKeyTaken, message).at(member));
            }
        }
        Ok(())
    }
}

/// The records of an audience that have a key.
pub(super) fn holders(store: &dyn Reading, key: &ProfileKey, audience: Audience) -> Result<Vec<Profile>> {
    let filter = ProfileFilter::Keys(vec![key.clone()]);
    let mut holders = store.profiles(&filter, &Page { limit: usize::MAX, after: None })?;
    holders.retain(|holder| holder.audience == audience);
    Ok(holders)
}

/// A record as someone writes it, over what it was.
fn written(input: &ProfileInput, base: Profile) -> Result<Profile> {
    let text = |value: &Option<String>| {
        value.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let identifier = |kind, value: &Option<String>, path| {
        value.as_deref().map(|text| canonical(kind, text, path)).transpose()
    };
    let entries = [
        ("/emails", input.emails.len()),
        ("/phones", input.phones.len()),
        ("/address", input.address.len()),
        ("/accounts", input.accounts.as_ref().map_or(0, Vec::len)),
        ("/identities", input.identities.as_ref().map_or(0, Vec::len)),
    ];
    for (path, length) in entries {
        if length > MOST_ENTRIES {
            let message = Bilingual::new(
                format!("il y a au plus {MOST_ENTRIES} éléments"),
                format!("there are at most {MOST_ENTRIES} elements"),
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at(path));
        }
    }
    let profile = Profile {
        last_name: text(&input.last_name),
        first_name: text(&input.first_name),
        organisation: text(&input.organisation),
        emails: each(&input.emails, Kind::Email, "/emails")?,
        phones: each(&input.phones, Kind::Phone, "/phones")?,
        address: input.address.clone(),
        siret: identifier(Kind::Siret, &input.siret, "/siret")?,
        rna: identifier(Kind::Rna, &input.rna, "/rna")?,
        language: input.language,
        accounts: input.accounts.clone().unwrap_or(base.accounts),
        identities: input.identities.clone().unwrap_or(base.identities),
        ..base
    };
    if profile.accounts.iter().any(|account| account.trim().is_empty()) {
        return Err(empty("/accounts"));
    }
    require_identities(&profile.identities, "/identities")?;
    if profile.last_name.is_none() && profile.first_name.is_none() && profile.organisation.is_none() {
        let message = Bilingual::new(
            "une fiche a un nom, un prénom ou le nom d'une organisation",
            "a record has a family name, a given name or the name of an organisation",
        );
        return Err(Error::new(ErrorCode::InvalidInput, message).at("/last_name"));
    }
    Ok(profile)
}

fn each(texts: &[String], kind: Kind, path: &str) -> Result<Vec<String>> {
    let mut stored: Vec<String> = Vec::new();
    for (text, rank) in texts.iter().zip(0_usize..) {
        let one = identifier::canonical(kind, text).map_err(|fault| {
            Error::new(ErrorCode::InvalidInput, fault.message).at(format!("{path}/{rank}"))
        })?;
        if !stored.contains(&one) {
            stored.push(one);
        }
    }
    Ok(stored)
}

/// Refuses an identity without its provider or its identifier.
pub(super) fn require_identities(identities: &[ExternalIdentity], path: &str) -> Result<()> {
    let is_empty =
        |identity: &ExternalIdentity| identity.provider.trim().is_empty() || identity.sub.trim().is_empty();
    if identities.iter().any(is_empty) { Err(empty(path)) } else { Ok(()) }
}

fn empty(path: &str) -> Error {
    let message = Bilingual::new("un identifiant ne peut pas être vide", "an identifier cannot be empty");
    Error::new(ErrorCode::InvalidInput, message).at(path)
}

fn require_revision(profile: &Profile, expected: u64) -> Result<()> {
    let actual = profile.revision;
    if actual == expected {
        return Ok(());
    }
    let message = Bilingual::new(
        format!("la fiche a changé : révision {actual}, et non {expected}"),
        format!("the record has changed: revision {actual}, not {expected}"),
    );
    Err(Error::new(ErrorCode::StaleRevision, message)
        .with_details(json!({"expected": expected, "actual": actual})))
}

fn of_another_kind(path: &str) -> Error {
    let message = Bilingual::new(
        "un particulier, une association et une entreprise ont chacun leur fiche",
        "a citizen, an association and a business have records of their own",
    );
    Error::new(ErrorCode::InvalidInput, message).at(path)
}
