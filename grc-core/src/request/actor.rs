//! Who acts, and with what rights.

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use super::{ExternalIdentity, Instant};
use crate::definition::{Audience, ContactDetail, Id, Identity, Language};

/// Who acts. The host has made sure of it; the engine decides what they may do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case", deny_unknown_fields)]
#[schemars(transform = one_object)]
pub enum Actor {
    /// A person outside the town hall: the host's identifier of their account, or of their session.
    Applicant(String),
    /// A person of the town hall, registered in the store.
    Agent(String),
    /// A business application, by its connector's id.
    Connector(String),
    /// The host itself: its operators, its scheduled jobs.
    System,
}

/// Says beside the alternatives that each is an object: what is wrong with an actor is then told against the
/// kind that it names.
fn one_object(schema: &mut Schema) {
    schema.insert("type".to_owned(), "object".into());
    schema.insert("unevaluatedProperties".to_owned(), false.into());
}

impl Actor {
    /// An applicant.
    pub fn applicant(id: impl Into<String>) -> Self {
        Self::Applicant(id.into())
    }

    /// An agent.
    pub fn agent(id: impl Into<String>) -> Self {
        Self::Agent(id.into())
    }

    /// The agent's id, if the actor is one.
    pub fn as_agent(&self) -> Option<&str> {
        match self {
            Self::Agent(id) => Some(id),
            _ => None,
        }
    }
}

/// What an agent may do in a service. Each role includes the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// *Consultation*: reads the service's requests.
    Reader,
    /// Processes them.
    Agent,
    /// *Gestionnaire*: decides, and reassigns.
    Manager,
}

impl Role {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Agent => "agent",
            Self::Manager => "manager",
        }
    }
}

/// A person of the town hall, as registered by the host.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Agent {
    /// The host's identifier.
    pub id: String,
    /// As shown to colleagues and in letters.
    pub name: String,
    /// What they do, as letters tell it under their name: *Responsable de l'urbanisme*.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Where notifications go.
    #[serde(default)]
    pub email: Option<String>,
    /// Whether the person may still act.
    #[serde(default = "yes")]
    pub active: bool,
    /// Role in each service.
    #[serde(default)]
    pub roles: Vec<Membership>,
    /// When they are away, and who stands in. It is told, not registered with the agent: see
    /// [`Engine::set_absence`](crate::Engine::set_absence).
    #[serde(skip_deserializing, default, skip_serializing_if = "Option::is_none")]
    pub absence: Option<Absence>,
    /// Colleagues who are away now and for whom they stand in: known of the agent who acts.
    #[serde(skip)]
    pub stands_in_for: Vec<Agent>,
}

/// A time during which an agent is away: from an instant on, until another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Absence {
    /// The agent who stands in, if one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegate: Option<String>,
    /// When it begins.
    pub from: Instant,
    /// When it is over.
    pub until: Instant,
}

impl Absence {
    /// Whether the agent is away at that instant.
    pub fn covers(&self, instant: Instant) -> bool {
        self.from <= instant && instant < self.until
    }

    /// Whether both have an instant in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from < other.until && other.from < self.until
    }
}

fn yes() -> bool {
    true
}

/// A role in a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The service.
    pub service: Id,
    /// The role.
    pub role: Role,
}

impl Agent {
    /// An agent who may act, without any role yet.
    pub fn new(id: &str, name: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: name.to_owned(),
            title: None,
            email: None,
            active: true,
            roles: Vec::new(),
            absence: None,
            stands_in_for: Vec::new(),
        }
    }

    /// The same agent, with a role in a service besides.
    #[must_use]
    pub fn with_role(mut self, role: Role, service: &str) -> Self {
        self.roles.push(Membership { service: Id(service.to_owned()), role });
        self
    }

    /// Whether the agent has at least `role` in `service`. A person who may no longer act has none.
    pub fn has(&self, role: Role, service: &str) -> bool {
        self.active
            && self
                .roles
                .iter()
                .any(|membership| membership.service.as_str() == service && membership.role >= role)
    }

    /// Whether what is in the hands of `holder` is this agent's to process: their own, or that of a colleague for whom they
    /// stand in.
    pub fn answers_for(&self, holder: &str) -> bool {
        self.active && (self.id == holder || self.stands_in_for.iter().any(|absent| absent.id == holder))
    }

    /// Who stands in for the agent at that instant, if they are away.
    pub fn delegate_at(&self, instant: Instant) -> Option<&str> {
        self.absence.as_ref().filter(|absence| absence.covers(instant))?.delegate.as_deref()
    }

    /// The same agent, as the host registers them: nothing of what is only told.
    #[must_use]
    pub fn as_registered(&self) -> Self {
        Self { absence: None, stands_in_for: Vec::new(), ..self.clone() }
    }

    /// Services in which the agent has at least `role`.
    pub fn services(&self, role: Role) -> Vec<&str> {
        self.roles
            .iter()
            .filter(|membership| self.active && membership.role >= role)
            .map(|membership| membership.service.as_str())
            .collect()
    }
}

/// The person for whom a request is filed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// Who they are.
    pub audience: Audience,
    /// How the host knows who they are.
    #[serde(default = "declared")]
    pub identity: Identity,
    /// Family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    /// Given name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    /// Name of the association or business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organisation: Option<String>,
    /// E-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Telephone, E.164 once stored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Postal address, one line an element.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address: Vec<String>,
    /// SIRET of the association or business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub siret: Option<String>,
    /// Number of the association in the national register (RNA).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rna: Option<String>,
    /// Who others say that they are (`FranceConnect` and the like), as the host has made sure. Kept in their record of
    /// the directory, not in the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub identities: Vec<ExternalIdentity>,
    /// Language in which they are written to; the catalogue's, if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Language>,
}

fn declared() -> Identity {
    Identity::Contact
}

impl Applicant {
    /// Someone of whom nothing is known.
    pub fn anonymous(audience: Audience) -> Self {
        Self {
            audience,
            identity: Identity::None,
            last_name: None,
            first_name: None,
            organisation: None,
            email: None,
            phone: None,
            address: Vec::new(),
            siret: None,
            rna: None,
            identities: Vec::new(),
            language: None,
        }
    }

    /// A person who gives their name.
    pub fn citizen(first_name: &str, last_name: &str) -> Self {
        Self {
            identity: Identity::Contact,
            first_name: Some(first_name.to_owned()),
            last_name: Some(last_name.to_owned()),
            ..Self::anonymous(Audience::Citizen)
        }
    }

    /// An association that gives its name.
    pub fn association(name: &str) -> Self {
        Self {
            identity: Identity::Contact,
            organisation: Some(name.to_owned()),
            ..Self::anonymous(Audience::Association)
        }
    }

    /// The same applicant, with an e-mail address.
    #[must_use]
    pub fn with_email(mut self, email: &str) -> Self {
        self.email = Some(email.to_owned());
        self
    }

    /// Whether nothing was given by which to name or reach them.
    pub fn is_anonymous(&self) -> bool {
        use ContactDetail::{Address, Email, FirstName, LastName, Organisation, Phone};
        ![LastName, FirstName, Organisation, Email, Phone, Address].iter().any(|detail| self.has(*detail))
    }

    /// What people call the applicant: the organisation, or the given and family names; nothing when anonymous.
    pub fn display_name(&self) -> String {
        let person = [&self.first_name, &self.last_name];
        match &self.organisation {
            Some(organisation) => organisation.clone(),
            None => person.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "),
        }
    }

    /// Whether a contact detail is given.
    pub fn has(&self, detail: ContactDetail) -> bool {
        let given = |value: &Option<String>| value.as_deref().is_some_and(|text| !text.trim().is_empty());
        match detail {
            ContactDetail::LastName => given(&self.last_name),
            ContactDetail::FirstName => given(&self.first_name),
            ContactDetail::Organisation => given(&self.organisation),
            ContactDetail::Email => given(&self.email),
            ContactDetail::Phone => given(&self.phone),
            ContactDetail::Address => !self.address.is_empty(),
        }
    }
}
