//! What is verified of definitions before they are published, and the sealing of what is.

mod references;
#[cfg(test)]
pub(crate) mod sample;
mod seal;
mod shape;
mod source;
mod uses;

pub use references::check_references;
pub use seal::{Sealed, seal};
pub use shape::{check_shape, text_files};
pub use source::Sources;
