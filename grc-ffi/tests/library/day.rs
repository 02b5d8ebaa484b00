//! The day of `examples/operations.json`, written for a program in C that reads no JSON, and what such programs are asked.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use grc_core::check::Sources;
use serde_json::Value as Json;

use crate::support::{Linkage, Sanitized, build_and_run_under_valgrind, build_with, root, run};

/// The steps, as `tests/c/day.c` reads them.
fn steps(folder: &Path) -> PathBuf {
    let recorded = fs::read_to_string(root().join("examples/operations.json")).unwrap();
    let recorded: Json = serde_json::from_str(&recorded).unwrap();
    let mut lines = format!("{}\n", recorded["options"]);
    for step in recorded["steps"].as_array().unwrap() {
        let mut request = step["request"].clone();
        if let Some(directory) = request.pointer("/catalogue/$catalogue").and_then(Json::as_str) {
            let sources = Sources::from_dir(root().join("examples").join(directory)).unwrap();
            request["catalogue"] = sources.value().clone();
        }
        let operation = step["operation"].as_str().unwrap();
        // As the functions are named: grc_version is the library's own.
        let function = if operation == "version" { "version_info" } else { operation };
        write!(lines, "grc_{function}\t{request}").unwrap();
        for (name, pointer) in step["keep"].as_object().into_iter().flatten() {
            write!(lines, "\t{name}\t{}", pointer.as_str().unwrap()).unwrap();
        }
        lines.push('\n');
    }
    let path = folder.join("steps.txt");
    fs::write(&path, lines).unwrap();
    path
}

/// What the program is told: so many days, so many calls of what only computes in each manner.
fn arguments(folder: &Path, days: usize, calls: usize) -> [String; 4] {
    let catalogue = root().join("examples/day/catalogue");
    [
        steps(folder).display().to_string(),
        catalogue.display().to_string(),
        days.to_string(),
        calls.to_string(),
    ]
}

#[test]
fn every_function_succeeds_and_fails_in_both_manners() {
    let folder = tempfile::tempdir().unwrap();
    let binary = build_with("day.c", Linkage::Shared, folder.path(), Sanitized::No);
    run(Command::new(binary).args(arguments(folder.path(), 2, 100)));
}

/// One day alone, in which each operation is asked in one manner: valgrind is slow.
#[test]
fn a_day_leaks_nothing_nor_reads_out_of_bounds() {
    let folder = tempfile::tempdir().unwrap();
    build_and_run_under_valgrind("day.c", &arguments(folder.path(), 1, 10));
}

/// Takes minutes: `make sanitize` runs it, and shows the last line.
#[test]
#[ignore = "takes minutes: make sanitize"]
fn programs_under_the_sanitizers_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let mut told = String::new();
    for (program, arguments) in [
        ("manners.c", Vec::new()),
        ("hostile.c", Vec::new()),
        ("day.c", arguments(folder.path(), 400, 10_000).to_vec()),
    ] {
        let binary = build_with(program, Linkage::Static, folder.path(), Sanitized::Yes);
        let mut command = Command::new(binary);
        command.args(arguments).env("TURNS", "200").env("ASAN_OPTIONS", "detect_leaks=1");
        told = run(&mut command);
    }
    println!("sanitize: {told}");
}

/// What makes the test above worth running: a leak and a read out of bounds are told.
#[test]
fn the_sanitizers_notice_a_leak_and_a_read_out_of_bounds() {
    let folder = tempfile::tempdir().unwrap();
    if !has_sanitizers(folder.path()) {
        eprintln!("NOT CHECKED: the C compiler has no sanitizers");
        return;
    }
    let binary = build_with("harm.c", Linkage::Static, folder.path(), Sanitized::Yes);
    for (harm, told) in
        [("leak", "LeakSanitizer"), ("beyond", "AddressSanitizer"), ("overflow", "runtime error")]
    {
        let output = Command::new(&binary).arg(harm).env("ASAN_OPTIONS", "detect_leaks=1").output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && errors.contains(told), "{harm}: {errors}");
    }
    let fine = Command::new(&binary).arg("nothing").env("ASAN_OPTIONS", "detect_leaks=1").output().unwrap();
    assert!(fine.status.success(), "{}", String::from_utf8_lossy(&fine.stderr));
}

fn has_sanitizers(folder: &Path) -> bool {
    let source = folder.join("nothing.c");
    fs::write(&source, "int main(void) { return 0; }\n").unwrap();
    let mut compile = Command::new(std::env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compile.arg("-fsanitize=address,undefined").arg(&source).arg("-o").arg(folder.join("nothing"));
    compile.output().is_ok_and(|output| output.status.success())
}
