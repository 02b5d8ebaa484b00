//! The directory of applicants: records written, found, merged, and all the requests of each in one view.
//!
//! Those who process requests, in whatever service, search the directory, open any record and write it; whoever only sees
//! a request opens the record of its applicant; nobody outside the town hall sees any. Accounts and identities of a record are the host's affair: agents write neither, and
//! do not see identities.

pub(super) mod recognition;
mod writing;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::act::Acted;
use super::idempotency::once;
use super::inbox::answered_for;
use super::page::{cut, page};
use super::queries::{searched, services_of};
use super::{Engine, Input, PageOf, PageRequest};
use crate::definition::{Audience, Bilingual, Language};
use crate::error::{Error, ErrorCode, Result};
use crate::identifier::{self, Kind};
use crate::request::{
    Actor, Agent, Applicant, ExternalIdentity, Profile, ProfileChange, ProfileId, ProfileKey, RequestId, Role,
};
use crate::store::{
    Page, ProfileFilter, Reading, RequestFilter, RequestKey, RequestSummary, Writing, read, write,
};
use crate::workflow::{Access, Command, access};
use writing::Writer;

/// Records proposed as that of the same person, at most.
const MOST_SIMILAR: usize = 20;
/// Lines of a journal that are shown, at most.
const MOST_CHANGES: usize = 100;

/// A record of the directory, as it is to be: what is not given is emptied, but for accounts and identities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProfileInput {
    /// The record; a new one, if absent.
    #[serde(default)]
    pub id: Option<ProfileId>,
    /// What they are: it never changes.
    pub audience: Audience,
    /// Family name.
    #[serde(default)]
    pub last_name: Option<String>,
    /// Given name.
    #[serde(default)]
    pub first_name: Option<String>,
    /// Name of the association or business.
    #[serde(default)]
    pub organisation: Option<String>,
    /// E-mail addresses, the one to prefer first.
    #[serde(default)]
    pub emails: Vec<String>,
    /// Telephones, the one to prefer first.
    #[serde(default)]
    pub phones: Vec<String>,
    /// Postal address, one line an element.
    #[serde(default)]
    pub address: Vec<String>,
    /// SIRET of the association or business.
    #[serde(default)]
    pub siret: Option<String>,
    /// Number of the association in the national register (RNA).
    #[serde(default)]
    pub rna: Option<String>,
    /// Language in which they are written to.
    #[serde(default)]
    pub language: Option<Language>,
    /// Their accounts, by the host's identifiers: by the host alone. Left as they are, if absent.
    #[serde(default)]
    pub accounts: Option<Vec<String>>,
    /// Who others say that they are: by the host alone. Left as they are, if absent.
    #[serde(default)]
    pub identities: Option<Vec<ExternalIdentity>>,
    /// The revision that the caller read: a record that has changed since is not touched.
    #[serde(default)]
    pub revision: Option<u64>,
    /// Key under which it is written once, however often it is asked.
    #[serde(default)]
    pub idempotency_key: Option<String>,
}

/// Which records of the directory: by one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantQuery {
    /// Beginnings of words of the name, the organisation, the e-mail addresses or the address.
    Text(String),
    /// With this e-mail address.
    Email(String),
    /// With this telephone.
    Phone(String),
    /// With this SIRET.
    Siret(String),
    /// With this number of the national register of associations.
    Rna(String),
    /// With this account of the host.
    Account(String),
    /// With this identity.
    Identity(ExternalIdentity),
    /// With an e-mail address, a telephone, a SIRET or an RNA number of this request's applicant: whoever it may be.
    Request(RequestId),
}

/// A record of the directory with all that is known of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicantView {
    /// The record: the one that absorbed the one asked for, if it was merged.
    pub applicant: Profile,
    /// The records that it absorbed.
    pub absorbed: Vec<ProfileId>,
    /// Records that share an e-mail address, a telephone, a SIRET or an RNA number with it: perhaps the same person.
    pub similar: Vec<Profile>,
    /// Its requests that the actor may see, those of the records that it absorbed among them, newest first.
    pub requests: PageOf<RequestSummary>,
    /// Its last changes, the latest first.
    pub changes: Vec<ProfileChange>,
}

impl Engine {
    /// Opens a record in the directory of applicants, or replaces what one says. Gives it as it is then.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or an agent of some service, and for an agent who gives accounts or
    /// identities; `not_found`, `applicant_merged` with the record that answers for it, `applicant_key_taken`,
    /// `stale_revision`, `invalid_input`, `idempotency_mismatch`.
    pub fn put_applicant(&self, actor: &Actor, input: ProfileInput) -> Result<Profile> {
        let now = self.now();
        write(self.store(), |store| {
            self.require_clerk(store, actor)?;
            let key = (actor, "put_applicant", input.idempotency_key.as_deref());
            let profile = once(store, key, &input, now, |store| {
                let fresh = ProfileId(self.fresh_id(now)?);
                Writer { store, actor, now }.put(&input, fresh)
            })?;
            Ok(shown(profile, actor))
        })
    }

    /// A page of the records that a criterion finds, the latest opened first.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or an agent of some service; `not_found` for a request that they may not
    /// see; `invalid_input` for a criterion that is no telephone, SIRET and the like, or a page token of another list.
    pub fn find_applicants(
        &self,
        actor: &Actor,
        query: &ApplicantQuery,
        request: &PageRequest,
    ) -> Result<PageOf<Profile>> {
        read(self.store(), |store| {
            let agent = self.require_clerk(store, actor)?;
            let filter = match query {
                ApplicantQuery::Text(text) => ProfileFilter::Words(searched(text)?),
                ApplicantQuery::Request(id) => {
                    let request = store
                        .request(&RequestKey::Id(*id))?
                        .filter(|request| access(request, actor, agent.as_ref()) != Access::None)
                        .ok_or_else(|| Error::not_found("demande", "request"))?;
                    ProfileFilter::Keys(declared_keys(&request.applicant))
                }
                other => ProfileFilter::Keys(vec![searched_key(other)?]),
            };
            let (page, hash) = page(request, &(actor, &filter))?;
            let rows = store.profiles(&filter, &page)?;
            let rows = rows.into_iter().map(|profile| shown(profile, actor)).collect();
            Ok(cut(rows, &page, hash, |profile: &Profile| (0, profile.id.0)))
        })
    }

    /// A record of the directory, with a page of its requests that the actor may see. One that was merged is answered by
    /// the record that absorbed it.
    ///
    /// # Errors
    /// `not_found`, also for whoever is neither the host nor an agent of some service, and sees none of its requests;
    /// `invalid_input` for a page token of another list.
    pub fn applicant(&self, actor: &Actor, id: ProfileId, request: &PageRequest) -> Result<ApplicantView> {
        read(self.store(), |store| {
            let agent = self.acting_agent(store, actor)?;
            let mut filter = match (actor, &agent) {
                (Actor::System, _) => RequestFilter::default(),
                (_, Some(agent)) => RequestFilter {
                    services: Some(services_of(Some(agent))?),
                    or_in_hands_of: answered_for(agent),
                    ..RequestFilter::default()
                },
                _ => return Err(unknown()),
            };
            let applicant = kept(store, id)?;
            let absorbed = store.merged_into(applicant.id)?;
            filter.profiles = Some(absorbed.iter().copied().chain([applicant.id]).collect());
            let searches = agent.is_none_or(|agent| !agent.services(Role::Agent).is_empty());
            let first = Page { limit: 1, after: None };
            if !searches && store.requests(&filter, &first)?.is_empty() {
                return Err(unknown());
            }
            let (page, hash) = page(request, &(actor, &filter))?;
            let rows = store.requests(&filter, &page)?;
            let similar = similar(store, &applicant)?;
            let mut changes = store.profile_changes(applicant.id, MOST_CHANGES)?;
            if *actor != Actor::System {
                changes.iter_mut().for_each(|change| drop(change.changed.remove("identities")));
            }
            Ok(ApplicantView {
                applicant: shown(applicant, actor),
                absorbed,
                similar: similar.into_iter().map(|profile| shown(profile, actor)).collect(),
                requests: cut(rows, &page, hash, |row| (row.sort_key, row.id.0)),
                changes,
            })
        })
    }

    /// Merges two records of the same person: `keep` takes what it does not know, and answers for `absorb` from then
    /// on. Neither the requests nor what they say change.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host or an agent of some service; `not_found`, `applicant_merged`,
    /// `stale_revision` for that of `keep`, `invalid_input` for one record or for a citizen and an association,
    /// `idempotency_mismatch`.
    pub fn merge_applicants(
        &self,
        actor: &Actor,
        keep: ProfileId,
        absorb: ProfileId,
        input: Input,
    ) -> Result<Profile> {
        let now = self.now();
        let content = json!({"keep": keep, "absorb": absorb});
        write(self.store(), |store| {
            self.require_clerk(store, actor)?;
            let key = (actor, "merge_applicants", input.idempotency_key.as_deref());
            let profile = once(store, key, &content, now, |store| {
                Writer { store, actor, now }.merge(keep, absorb, input.revision)
            })?;
            Ok(shown(profile, actor))
        })
    }

    /// Says of which record of the directory a request's applicant is; of none, with `None`.
    ///
    /// # Errors
    /// `not_found` for the request or the record, `forbidden` for those who do not process the request,
    /// `invalid_input` for the record of another kind of applicant, `stale_revision`, `idempotency_mismatch`.
    pub fn recognise_applicant(
        &self,
        actor: &Actor,
        request: RequestId,
        applicant: Option<ProfileId>,
        input: Input,
    ) -> Result<Acted> {
        let now = self.now();
        let content = json!({"request": request, "applicant": applicant});
        write(self.store(), |store| {
            let key = (actor, "recognise_applicant", input.idempotency_key.as_deref());
            once(store, key, &content, now, |store| {
                // Whoever may not know of the request learns nothing of the directory either.
                let profile = self.record_for(store, actor, request, applicant)?;
                self.carry_out_on(store, actor, request, &input, Command::Recognise(profile))
            })
        })
    }
}

impl Engine {
    /// The record of which an actor who processes a request says that its applicant is.
    fn record_for(
        &self,
        store: &dyn Writing,
        actor: &Actor,
        request: RequestId,
        applicant: Option<ProfileId>,
    ) -> Result<Option<ProfileId>> {
        let agent = self.acting_agent(store, actor)?;
        let Some(request) = store.request(&RequestKey::Id(request))? else { return Ok(None) };
        match applicant {
            Some(id) if access(&request, actor, agent.as_ref()) >= Access::Agent => {
                Ok(Some(of_audience(store, id, request.applicant.audience)?.id))
            }
            // The circuit refuses whoever may not do it.
            _ => Ok(None),
        }
    }

    /// Refuses whoever neither is the host nor processes the requests of some service; gives the agent.
    fn require_clerk(&self, store: &dyn Reading, actor: &Actor) -> Result<Option<Agent>> {
        match (actor, self.acting_agent(store, actor)?) {
            (Actor::System, _) => Ok(None),
            (_, Some(agent)) if !agent.services(Role::Agent).is_empty() => Ok(Some(agent)),
            _ => Err(Error::forbidden()),
        }
    }
}

/// A record as an actor sees it.
fn shown(profile: Profile, actor: &Actor) -> Profile {
    match actor {
        Actor::System => profile,
        _ => Profile { identities: Vec::new(), ..profile },
    }
}

/// The record that answers to an identifier: the one that absorbed it, if it was merged.
fn kept(store: &dyn Reading, id: ProfileId) -> Result<Profile> {
    let mut profile = store.profile(id)?.ok_or_else(unknown)?;
    // Only a record that stands by itself absorbs: this comes to an end.
    while let Some(into) = profile.merged_into {
        profile = store.profile(into)?.ok_or_else(unknown)?;
    }
    Ok(profile)
}

/// The record that answers to an identifier, for an applicant of this audience.
fn of_audience(store: &dyn Reading, id: ProfileId, audience: Audience) -> Result<Profile> {
    let profile = kept(store, id).map_err(|error| error.at("/profile"))?;
    if profile.audience == audience {
        return Ok(profile);
    }
    let message = Bilingual::new(
        "cette fiche est celle d'un usager d'une autre nature (particulier, association, entreprise)",
        "this record is that of another kind of applicant (citizen, association, business)",
    );
    Err(Error::new(ErrorCode::InvalidInput, message).at("/profile"))
}

fn unknown() -> Error {
    Error::not_found("fiche d'usager", "applicant's record")
}

/// Records that may be of the same person as one.
fn similar(store: &dyn Reading, profile: &Profile) -> Result<Vec<Profile>> {
    let keys = profile.keys().into_iter().filter(|key| !key.is_verified()).collect();
    let page = Page { limit: MOST_SIMILAR.saturating_add(1), after: None };
    let mut found = store.profiles(&ProfileFilter::Keys(keys), &page)?;
    found.retain(|other| other.id != profile.id && other.audience == profile.audience);
    found.truncate(MOST_SIMILAR);
    Ok(found)
}

/// What an applicant declares that may tell who they are.
fn declared_keys(applicant: &Applicant) -> Vec<ProfileKey> {
    let Applicant { email, phone, siret, rna, .. } = applicant;
    let keys = [
        email.as_deref().map(ProfileKey::email),
        phone.clone().map(ProfileKey::Phone),
        siret.clone().map(ProfileKey::Siret),
        rna.clone().map(ProfileKey::Rna),
    ];
    keys.into_iter().flatten().collect()
}

/// The key that is searched, in its canonical form.
fn searched_key(query: &ApplicantQuery) -> Result<ProfileKey> {
    Ok(match query {
        ApplicantQuery::Phone(phone) => ProfileKey::Phone(canonical(Kind::Phone, phone, "/query/phone")?),
        ApplicantQuery::Siret(siret) => ProfileKey::Siret(canonical(Kind::Siret, siret, "/query/siret")?),
        ApplicantQuery::Rna(rna) => ProfileKey::Rna(canonical(Kind::Rna, rna, "/query/rna")?),
        ApplicantQuery::Account(account) => ProfileKey::Account(account.clone()),
        ApplicantQuery::Identity(identity) => ProfileKey::Identity(identity.clone()),
        ApplicantQuery::Email(text) | ApplicantQuery::Text(text) => ProfileKey::email(text.trim()),
        ApplicantQuery::Request(_) => return Err(Error::internal("a request is not a key")),
    })
}

/// An identifier in its stored form.
fn canonical(kind: Kind, text: &str, path: &str) -> Result<String> {
    identifier::canonical(kind, text)
        .map_err(|fault| Error::new(ErrorCode::InvalidInput, fault.message).at(path))
}
