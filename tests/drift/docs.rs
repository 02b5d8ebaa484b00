//! The committed pages on operations and errors are those of this version.
//!
//! `make pages` writes them again.

use std::fs;
use std::path::Path;

use grc::wire::{errors_page, operations_page};

#[test]
fn the_committed_pages_are_those_of_this_version() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    for (name, expected) in [("errors.md", errors_page()), ("operations.md", operations_page())] {
        let path = folder.join(name);
        if std::env::var_os("GRC_WRITE_DOCS").is_some() {
            fs::create_dir_all(&folder).expect("the folder of pages can be made");
            fs::write(&path, &expected).expect("a page can be written");
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert!(committed == expected, "docs/{name} is out of date: run `make pages`");
    }
}
