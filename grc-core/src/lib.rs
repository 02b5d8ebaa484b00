//! The engine behind `grc`: definitions, forms, routing, processing circuits, store and delivery.

pub mod definition;
pub mod store;
