//! What a municipality writes: the catalogue and all that it holds. Data only.
//!
//! These types are the definition format: their doc comments are the descriptions that editors
//! show, their JSON Schema is what definitions are checked against before they are read.

mod authentication;
mod calendar;
mod catalogue;
mod claim;
mod communication;
mod connector;
mod diagnostic;
mod field;
mod form;
mod language;
mod link;
mod options;
mod party;
mod procedure;
mod schema;
mod sector;
mod task;
mod text;
mod timing;
mod value;
mod wording;
mod workflow;

pub use authentication::{
    Authentication, BasicSecret, CallSignature, ClientCredentials, ClientSecretPlace, HeaderSecret,
    SecretName, SignatureEncoding, SignedPart,
};
pub use calendar::{Calendar, DayRange, Days, Zone};
pub use catalogue::{Catalogue, Service, Setting, Theme, TimeZone};
pub use claim::{ClaimDefinition, ClaimRelease, ConflictRule};
pub use communication::{
    Channel, Communication, CommunicationKind, Layout, MessageContent, MessageTemplate, Notification,
};
pub use connector::{
    Changes, Connector, DocumentFile, HeaderName, HmacScheme, Method, Operation, ParameterName, Poll,
    ResultMapping, Retry, SignalRule, Webhook, WebhookScheme,
};
pub use diagnostic::{Bilingual, Diagnostic, Diagnostics, Pointer, Severity, closest, did_you_mean};
pub use field::{
    AddressLimits, Area, ComputedLimits, ComputedType, Corner, DecimalLimits, Field, FieldKind, FileLimits,
    GroupLimits, HeldBy, IbanLimits, LocationLimits, NirLimits, NoLimits, Range, Reader, RepeatLimits,
    TextLimits,
};
pub use form::{Block, BlockUse, Form, FormItem, Rule, Section};
pub use language::Language;
pub use link::{CreationDefinition, LinkDefinition, LinkKind};
pub use options::{
    Cell, Choice, ChoiceLimits, ChoicesLimits, ColumnType, GivenLists, HostOptions, HostReference,
    ListedOptions, OptionFile, OptionList, OptionTable, Options,
};
pub use party::PartyDefinition;
pub use procedure::{
    ApiHandling, ApplicantRule, Audience, Closed, ContactDetail, Handling, Identity, Information, Origin,
    Privacy, Procedure, PublicationWindow, Redirect, Scenario, ScenarioKind, Trial, Visibility,
};
pub use schema::{schema, schema_files, schema_settings};
pub use sector::{AreaMap, Division, Parity, Sector, StreetRange};
pub use task::{ByLoad, DueDate, TaskAgent, TaskDefinition, TaskDue, TaskKind};
pub use text::{Text, TextFile, TextSource};
pub use timing::{Timing, TimingFrom};
pub use value::{Bound, Computed, Delay, Id, Literal, Name, Reference, TypedValue, ValueType, WorkingDays};
pub use wording::{CommunicationReference, NewWords, TextReference};
pub use workflow::{
    Action, Amends, AnywhereTransition, Assignment, Destination, Outcome, Parameter, ProcessingData, State,
    Status, Transition, Workflow, WorkflowChoice, WorkflowUse,
};
