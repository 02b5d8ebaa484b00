pub use grc_core::*;
