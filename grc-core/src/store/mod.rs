//! What the engine remembers, and the stores that remember it.
//!
//! [`Store`] is the port: it speaks of requests, not of SQL. A store answers only after what it says is
//! durable: every answer, good or bad, rests on committed state.

pub mod calls;
pub mod changes;
pub mod deliveries;
pub mod directory;
mod error;
pub mod port;
pub mod records;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod statistics;
pub mod subscribers;
pub mod workload;

pub use calls::*;
pub use changes::*;
pub use deliveries::*;
pub use directory::ProfileFilter;
pub use error::StoreError;
pub use port::*;
pub use records::*;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;
pub use statistics::*;
pub use subscribers::*;
pub use workload::*;
