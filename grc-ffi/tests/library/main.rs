//! The library as programs link it: installed, called in C, and from five other languages.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

mod installed;
mod programs;
mod support;
