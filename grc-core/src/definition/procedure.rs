//! A procedure and the scenarios by which it is served.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Text;
use super::claim::ClaimDefinition;
use super::communication::Communication;
use super::field::Field;
use super::form::Form;
use super::party::PartyDefinition;
use super::value::{Id, Name, Reference};
use super::workflow::WorkflowChoice;

/// A service offered to applicants on the portal, or to agents only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Procedure {
    /// Identifier, stable for the life of the procedure.
    pub id: Id,
    /// What the portal shows.
    pub title: Text,
    /// One or two sentences under the title.
    pub summary: Option<Text>,
    /// Theme under which the procedure is shown.
    pub theme: Option<Id>,
    /// Words that applicants search for and that the title does not hold.
    #[serde(default)]
    pub keywords: Vec<String>,
    /// Position within the theme; then by title.
    #[serde(default)]
    pub order: i32,
    /// Whom the procedure concerns.
    #[serde(default = "Audience::all")]
    pub audiences: Vec<Audience>,
    /// Who is shown the procedure.
    #[serde(default)]
    pub visibility: Visibility,
    /// Service in charge.
    pub service: Id,
    /// When the procedure is shown; always, if absent.
    pub publication: Option<PublicationWindow>,
    /// Set while the procedure is tried before it is offered.
    pub trial: Option<Trial>,
    /// Set while the procedure takes no new request.
    pub closed: Option<Closed>,
    /// What the applicant is told of the use of personal data.
    pub privacy: Option<Privacy>,
    /// Questions whose answers choose among the scenarios.
    #[serde(default)]
    pub questions: Vec<Field>,
    /// Ways in which the procedure is served, in the order in which they are offered.
    #[schemars(length(min = 1))]
    pub scenarios: Vec<Scenario>,
}

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Audience {
    /// A person, for themselves or their family.
    Citizen,
    /// An association.
    Association,
    /// A business.
    Business,
}

impl Audience {
    /// The three audiences.
    pub fn all() -> Vec<Self> {
        vec![Self::Citizen, Self::Association, Self::Business]
    }

    /// The name used in catalogues and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Citizen => "citizen",
            Self::Association => "association",
            Self::Business => "business",
        }
    }
}

/// Who is shown a procedure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Applicants and agents.
    #[default]
    Portal,
    /// Agents only.
    Agents,
}

/// A period during which a procedure is shown, bounds included.
///
/// Both bounds are days (`2026-01-02`), or both are days of any year (`01-02`): then the period
/// returns each year, and may pass the New Year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PublicationWindow {
    /// First day.
    #[schemars(regex(pattern = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"))]
    pub from: Option<String>,
    /// Last day.
    #[schemars(regex(pattern = "^([0-9]{4}-)?[0-9]{2}-[0-9]{2}$"))]
    pub until: Option<String>,
}

/// Why a procedure takes no new request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// What applicants are told.
    pub message: Text,
}

/// What the applicant is told of the use of personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Privacy {
    /// What the data is used for.
    pub purpose: Text,
    /// Legal basis of the processing.
    pub legal_basis: Text,
    /// How long the data is kept after closure: an ISO 8601 duration.
    pub retention: String,
}

/// A procedure that a few people try: nobody else knows of it, its messages go to them, its requests are not counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// Who tries it: the host's identifiers of applicants, of agents or of both.
    #[schemars(length(min = 1))]
    pub testers: Vec<String>,
    /// E-mail addresses to which all messages go, instead of their recipients.
    #[schemars(length(min = 1))]
    pub messages_to: Vec<String>,
}

/// One way in which a procedure is served.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Scenario {
    /// Identifier within the procedure.
    pub id: Id,
    /// What the portal shows.
    pub title: Text,
    /// Whom the scenario concerns; the procedure's audiences, if absent.
    pub audiences: Option<Vec<Audience>>,
    /// By which ways of coming it is offered; all, if absent.
    pub origins: Option<Vec<Origin>>,
    /// Condition on the answers to the procedure's questions.
    pub available_if: Option<String>,
    /// What the scenario consists in.
    #[serde(flatten)]
    pub kind: ScenarioKind,
}

/// How a request or a visitor came.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// On the portal, by themselves.
    #[default]
    Portal,
    /// At the town hall's counter.
    Counter,
    /// By telephone.
    Phone,
    /// By post.
    Mail,
    /// By e-mail.
    Email,
}

impl Origin {
    /// The name used in catalogues and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Counter => "counter",
            Self::Phone => "phone",
            Self::Mail => "mail",
            Self::Email => "email",
        }
    }
}

/// What a scenario consists in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ScenarioKind {
    /// Something to read, documents to prepare.
    Information(Information),
    /// Another site does it.
    Redirect(Redirect),
    /// A form, a circuit, communications.
    Online(Handling),
    /// The same, with a business application behind.
    Api(ApiHandling),
}

/// Something to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Information {
    /// Text in Markdown.
    pub content: Text,
    /// Documents to prepare.
    #[serde(default)]
    pub documents: Vec<Text>,
}

/// Another site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Redirect {
    /// Address, with placeholders (`{{ … }}`) as whole path segments or query values only.
    pub url: String,
    /// What to know before leaving, in Markdown.
    pub content: Option<Text>,
}

/// A request filed here and processed by the town hall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Handling {
    /// Who must identify themselves, and how.
    #[serde(default)]
    pub applicant: ApplicantRule,
    /// What is asked.
    pub form: Form,
    /// What each request takes of something scarce.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimDefinition>,
    /// Other people of each request, who may be written to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parties: Vec<PartyDefinition>,
    /// How the request is processed.
    pub workflow: WorkflowChoice,
    /// Where the request is: by division, expressions that give a place (an answer of type `location` or `address`, or a
    /// text: a street, with its number before). The first that is in a sector tells it; the request keeps it.
    #[serde(default)]
    pub sectors: BTreeMap<Name, Vec<String>>,
    /// What the applicant and the agents are told, and when.
    #[serde(default)]
    pub communications: Vec<Communication>,
    /// How long an untouched draft is kept: an ISO 8601 duration.
    #[serde(default = "Handling::default_draft_lifetime")]
    pub draft_lifetime: String,
}

impl Handling {
    fn default_draft_lifetime() -> String {
        "P30D".to_owned()
    }
}

/// A request filed here and processed by a business application.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ApiHandling {
    /// The business application.
    pub connector: Reference,
    /// Everything that an `online` scenario has.
    #[serde(flatten)]
    pub handling: Handling,
}

/// Who must identify themselves, and how.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApplicantRule {
    /// Least level of identification.
    pub identity: Identity,
    /// Contact details that must be given.
    pub ask: Vec<ContactDetail>,
}

/// Level of identification of an applicant, from the least to the most.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// Anonymous.
    None,
    /// Contact details, as declared.
    #[default]
    Contact,
    /// An account on the portal.
    Account,
    /// An identity vouched for by the State.
    Strong,
}

impl Identity {
    /// The name used in catalogues and requests.
    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Contact => "contact",
            Self::Account => "account",
            Self::Strong => "strong",
        }
    }
}

/// One contact detail of an applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContactDetail {
    /// Family name.
    LastName,
    /// Given name.
    FirstName,
    /// Name of the association or business.
    Organisation,
    /// E-mail address.
    Email,
    /// Telephone number.
    Phone,
    /// Postal address.
    Address,
}
