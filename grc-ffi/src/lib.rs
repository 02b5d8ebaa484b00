//! The C interface of grc.
//!
//! Each function is declared, with its contract, in `include/grc.h`, which cbindgen makes from this
//! crate: `make header` writes it anew, and a test compares the two.

use std::ffi::{CStr, c_char};

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
