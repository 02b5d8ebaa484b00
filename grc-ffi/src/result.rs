//! What the last operation left in an engine, read without doing it again.

use std::ffi::c_char;

use serde_json::Value as Json;

use crate::boundary::look;
use crate::failure::{Failure, Outcome};
use crate::handle::{Handle, Left, grc_engine};
use crate::input::{optional, place};
use crate::output::{copy, pad};
use crate::status::{GRC_NO_RESULT, GRC_NO_VALUE, GRC_TRUNCATED, GRC_WRONG_TYPE};

/// Copies a piece of what the last operation left: its result, if it was kept, or its failure.
///
/// Copies at most `capacity` bytes from `offset` on into `buffer`, with a NUL after them if there is room, and sets
/// `*length` to the length of the whole. `buffer` may be NULL with a capacity of 0, to learn the length. It may be
/// asked again: the operation is not done again.
///
/// Statuses: GRC_NO_RESULT.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_result(
    engine: *mut grc_engine,
    offset: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> i32 {
    look(engine, |handle| {
        // SAFETY: the contract of pointers.
        unsafe { copy(handle.left()?.text.as_bytes(), offset, (buffer, capacity), length) }
    })
}

/// Copies the text at this place of what the last operation left.
///
/// `pointer` is a JSON Pointer (RFC 6901), such as "/reference" or "/faults/0/message"; blanks at its end do not
/// count. A number or a boolean is read as its text. Copies at most `capacity` bytes into `buffer`, with a NUL after
/// them if there is room, and sets `*length` to the length of the whole, in bytes.
///
/// Statuses: GRC_NO_RESULT, GRC_NO_VALUE, GRC_WRONG_TYPE for an object or an array, GRC_INVALID_TEXT.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_result_text(
    engine: *mut grc_engine,
    pointer: *const c_char,
    pointer_length: usize,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> i32 {
    look(engine, |handle| {
        // SAFETY: the contract of pointers.
        let text = unsafe { text(handle, pointer, pointer_length)? };
        // SAFETY: the contract of pointers.
        unsafe { copy(&handle.encoding().encoded(&text), 0, (buffer, capacity), length) }
    })
}

/// Moves the text at this place of what the last operation left into a field of fixed length, padded with blanks:
/// what COBOL's MOVE would do.
///
/// Statuses: as grc_result_text; GRC_TRUNCATED when the field holds the text's beginning only.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_result_text_padded(
    engine: *mut grc_engine,
    pointer: *const c_char,
    pointer_length: usize,
    field: *mut c_char,
    field_length: usize,
) -> i32 {
    look(engine, |handle| {
        // SAFETY: the contract of pointers.
        let text = unsafe { text(handle, pointer, pointer_length)? };
        // SAFETY: the contract of pointers.
        let fits = unsafe { pad(&handle.encoding().encoded(&text), field, field_length)? };
        if fits { Ok(()) } else { Err(Failure::Misuse(GRC_TRUNCATED)) }
    })
}

/// Reads the whole number at this place of what the last operation left; true is 1, false is 0.
///
/// Statuses: GRC_NO_RESULT, GRC_NO_VALUE, GRC_WRONG_TYPE, GRC_INVALID_TEXT.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_result_int(
    engine: *mut grc_engine,
    pointer: *const c_char,
    pointer_length: usize,
    value: *mut i64,
) -> i32 {
    look(engine, |handle| {
        // SAFETY: the contract of pointers.
        let (found, value) = unsafe { (find(handle, pointer, pointer_length)?, place(value)?) };
        *value = match found {
            Json::Bool(is_true) => i64::from(*is_true),
            Json::Number(number) => number.as_i64().ok_or(Failure::Misuse(GRC_WRONG_TYPE))?,
            _ => return Err(Failure::Misuse(GRC_WRONG_TYPE)),
        };
        Ok(())
    })
}

/// Counts the elements of the array, or the members of the object, at this place of what the last operation left.
///
/// Statuses: GRC_NO_RESULT, GRC_NO_VALUE, GRC_WRONG_TYPE, GRC_INVALID_TEXT.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_result_count(
    engine: *mut grc_engine,
    pointer: *const c_char,
    pointer_length: usize,
    count: *mut usize,
) -> i32 {
    look(engine, |handle| {
        // SAFETY: the contract of pointers.
        let (found, count) = unsafe { (find(handle, pointer, pointer_length)?, place(count)?) };
        *count = match found {
            Json::Array(elements) => elements.len(),
            Json::Object(members) => members.len(),
            _ => return Err(Failure::Misuse(GRC_WRONG_TYPE)),
        };
        Ok(())
    })
}

/// Copies the words of the last operation's failure: in the language of its request, in French if it named none. Empty
/// after a success.
///
/// Copies at most `capacity` bytes into `buffer`, with a NUL after them if there is room, and sets `*length` to the
/// length of the whole.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_errmsg(
    engine: *mut grc_engine,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> i32 {
    look(engine, |handle| {
        // SAFETY: the contract of pointers.
        unsafe { copy(&handle.encoding().encoded(handle.failure()), 0, (buffer, capacity), length) }
    })
}

/// Copies the last operation's failure, as JSON: its code, its number, its message, its path if it has one, and
/// details, such as every fault of a form.
///
/// As grc_result, which gives it too.
///
/// Statuses: GRC_NO_RESULT after a success.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_error_json(
    engine: *mut grc_engine,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> i32 {
    look(engine, |handle| {
        let left = handle.left()?;
        if !left.is_failure {
            return Err(Failure::Misuse(GRC_NO_RESULT));
        }
        // SAFETY: the contract of pointers.
        unsafe { copy(left.text.as_bytes(), 0, (buffer, capacity), length) }
    })
}

/// # Safety
/// The contract of pointers.
unsafe fn text(handle: &Handle, pointer: *const c_char, length: usize) -> Outcome<String> {
    // SAFETY: by the contract of this function.
    match unsafe { find(handle, pointer, length)? } {
        Json::String(text) => Ok(text.clone()),
        Json::Number(number) => Ok(number.to_string()),
        Json::Bool(is_true) => Ok(is_true.to_string()),
        _ => Err(Failure::Misuse(GRC_WRONG_TYPE)),
    }
}

/// # Safety
/// The contract of pointers.
unsafe fn find(handle: &Handle, pointer: *const c_char, length: usize) -> Outcome<&Json> {
    let Left { document, .. } = handle.left()?;
    // SAFETY: by the contract of this function.
    let pointer = handle.encoding().text(unsafe { optional(pointer, length)? })?;
    let found = document.pointer(pointer.trim_end_matches(' '));
    found.filter(|value| !value.is_null()).ok_or(Failure::Misuse(GRC_NO_VALUE))
}
