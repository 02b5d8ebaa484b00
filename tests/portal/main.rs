//! What applicants and those who publish meet: the catalogue, forms, drafts, requests, refusals.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

#[path = "../common/mod.rs"]
mod common;

mod catalogue;
mod drafts;
mod faults;
mod forms;
mod idempotency;
mod never_panics;
mod options;
mod prefill;
mod publish;
mod references;
mod refusals;
mod requests;
mod revisions;
mod trial;
