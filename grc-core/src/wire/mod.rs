//! The JSON form of every operation of the [`Engine`]: what the C and Python interfaces stand on.
//!
//! A request is a JSON object, read as strictly as definitions are: whole numbers, no duplicate key, no
//! unknown key. An operation that acts names its `actor`, one that shows something names its `visitor`; each
//! may say in which `language` its texts are wanted. A result is a JSON object, which may gain keys in later
//! versions. One table, [`operations`], says what there is; the pages of `docs/` are made from it.
//!
//! ```
//! # use grc_core::wire;
//! let operation = wire::operations().iter().find(|one| one.name == "act").unwrap();
//! assert!(operation.acts);
//! assert_eq!(operation.request_schema()["required"][0], "actor");
//! ```

mod applicants;
mod availability;
mod backup;
mod bulk;
mod calendar;
mod caller;
mod catalogue;
mod communications;
mod confirmation;
mod corrections;
mod correspondence;
mod definitions;
mod deliveries;
mod door;
mod drafts;
mod exchanges;
mod fault;
mod files;
mod form;
mod histories;
mod identifiers;
mod import;
mod linked;
mod offers;
mod operation;
mod options;
mod pages;
mod people;
mod processing;
mod requests;
mod schemas;
mod sectors;
mod statistics;
mod submission;
mod subscribers;
mod table;
mod tasks;
#[cfg(test)]
mod tests;
mod told;

pub use caller::Beside;
pub use door::{call, call_beside, call_told, error_json, language_of};
pub use fault::of_identifier as identifier_error;
pub use operation::Operation;
pub use pages::{errors_page, operations_page};
pub use schemas::operations_schema;
pub use told::{Content, Elements, Members, Told, ToldValue};

pub use table::operations;

#[cfg(doc)]
use crate::engine::Engine;
