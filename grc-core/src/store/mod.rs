//! Where everything is remembered: the port that the engine speaks to, and its implementations.

pub mod port;

pub use port::*;
