//! What is verified of definitions before they are published, and the sealing of what is.

mod compile;
mod references;
#[cfg(test)]
pub(crate) mod sample;
mod seal;
mod shape;
mod source;
mod uses;

pub use compile::{Checked, CompiledProcedure, check, compile_sealed};
pub use seal::{Sealed, seal};
pub use shape::{Format, check_format, check_shape, text_files};
pub use source::Sources;
