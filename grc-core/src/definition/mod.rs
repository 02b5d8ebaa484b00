//! What a municipality writes: the catalogue and all that it holds. Data only.

pub mod language;

pub use language::Language;
