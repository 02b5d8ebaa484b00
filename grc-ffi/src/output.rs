//! What callers get: allocated and given away, or copied into what is theirs.

use std::collections::BTreeMap;
use std::ffi::{c_char, c_void};
use std::ptr;
use std::sync::{Mutex, PoisonError};

use crate::boundary::is_forked;
use crate::failure::{Failure, Outcome};
use crate::input::place;
use crate::status::{GRC_NULL_POINTER, GRC_TOO_LONG};

/// What was given away and not freed yet, by address: so that freeing anything else does nothing.
static GIVEN: Mutex<BTreeMap<usize, Given>> = Mutex::new(BTreeMap::new());

/// Memory that is the caller's for now.
struct Given(*mut [u8]);

// SAFETY: nothing but the caller looks at the bytes, and whoever takes this from the table frees them.
unsafe impl Send for Given {}

impl Drop for Given {
    fn drop(&mut self) {
        // SAFETY: it comes from `Box::into_raw`, and is dropped once.
        drop(unsafe { Box::from_raw(self.0) });
    }
}

/// Gives a text away, with a NUL after it.
///
/// # Safety
/// As [`place`] for `result` and `length`.
pub(crate) unsafe fn give(text: String, result: *mut *mut c_char, length: *mut usize) -> Outcome {
    // SAFETY: by the contract of this function.
    let (result, length) = unsafe { (place(result)?, place(length)?) };
    *length = text.len();
    let mut bytes = text.into_bytes();
    bytes.push(0);
    let given = Given(Box::into_raw(bytes.into_boxed_slice()));
    *result = given.0.cast();
    GIVEN.lock().unwrap_or_else(PoisonError::into_inner).insert(result.addr(), given);
    Ok(())
}

/// Frees a result.
///
/// Takes what a function of this library gave, once. NULL, and anything else, is left alone. Any
/// thread may call this at any time; in a forked child it does nothing.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub extern "C" fn grc_free(memory: *mut c_void) {
    // In a child, the lock may be held by a thread that is not there.
    if !memory.is_null() && !is_forked() {
        let given = GIVEN.lock().unwrap_or_else(PoisonError::into_inner).remove(&memory.addr());
        drop(given);
    }
}

/// Copies what fits of a text from `offset` on, with a NUL after it if there is room; tells the whole length.
///
/// # Safety
/// If it is not NULL, `buffer` is the beginning of `capacity` bytes that may be written. As [`place`] for `length`.
pub(crate) unsafe fn copy(
    text: &[u8],
    offset: usize,
    (buffer, capacity): (*mut c_char, usize),
    length: *mut usize,
) -> Outcome {
    // SAFETY: by the contract of this function.
    let length = unsafe { place(length)? };
    if buffer.is_null() && capacity > 0 {
        return Err(Failure::Misuse(GRC_NULL_POINTER));
    }
    if capacity > isize::MAX.unsigned_abs() {
        return Err(Failure::Misuse(GRC_TOO_LONG));
    }
    let rest = text.get(offset..).unwrap_or_default();
    let copied = rest.len().min(capacity);
    if copied > 0 {
        // SAFETY: both are valid for `copied` bytes, and what the engine keeps is not the caller's.
        unsafe { ptr::copy_nonoverlapping(rest.as_ptr(), buffer.cast(), copied) };
    }
    if copied < capacity {
        // SAFETY: `copied` is within the buffer.
        unsafe { buffer.add(copied).write(0) };
    }
    *length = text.len();
    Ok(())
}

/// Copies what fits of a text, and fills what is left of the field with blanks. Whether all of it fits.
///
/// # Safety
/// If it is not NULL, `field` is the beginning of `capacity` bytes that may be written.
pub(crate) unsafe fn pad(text: &[u8], field: *mut c_char, capacity: usize) -> Outcome<bool> {
    if field.is_null() {
        return Err(Failure::Misuse(GRC_NULL_POINTER));
    }
    if capacity > isize::MAX.unsigned_abs() {
        return Err(Failure::Misuse(GRC_TOO_LONG));
    }
    let copied = text.len().min(capacity);
    // SAFETY: `text` has `copied` bytes, `field` has `capacity`, of which `copied` is a part; they do not overlap.
    unsafe {
        ptr::copy_nonoverlapping(text.as_ptr(), field.cast(), copied);
        ptr::write_bytes(field.add(copied), b' ', capacity.saturating_sub(copied));
    }
    Ok(copied == text.len())
}
