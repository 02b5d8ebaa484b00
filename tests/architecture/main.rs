//! The rules of the house, checked on the sources as they stand.
//!
//! ARCHITECTURE.md says why; `rules.rs` says what; `controls.rs` shows that each rule finds what
//! breaks it.

#![allow(clippy::unwrap_used, clippy::string_slice)]

mod controls;
mod reading;
mod rules;

use std::fs;
use std::path::Path;

use reading::Source;
use rules::Fault;

/// Where sources are, from the repository's root. Folders that do not exist yet are passed over.
const FOLDERS: &[&str] = &[
    "src",
    "examples",
    "benches",
    "tests",
    "grc-core/src",
    "grc-core/tests",
    "grc-ffi/src",
    "grc-ffi/tests",
    "grc-py/src",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust source below `folder`, in no order.
fn collect(folder: &Path, sources: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let path = path.strip_prefix(root()).unwrap().to_str().unwrap().replace('\\', "/");
            sources.push(Source { path, text });
        }
    }
}

fn sources() -> Vec<Source> {
    let mut sources = Vec::new();
    for folder in FOLDERS.iter().map(|folder| root().join(folder)).filter(|folder| folder.is_dir()) {
        collect(&folder, &mut sources);
    }
    sources.sort_by(|one, other| one.path.cmp(&other.path));
    sources
}

fn report(faults: &[Fault]) -> String {
    faults.iter().map(|fault| format!("\n{fault}")).collect()
}

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let sources = sources();
    for known in
        ["src/lib.rs", "grc-core/src/error.rs", "grc-core/src/definition/mod.rs", "grc-ffi/src/lib.rs"]
    {
        assert!(sources.iter().any(|source| source.path == known), "`{known}` was not read");
    }
    let faults = rules::check(&sources);
    assert!(faults.is_empty(), "{}", report(&faults));
}

#[test]
fn each_dependency_has_its_reason_in_the_architecture_page() {
    let read = |name: &str| fs::read_to_string(root().join(name)).unwrap();
    let faults = rules::dependencies(&read("Cargo.toml"), &read("ARCHITECTURE.md"));
    assert!(faults.is_empty(), "{}", report(&faults));
}
