//! The engine behind `grc`: definitions, forms, routing, processing circuits, store and delivery.

pub mod check;
pub mod definition;
pub mod error;
pub mod expr;
pub mod folding;
pub mod json;
pub mod request;
pub mod routing;
pub mod store;

pub use error::{Error, ErrorCode, Result};
