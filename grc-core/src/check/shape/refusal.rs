//! The failure of a document that has not the shape that it should have.

use serde_json::{Value as Json, json};

use super::{Format, check_format};
use crate::definition::{Bilingual, Diagnostic, Diagnostics};
use crate::error::{Error, ErrorCode};

/// What keeps a document from being read as what it should be: every fault of its shape, the first one told in the message.
pub fn refusal(document: &Json, format: &Format) -> Error {
    let mut found = Diagnostics::new();
    check_format(format, document, &mut found);
    let faults = found.into_vec();
    let Some(first) = faults.first() else {
        // The check of shapes knows no more than the schema.
        let message = Bilingual::new("le document est illisible", "the document cannot be read");
        return Error::new(ErrorCode::InvalidInput, message);
    };
    let (place, message) = (first.pointer.clone(), first.message.clone());
    let told = faults.iter().map(|fault| {
        let Bilingual { french, english } = &fault.message;
        json!({"path": fault.pointer, "code": code(fault), "message": {"fr": french, "en": english}})
    });
    let details = json!({"faults": told.collect::<Vec<_>>()});
    let error = Error::new(ErrorCode::InvalidInput, message).with_details(details);
    if place.is_empty() { error } else { error.at(place) }
}

/// The rules of shape are those of definitions, under the name of the place where they are broken.
fn code(fault: &Diagnostic) -> String {
    let rule = fault.code.strip_prefix("definition.");
    rule.map_or_else(|| fault.code.to_owned(), |rule| format!("input.{rule}"))
}
