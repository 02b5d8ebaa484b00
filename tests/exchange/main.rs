//! What leaves and comes back: e-mails, business applications, webhooks, subscribers.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

#[path = "../common/mod.rs"]
mod common;

mod brought;
mod calls;
mod connector;
mod deadly;
mod enclosures;
mod failures;
mod inbound;
mod mail;
mod operators;
mod outbox;
mod polling;
mod proofs;
mod received_files;
mod relay;
mod smtp;
mod subscribers;
mod waiting;
