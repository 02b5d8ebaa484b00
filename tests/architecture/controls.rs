//! Negative controls: made-up sources that break each rule, and some that only seem to.

use crate::reading::{Source, paths};
use crate::rules::{self, FLOORS, Fault, imports};

fn source(path: &str, text: &str) -> Source {
    Source { path: path.to_owned(), text: text.to_owned() }
}

/// The lines at fault under `rule` when `text` is the file at `path`.
fn lines(rule: fn(&Source) -> Vec<Fault>, path: &str, text: &str) -> Vec<usize> {
    rule(&source(path, text)).into_iter().map(|fault| fault.line).collect()
}

const FORM: &str = "grc-core/src/form/report.rs";

#[test]
fn a_room_imports_those_of_earlier_floors_and_no_other() {
    assert_eq!(imports("json").unwrap(), ["definition", "folding", "attachment"]);
    assert!(imports("engine").unwrap().contains(&"store"));
    assert!(!imports("store").unwrap().contains(&"delivery"), "rooms of one floor do not know each other");
    assert_eq!(imports("kitchen"), None);
}

#[test]
fn imports_against_the_direction_are_found_however_they_are_written() {
    for text in [
        "use crate::store::Store;",
        "pub(crate) use crate::store;",
        "use crate::{definition::Id, store::{Store, Reading}};",
        "use crate::{\n    definition::Id, expr as e, store as s,\n};",
        "use {std::fmt, crate::store::Store};",
        "use super::super::store::Store;",
        "use super::super::{definition::Id, store::Store};",
        "use self::super::super::store::Store;",
        "fn f(store: &dyn crate::store::Store) {}",
        "fn f() { crate::store::write::<u8>(&store) }",
        "macro_rules! m { () => { $crate::store::open() } }",
        "mod inner { use super::super::super::store::Store; }",
        "mod inner { mod deeper {} } use super::super::store::Store;",
        "use crate::routing::Visitor;",
    ] {
        assert_eq!(lines(rules::direction, FORM, text).len(), 1, "{text}");
    }
}

#[test]
fn a_fault_names_the_file_the_line_and_the_rule() {
    let text = "//! A report.\n\nuse crate::definition::Id;\nuse crate::store::Store;\n";
    let faults = rules::check(&[source(FORM, text)]);
    let messages: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(messages, ["grc-core/src/form/report.rs:4: direction: `form` may not import `store`"]);
}

#[test]
fn super_is_counted_from_the_place_of_the_file() {
    assert_eq!(lines(rules::direction, "grc-core/src/form/mod.rs", "use super::store::Store;"), [1]);
    assert_eq!(lines(rules::direction, "grc-core/src/form.rs", "use super::store::Store;"), [1]);
    // Here it is a module of the room that happens to bear a room's name.
    assert!(lines(rules::direction, FORM, "use super::store::Store;").is_empty());
    assert!(lines(rules::direction, FORM, "use super::{self, field};").is_empty());
    assert!(lines(rules::direction, FORM, "mod a { use super::super::field; }").is_empty());
}

#[test]
fn the_crate_root_is_no_way_round_the_direction() {
    for text in ["use crate::Error;", "use crate::*;", "use super::super::*;", "use crate::{self as root};"] {
        assert_eq!(lines(rules::direction, FORM, text), [1], "{text}");
    }
}

#[test]
fn store_and_delivery_do_not_import_each_other() {
    let text = "use crate::delivery::Courier;";
    assert_eq!(lines(rules::direction, "grc-core/src/store/port.rs", text), [1]);
    let text = "use crate::store::Store;";
    assert_eq!(lines(rules::direction, "grc-core/src/delivery/outbox.rs", text), [1]);
}

#[test]
fn what_only_looks_like_an_import_is_let_through() {
    for text in [
        "//! See [`Store`](crate::store::Store).",
        "/// As [`crate::store::Store`] does.\nfn f() {}",
        "/* crate::store /* nested crate::store */ crate::store */",
        "const A: &str = \"crate::store::Store\";",
        "const A: &str = \"\\\" crate::store::Store\";",
        "const A: &str = r#\"\" crate::store::Store\"#;",
        "const A: (char, char) = ('\"', '\\''); /* ' crate::store */",
        "fn f<'a>(text: &'a str) {} // ' crate::store",
        "pub(crate) fn store() {}",
        "pub(in crate::form) fn f() {}",
        "use crate::{definition::Id, expr::Expression, law};",
    ] {
        assert!(lines(rules::direction, FORM, text).is_empty(), "{text}");
    }
    let forbidden = "use crate::store::Store;";
    assert!(lines(rules::direction, "grc-core/src/form/tests.rs", forbidden).is_empty());
    assert!(lines(rules::direction, "grc-core/src/form/tests/report.rs", forbidden).is_empty());
    assert!(lines(rules::direction, "grc-core/src/engine/submit.rs", forbidden).is_empty());
    assert!(lines(rules::direction, "grc-core/src/lib.rs", forbidden).is_empty());
}

#[test]
fn clocks_files_networks_and_the_like_are_found_in_pure_rooms() {
    for text in [
        "use std::fs;",
        "use std::{fmt, fs::File, str};",
        "use std::{\n    collections::{BTreeMap, BTreeSet}, env};",
        "fn f() { std::env::var(\"HOME\") }",
        "fn f() { ::std::thread::spawn(f) }",
        "use std::net::TcpStream;",
        "use std::process::Command;",
        "use std::time::{Duration, Instant};",
        "use std::time::SystemTime;",
        "fn f() { time::Instant::now() }",
        "use std::*;",
        "fn f() { Utc::now() }",
        "fn f() { chrono::Utc::now() }",
        "use chrono::Local;",
        "fn f() { getrandom::fill(&mut bytes) }",
        "fn f() { rand::random() }",
        "fn f() { Uuid::new_v4() }",
        "fn f() { uuid::Uuid::now_v7() }",
        "fn f() { println!(\"\") }",
        "fn f() { eprintln!(\"\") }",
        "fn f() { dbg!(1) }",
        "use std::io::stdout;",
        "use rusqlite::Connection;",
    ] {
        assert_eq!(lines(rules::purity, FORM, text).len(), 1, "{text}");
        assert_eq!(lines(rules::purity, "grc-core/src/form/tests.rs", text).len(), 1, "{text}");
        assert!(lines(rules::purity, "grc-core/src/store/sqlite/file.rs", text).is_empty(), "{text}");
    }
    for room in FLOORS.concat().into_iter().take_while(|room| *room != "store") {
        assert_eq!(lines(rules::purity, &format!("grc-core/src/{room}.rs"), "use std::fs;"), [1], "{room}");
    }
}

#[test]
fn what_is_pure_is_let_through() {
    for text in [
        "use std::{fmt, time::Duration};",
        "use crate::request::Instant;",
        "use chrono::{DateTime, Utc};",
        "fn print(text: &str) { self.rand; self.print(); print(text) }",
        "fn f(print: bool) { if print != true {} }",
        "const VERSION: &str = env!(\"CARGO_PKG_VERSION\");",
        "// std::fs, println!",
    ] {
        assert!(lines(rules::purity, FORM, text).is_empty(), "{text}");
    }
}

#[test]
fn a_module_without_a_place_is_found() {
    for path in ["grc-core/src/attic.rs", "grc-core/src/attic/mod.rs", "grc-core/src/attic/box.rs"] {
        assert_eq!(lines(rules::placement, path, ""), [1], "{path}");
    }
    for path in ["grc-core/src/lib.rs", "grc-core/src/form/attic.rs", "grc-ffi/src/attic.rs", "src/attic.rs"]
    {
        assert!(lines(rules::placement, path, "").is_empty(), "{path}");
    }
}

#[test]
fn a_long_source_is_found_in_any_crate() {
    let long = "\n".repeat(401);
    for path in ["grc-core/src/form/report.rs", "grc-ffi/src/engine.rs", "src/lib.rs", "examples/mairie.rs"] {
        assert_eq!(lines(rules::length, path, &long), [401], "{path}");
        assert!(lines(rules::length, path, &"\n".repeat(400)).is_empty(), "{path}");
    }
    for path in ["grc-core/src/form/tests.rs", "grc-core/src/form/tests/report.rs", "tests/law.rs"] {
        assert!(lines(rules::length, path, &long).is_empty(), "{path}");
    }
}

#[test]
fn unsafe_code_is_found_out_of_its_place() {
    let text = "// unsafe\nfn f() { unsafe { g() } }\n#[unsafe(no_mangle)]\nfn h() {}";
    for path in
        ["grc-core/src/store/port.rs", "src/lib.rs", "grc-py/src/lib.rs", "tests/architecture/main.rs"]
    {
        assert_eq!(lines(rules::unsafety, path, text), [2, 3], "{path}");
    }
    assert!(lines(rules::unsafety, "grc-ffi/src/lib.rs", text).is_empty());
    assert!(lines(rules::unsafety, "src/lib.rs", "#![deny(unsafe_code)] // unsafe").is_empty());
}

#[test]
fn a_dependency_without_a_reason_and_a_reason_without_its_dependency_are_found() {
    let manifest = "[workspace.dependencies]\ngrc-core = { path = \"\" }\nsha2 = \"1\"\nurl = \"2\"\n\n[package]\nname = \"x\"\n";
    let page = "## Map\n| `form` | a room |\n\n## Dependencies\n| `url` | reads addresses |\n| `gone` | was used |\n\n## More\n| `x` |\n";
    let faults = rules::dependencies(manifest, page);
    let messages: Vec<String> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(
        messages,
        [
            "Cargo.toml:3: dependencies: `sha2` has no row in ARCHITECTURE.md",
            "ARCHITECTURE.md:6: dependencies: `gone` is not in Cargo.toml",
        ]
    );
}

#[test]
fn paths_are_read_with_their_lines_and_the_modules_around_them() {
    let text = "use a::{\n    b,\n    c::{d, e as f},\n};\nmod m {\n    fn g() { h::<k>(); n!() }\n}\nx::*\n";
    let found: Vec<String> = paths(text)
        .iter()
        .filter(|path| path.names.len() > 1 || !path.inside.is_empty())
        .map(|path| format!("{} {} {}", path.line, path.inside.join("::"), path.names.join("::")))
        .collect();
    assert_eq!(
        found,
        ["2  a::b", "3  a::c::d", "3  a::c::e", "6 m fn", "6 m g", "6 m h", "6 m k", "6 m n!", "8  x::*"]
    );
}
