//! The engine beside what others would use instead: `make peers`.
//!
//! Those of other languages run in programs of their own, `form.py`, `lives.mjs`…, which are told what to do so many times and
//! say how long it took. Contenders take turns in each round, so that what disturbs one disturbs all. What each of them
//! does is in README.md.

mod form;
mod lives;

use std::path::{Path, PathBuf};

use crate::program::Program;

pub(crate) fn run() {
    form::run();
    lives::run();
}

/// Where `make peers` has installed the others.
fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("peers");
    assert!(folder.join("installed").is_file(), "the others are not installed: run `make peers`");
    folder
}

/// The programs of a measure, in Node and in Python, which read the schema and answers of `form`.
fn started(measure: &str, folder: &Path, form: &Path) -> [Program; 2] {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers");
    let script = |extension: &str| here.join(measure).with_extension(extension);
    [
        Program::start("node", &script("mjs"), folder, form),
        Program::start(folder.join("venv/bin/python"), &script("py"), folder, form),
    ]
}
