//! Statuses of the C interface's own: 1 to 99. Those from 100 on are the engine's, in `generated/codes.rs`.

use std::ffi::{CStr, c_char};

use crate::generated::codes;

/// Done.
pub const GRC_OK: i32 = 0;
/// A pointer is NULL where something is needed.
pub const GRC_NULL_POINTER: i32 = 1;
/// The engine is not one that grc_new gave, or it was closed.
pub const GRC_INVALID_HANDLE: i32 = 2;
/// Another call is using this engine: in another thread, or, within the log function, the one that is being told.
pub const GRC_BUSY: i32 = 3;
/// A defect of the library was caught. The engine can only be closed; nothing acknowledged is lost.
pub const GRC_PANIC: i32 = 4;
/// A defect was caught before in this engine: it can only be closed.
pub const GRC_POISONED: i32 = 5;
/// The process is a child, forked after the library was first used.
pub const GRC_FORKED: i32 = 6;
/// The engine has no store yet: grc_open comes first.
pub const GRC_NOT_OPEN: i32 = 7;
/// The engine has a store already.
pub const GRC_ALREADY_OPEN: i32 = 8;
/// A length is larger than anything the library takes (256 MiB).
pub const GRC_TOO_LONG: i32 = 9;
/// A text is not UTF-8, or not of the encoding chosen when the store was opened.
pub const GRC_INVALID_TEXT: i32 = 10;
/// The last operation left nothing to read.
pub const GRC_NO_RESULT: i32 = 11;
/// The JSON Pointer leads to nothing, or to null.
pub const GRC_NO_VALUE: i32 = 12;
/// The JSON Pointer leads to a value of another type, or to a number that does not fit.
pub const GRC_WRONG_TYPE: i32 = 13;
/// The field is too short for the text: it holds the text's beginning.
pub const GRC_TRUNCATED: i32 = 14;

/// What a status of the C interface's own means.
fn own_meaning(status: i32) -> Option<&'static CStr> {
    Some(match status {
        GRC_OK => c"done",
        GRC_NULL_POINTER => c"a pointer is NULL where something is needed",
        GRC_INVALID_HANDLE => c"the engine is not one that grc_new gave, or it was closed",
        GRC_BUSY => c"another call is using this engine",
        GRC_PANIC => c"a defect of the library was caught; the engine can only be closed",
        GRC_POISONED => c"a defect was caught before in this engine; it can only be closed",
        GRC_FORKED => c"the process was forked after the library was first used",
        GRC_NOT_OPEN => c"the engine has no store yet",
        GRC_ALREADY_OPEN => c"the engine has a store already",
        GRC_TOO_LONG => c"a length is larger than anything the library takes",
        GRC_INVALID_TEXT => c"a text is not of the encoding expected",
        GRC_NO_RESULT => c"the last operation left nothing to read",
        GRC_NO_VALUE => c"the JSON Pointer leads to nothing",
        GRC_WRONG_TYPE => c"the JSON Pointer leads to a value of another type",
        GRC_TRUNCATED => c"the field is too short for the text",
        _ => return None,
    })
}

/// What a status means, in English.
pub(crate) fn meaning(status: i32) -> &'static CStr {
    own_meaning(status).or_else(|| codes::meaning(status)).unwrap_or(c"unknown status")
}

/// Tells what a status means, in English.
///
/// The text ends with a NUL and lives as long as the program: do not free it. Never NULL.
/// Any thread may call this at any time.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub extern "C" fn grc_strstatus(status: i32) -> *const c_char {
    meaning(status).as_ptr()
}
