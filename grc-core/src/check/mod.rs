//! What is verified of definitions before they are published.

#[cfg(test)]
pub(crate) mod sample;
mod shape;
mod source;

pub use shape::{check_shape, text_files};
pub use source::Sources;
