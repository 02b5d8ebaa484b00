//! A function for each operation, in two manners. Made by `make functions`: do not edit.

use std::ffi::c_char;

use crate::handle::grc_engine;
use crate::operation::{allocated, kept};

/// Tells the version of the library.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "version".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_version_info(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "version", (request, request_length), (result, result_length)) }
}

/// Tells the version of the library.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "version".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_version_info_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "version", (request, request_length)) }
}

/// Publishes a set of definitions: all of it, or nothing.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "publish".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_publish(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "publish", (request, request_length), (result, result_length)) }
}

/// Publishes a set of definitions: all of it, or nothing.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "publish".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_publish_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "publish", (request, request_length)) }
}

/// Checks definitions without publishing them: every fault and warning.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "check".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_check(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "check", (request, request_length), (result, result_length)) }
}

/// Checks definitions without publishing them: every fault and warning.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "check".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_check_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "check", (request, request_length)) }
}

/// Withdraws a procedure: it takes no new request; those filed go on.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "withdraw".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_withdraw(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "withdraw", (request, request_length), (result, result_length)) }
}

/// Withdraws a procedure: it takes no new request; those filed go on.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "withdraw".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_withdraw_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "withdraw", (request, request_length)) }
}

/// Shows what messages would say, of a request or of one made up, with a text corrected or not; nothing is sent.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "preview_communications".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_preview_communications(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "preview_communications", (request, request_length), (result, result_length)) }
}

/// Shows what messages would say, of a request or of one made up, with a text corrected or not; nothing is sent.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "preview_communications".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_preview_communications_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "preview_communications", (request, request_length)) }
}

/// Has a published text say something else from now on, about open requests too, without a new version.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "correct_text".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_correct_text(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "correct_text", (request, request_length), (result, result_length)) }
}

/// Has a published text say something else from now on, about open requests too, without a new version.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "correct_text".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_correct_text_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "correct_text", (request, request_length)) }
}

/// Lists the texts of a procedure that were corrected: who, when, what they say.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "corrected_texts".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_corrected_texts(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "corrected_texts", (request, request_length), (result, result_length)) }
}

/// Lists the texts of a procedure that were corrected: who, when, what they say.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "corrected_texts".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_corrected_texts_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "corrected_texts", (request, request_length)) }
}

/// Lists the procedures that a visitor is shown, or searches among them.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "catalogue".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_catalogue(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "catalogue", (request, request_length), (result, result_length)) }
}

/// Lists the procedures that a visitor is shown, or searches among them.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "catalogue".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_catalogue_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "catalogue", (request, request_length)) }
}

/// Tells the scenarios of a procedure that a visitor is offered, and why not the others.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "route".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_route(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "route", (request, request_length), (result, result_length)) }
}

/// Tells the scenarios of a procedure that a visitor is offered, and why not the others.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "route".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_route_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "route", (request, request_length)) }
}

/// Gives the form of a scenario: its schema, its layout, and what to show of each field for the answers given so far.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "form".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_form(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "form", (request, request_length), (result, result_length)) }
}

/// Gives the form of a scenario: its schema, its layout, and what to show of each field for the answers given so far.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "form".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_form_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "form", (request, request_length)) }
}

/// Gives the options of a choice that are offered, searched as someone types.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "options".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_options(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "options", (request, request_length), (result, result_length)) }
}

/// Gives the options of a choice that are offered, searched as someone types.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "options".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_options_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "options", (request, request_length)) }
}

/// Checks answers without filing them: every fault, in the form's order.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "validate".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_validate(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "validate", (request, request_length), (result, result_length)) }
}

/// Checks answers without filing them: every fault, in the form's order.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "validate".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_validate_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "validate", (request, request_length)) }
}

/// Tells how much of something scarce is taken and left, day after day.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "availability".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_availability(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "availability", (request, request_length), (result, result_length)) }
}

/// Tells how much of something scarce is taken and left, day after day.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "availability".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_availability_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "availability", (request, request_length)) }
}

/// Tells in which sector of the town a place is.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "sector".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_sector(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "sector", (request, request_length), (result, result_length)) }
}

/// Tells in which sector of the town a place is.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "sector".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_sector_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "sector", (request, request_length)) }
}

/// Checks an identifier, and gives the form to store and the form to show.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "identifier".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_identifier(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "identifier", (request, request_length), (result, result_length)) }
}

/// Checks an identifier, and gives the form to store and the form to show.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "identifier".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_identifier_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "identifier", (request, request_length)) }
}

/// Gives the public holidays of a year, in a part of France.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "public_holidays".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_public_holidays(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "public_holidays", (request, request_length), (result, result_length)) }
}

/// Gives the public holidays of a year, in a part of France.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "public_holidays".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_public_holidays_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "public_holidays", (request, request_length)) }
}

/// Receives a file, whose identifier then answers a field.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "attach", (request, request_length), (result, result_length)) }
}

/// Receives a file, whose identifier then answers a field.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "attach".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_attach_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "attach", (request, request_length)) }
}

/// Tells what is known of a file that the actor may read.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_file(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "file", (request, request_length), (result, result_length)) }
}

/// Tells what is known of a file that the actor may read.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_file_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "file", (request, request_length)) }
}

/// Gives bytes of a file that the actor may read.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "read_file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_read_file(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "read_file", (request, request_length), (result, result_length)) }
}

/// Gives bytes of a file that the actor may read.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "read_file".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_read_file_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "read_file", (request, request_length)) }
}

/// Notes what the host's virus scanner says of a file.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "scanned".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_scanned(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "scanned", (request, request_length), (result, result_length)) }
}

/// Notes what the host's virus scanner says of a file.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "scanned".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_scanned_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "scanned", (request, request_length)) }
}

/// Lists files of which the host's virus scanner has not said anything yet: a hundred at most.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "pending_files".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_pending_files(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "pending_files", (request, request_length), (result, result_length)) }
}

/// Lists files of which the host's virus scanner has not said anything yet: a hundred at most.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "pending_files".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_pending_files_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "pending_files", (request, request_length)) }
}

/// Saves answers as they are, to be resumed later.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "save_draft".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_save_draft(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "save_draft", (request, request_length), (result, result_length)) }
}

/// Saves answers as they are, to be resumed later.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "save_draft".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_save_draft_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "save_draft", (request, request_length)) }
}

/// Gives a draft of the actor's own.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "draft".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_draft(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "draft", (request, request_length), (result, result_length)) }
}

/// Gives a draft of the actor's own.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "draft".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_draft_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "draft", (request, request_length)) }
}

/// Throws a draft away.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "discard_draft".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_discard_draft(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "discard_draft", (request, request_length), (result, result_length)) }
}

/// Throws a draft away.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "discard_draft".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_discard_draft_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "discard_draft", (request, request_length)) }
}

/// Files a request.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "submit".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_submit(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "submit", (request, request_length), (result, result_length)) }
}

/// Files a request.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "submit".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_submit_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "submit", (request, request_length)) }
}

/// Takes over requests of a former system, each once, with their past dates: see taking-over.md.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "import".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_import(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "import", (request, request_length), (result, result_length)) }
}

/// Takes over requests of a former system, each once, with their past dates: see taking-over.md.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "import".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_import_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "import", (request, request_length)) }
}

/// Gives the form of a transition for the answers given so far, and checks them without performing it.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "check_offer".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_check_offer(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "check_offer", (request, request_length), (result, result_length)) }
}

/// Gives the form of a transition for the answers given so far, and checks them without performing it.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "check_offer".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_check_offer_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "check_offer", (request, request_length)) }
}

/// Gives the options of a choice in the form of a transition, searched as someone types.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "offer_options".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_offer_options(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "offer_options", (request, request_length), (result, result_length)) }
}

/// Gives the options of a choice in the form of a transition, searched as someone types.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "offer_options".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_offer_options_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "offer_options", (request, request_length)) }
}

/// Performs a transition of a request.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "act".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_act(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "act", (request, request_length), (result, result_length)) }
}

/// Performs a transition of a request.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "act".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_act_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "act", (request, request_length)) }
}

/// Puts a service or an agent in charge of a request.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "assign".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_assign(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "assign", (request, request_length), (result, result_length)) }
}

/// Puts a service or an agent in charge of a request.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "assign".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_assign_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "assign", (request, request_length)) }
}

/// Writes a comment, visible to the applicant or internal.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "comment".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_comment(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "comment", (request, request_length), (result, result_length)) }
}

/// Writes a comment, visible to the applicant or internal.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "comment".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_comment_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "comment", (request, request_length)) }
}

/// Puts tags on a request. Applicants do not see them.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "tag".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_tag(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "tag", (request, request_length), (result, result_length)) }
}

/// Puts tags on a request. Applicants do not see them.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "tag".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_tag_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "tag", (request, request_length)) }
}

/// Takes tags off a request.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "untag".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_untag(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "untag", (request, request_length), (result, result_length)) }
}

/// Takes tags off a request.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "untag".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_untag_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "untag", (request, request_length)) }
}

/// Asks the applicant for some of their answers again.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "request_correction".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_request_correction(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "request_correction", (request, request_length), (result, result_length)) }
}

/// Asks the applicant for some of their answers again.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "request_correction".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_request_correction_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "request_correction", (request, request_length)) }
}

/// Writes to the applicant in the town hall's name, or to the town hall; files may come with it.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "send_message".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_send_message(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "send_message", (request, request_length), (result, result_length)) }
}

/// Writes to the applicant in the town hall's name, or to the town hall; files may come with it.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "send_message".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_send_message_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "send_message", (request, request_length)) }
}

/// Gives what was written about a request, and of whom an answer is awaited, by `request` or `tracking_code`.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "messages".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_messages(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "messages", (request, request_length), (result, result_length)) }
}

/// Gives what was written about a request, and of whom an answer is awaited, by `request` or `tracking_code`.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "messages".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_messages_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "messages", (request, request_length)) }
}

/// Gives what another person of a request is asked to confirm, to whoever holds the code that they were written.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "confirmation".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_confirmation(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "confirmation", (request, request_length), (result, result_length)) }
}

/// Gives what another person of a request is asked to confirm, to whoever holds the code that they were written.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "confirmation".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_confirmation_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "confirmation", (request, request_length)) }
}

/// Performs a transition as another person of a request, with the code that they were written.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "confirm".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_confirm(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "confirm", (request, request_length), (result, result_length)) }
}

/// Performs a transition as another person of a request, with the code that they were written.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "confirm".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_confirm_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "confirm", (request, request_length)) }
}

/// Gives a request a signal of the host: a payment made, an appointment taken.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "signal".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_signal(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "signal", (request, request_length), (result, result_length)) }
}

/// Gives a request a signal of the host: a payment made, an appointment taken.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "signal".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_signal_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "signal", (request, request_length)) }
}

/// Gives back what a request has of something scarce.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "release_claim".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_release_claim(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "release_claim", (request, request_length), (result, result_length)) }
}

/// Gives back what a request has of something scarce.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "release_claim".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_release_claim_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "release_claim", (request, request_length)) }
}

/// Ties a request to another: its duplicate, its child, a related one.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "link".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_link(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "link", (request, request_length), (result, result_length)) }
}

/// Ties a request to another: its duplicate, its child, a related one.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "link".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_link_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "link", (request, request_length)) }
}

/// Unties two requests.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "unlink".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_unlink(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "unlink", (request, request_length), (result, result_length)) }
}

/// Unties two requests.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "unlink".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_unlink_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "unlink", (request, request_length)) }
}

/// Carries out a command on many requests, each with its own outcome.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "bulk".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_bulk(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "bulk", (request, request_length), (result, result_length)) }
}

/// Carries out a command on many requests, each with its own outcome.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "bulk".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_bulk_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "bulk", (request, request_length)) }
}

/// Opens a task of a request by hand, for a service or for one of its agents.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "open_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_open_task(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "open_task", (request, request_length), (result, result_length)) }
}

/// Opens a task of a request by hand, for a service or for one of its agents.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "open_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_open_task_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "open_task", (request, request_length)) }
}

/// Asks another service for its opinion on a request, which it sees from then on.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "consult".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_consult(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "consult", (request, request_length), (result, result_length)) }
}

/// Asks another service for its opinion on a request, which it sees from then on.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "consult".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_consult_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "consult", (request, request_length)) }
}

/// Takes a task on.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "take_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_take_task(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "take_task", (request, request_length), (result, result_length)) }
}

/// Takes a task on.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "take_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_take_task_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "take_task", (request, request_length)) }
}

/// Gives a task back to its service.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "release_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_release_task(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "release_task", (request, request_length), (result, result_length)) }
}

/// Gives a task back to its service.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "release_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_release_task_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "release_task", (request, request_length)) }
}

/// Ends a task: its work is done.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "complete_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_complete_task(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "complete_task", (request, request_length), (result, result_length)) }
}

/// Ends a task: its work is done.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "complete_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_complete_task_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "complete_task", (request, request_length)) }
}

/// Hands a task to a service, or to an agent, and says why.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "transfer_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_transfer_task(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "transfer_task", (request, request_length), (result, result_length)) }
}

/// Hands a task to a service, or to an agent, and says why.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "transfer_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_transfer_task_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "transfer_task", (request, request_length)) }
}

/// Changes the due date of a task.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "set_task_due".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_set_task_due(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "set_task_due", (request, request_length), (result, result_length)) }
}

/// Changes the due date of a task.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "set_task_due".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_set_task_due_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "set_task_due", (request, request_length)) }
}

/// Reminds by e-mail the agent who has a task, or its service.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "remind_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_remind_task(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "remind_task", (request, request_length), (result, result_length)) }
}

/// Reminds by e-mail the agent who has a task, or its service.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "remind_task".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_remind_task_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "remind_task", (request, request_length)) }
}

/// Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "request".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_request(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "request", (request, request_length), (result, result_length)) }
}

/// Gives a request as the actor may see it, by one of `id`, `reference`, `tracking_code`.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "request".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_request_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "request", (request, request_length)) }
}

/// Lists the requests that the actor may see, newest first.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "requests".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_requests(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "requests", (request, request_length), (result, result_length)) }
}

/// Lists the requests that the actor may see, newest first.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "requests".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_requests_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "requests", (request, request_length)) }
}

/// Lists the open tasks of an agent's services, the earliest due first.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "tasks".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_tasks(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "tasks", (request, request_length), (result, result_length)) }
}

/// Lists the open tasks of an agent's services, the earliest due first.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "tasks".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_tasks_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "tasks", (request, request_length)) }
}

/// Lists what an agent has to do: tasks, and requests in their charge, the earliest due first.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "inbox".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_inbox(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "inbox", (request, request_length), (result, result_length)) }
}

/// Lists what an agent has to do: tasks, and requests in their charge, the earliest due first.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "inbox".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_inbox_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "inbox", (request, request_length)) }
}

/// Tells how much an agent has to do: their own, their services', late, by procedure.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "inbox_counts".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_inbox_counts(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "inbox_counts", (request, request_length), (result, result_length)) }
}

/// Tells how much an agent has to do: their own, their services', late, by procedure.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "inbox_counts".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_inbox_counts_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "inbox_counts", (request, request_length)) }
}

/// Tells how many requests each procedure has, by status.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "counts".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_counts(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "counts", (request, request_length), (result, result_length)) }
}

/// Tells how many requests each procedure has, by status.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "counts".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_counts_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "counts", (request, request_length)) }
}

/// Gives figures about requests, as columns and rows, and as CSV: to the host, and to managers about their services.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "statistics".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_statistics(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "statistics", (request, request_length), (result, result_length)) }
}

/// Gives figures about requests, as columns and rows, and as CSV: to the host, and to managers about their services.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "statistics".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_statistics_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "statistics", (request, request_length)) }
}

/// Tells in words what happened to a request, as far as the actor may read it.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "history".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_history(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "history", (request, request_length), (result, result_length)) }
}

/// Tells in words what happened to a request, as far as the actor may read it.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "history".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_history_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "history", (request, request_length)) }
}

/// Gives the last link of every history: kept elsewhere, it shows a removed tail or a rewritten history.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "heads".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_heads(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "heads", (request, request_length), (result, result_length)) }
}

/// Gives the last link of every history: kept elsewhere, it shows a removed tail or a rewritten history.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "heads".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_heads_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "heads", (request, request_length)) }
}

/// Verifies that every history is what was recorded.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "verify".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_verify(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "verify", (request, request_length), (result, result_length)) }
}

/// Verifies that every history is what was recorded.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "verify".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_verify_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "verify", (request, request_length)) }
}

/// Writes a copy of the whole store to a new file, while others read and write.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "backup".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_backup(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "backup", (request, request_length), (result, result_length)) }
}

/// Writes a copy of the whole store to a new file, while others read and write.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "backup".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_backup_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "backup", (request, request_length)) }
}

/// Registers an agent and their roles, or replaces what was registered.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "put_agent".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_put_agent(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "put_agent", (request, request_length), (result, result_length)) }
}

/// Registers an agent and their roles, or replaces what was registered.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "put_agent".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_put_agent_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "put_agent", (request, request_length)) }
}

/// Takes from an agent the right to act, and gives back to the services what they had in hand.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "disable_agent".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_disable_agent(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "disable_agent", (request, request_length), (result, result_length)) }
}

/// Takes from an agent the right to act, and gives back to the services what they had in hand.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "disable_agent".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_disable_agent_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "disable_agent", (request, request_length)) }
}

/// Tells when an agent is away and who stands in.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "set_absence".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_set_absence(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "set_absence", (request, request_length), (result, result_length)) }
}

/// Tells when an agent is away and who stands in.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "set_absence".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_set_absence_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "set_absence", (request, request_length)) }
}

/// Tells what was done to the agents' registrations, by whom and when, the last first.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "people_history".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_people_history(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "people_history", (request, request_length), (result, result_length)) }
}

/// Tells what was done to the agents' registrations, by whom and when, the last first.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "people_history".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_people_history_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "people_history", (request, request_length)) }
}

/// Lists the agents registered.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "agents".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_agents(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "agents", (request, request_length), (result, result_length)) }
}

/// Lists the agents registered.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "agents".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_agents_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "agents", (request, request_length)) }
}

/// Opens a record in the directory of applicants, or replaces what one says: what is not given is emptied.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "put_applicant".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_put_applicant(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "put_applicant", (request, request_length), (result, result_length)) }
}

/// Opens a record in the directory of applicants, or replaces what one says: what is not given is emptied.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "put_applicant".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_put_applicant_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "put_applicant", (request, request_length)) }
}

/// Finds records of the directory of applicants, the latest opened first: for those who process requests.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "find_applicants".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_find_applicants(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "find_applicants", (request, request_length), (result, result_length)) }
}

/// Finds records of the directory of applicants, the latest opened first: for those who process requests.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "find_applicants".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_find_applicants_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "find_applicants", (request, request_length)) }
}

/// Gives a record of the directory of applicants, with the requests of that applicant that the actor may see.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "applicant".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_applicant(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "applicant", (request, request_length), (result, result_length)) }
}

/// Gives a record of the directory of applicants, with the requests of that applicant that the actor may see.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "applicant".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_applicant_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "applicant", (request, request_length)) }
}

/// Merges two records of the same person, on purpose.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "merge_applicants".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_merge_applicants(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "merge_applicants", (request, request_length), (result, result_length)) }
}

/// Merges two records of the same person, on purpose.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "merge_applicants".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_merge_applicants_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "merge_applicants", (request, request_length)) }
}

/// Says of which record of the directory a request's applicant is; of none, without `applicant`.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "recognise_applicant".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_recognise_applicant(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "recognise_applicant", (request, request_length), (result, result_length)) }
}

/// Says of which record of the directory a request's applicant is; of none, without `applicant`.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "recognise_applicant".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_recognise_applicant_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "recognise_applicant", (request, request_length)) }
}

/// Takes a call of a business application, which its signature vouches for.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "receive".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_receive(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "receive", (request, request_length), (result, result_length)) }
}

/// Takes a call of a business application, which its signature vouches for.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "receive".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_receive_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "receive", (request, request_length)) }
}

/// Lists the calls of business applications that came before the request that they are about.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "waiting_calls".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_waiting_calls(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "waiting_calls", (request, request_length), (result, result_length)) }
}

/// Lists the calls of business applications that came before the request that they are about.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "waiting_calls".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_waiting_calls_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "waiting_calls", (request, request_length)) }
}

/// Does what is due: fires timers, sends messages, calls business applications, ends drafts and files.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "run_due".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_run_due(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "run_due", (request, request_length), (result, result_length)) }
}

/// Does what is due: fires timers, sends messages, calls business applications, ends drafts and files.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "run_due".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_run_due_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "run_due", (request, request_length)) }
}

/// Leases to the host what waits to be sent, for it to send its own way and report.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "claim_messages".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_claim_messages(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "claim_messages", (request, request_length), (result, result_length)) }
}

/// Leases to the host what waits to be sent, for it to send its own way and report.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "claim_messages".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_claim_messages_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "claim_messages", (request, request_length)) }
}

/// Ends a claim: the host has sent the message, or made the call.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "report_sent".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_report_sent(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "report_sent", (request, request_length), (result, result_length)) }
}

/// Ends a claim: the host has sent the message, or made the call.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "report_sent".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_report_sent_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "report_sent", (request, request_length)) }
}

/// Ends a claim: the host could not send the message, or the call failed.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "report_failed".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_report_failed(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "report_failed", (request, request_length), (result, result_length)) }
}

/// Ends a claim: the host could not send the message, or the call failed.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "report_failed".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_report_failed_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "report_failed", (request, request_length)) }
}

/// Shows what left about a request, or is to leave, with each attempt.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "deliveries".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_deliveries(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "deliveries", (request, request_length), (result, result_length)) }
}

/// Shows what left about a request, or is to leave, with each attempt.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "deliveries".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_deliveries_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "deliveries", (request, request_length)) }
}

/// Shows what people were written about a request, as it was sent; to the applicant, what was sent to them, by `request` or `tracking_code`.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "communications".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_communications(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "communications", (request, request_length), (result, result_length)) }
}

/// Shows what people were written about a request, as it was sent; to the applicant, what was sent to them, by `request` or `tracking_code`.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "communications".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_communications_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "communications", (request, request_length)) }
}

/// Shows where things are sent: what waits, what was given up, what does not work.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "endpoints".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_endpoints(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "endpoints", (request, request_length), (result, result_length)) }
}

/// Shows where things are sent: what waits, what was given up, what does not work.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "endpoints".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_endpoints_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "endpoints", (request, request_length)) }
}

/// Shows the business applications that are asked what has changed: since when, with what result.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "asked_changes".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_asked_changes(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "asked_changes", (request, request_length), (result, result_length)) }
}

/// Shows the business applications that are asked what has changed: since when, with what result.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "asked_changes".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_asked_changes_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "asked_changes", (request, request_length)) }
}

/// Lists what was given up, with each attempt, until someone decides of it.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "dead_letters".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_dead_letters(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "dead_letters", (request, request_length), (result, result_length)) }
}

/// Lists what was given up, with each attempt, until someone decides of it.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "dead_letters".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_dead_letters_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "dead_letters", (request, request_length)) }
}

/// Sends again what was given up.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "requeue_dead_letters".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_requeue_dead_letters(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "requeue_dead_letters", (request, request_length), (result, result_length)) }
}

/// Sends again what was given up.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "requeue_dead_letters".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_requeue_dead_letters_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "requeue_dead_letters", (request, request_length)) }
}

/// Gives up for good what was given up: it is no longer listed.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "abandon_dead_letters".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_abandon_dead_letters(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "abandon_dead_letters", (request, request_length), (result, result_length)) }
}

/// Gives up for good what was given up: it is no longer listed.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "abandon_dead_letters".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_abandon_dead_letters_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "abandon_dead_letters", (request, request_length)) }
}

/// Tells a system of events as they happen, by signed calls; or changes how it is told.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "subscribe".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_subscribe(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "subscribe", (request, request_length), (result, result_length)) }
}

/// Tells a system of events as they happen, by signed calls; or changes how it is told.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "subscribe".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_subscribe_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "subscribe", (request, request_length)) }
}

/// Tells a system of nothing more.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "unsubscribe".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_unsubscribe(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "unsubscribe", (request, request_length), (result, result_length)) }
}

/// Tells a system of nothing more.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "unsubscribe".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_unsubscribe_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "unsubscribe", (request, request_length)) }
}

/// Lists the systems that are told of events, how far each is, and what is wrong with it.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "subscribers".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_subscribers(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "subscribers", (request, request_length), (result, result_length)) }
}

/// Lists the systems that are told of events, how far each is, and what is wrong with it.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "subscribers".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_subscribers_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "subscribers", (request, request_length)) }
}

/// Gives the events that follow a cursor, as subscribers are told them.
///
/// On success `*result` is the caller's, to be freed by grc_free: JSON, with a NUL after it that
/// `*result_length` does not count.
/// Request, result and statuses: docs/operations.md, "events".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_events(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
    result: *mut *mut c_char,
    result_length: *mut usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { allocated(engine, "events", (request, request_length), (result, result_length)) }
}

/// Gives the events that follow a cursor, as subscribers are told them.
///
/// The result is kept in the engine: grc_result reads it.
/// Request, result and statuses: docs/operations.md, "events".
// SAFETY: no other symbol of the library bears this name.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn grc_events_keep(
    engine: *mut grc_engine,
    request: *const c_char,
    request_length: usize,
) -> i32 {
    // SAFETY: the contract of pointers.
    unsafe { kept(engine, "events", (request, request_length)) }
}
