//! The C interface of grc. Its contract stands in README.md beside, and at the top of `include/grc.h`, which cbindgen
//! makes from this crate.
//!
//! | File | What is in it |
//! |---|---|
//! | `boundary.rs` | the way in: the table of engines, one call at a time, panics, forks |
//! | `engine.rs` | an engine: made, opened, closed; operations by their names |
//! | `generated/` | a function for each operation, a constant for each code: `make functions` writes them |
//! | `operation.rs`, `stream.rs` | how an operation is asked, alone or with files |
//! | `result.rs` | what an operation left, read |
//! | `handle.rs`, `settings.rs`, `encoding.rs` | what an engine is made of |
//! | `input.rs`, `output.rs` | what is given, what is got |
//! | `status.rs`, `failure.rs`, `version.rs` | numbers and their words |

// The contract of pointers is one for all functions: it stands at the top of the header rather than on each.
#![allow(clippy::missing_safety_doc)]
// What is exported to C is reached by no other crate.
#![allow(unreachable_pub)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic))]

mod boundary;
mod encoding;
mod engine;
mod failure;
mod generated;
mod handle;
mod input;
mod operation;
mod output;
mod result;
mod settings;
mod status;
mod stream;
#[cfg(test)]
mod tests;
mod version;
