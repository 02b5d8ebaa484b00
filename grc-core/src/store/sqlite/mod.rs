//! The store on one SQLite file.
//!
//! | file | subject |
//! |---|---|
//! | `database.rs` | the handle: opening, sharing, closing |
//! | `connection.rs` | what is refused at opening, what is set on a connection, migrations |
//! | `committer.rs` | one writer, shared commits |
//! | `readers.rs` | connections that only read |
//! | `guard.rs`, `watch.rs`, `system.rs` | use after `fork`, other copies of SQLite in the process |
//! | `registry.rs`, `identity.rs` | the files open in this process |
//! | `failure.rs` | errors |

mod committer;
mod connection;
mod database;
mod failure;
mod guard;
mod identity;
mod readers;
mod registry;
mod slot;
#[cfg(target_os = "linux")]
mod system;
#[cfg(test)]
mod tests;
#[cfg(target_os = "linux")]
mod watch;

pub use database::{Database, Durability, Options};

/// The tables, version by version.
const MIGRATIONS: connection::Migrations = &[];
