<<<<<<< HEAD
//! Where everything is remembered: the port that the engine speaks to, and its implementations.

pub mod port;

pub use port::*;
=======
//! What the engine remembers, and the stores that remember it.
//!
//! A store answers only after what it says is durable: every answer, good or bad, rests on committed state.

mod error;
#[cfg(feature = "sqlite")]
pub mod sqlite;

pub use error::StoreError;
>>>>>>> store
