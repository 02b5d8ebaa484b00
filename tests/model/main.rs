//! The processing circuit against a reference: random people and time, over random circuits, and everything that must
//! hold whatever they do.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod catalogue;
#[path = "../common/mod.rs"]
mod common;
mod comparison;
mod controls;
mod definitions;
mod machine;
mod people;
mod reference;
mod request;
mod step;

use machine::Machine;
use proptest::test_runner::Config;
use proptest_state_machine::prop_state_machine;

/// Circuits that are tried; `PROPTEST_CASES` asks for another number.
const CASES: u32 = 40;

fn config() -> Config {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|number| number.parse().ok());
    Config { cases: asked.unwrap_or(CASES), failure_persistence: None, ..Config::default() }
}

prop_state_machine! {
    #![proptest_config(config())]

    #[test]
    fn whatever_people_and_time_do_a_circuit_does_what_it_says(sequential 1..40 => Machine);
}
