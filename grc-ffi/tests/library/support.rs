//! Compiling C programs against the header and the library, and running them.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Which of the two libraries a program is linked with.
#[derive(Clone, Copy)]
pub(crate) enum Linkage {
    /// `libgrc.so`, found at run time.
    Shared,
    /// `libgrc.a`, within the program.
    Static,
}

/// Whether a program is compiled with AddressSanitizer, which looks for leaks too, and UndefinedBehaviorSanitizer.
#[derive(Clone, Copy)]
pub(crate) enum Sanitized {
    Yes,
    No,
}

/// What the static library needs of the system, as `rustc --print native-static-libs` lists it.
#[cfg(target_os = "macos")]
const SYSTEM_LIBRARIES: &[&str] = &["-liconv", "-lSystem", "-lm"];
#[cfg(not(target_os = "macos"))]
const SYSTEM_LIBRARIES: &[&str] = &["-lpthread", "-ldl", "-lm"];

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").canonicalize().unwrap()
}

/// An installation, made once from this build.
pub(crate) fn prefix() -> &'static Path {
    static PREFIX: OnceLock<PathBuf> = OnceLock::new();
    PREFIX.get_or_init(|| {
        // This program is `<profile's folder>/deps/library-…`.
        let this = env::current_exe().unwrap();
        let built = this.ancestors().nth(2).unwrap();
        build_libraries();
        let prefix = built.with_file_name("c-library").join("prefix");
        let _ = fs::remove_dir_all(&prefix);
        for action in ["build", "install"] {
            let mut install = Command::new(root().join("grc-ffi/install.sh"));
            install.arg(action).arg(&prefix).env("GRC_BUILT", built).env("GRC_PROFILE", "dev");
            run(install.env("CARGO_TARGET_DIR", built.parent().unwrap()));
        }
        prefix
    })
}

/// Cargo builds for a test only what Rust can link, and so neither library. The whole workspace and its examples are
/// asked for, as the tests were: other dependencies would else be resolved, and compiled again.
fn build_libraries() {
    let mut build = Command::new(env!("CARGO"));
    build.args(["build", "--quiet", "--workspace", "--lib", "--examples"]).current_dir(root());
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    run(without_cargo(&mut build));
}

/// Compiles `tests/c/<program>` as strict C99, runs it, and gives what it prints.
pub(crate) fn build_and_run(program: &str, linkage: Linkage) -> String {
    let folder = tempfile::tempdir().unwrap();
    run(&mut Command::new(build(program, linkage, folder.path())))
}

/// The same under valgrind: nothing leaks, nothing is read or written out of bounds. Where there is no valgrind, says so.
pub(crate) fn build_and_run_under_valgrind(program: &str, arguments: &[String]) {
    if Command::new("valgrind").arg("--version").output().is_err() {
        eprintln!("NOT CHECKED: valgrind is not installed; {program} was not run under it");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let binary = build(program, Linkage::Static, folder.path());
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--quiet", "--error-exitcode=9", "--leak-check=full", "--errors-for-leak-kinds=definite"]);
    // Each function is called a hundred times and more; threads, which valgrind runs one at a time, less often.
    run(valgrind.arg("--fair-sched=yes").env("GENTLE", "1").env("TURNS", "8").arg(&binary).args(arguments));
}

fn build(program: &str, linkage: Linkage, folder: &Path) -> PathBuf {
    build_with(program, linkage, folder, Sanitized::No)
}

/// Compiles `tests/c/<program>` into this folder, and gives the program's path.
pub(crate) fn build_with(program: &str, linkage: Linkage, folder: &Path, sanitized: Sanitized) -> PathBuf {
    let libraries = prefix().join("lib");
    let binary = folder.join("program");
    let mut compile = Command::new(env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compile
        .args(["-std=c99", "-D_POSIX_C_SOURCE=200809L", "-pedantic", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(prefix().join("include"))
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c").join(program))
        .arg("-o")
        .arg(&binary);
    if matches!(sanitized, Sanitized::Yes) {
        // What is told of undefined behaviour is an error too.
        compile.args(["-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"]);
    }
    match linkage {
        Linkage::Shared => {
            compile.arg("-L").arg(&libraries).args(["-lgrc", "-lpthread"]);
            compile.arg(format!("-Wl,-rpath,{}", libraries.display()));
        }
        Linkage::Static => {
            compile.arg(libraries.join("libgrc.a")).args(SYSTEM_LIBRARIES);
        }
    }
    run(&mut compile);
    binary
}

/// Without what cargo says of this package to its tests, which would make build scripts run again.
pub(crate) fn without_cargo(command: &mut Command) -> &mut Command {
    let told = |name: &str| {
        name == "OUT_DIR" || name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
    };
    for (name, _) in env::vars().filter(|(name, _)| told(name)) {
        command.env_remove(name);
    }
    command
}

/// Runs a command that must succeed, and gives its standard output.
pub(crate) fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{errors}", output.status);
    String::from_utf8(output.stdout).unwrap()
}
