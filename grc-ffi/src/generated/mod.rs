//! What is made from the engine's tables by `make functions`: do not edit.

pub(crate) mod codes;
mod operations;
mod streams;
