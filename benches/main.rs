//! What the engine costs, beside the least that any program would pay for the same result.
//!
//! `cargo bench` measures everything that Rust alone can; `cargo bench -- record list` only what is named. `make peers`
//! measures the engine beside what others would use instead, `make door` what Python's operations cost. What was seen is in
//! README.md.

// A program that measures stops at the first surprise, and divides times.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    unreachable_pub
)]

mod application;
mod calls;
mod crowd;
mod door;
mod floor;
mod larger;
mod list;
mod measure;
mod options;
mod peers;
mod program;
mod record;
mod reports;
mod statistics;
mod town;
mod validate;

fn main() {
    let parts: [(&str, fn()); 7] = [
        ("validate", validate::run),
        ("record", record::run),
        ("crowd", crowd::run),
        ("calls", calls::run),
        ("list", list::run),
        ("statistics", statistics::run),
        ("options", options::run),
    ];
    let wanted: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let everything = wanted.is_empty();
    let named = |name: &str| wanted.iter().any(|wanted| wanted == name);
    for (name, run) in parts {
        if everything || named(name) {
            let (elapsed, ()) = measure::time(run);
            println!("({name}: {:.0} s)", elapsed.as_secs_f64());
        }
    }
    // These need what `make` installs first.
    if named("peers") {
        peers::run();
    }
    if named("door") {
        door::run();
    }
}
