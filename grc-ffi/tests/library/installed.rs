//! What `make install` puts on a machine is what programs need: found by pkg-config, linked both ways, beside another
//! SQLite, in six languages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{prefix, root, run};

/// Whether a program of the machine is there; says so when it is not.
fn has(program: &str, what: &str) -> bool {
    let found = Command::new(program).arg("--version").output().is_ok()
        || Command::new(program).arg("-version").output().is_ok();
    if !found {
        eprintln!("NOT CHECKED: {program} is not installed; {what} (see `make deps`)");
    }
    found
}

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

fn pkg_config(arguments: &[&str]) -> Vec<String> {
    let mut command = Command::new("pkg-config");
    command.env("PKG_CONFIG_PATH", prefix().join("lib/pkgconfig")).args(arguments).arg("grc");
    words(&run(&mut command))
}

fn expected() -> String {
    fs::read_to_string(root().join("examples/day/expected.txt")).unwrap()
}

fn day(program: &mut Command) -> String {
    run(program.arg(root().join("examples/day/catalogue")).env("LD_LIBRARY_PATH", prefix().join("lib")))
}

#[test]
fn a_program_in_c_is_built_with_what_pkg_config_says_and_does_its_day_both_ways() {
    if !has("pkg-config", "programs in C were not built with it") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let source = root().join("examples/c/day.c");
    let flags = pkg_config(&["--cflags"]);
    let shared = folder.path().join("shared");
    run(Command::new("cc")
        .args(["-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror"])
        .args(&flags)
        .arg(&source)
        .arg("-o")
        .arg(&shared)
        .args(pkg_config(&["--libs"])));
    assert_eq!(day(&mut Command::new(&shared)), expected());
    let fixed = folder.path().join("static");
    run(Command::new("cc")
        .arg("-std=c99")
        .args(&flags)
        .arg(&source)
        .arg("-o")
        .arg(&fixed)
        .arg(prefix().join("lib/libgrc.a"))
        .args(["-lpthread", "-ldl", "-lm"]));
    assert_eq!(day(&mut Command::new(&fixed)), expected());
}

#[test]
fn the_libraries_show_nothing_but_their_functions() {
    if !has("nm", "the symbols of the libraries were not looked at") {
        return;
    }
    let shared =
        run(Command::new("nm").args(["--dynamic", "--defined-only"]).arg(prefix().join("lib/libgrc.so")));
    let fixed =
        run(Command::new("nm").args(["--extern-only", "--defined-only"]).arg(prefix().join("lib/libgrc.a")));
    let declared = fs::read_to_string(root().join("include/grc.ffi.h")).unwrap();
    for symbols in [shared, fixed] {
        let names: Vec<&str> = symbols.lines().filter_map(|line| line.split_whitespace().nth(2)).collect();
        assert!(names.len() > 100, "{symbols}");
        for name in names {
            assert!(name.starts_with("grc_") && declared.contains(&format!("{name}(")), "{name} is exported");
        }
    }
}

#[test]
fn a_program_with_an_sqlite_of_its_own_links_the_static_library() {
    let folder = tempfile::tempdir().unwrap();
    let binary = folder.path().join("beside");
    let source = root().join("grc-ffi/tests/c/beside_sqlite.c");
    run(Command::new("cc")
        .arg("-std=c99")
        .arg("-I")
        .arg(prefix().join("include"))
        .arg(&source)
        .arg("-o")
        .arg(&binary)
        .arg(prefix().join("lib/libgrc.a"))
        .args(["-lpthread", "-ldl", "-lm"]));
    assert_eq!(run(&mut Command::new(&binary)), "its own");
    if Path::new("/usr/include/sqlite3.h").exists() {
        run(Command::new("cc")
            .args(["-std=c99", "-DTRUE_SQLITE"])
            .arg("-I")
            .arg(prefix().join("include"))
            .arg(&source)
            .arg("-o")
            .arg(&binary)
            .arg(prefix().join("lib/libgrc.a"))
            .args(["-lsqlite3", "-lpthread", "-ldl", "-lm"]));
        assert_eq!(run(&mut Command::new(&binary)), "its own");
    } else {
        eprintln!(
            "NOT CHECKED: sqlite3.h is not installed; the machine's SQLite was not linked (see `make deps`)"
        );
    }
}

/// A day compiled against the installed headers and shared library.
fn compiled(compiler: &str, options: &[&str], source: &str, folder: &Path) -> PathBuf {
    let binary = folder.join("day");
    run(Command::new(compiler)
        .args(options)
        .arg("-I")
        .arg(prefix().join("include"))
        .arg(root().join(source))
        .arg("-o")
        .arg(&binary)
        .arg("-L")
        .arg(prefix().join("lib"))
        .arg("-lgrc"));
    binary
}

#[test]
fn a_program_in_cpp_does_the_same_day() {
    if has("c++", "the day in C++ was not run") {
        let folder = tempfile::tempdir().unwrap();
        let options = ["-std=c++11", "-pedantic", "-Wall", "-Wextra", "-Werror"];
        let binary = compiled("c++", &options, "examples/cpp/day.cpp", folder.path());
        assert_eq!(day(&mut Command::new(&binary)), expected());
    }
}

#[test]
fn a_program_in_cobol_does_the_same_day() {
    if has("cobc", "the day in COBOL was not run") {
        let folder = tempfile::tempdir().unwrap();
        let options = ["-x", "-free", "-fstatic-call"];
        let binary = compiled("cobc", &options, "examples/cobol/day.cob", folder.path());
        assert_eq!(day(&mut Command::new(&binary)), expected());
    }
}

#[test]
fn a_program_in_php_does_the_same_day() {
    if has("php", "the day in PHP was not run") {
        let mut php = Command::new("php");
        php.args(["-d", "ffi.enable=1"]).arg(root().join("examples/php/day.php"));
        php.arg(prefix().join("include/grc.ffi.h")).arg(prefix().join("lib/libgrc.so"));
        assert_eq!(day(&mut php), expected());
    }
}

#[test]
fn a_program_in_pascal_does_the_same_day() {
    // fpc answers to neither question, but for -iV.
    if Command::new("fpc").arg("-iV").output().is_err() {
        eprintln!("NOT CHECKED: fpc is not installed; the day in Pascal was not run (see `make deps`)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |flag: &str, path: &Path| format!("{flag}{}", path.display());
    run(Command::new("fpc")
        .arg("-v0")
        .arg(at("-FE", folder.path()))
        .arg(at("-Fl", &prefix().join("lib")))
        .arg(root().join("examples/pascal/day.pas")));
    assert_eq!(day(&mut Command::new(folder.path().join("day"))), expected());
}

#[test]
fn a_program_in_java_does_the_same_day() {
    let jna = Path::new("/usr/share/java/jna.jar");
    if !jna.exists() || Command::new("javac").arg("-version").output().is_err() {
        eprintln!(
            "NOT CHECKED: javac or JNA is not installed; the day in Java was not run (see `make deps`)"
        );
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    run(Command::new("javac")
        .arg("-cp")
        .arg(jna)
        .arg("-d")
        .arg(folder.path())
        .arg(root().join("examples/java/Day.java")));
    let mut java = Command::new("java");
    java.arg(format!("-Djna.library.path={}", prefix().join("lib").display()));
    java.arg("-cp").arg(format!("{}:{}", jna.display(), folder.path().display())).arg("Day");
    assert_eq!(day(&mut java), expected());
}

#[test]
fn cmake_finds_the_library() {
    if !has("cmake", "the CMake package was not tried") {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let source = root().join("examples/c/day.c");
    let project = format!(
        "cmake_minimum_required(VERSION 3.10)\nproject(day C)\nfind_package(grc 0.1 REQUIRED)\n\
         add_executable(day {})\ntarget_link_libraries(day grc::static)\n",
        source.display()
    );
    fs::write(folder.path().join("CMakeLists.txt"), project).unwrap();
    run(Command::new("cmake")
        .arg("-S")
        .arg(folder.path())
        .arg("-B")
        .arg(folder.path().join("build"))
        .arg(format!("-DCMAKE_PREFIX_PATH={}", prefix().display())));
    run(Command::new("cmake").arg("--build").arg(folder.path().join("build")));
    assert_eq!(day(&mut Command::new(folder.path().join("build/day"))), expected());
}
