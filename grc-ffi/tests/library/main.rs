//! The library as programs link it: installed, called in C, and from five other languages.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used)]

mod day;
mod installed;
mod programs;
mod support;
