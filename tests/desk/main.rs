//! What agents do all day: tasks, circuits, people and their rights, scarce things, figures.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used
)]

#[path = "../common/mod.rs"]
mod common;

mod bulk;
mod circuit;
mod claims;
mod communications;
mod corrections;
mod directory;
mod due;
mod hidden_status;
mod inbox;
mod links;
mod messages;
mod operators;
mod parties;
mod people;
mod rights;
mod rights_table;
mod sectors;
mod statistics;
mod tasks;
