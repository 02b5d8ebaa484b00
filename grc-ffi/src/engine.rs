//! An engine: made, opened, closed; the operations by their names.

use std::ffi::{c_char, c_void};
use std::path::Path;

use grc_core::Engine;

use crate::boundary::{admit, dismiss, enter, guarded};
use crate::failure::{Failure, Outcome};
use crate::handle::{Handle, HostClock, Log, Opened, grc_engine, grc_log};
use crate::input::{bytes, optional, place};
use crate::operation::{Give, operate};
use crate::settings::Settings;
use crate::status::{GRC_ALREADY_OPEN, GRC_OK};
use crate::stream::Held;

/// Makes an engine, which has no store yet: grc_open gives it one.
///
/// On success `*engine` is the caller's, to be closed by grc_close.
///
/// Statuses: GRC_NULL_POINTER, GRC_FORKED.
///
///     grc_engine *engine;
///     if (grc_new(&engine) != GRC_OK) return 1;
///     if (grc_open(engine, "mairie.db", 9, NULL, 0) != GRC_OK) { ... grc_errmsg ... }
///     grc_close(engine);
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_new(engine: *mut *mut grc_engine) -> i32 {
    guarded(|| {
        // SAFETY: the contract of pointers.
        let engine = unsafe { place(engine)? };
        *engine = admit(Handle::default())?;
        Ok(())
    })
}

/// Opens the store of this path, or makes one. ":memory:" is a store that ends with its engine.
///
/// Several engines on one file, in one process or in several, share it. `options` is NULL with a length of
/// 0, or a JSON object; each key may be left out:
///
/// - "mail_directory": where e-mails and letters are written as files; without it they wait for the host;
/// - "smtp": the relay that takes e-mails, {"host": "smtp.example.fr", "port": 587, "security": "starttls" (or "tls", "none"),
///   "user": "mairie", "secret": the name of a secret, "sender", "hello", "authorities" (PEM), "timeout_seconds"};
/// - "secrets": an object of texts by name; those not given come from environment variables (GRC_SECRET_NAME);
/// - "allow": addresses inside the network that may be called, such as ["10.1.2.3:8080"];
/// - "encoding": of the texts given and read, "utf-8" (the default), "latin-1" or "windows-1252"; JSON results
///   are then in ASCII, so that any encoding reads them;
/// - "scans_files": true where a virus scanner must speak of each file first;
/// - "most_file_bytes", "most_request_bytes": of a file, and of the files of a request; 50 MiB each by default;
/// - "now": an instant at which time stands, for tests: see grc_set_now.
///
/// Statuses: GRC_ALREADY_OPEN; `invalid_json` or `invalid_input` for the options; those of the store, from 160 on.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_open(
    engine: *mut grc_engine,
    path: *const c_char,
    path_length: usize,
    options: *const c_char,
    options_length: usize,
) -> i32 {
    enter(engine, |handle| {
        // SAFETY: the contract of pointers.
        let (path, options) = unsafe { (bytes(path, path_length)?, optional(options, options_length)?) };
        if handle.is_open() {
            return Err(Failure::Misuse(GRC_ALREADY_OPEN));
        }
        let Settings { host, encoding, clock } = Settings::read(options).map_err(Failure::of)?;
        let engine = Engine::open_with(native_path(path)?, host).map_err(Failure::of)?;
        handle.open(Opened { engine, encoding, clock });
        handle.forget();
        Ok(())
    })
}

/// Closes an engine, and its store when no other engine uses it. NULL is left alone.
///
/// An engine that was closed may be given again to any function: GRC_INVALID_HANDLE. One that is in use by
/// another thread stays open: GRC_BUSY.
///
/// Statuses: GRC_INVALID_HANDLE, GRC_BUSY, GRC_FORKED.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub extern "C" fn grc_close(engine: *mut grc_engine) -> i32 {
    if engine.is_null() { GRC_OK } else { dismiss(engine) }
}

/// Sets the instant at which the engine's time stands, in milliseconds since 1970-01-01T00:00:00Z; INT64_MIN gives time
/// back to the machine's clock. For tests, and to do again what was done.
///
/// Statuses: GRC_NOT_OPEN.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub extern "C" fn grc_set_now(engine: *mut grc_engine, milliseconds: i64) -> i32 {
    enter(engine, |handle| {
        let clock: &HostClock = &handle.opened()?.clock;
        clock.set(milliseconds);
        Ok(())
    })
}

/// Has a function told of each operation that ends; NULL tells nobody any more.
///
/// The function is called in the thread of the operation, before that returns. It may not call the engine that it
/// is told of (GRC_BUSY), may not throw, and must be fit for any thread that uses the engine.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_set_log(engine: *mut grc_engine, log: grc_log, context: *mut c_void) -> i32 {
    enter(engine, |handle| {
        handle.set_log(log.map(|function| Log { function, context }));
        Ok(())
    })
}

/// Performs the operation of this name, and gives its result: what a function for each operation does too.
///
/// For languages that choose an operation as they run. On success `*result` is the caller's, to be freed by
/// grc_free: JSON, with a NUL after it that `*result_length` does not count.
///
/// Statuses: `unknown_operation`, and those of the operation.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_call(
    engine: *mut grc_engine,
    operation: *const c_char,
    operation_length: usize,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe {
        named(
            engine,
            (operation, operation_length),
            (request, request_length),
            Give::Away(result, result_length),
        )
    }
}

/// Performs the operation of this name, and keeps its result in the engine.
///
/// Statuses: `unknown_operation`, and those of the operation.
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_call_keep(
    engine: *mut grc_engine,
    operation: *const c_char,
    operation_length: usize,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { named(engine, (operation, operation_length), (request, request_length), Give::Kept) }
}

/// # Safety
/// The contract of pointers.
unsafe fn named(
    engine: *mut grc_engine,
    (operation, operation_length): (*const c_char, usize),
    asked: (*const c_char, usize),
    give_to: Give,
) -> i32 {
    // SAFETY: by the contract of this function.
    let name = unsafe { bytes(operation, operation_length) }
        .map(|name| String::from_utf8_lossy(name).trim_end().to_owned());
    match name {
        // SAFETY: by the contract of this function.
        Ok(name) => unsafe { operate(engine, &name, asked, give_to, || Ok(Held::Nothing)) },
        Err(failure) => enter(engine, |_| Err(failure)),
    }
}

/// A path as the system has it.
#[cfg(unix)]
pub(crate) fn native_path(path: &[u8]) -> Outcome<&Path> {
    use std::os::unix::ffi::OsStrExt;
    Ok(Path::new(std::ffi::OsStr::from_bytes(path)))
}

/// A path as the system has it.
#[cfg(not(unix))]
pub(crate) fn native_path(path: &[u8]) -> Outcome<&Path> {
    let path = std::str::from_utf8(path).map_err(|_| Failure::Misuse(crate::status::GRC_INVALID_TEXT))?;
    Ok(Path::new(path))
}
