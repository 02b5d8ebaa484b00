//! What expressions and texts may know: the one table of names.
//!
//! [`names`] gives the types that exist where an expression stands, for publication; [`Facts`]
//! gives the values behind the same names, at run time. A name added to one is added to the other.

mod environment;
pub mod names;
mod place;
#[cfg(test)]
mod tests;
mod town;

pub use environment::{Facts, Fields};
pub use town::{ProcedureFacts, Town, typed_value};
