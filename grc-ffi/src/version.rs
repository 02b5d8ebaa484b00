//! Which library this is.

// For the header alone.
#![allow(dead_code)]

use std::ffi::{CStr, c_char};

/// First number of the version. Functions may be removed or changed only when it grows.
pub const GRC_VERSION_MAJOR: i32 = 0;
/// Second number of the version.
pub const GRC_VERSION_MINOR: i32 = 1;
/// Third number of the version.
pub const GRC_VERSION_PATCH: i32 = 0;
/// The version as one number: major * 1000000 + minor * 1000 + patch.
pub const GRC_VERSION_NUMBER: i32 = 1000;

const VERSION: &CStr = match CStr::from_bytes_with_nul(concat!(env!("CARGO_PKG_VERSION"), "\0").as_bytes()) {
    Ok(version) => version,
    Err(_) => c"",
};

/// Returns the version of the library, such as "0.1.0".
///
/// The text is UTF-8, ends with a NUL and lives as long as the program: do not free it.
/// Never NULL. Any thread may call this at any time.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub extern "C" fn grc_version() -> *const c_char {
    VERSION.as_ptr()
}

/// Returns the version of the library that runs, to be compared with the GRC_VERSION_NUMBER of the
/// header that the program was compiled with.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub extern "C" fn grc_version_number() -> i32 {
    GRC_VERSION_NUMBER
}

#[cfg(test)]
mod tests;
