//! What the engine remembers, and the stores that remember it.
//!
//! [`Store`] is the port: it speaks of requests, not of SQL. A store answers only after what it says is
//! durable: every answer, good or bad, rests on committed state.

mod error;
pub mod port;
#[cfg(feature = "sqlite")]
pub mod sqlite;

pub use error::StoreError;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;
pub use port::*;
