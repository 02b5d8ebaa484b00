//! Compiling C programs against the header and the library, and running them.

use std::env;
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

/// What the static library needs of the system, as `rustc --print native-static-libs` lists it.
#[cfg(target_os = "macos")]
const SYSTEM_LIBRARIES: &[&str] = &["-liconv", "-lSystem", "-lm"];
#[cfg(not(target_os = "macos"))]
const SYSTEM_LIBRARIES: &[&str] = &["-lpthread", "-ldl", "-lm"];

pub(crate) fn header_path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../include/grc.h")
}

/// The folder of the libraries, which are built first: cargo builds for a test only what Rust can link,
/// and so neither of them.
fn library_folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--package", "grc-ffi"]).current_dir(env!("CARGO_MANIFEST_DIR"));
        if !cfg!(debug_assertions) {
            build.arg("--release");
        }
        // What cargo says of this package to its tests would make build scripts run again.
        for (name, _) in env::vars()
            .filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        {
            build.env_remove(name);
        }
        run(&mut build);
        // This program is `<profile's folder>/deps/header-…`.
        env::current_exe().unwrap().parent().unwrap().parent().unwrap().to_owned()
    })
}

/// Compiles `tests/c/<program>` as strict C99, runs it, and gives what it prints.
pub(crate) fn build_and_run(program: &str, linkage: Linkage) -> String {
    let libraries = library_folder();
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("program");
    let mut compile = Command::new(env::var_os("CC").unwrap_or_else(|| "cc".into()));
    compile
        .args(["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", "-I"])
        .arg(header_path().parent().unwrap())
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/c").join(program))
        .arg("-o")
        .arg(&binary);
    match linkage {
        Linkage::Shared => {
            compile.arg("-L").arg(libraries).arg("-lgrc");
            compile.arg(format!("-Wl,-rpath,{}", libraries.display()));
        }
        Linkage::Static => {
            compile.arg(libraries.join("libgrc.a")).args(SYSTEM_LIBRARIES);
        }
    }
    run(&mut compile);
    run(&mut Command::new(&binary))
}

/// Runs a command that must succeed, and gives its standard output.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {}\n{errors}", output.status);
    String::from_utf8(output.stdout).unwrap()
}
