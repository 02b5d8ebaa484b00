//! A field: one question, the type of its answer, its limits.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::value::{Bound, Name};
use super::{ChoiceLimits, ChoicesLimits, Rule, Text};

/// One question and the rules of its answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Field {
    /// Name by which expressions and answers know the field.
    pub id: Name,
    /// The question.
    pub label: Text,
    /// Help under the question.
    pub hint: Option<Text>,
    /// Value proposed: in the field's canonical form, or an expression after `=`.
    pub default: Option<serde_json::Value>,
    /// Whether an answer is required whenever the field is visible.
    #[serde(default)]
    pub required: bool,
    /// Condition under which an answer is required.
    pub required_if: Option<String>,
    /// Condition under which the field is shown; a hidden field has no answer.
    pub visible_if: Option<String>,
    /// Condition under which the value proposed is the only answer.
    pub readonly_if: Option<String>,
    /// The administration that already holds the answer, when one does.
    pub available_from_administration: Option<HeldBy>,
    /// Whether the answer is personal data.
    #[serde(default = "yes")]
    pub personal: bool,
    /// Who may read the answer: `applicant`, and in the town hall `reader`, `agent` or `manager` and the roles above.
    pub visible_to: Option<Vec<Reader>>,
    /// Type and limits of the answer.
    #[serde(flatten)]
    pub kind: FieldKind,
}

fn yes() -> bool {
    true
}

/// An administration that already holds an answer (code des relations entre le public et l'administration, L114-8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HeldBy {
    /// What it is called, as applicants read it.
    pub name: Text,
    /// Why the document is asked of the applicant all the same.
    pub asked_because: Option<Text>,
}

/// Who may read an answer or a piece of processing data. A role of the town hall includes those after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reader {
    /// The applicant.
    Applicant,
    /// Whoever may consult the request in the town hall.
    Reader,
    /// Agents who process it.
    Agent,
    /// Managers of the service in charge, and the host.
    Manager,
}

impl Reader {
    /// Whether it is one of those listed, or a role of the town hall above one of them.
    pub fn is_among<'a>(self, listed: impl IntoIterator<Item = &'a Self>) -> bool {
        listed.into_iter().any(|one| match one {
            Self::Applicant => self == Self::Applicant,
            role => *role <= self,
        })
    }

    /// Whether it is someone of the town hall.
    pub fn is_inside(self) -> bool {
        self > Self::Applicant
    }
}

/// Type and limits of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldKind {
    /// One line of text.
    Text(TextLimits),
    /// Several lines of text.
    Textarea(TextLimits),
    /// A whole number.
    Integer(Range),
    /// An exact decimal number, written as text (`"12.50"`).
    Decimal(DecimalLimits),
    /// Yes or no.
    Boolean(NoLimits),
    /// A box that must be ticked: an agreement, a sworn statement.
    Consent(NoLimits),
    /// A day, `YYYY-MM-DD`.
    Date(Range),
    /// A time of the day, `HH:MM`.
    Time(Range),
    /// A day and a time in the town's time zone, stored as an instant.
    Datetime(Range),
    /// An e-mail address.
    Email(NoLimits),
    /// A telephone number.
    Phone(NoLimits),
    /// One option of a list.
    Choice(ChoiceLimits),
    /// Several options of a list.
    Choices(ChoicesLimits),
    /// A file, given by its reference.
    File(FileLimits),
    /// A web address.
    Url(NoLimits),
    /// The 9-digit number of a business or an association.
    Siren(NoLimits),
    /// The 14-digit number of an establishment.
    Siret(NoLimits),
    /// The number of an association in the national register.
    Rna(NoLimits),
    /// The number of a person in the national register (*numéro de sécurité sociale*).
    Nir(NirLimits),
    /// The 13-digit tax number of a person.
    Spi(NoLimits),
    /// A French VAT number within the European Union.
    Tva(NoLimits),
    /// An international bank account number; with the code of its bank, the answers `iban` and `bic`.
    Iban(IbanLimits),
    /// The code of a bank.
    Bic(NoLimits),
    /// The number plate of a vehicle.
    Plate(NoLimits),
    /// A French postal code.
    PostalCode(NoLimits),
    /// A commune, by its INSEE code.
    Commune(NoLimits),
    /// A department, by its INSEE code.
    Departement(NoLimits),
    /// A country, by its code of two letters.
    Country(NoLimits),
    /// A postal address: `number`, `street`, `locality`, `complement`, `postal_code`, `city`, `commune`, `latitude`,
    /// `longitude`, `ban_id`, and, where it may be abroad, `country` and `foreign_postal_code`.
    Address(AddressLimits),
    /// A place on the map: `latitude` and `longitude`, in degrees.
    Location(LocationLimits),
    /// Several questions as one answer.
    Group(GroupLimits),
    /// The same questions, several times.
    Repeat(RepeatLimits),
    /// A value that the engine computes: never an answer.
    Computed(ComputedLimits),
    /// A title between questions: it has no answer.
    Heading(NoLimits),
    /// A text between questions: it has no answer.
    Note(NoLimits),
}

/// A type without limits of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NoLimits {}

/// What allows the number of a person in the national register to be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct NirLimits {
    /// The purpose for which décret n° 2019-341 allows it: without one, the field does not publish.
    pub legal_basis: Option<String>,
}

/// What is asked beside a bank account number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct IbanLimits {
    /// Whether the code of the bank is asked too; it must be of the same country.
    #[serde(default)]
    pub with_bic: bool,
}

/// Where an address may be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct AddressLimits {
    /// Whether it may be outside France.
    #[serde(default)]
    pub foreign: bool,
}

/// Where a place may be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct LocationLimits {
    /// The area that holds it; anywhere, if absent.
    pub area: Option<Area>,
}

/// An area of the map: its corners, in order around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Area(#[schemars(length(min = 3))] pub Vec<Corner>);

/// A point of the map, in degrees (WGS 84).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Corner {
    /// Degrees north, as a decimal number: `"49.1829"`.
    pub latitude: String,
    /// Degrees east: `"-0.3707"`.
    pub longitude: String,
}

/// Limits of a text, in Unicode characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct TextLimits {
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters; 255 for a text, 10,000 for a textarea, if absent.
    pub max_length: Option<u32>,
    /// Regular expression that the whole text matches. Look-around and back-references do not exist in it.
    pub pattern: Option<String>,
    /// What is said when the pattern does not match.
    pub pattern_message: Option<Text>,
}

/// Bounds of a number, a date or a time, included.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct Range {
    /// Least value.
    pub min: Option<Bound>,
    /// Greatest value.
    pub max: Option<Bound>,
}

/// Bounds and precision of a decimal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct DecimalLimits {
    /// Least value.
    pub min: Option<Bound>,
    /// Greatest value.
    pub max: Option<Bound>,
    /// Most digits after the decimal mark; 2 if absent.
    #[schemars(range(max = 10))]
    pub scale: Option<u32>,
}

/// Limits of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct FileLimits {
    /// Media types accepted (`application/pdf`) or families of them (`image/*`), found in the content whatever the name;
    /// any, if empty.
    #[serde(default)]
    pub accept: Vec<String>,
    /// Most bytes; 10 MiB if absent.
    pub max_size: Option<u64>,
}

/// Questions asked together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct GroupLimits {
    /// The questions; their conditions name them `item.x`, those of the form `group.x`.
    #[schemars(length(min = 1))]
    pub fields: Vec<Field>,
    /// What must hold between these answers, which are `item.x`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// A value computed from the answers before it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct ComputedLimits {
    /// The expression that gives it.
    pub value: String,
    /// What it gives.
    pub result: ComputedType,
    /// Digits after the decimal mark of a decimal, to which it is rounded, half to even; 2 if absent.
    #[schemars(range(max = 10))]
    pub scale: Option<u32>,
}

/// The type of a computed value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComputedType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// An exact decimal number.
    Decimal,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// A time of the day.
    Time,
    /// An instant.
    Datetime,
}

/// Questions asked several times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
pub struct RepeatLimits {
    /// The questions; conditions name them `item.x`.
    #[schemars(length(min = 1))]
    pub fields: Vec<Field>,
    /// Fewest times.
    pub min: Option<u32>,
    /// Most times; 50 if absent.
    pub max: Option<u32>,
    /// Questions whose answers, together, are not the same twice.
    #[serde(default)]
    pub unique_by: Vec<Name>,
    /// What must hold between the answers of each element, which are `item.x`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}
