//! The directory of applicants: one record for each citizen, association or business, over all their requests.
//!
//! A record is matched by its verified keys alone: an account of the host, an identity that another vouches for. E-mail
//! addresses and telephones are declared: they propose records, they never join them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Actor, Applicant, Instant, ProfileId, RequestId, Values};
use crate::definition::{Audience, Language};
use crate::folding;

/// Who another says that someone is: `FranceConnect`, `ProConnect`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalIdentity {
    /// Who vouches for it, by a name that the host chooses: `franceconnect`.
    pub provider: String,
    /// The provider's identifier of the person (`sub` of OpenID Connect).
    pub sub: String,
}

/// The record of an applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// Identifier.
    pub id: ProfileId,
    /// What they are.
    pub audience: Audience,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Name of the association or business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// E-mail addresses, the one to prefer first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub emails: Vec<String>,
    /// Telephones (E.164), the one to prefer first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub phones: Vec<String>,
    /// Postal address, one line an element.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// SIRET of the association or business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
    /// Number of the association in the national register (RNA).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rna: Option<String>,
    /// Language in which they are written to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
    /// Their accounts, by the host's identifiers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<String>,
    /// Who others say that they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<ExternalIdentity>,
    /// The record into which it was merged, if it was: that one answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub merged_into: Option<ProfileId>,
    /// Number of its last change, from 1.
    pub revision: u64,
    /// When it was opened.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

/// What a record may be found by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProfileKey {
    /// An account of the host. Verified.
    Account(String),
    /// An identity that another vouches for. Verified.
    Identity(ExternalIdentity),
    /// An e-mail address, whatever its case.
    Email(String),
    /// A telephone (E.164).
    Phone(String),
    /// The SIRET of an association or business.
    Siret(String),
    /// The number of an association in the national register.
    Rna(String),
}

impl ProfileKey {
    /// Whether whoever has the key is the person of the record, and not someone who may be.
    pub fn is_verified(&self) -> bool {
        matches!(self, Self::Account(_) | Self::Identity(_))
    }

    /// An e-mail address as it is looked for.
    pub fn email(address: &str) -> Self {
        Self::Email(address.to_lowercase())
    }
}

/// How a record came to change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ProfileAction {
    /// Someone wrote it.
    Put,
    /// Someone who was recognised filed a request that told more.
    Filed {
        /// The request.
        request: RequestId,
    },
    /// It absorbed another record.
    Absorbed {
        /// The other.
        profile: ProfileId,
    },
    /// It was merged into another record.
    Merged {
        /// The other.
        into: ProfileId,
    },
}

/// A line of the journal of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ProfileChange {
    /// Number of the change, from 1.
    pub revision: u64,
    /// When.
    pub at: Instant,
    /// Who did it.
    pub actor: Actor,
    /// How it came.
    pub action: ProfileAction,
    /// The members that changed, as the change left them; `null` for one that was emptied.
    pub changed: Values,
}

impl Profile {
    /// A record of which nothing is known.
    pub fn new(id: ProfileId, audience: Audience, now: Instant) -> Self {
        Self {
            id,
            audience,
            last_name: None,
            first_name: None,
            organisation: None,
            emails: Vec::new(),
            phones: Vec::new(),
            address: Vec::new(),
            siret: None,
            rna: None,
            language: None,
            accounts: Vec::new(),
            identities: Vec::new(),
            merged_into: None,
            revision: 0,
            created_at: now,
            updated_at: now,
        }
    }

    /// Everything that it may be found by.
    pub fn keys(&self) -> Vec<ProfileKey> {
        let declared = [self.siret.clone().map(ProfileKey::Siret), self.rna.clone().map(ProfileKey::Rna)];
        let emails = self.emails.iter().map(|email| ProfileKey::email(email));
        let phones = self.phones.iter().cloned().map(ProfileKey::Phone);
        self.verified_keys()
            .into_iter()
            .chain(emails)
            .chain(phones)
            .chain(declared.into_iter().flatten())
            .collect()
    }

    /// The keys that it alone has.
    pub fn verified_keys(&self) -> Vec<ProfileKey> {
        let accounts = self.accounts.iter().cloned().map(ProfileKey::Account);
        accounts.chain(self.identities.iter().cloned().map(ProfileKey::Identity)).collect()
    }

    /// Folded words by which agents search.
    pub fn words(&self) -> Vec<String> {
        let named = [&self.last_name, &self.first_name, &self.organisation];
        let texts = named.into_iter().flatten().chain(&self.emails).chain(&self.address);
        texts.flat_map(|text| folding::words(text)).collect()
    }

    /// Takes from a request what the record does not know yet. Nothing that it knows is changed.
    pub fn learn(&mut self, applicant: &Applicant) {
        let Applicant {
            last_name,
            first_name,
            organisation,
            email,
            phone,
            address,
            siret,
            rna,
            language,
            ..
        } = applicant;
        // A name is one thing: half of one and half of another would be nobody's.
        if self.last_name.is_none() && self.first_name.is_none() {
            self.last_name.clone_from(last_name);
            self.first_name.clone_from(first_name);
        }
        fill(&mut self.organisation, organisation.as_ref());
        fill(&mut self.siret, siret.as_ref());
        fill(&mut self.rna, rna.as_ref());
        fill(&mut self.language, language.as_ref());
        if self.emails.len() < MOST_ENTRIES {
            add(&mut self.emails, email.iter());
        }
        if self.phones.len() < MOST_ENTRIES {
            add(&mut self.phones, phone.iter());
        }
        if self.address.is_empty() {
            self.address.clone_from(address);
        }
    }

    /// Takes from another record what this one does not know: its own names stay.
    pub fn absorb(&mut self, other: &Self) {
        if self.last_name.is_none() && self.first_name.is_none() {
            self.last_name.clone_from(&other.last_name);
            self.first_name.clone_from(&other.first_name);
        }
        fill(&mut self.organisation, other.organisation.as_ref());
        fill(&mut self.siret, other.siret.as_ref());
        fill(&mut self.rna, other.rna.as_ref());
        fill(&mut self.language, other.language.as_ref());
        add(&mut self.emails, other.emails.iter());
        add(&mut self.phones, other.phones.iter());
        add(&mut self.accounts, other.accounts.iter());
        add(&mut self.identities, other.identities.iter());
        if self.address.is_empty() {
            self.address.clone_from(&other.address);
        }
    }

    /// Adds accounts and identities that the host has made sure of.
    pub fn verify(&mut self, keys: impl IntoIterator<Item = ProfileKey>) {
        for key in keys {
            match key {
                ProfileKey::Account(account) => add(&mut self.accounts, [&account]),
                ProfileKey::Identity(identity) => add(&mut self.identities, [&identity]),
                _ => {}
            }
        }
    }

    /// What is known, by member: neither its own numbers nor its instants.
    fn known(&self) -> Map<String, Value> {
        let Ok(Value::Object(mut members)) = serde_json::to_value(self) else { return Map::new() };
        for own in ["id", "revision", "created_at", "updated_at"] {
            members.remove(own);
        }
        members
    }

    /// The members in which it differs from what it was: as they are now, `null` for one that was emptied.
    pub fn changed_since(&self, before: Option<&Self>) -> Values {
        let before = before.map(Self::known).unwrap_or_default();
        let after = self.known();
        let emptied =
            before.keys().filter(|name| !after.contains_key(*name)).map(|name| (name.clone(), Value::Null));
        let written = after.iter().filter(|(name, value)| before.get(*name) != Some(value));
        emptied.chain(written.map(|(name, value)| (name.clone(), value.clone()))).collect()
    }
}

fn fill<T: Clone>(known: &mut Option<T>, told: Option<&T>) {
    if known.is_none() {
        *known = told.cloned();
    }
}

/// Entries of a list of a record, at most: of what people write, and of what requests add to it.
pub(crate) const MOST_ENTRIES: usize = 20;

/// Adds what a list lacks.
fn add<'a, T: Clone + PartialEq + 'a>(known: &mut Vec<T>, told: impl IntoIterator<Item = &'a T>) {
    for one in told {
        if !known.contains(one) {
            known.push(one.clone());
        }
    }
}
