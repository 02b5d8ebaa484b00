//! The engine behind `grc`: definitions, forms, routing, processing circuits, store and delivery.

pub mod definition;
pub mod delivery;
pub mod error;
pub mod expr;
pub mod json;
pub mod law;
pub mod request;
pub mod store;

pub use error::{Error, ErrorCode, Result};
