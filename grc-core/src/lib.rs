//! The engine behind `grc`: definitions, forms, routing, processing circuits, store and delivery.

pub mod address;
pub mod attachment;
pub mod check;
pub mod definition;
pub mod delivery;
pub mod engine;
pub mod error;
pub mod expr;
pub mod facts;
pub mod folding;
pub mod form;
pub mod identifier;
pub mod json;
pub mod law;
pub mod options;
pub mod request;
pub mod routing;
pub mod sector;
pub mod store;
pub mod wire;
pub mod workflow;

pub use check::Sources;
pub use definition::{Audience, Channel, Language, Origin};
pub use delivery::AddressGuard;
pub use engine::{
    Budget, CatalogueFilter, Engine, Host, Input, PageRequest, RequestQuery, Submission, TaskQuery,
};
pub use error::{Error, ErrorCode, Result};
pub use request::{Actor, Agent, Applicant, Instant, Values};
pub use routing::Visitor;
