//! An embeddable engine for municipal services: the French *démarches*.
//!
//! A town describes its services in JSON: who may ask for what, with which form, through which
//! processing circuit, with which letters. The engine checks these definitions, tells which scenario
//! serves which person, checks answers, follows each request to its end, keeps the applicant
//! informed, talks to business applications, and remembers everything in one SQLite file.
//!
//! This crate is the one that Rust applications depend on. It is grc-core, re-exported whole; the
//! page of each module says what it does. The same engine is offered to C by `include/grc.h` and to
//! Python by the package `grc`.
//!
//! # Features
//!
//! All on by default; without them what remains is the pure part, the store's port and the engine.
//!
//! - `sqlite`: the store on an embedded SQLite file.
//! - `http`: calls to business applications.
//! - `mail`: MIME messages for e-mails.

#[doc(inline)]
pub use grc_core::*;

/// Runs the examples of README.md as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
