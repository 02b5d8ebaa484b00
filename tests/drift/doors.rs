//! Every operation is behind every door, every code is told everywhere.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};

use grc::ErrorCode;
use grc::wire::operations;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|_| panic!("{name} can be read"))
}

/// The methods of the Python package, from all of its files.
fn methods() -> String {
    let package = root().join("grc-py/python/grc");
    let folders = [package.join("_generated"), package];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("a folder can be read"));
    let python = files.map(|file| file.expect("a file is listed").path());
    let python = python.filter(|path| path.extension().is_some_and(|extension| extension == "py"));
    python.map(|path| fs::read_to_string(path).expect("a file can be read")).collect()
}

#[test]
fn every_operation_is_behind_every_door() {
    let (header, page, methods) = (text("include/grc.h"), text("docs/operations.md"), methods());
    for operation in operations() {
        let name = operation.name;
        // `grc_version` is the library's own; `import` is a word of Python.
        let function = if name == "version" { "version_info" } else { name };
        let method = if name == "import" { "import_" } else { name };
        assert!(header.contains(&format!("grc_{function}(")), "`{name}` has no function: run `make header`");
        assert!(
            methods.contains(&format!("    def {method}(\n"))
                || methods.contains(&format!("    def {method}(self")),
            "`{name}` has no method: run `make functions`"
        );
        assert!(page.contains(&format!("\n## {name}\n")), "`{name}` is not told: run `make pages`");
    }
}

#[test]
fn every_code_has_its_status_its_class_and_its_line() {
    let header = text("include/grc.h");
    let (classes, page) = (text("grc-py/python/grc/errors.py"), text("docs/errors.md"));
    let words: Vec<&str> = classes.split(|letter: char| !letter.is_alphanumeric() && letter != '_').collect();
    for code in ErrorCode::ALL {
        let (name, number) = (code.name(), code.number());
        let status = format!("GRC_{} {number}", name.to_uppercase());
        assert!(header.contains(&status), "`{name}` has no status: run `make header`");
        assert!(words.contains(&name), "`{name}` has no class: give it one in grc-py/python/grc/errors.py");
        assert!(page.contains(&format!("| {number} | `{name}` |")), "`{name}` is not told: run `make pages`");
    }
}
