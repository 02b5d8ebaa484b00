//! A file, stored as its reference: the id that it got when it was received, a UUID.
//!
//! Whether the file exists, and its size and type, are the affair of whoever keeps the files.

use serde_json::{Value as Json, json};

use super::{Expectation, FieldType, Phrase, Problem};
use crate::form::problem::FILE;

#[derive(Debug)]
pub(super) struct File;

impl Expectation for File {
    fn expected(&self) -> Phrase {
        FILE
    }

    fn unmatched(&self) -> Problem {
        Problem::InvalidFile
    }
}

impl FieldType for File {
    fn schema(&self) -> Json {
        json!({"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"})
    }
}
