//! What callers give: checked before it is looked at.

use std::ffi::c_char;
use std::slice;

use crate::failure::{Failure, Outcome};
use crate::status::{GRC_NULL_POINTER, GRC_TOO_LONG};

/// Most bytes of anything that is given at once.
const MOST: usize = 256 << 20;

/// The bytes at `start`.
///
/// # Safety
/// If it is not NULL and `length` is at most 256 MiB, `start` is the beginning of `length` bytes that may be read and
/// that nobody changes during the call.
pub(crate) unsafe fn bytes<'a>(start: *const c_char, length: usize) -> Outcome<&'a [u8]> {
    if start.is_null() {
        return Err(Failure::Misuse(GRC_NULL_POINTER));
    }
    if length > MOST {
        return Err(Failure::Misuse(GRC_TOO_LONG));
    }
    // SAFETY: by the contract of this function; bytes need no alignment.
    Ok(unsafe { slice::from_raw_parts(start.cast(), length) })
}

/// The bytes at `start`, or none where it may be NULL.
///
/// # Safety
/// As [`bytes`].
pub(crate) unsafe fn optional<'a>(start: *const c_char, length: usize) -> Outcome<&'a [u8]> {
    if start.is_null() && length == 0 {
        return Ok(&[]);
    }
    // SAFETY: by the contract of this function.
    unsafe { bytes(start, length) }
}

/// The place of a result.
///
/// # Safety
/// If it is not NULL, `place` may be written, and is aligned as its type is.
pub(crate) unsafe fn place<'a, T>(place: *mut T) -> Outcome<&'a mut T> {
    // SAFETY: by the contract of this function.
    unsafe { place.as_mut() }.ok_or(Failure::Misuse(GRC_NULL_POINTER))
}
