//! What stands in `src/generated` is what the engine's tables make: a function for each operation, a constant for each
//! code.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::fmt::Write as _;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use grc_core::ErrorCode;
use grc_core::wire::operations;

/// What comes beside the request of an operation: the end of its function's name, what is said of it, its arguments, how
/// they become a `Side`.
struct Streamed {
    operation: &'static str,
    suffix: &'static str,
    told: &'static str,
    arguments: &'static str,
    side: &'static str,
}

const STREAMED: &[Streamed] = &[
    Streamed {
        operation: "publish",
        suffix: "directory",
        told: "The catalogue is read from the directory at `path`; the request has no `catalogue`.",
        arguments: "path: *const c_char, path_length: usize",
        side: "Side::Directory(path, path_length)",
    },
    Streamed {
        operation: "check",
        suffix: "directory",
        told: "The catalogue is read from the directory at `path`; the request has no `catalogue`.",
        arguments: "path: *const c_char, path_length: usize",
        side: "Side::Directory(path, path_length)",
    },
    Streamed {
        operation: "attach",
        suffix: "bytes",
        told: "The content is the `content_length` bytes at `content`; the request has no `content_base64`.",
        arguments: "content: *const c_char, content_length: usize",
        side: "Side::Content(content, content_length)",
    },
    Streamed {
        operation: "attach",
        suffix: "path",
        told: "The content is read, piece by piece, from the file at `path`; the request has no `content_base64`.",
        arguments: "path: *const c_char, path_length: usize",
        side: "Side::Source(path, path_length)",
    },
    Streamed {
        operation: "attach",
        suffix: "fd",
        told: "The content is read, piece by piece, from the open file `descriptor` to its end; it stays open. The \
               request has no `content_base64`.",
        arguments: "descriptor: c_int",
        side: "Side::From(descriptor)",
    },
    Streamed {
        operation: "read_file",
        suffix: "path",
        told: "The bytes are written, piece by piece, to the file at `path`, which is made or replaced.",
        arguments: "path: *const c_char, path_length: usize",
        side: "Side::Target(path, path_length)",
    },
    Streamed {
        operation: "read_file",
        suffix: "fd",
        told: "The bytes are written, piece by piece, to the open file `descriptor`, which stays open.",
        arguments: "descriptor: c_int",
        side: "Side::Into(descriptor)",
    },
];

const REQUEST: &str = "engine: *mut grc_engine, request: *const c_char, request_length: usize";
const RESULT: &str = "result: *mut *mut c_char, result_length: *mut usize";
const EXPORT: &str = "// SAFETY: no other symbol of the library bears this name.\n#[unsafe(no_mangle)]\n";
const CONTRACT: &str = "// SAFETY: the contract of pointers.\n";
const AWAY: &str = "On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that\n/// \
                    `*result_length` does not count.";
const KEPT: &str = "The result is kept in the engine: grc_result reads it.";

/// The name of an operation's function, without its ending.
fn function(operation: &str) -> String {
    // grc_version is the library's own.
    if operation == "version" { "grc_version_info".to_owned() } else { format!("grc_{operation}") }
}

fn operations_source() -> String {
    let mut source =
        "//! A function for each operation, in two manners. Made by `make functions`: do not edit.\n\n\
                      use std::ffi::c_char;\n\nuse crate::handle::grc_engine;\n\
                      use crate::operation::{allocated, kept};\n"
            .to_owned();
    for operation in operations() {
        let (name, summary, function) = (operation.name, operation.summary, function(operation.name));
        let pages = format!("Request, result and statuses: docs/operations.md, \"{name}\".");
        write!(
            source,
            "\n/// {summary}\n///\n/// {AWAY}\n/// {pages}\n{EXPORT}pub unsafe extern \"C\" fn \
             {function}({REQUEST}, {RESULT}) -> i32 {{\n{CONTRACT}unsafe {{ allocated(engine, \"{name}\", (request, \
             request_length), (result, result_length)) }}\n}}\n\n/// {summary}\n///\n/// {KEPT}\n/// \
             {pages}\n{EXPORT}pub unsafe extern \"C\" fn {function}_keep({REQUEST}) -> i32 {{\n{CONTRACT}unsafe {{ \
             kept(engine, \"{name}\", (request, request_length)) }}\n}}\n"
        )
        .unwrap();
    }
    source
}

fn streams_source() -> String {
    let mut source = "//! The operations that take or give files. Made by `make functions`: do not edit.\n\n\
                      use std::ffi::{c_char, c_int};\n\nuse crate::handle::grc_engine;\n\
                      use crate::operation::Give;\nuse crate::stream::{Side, beside};\n"
        .to_owned();
    for Streamed { operation, suffix, told, arguments, side } in STREAMED {
        let known = operations().iter().find(|one| one.name == *operation).expect("an operation");
        let (summary, function) = (known.summary, format!("{}_{suffix}", function(operation)));
        let pages = format!("Request, result and statuses: docs/operations.md, \"{operation}\".");
        write!(
            source,
            "\n/// {summary}\n///\n/// {told}\n/// {AWAY}\n/// {pages}\n{EXPORT}pub unsafe extern \"C\" fn \
             {function}({REQUEST}, {arguments}, {RESULT}) -> i32 {{\nlet give = Give::Away(result, \
             result_length);\n{CONTRACT}unsafe {{ beside(engine, \"{operation}\", (request, request_length), {side}, \
             give) }}\n}}\n\n/// {summary}\n///\n/// {told}\n/// {KEPT}\n/// {pages}\n{EXPORT}pub unsafe extern \"C\" \
             fn {function}_keep({REQUEST}, {arguments}) -> i32 {{\n{CONTRACT}unsafe {{ beside(engine, \
             \"{operation}\", (request, request_length), {side}, Give::Kept) }}\n}}\n"
        )
        .unwrap();
    }
    source
}

/// The same functions, as a table for the programs in C of the tests.
fn table_source() -> String {
    let rows = operations().iter().map(|operation| {
        let function = function(operation.name);
        format!("    {{\"{function}\", {function}, {function}_keep}},\n")
    });
    format!(
        "/* Every operation's functions. Made by `make functions`: do not edit. */\n\n#include \"grc.h\"\n\n\
         static const struct {{\n    const char *name;\n    \
         int32_t (*away)(grc_engine *, const char *, size_t, char **, size_t *);\n    \
         int32_t (*kept)(grc_engine *, const char *, size_t);\n}} OPERATIONS[] = {{\n{}}};\n",
        rows.collect::<String>()
    )
}

fn codes_source() -> String {
    let mut source = "//! A constant for each code of the engine. Made by `make functions`: do not edit.\n\n\
                      use std::ffi::CStr;\n\n"
        .to_owned();
    let mut codes = ErrorCode::ALL.to_vec();
    codes.sort_by_key(|code| code.number());
    for code in &codes {
        let name = code.name().to_uppercase();
        writeln!(source, "/// {}\npub const GRC_{name}: i32 = {};", code.meaning(), code.number()).unwrap();
    }
    source.push_str(
        "\n/// What a code means, in English.\npub(crate) fn meaning(status: i32) -> Option<&'static CStr> {\n\
         Some(match status {\n",
    );
    for code in &codes {
        let meaning = code.meaning().trim_end_matches('.').replace('"', "\\\"");
        writeln!(source, "GRC_{} => c\"{meaning}\",", code.name().to_uppercase()).unwrap();
    }
    source.push_str("_ => return None,\n})\n}\n");
    source
}

/// As `cargo fmt` would have it.
fn formatted(source: &str) -> String {
    let mut rustfmt = Command::new("rustfmt")
        .args(["--edition", "2024", "--config-path", concat!(env!("CARGO_MANIFEST_DIR"), "/..")])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    rustfmt.stdin.take().unwrap().write_all(source.as_bytes()).unwrap();
    let output = rustfmt.wait_with_output().unwrap();
    assert!(output.status.success(), "{source}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_functions_are_those_that_the_tables_make() {
    let files = [
        ("src/generated/operations.rs", formatted(&operations_source())),
        ("src/generated/streams.rs", formatted(&streams_source())),
        ("src/generated/codes.rs", formatted(&codes_source())),
        ("tests/c/functions.h", table_source()),
    ];
    for (name, source) in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        // Set by `make functions`.
        if std::env::var_os("GRC_WRITE_FUNCTIONS").is_some() {
            fs::write(&path, &source).unwrap();
        }
        let committed = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(committed, source, "{name} is not up to date: run `make functions`");
    }
}
