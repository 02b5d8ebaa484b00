//! What is verified of definitions before they are published, and the sealing of what is.

mod compile;
mod corrected;
mod created;
mod references;
mod rest;
#[cfg(test)]
pub(crate) mod sample;
mod seal;
mod shape;
mod source;
mod uses;

pub use compile::{
    Checked, CompiledProcedure, check, check_beside, compile_corrected, compile_sealed, compile_sealed_list,
};
pub use corrected::{CorrectedText, UNKNOWN_TEXT, says};
pub use seal::{Sealed, SealedList, is_sealed, seal, seal_lists, sealed_lists};
pub use shape::{Format, check_format, check_shape, refusal};
pub use source::Sources;
