//! `include/grc.h` and `include/grc.ffi.h` say what the library exports.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

fn include() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../include")
}

fn generated(config: impl FnOnce(&mut cbindgen::Config)) -> String {
    let crate_folder = env!("CARGO_MANIFEST_DIR");
    let mut read = cbindgen::Config::from_file(format!("{crate_folder}/cbindgen.toml")).unwrap();
    config(&mut read);
    let bindings = cbindgen::Builder::new().with_crate(crate_folder).with_config(read).generate().unwrap();
    let mut header = Vec::new();
    bindings.write(&mut header);
    String::from_utf8(header).unwrap()
}

/// The declarations alone, for readers of C that have no preprocessor, such as PHP's FFI.
fn declarations() -> String {
    let bare = generated(|config| {
        config.header = None;
        config.include_guard = None;
        config.cpp_compat = false;
        config.sys_includes = Vec::new();
        config.documentation = false;
    });
    let kept: Vec<&str> =
        bare.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).collect();
    format!(
        "/* Declarations of grc.h, without preprocessor. Made by `make header`: do not edit. */\n{}\n",
        kept.join("\n")
    )
}

#[test]
fn the_headers_are_those_that_the_sources_make() {
    for (name, made) in [("grc.h", generated(|_| ())), ("grc.ffi.h", declarations())] {
        let path = include().join(name);
        // Set by `make header`.
        if std::env::var_os("GRC_WRITE_HEADER").is_some() {
            fs::write(&path, &made).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(committed, made, "include/{name} is not up to date: run `make header`");
    }
}

#[test]
fn the_declarations_need_no_preprocessor() {
    let declarations = declarations();
    assert!(!declarations.contains('#'), "{declarations}");
    assert!(declarations.contains("grc_submit_keep("), "{declarations}");
}
