//! The one way in.

use serde_json::Value as Json;

use super::caller::Beside;
use super::fault;
use super::operation::Operation;
use super::table::operations;
use super::told::Told;
use crate::definition::{Bilingual, Language, did_you_mean};
use crate::engine::Engine;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{Limits, parse};

/// Performs the operation of this name on a request: a JSON object, in UTF-8.
///
/// # Errors
/// `unknown_operation`; `invalid_json`; `invalid_input` with every fault of the request in `details`; those of
/// the operation.
pub fn call(engine: &Engine, operation: &str, input: &[u8]) -> Result<Json> {
    call_beside(engine, operation, input, Beside::Nothing)
}

/// Performs an operation with what is too large for JSON: a file that `attach` receives (then the request has no
/// `content_base64`), a directory that `publish` or `check` reads (no `catalogue`), a way out for `read_file`.
///
/// # Errors
/// As [`call`]; `invalid_input` for an operation that can do nothing with it; `hook_failed` when the host's clock failed.
pub fn call_beside<'a>(
    engine: &'a Engine,
    operation: &str,
    input: &[u8],
    beside: Beside<'a>,
) -> Result<Json> {
    call_told(engine, operation, input, beside).map(|told| told.to_json())
}

/// The same, for doors that make something else of the result than a tree.
///
/// # Errors
/// As [`call_beside`].
pub fn call_told<'a>(engine: &'a Engine, operation: &str, input: &[u8], beside: Beside<'a>) -> Result<Told> {
    let operation = find(operation)?;
    // What failed in an operation before says nothing of this one.
    drop(engine.clock_failure());
    let told = operation.call(engine, input, beside)?;
    // Of an operation that needed no store, nobody has asked it yet.
    engine.clock_failure().map_or(Ok(told), Err)
}

/// A failure as every door gives it: see [`Error::to_json`].
pub fn error_json(error: &Error, language: Language) -> Json {
    error.to_json(language)
}

/// The language that a request asks for, to tell its failure in; French, if it asks for none or is not readable.
pub fn language_of(input: &[u8]) -> Language {
    let request = parse(input, Limits::COMMAND).unwrap_or_default();
    let asked = request.get("language").cloned().unwrap_or_default();
    serde_json::from_value(asked).unwrap_or_default()
}

fn find(name: &str) -> Result<&'static Operation> {
    let found = operations().iter().find(|operation| operation.name == name);
    found.ok_or_else(|| {
        let meant = did_you_mean(name, operations().iter().map(|operation| operation.name));
        let name = fault::shortened(name);
        let message = Bilingual::new(
            format!("opération inconnue `{name}`{}", meant.french),
            format!("unknown operation `{name}`{}", meant.english),
        );
        Error::new(ErrorCode::UnknownOperation, message)
    })
}
