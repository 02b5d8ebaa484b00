//! The operations that take or give files. Made by `make functions`: do not edit.

use std::ffi::{c_char, c_int};

use crate::handle::grc_engine;
use crate::operation::Give;
use crate::stream::{Side, beside};

/// Publishes a set of definitions: all of it, or nothing.
///
/// The catalogue is read from the directory at `path`; the request has no `catalogue`.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "publish".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_publish_directory(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "publish", (request, request_length), Side::Directory(path, path_length), give) }
}

/// Publishes a set of definitions: all of it, or nothing.
///
/// The catalogue is read from the directory at `path`; the request has no `catalogue`.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "publish".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_publish_directory_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe {
        beside(engine, "publish", (request, request_length), Side::Directory(path, path_length), Give::Kept)
    }
}

/// Checks definitions without publishing them: every fault and warning.
///
/// The catalogue is read from the directory at `path`; the request has no `catalogue`.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "check".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_check_directory(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "check", (request, request_length), Side::Directory(path, path_length), give) }
}

/// Checks definitions without publishing them: every fault and warning.
///
/// The catalogue is read from the directory at `path`; the request has no `catalogue`.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "check".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_check_directory_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe {
        beside(engine, "check", (request, request_length), Side::Directory(path, path_length), Give::Kept)
    }
}

/// Receives a file, whose identifier then answers a field.
///
/// The content is the `content_length` bytes at `content`; the request has no `content_base64`.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_bytes(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    content: *const c_char,
    content_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe {
        beside(engine, "attach", (request, request_length), Side::Content(content, content_length), give)
    }
}

/// Receives a file, whose identifier then answers a field.
///
/// The content is the `content_length` bytes at `content`; the request has no `content_base64`.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_bytes_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    content: *const c_char,
    content_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe {
        beside(
            engine,
            "attach",
            (request, request_length),
            Side::Content(content, content_length),
            Give::Kept,
        )
    }
}

/// Receives a file, whose identifier then answers a field.
///
/// The content is read, piece by piece, from the file at `path`; the request has no `content_base64`.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_path(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "attach", (request, request_length), Side::Source(path, path_length), give) }
}

/// Receives a file, whose identifier then answers a field.
///
/// The content is read, piece by piece, from the file at `path`; the request has no `content_base64`.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_path_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe {
        beside(engine, "attach", (request, request_length), Side::Source(path, path_length), Give::Kept)
    }
}

/// Receives a file, whose identifier then answers a field.
///
/// The content is read, piece by piece, from the open file `descriptor` to its end; it stays open. The request has no `content_base64`.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_fd(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    descriptor: c_int,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "attach", (request, request_length), Side::From(descriptor), give) }
}

/// Receives a file, whose identifier then answers a field.
///
/// The content is read, piece by piece, from the open file `descriptor` to its end; it stays open. The request has no `content_base64`.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_fd_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    descriptor: c_int,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "attach", (request, request_length), Side::From(descriptor), Give::Kept) }
}

/// Gives bytes of a file that the actor may read.
///
/// The bytes are written, piece by piece, to the file at `path`, which is made or replaced.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "read_file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_read_file_path(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "read_file", (request, request_length), Side::Target(path, path_length), give) }
}

/// Gives bytes of a file that the actor may read.
///
/// The bytes are written, piece by piece, to the file at `path`, which is made or replaced.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "read_file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_read_file_path_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    path: *const c_char,
    path_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe {
        beside(engine, "read_file", (request, request_length), Side::Target(path, path_length), Give::Kept)
    }
}

/// Gives bytes of a file that the actor may read.
///
/// The bytes are written, piece by piece, to the open file `descriptor`, which stays open.
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "read_file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_read_file_fd(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    descriptor: c_int,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    let give = Give::Away(result, result_length);
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "read_file", (request, request_length), Side::Into(descriptor), give) }
}

/// Gives bytes of a file that the actor may read.
///
/// The bytes are written, piece by piece, to the open file `descriptor`, which stays open.
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "read_file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_read_file_fd_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    descriptor: c_int,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { beside(engine, "read_file", (request, request_length), Side::Into(descriptor), Give::Kept) }
}
