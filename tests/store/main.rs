//! What is kept: histories, their verification, what another system kept before, files that are not stores.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

#[path = "../common/mod.rs"]
mod common;

mod backup;
mod failing_clock;
mod fold;
mod history;
mod import;
mod store_errors;
mod verification;
