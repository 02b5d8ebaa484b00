//! What is exported is recorded: a function that is removed or changed fails here, and `make abi` alone records it anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn folder() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The declarations of a header without preprocessor, each on one line.
fn declarations(header: &str) -> BTreeSet<String> {
    let text: Vec<&str> = header.lines().filter(|line| !line.starts_with("/*")).collect();
    let one_line = text.join(" ");
    let each = one_line.split(';').map(|one| one.split_whitespace().collect::<Vec<_>>().join(" "));
    each.filter(|one| !one.is_empty()).collect()
}

/// The constants of the header, each with its value.
fn constants(header: &str) -> BTreeSet<String> {
    let defined =
        header.lines().filter(|line| line.starts_with("#define GRC_") && line.split(' ').count() == 3);
    defined.filter(|line| !line.starts_with("#define GRC_VERSION_")).map(str::to_owned).collect()
}

/// What of the record is no longer there.
fn lost<'a>(record: &'a str, current: &BTreeSet<String>) -> Vec<&'a str> {
    record.lines().filter(|line| !line.starts_with("# ") && !current.contains(*line)).collect()
}

#[test]
fn no_function_or_status_was_removed_or_changed() {
    let read = |name: &str| fs::read_to_string(folder().join("../include").join(name)).unwrap();
    let mut current = declarations(&read("grc.ffi.h"));
    current.append(&mut constants(&read("grc.h")));
    let path = folder().join("abi.txt");
    if std::env::var_os("GRC_WRITE_ABI").is_some() {
        let lines: Vec<&str> = current.iter().map(String::as_str).collect();
        let head = "# What programs may rely on. Written by `make abi` alone.";
        fs::write(&path, format!("{head}\n{}\n", lines.join("\n"))).unwrap();
    }
    let record = fs::read_to_string(&path).unwrap_or_default();
    let lost = lost(&record, &current);
    assert!(lost.is_empty(), "removed or changed, which breaks programs (`make abi` records it): {lost:#?}");
    let added: Vec<&String> =
        current.iter().filter(|line| !record.lines().any(|known| known == *line)).collect();
    assert!(added.is_empty(), "new, to be recorded by `make abi`: {added:#?}");
}

#[test]
fn a_changed_or_removed_function_is_noticed() {
    let current = declarations("int32_t grc_a(int x,\n    int y);\nvoid grc_b(void);");
    assert!(lost("int32_t grc_a(int x, int y)\nvoid grc_b(void)", &current).is_empty());
    assert_eq!(lost("int32_t grc_a(int x)", &current), ["int32_t grc_a(int x)"]);
    assert_eq!(lost("void grc_c(void)", &current), ["void grc_c(void)"]);
}
