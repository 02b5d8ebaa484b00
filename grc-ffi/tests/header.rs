//! `include/grc.h` says what the library exports, and C programs can use it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::fs;

use support::{Linkage, build_and_run, header_path};

/// The header as the sources would have it.
fn generated_header() -> String {
    let crate_folder = env!("CARGO_MANIFEST_DIR");
    let config = cbindgen::Config::from_file(format!("{crate_folder}/cbindgen.toml")).unwrap();
    let bindings = cbindgen::Builder::new().with_crate(crate_folder).with_config(config).generate().unwrap();
    let mut header = Vec::new();
    bindings.write(&mut header);
    String::from_utf8(header).unwrap()
}

#[test]
fn the_header_is_the_one_that_the_sources_make() {
    let generated = generated_header();
    // Set by `make header`.
    if std::env::var_os("GRC_WRITE_HEADER").is_some() {
        fs::write(header_path(), &generated).unwrap();
    }
    let committed = fs::read_to_string(header_path()).unwrap_or_default();
    assert_eq!(committed, generated, "include/grc.h is not up to date: run `make header`");
}

#[test]
fn a_c_program_reads_the_version_from_the_shared_library() {
    assert_eq!(build_and_run("version.c", Linkage::Shared), env!("CARGO_PKG_VERSION"));
}

#[test]
fn a_c_program_reads_the_version_from_the_static_library() {
    assert_eq!(build_and_run("version.c", Linkage::Static), env!("CARGO_PKG_VERSION"));
}
