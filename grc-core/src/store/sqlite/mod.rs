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
//! | `store.rs`, `tables/`, `migrations/` | the port, on the tables |

mod calls;
mod changes;
mod committer;
mod connection;
mod copy;
mod database;
mod deliveries;
mod failure;
mod guard;
mod identity;
mod readers;
mod registry;
mod slot;
mod store;
#[cfg(target_os = "linux")]
mod system;
mod tables;
#[cfg(test)]
mod tests;
#[cfg(target_os = "linux")]
mod watch;

pub use database::{Database, Durability, Options, State};
pub use store::SqliteStore;

/// The tables, version by version.
const MIGRATIONS: connection::Migrations = &[
    include_str!("migrations/0001.sql"),
    include_str!("migrations/0002.sql"),
    include_str!("migrations/0003.sql"),
    include_str!("migrations/0004.sql"),
    include_str!("migrations/0005.sql"),
    include_str!("migrations/0006.sql"),
    include_str!("migrations/0007.sql"),
    include_str!("migrations/0008.sql"),
    include_str!("migrations/0009.sql"),
    include_str!("migrations/0010.sql"),
    include_str!("migrations/0011.sql"),
    include_str!("migrations/0012.sql"),
    include_str!("migrations/0013.sql"),
    include_str!("migrations/0014.sql"),
    include_str!("migrations/0015.sql"),
    include_str!("migrations/0016.sql"),
    include_str!("migrations/0017.sql"),
    include_str!("migrations/0018.sql"),
    include_str!("migrations/0019.sql"),
];
