//! A file, stored as its reference: the id that it got when it was received, a UUID.
//!
//! Whether the file exists, and its size and type, are the affair of whoever keeps the files.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Breaches, FieldType, Problem, Reading};
use crate::attachment;
use crate::definition::{Bilingual, FileLimits, did_you_mean};
use crate::expr::Environment;
use crate::form::context::FieldContext;
use crate::form::problem::FILE;

#[derive(Debug)]
pub(super) struct File;

impl File {
    /// The limits themselves are for the content: here, only that a file can have the types that they accept.
    pub(super) fn compile(limits: &FileLimits, context: &mut FieldContext<'_, '_>) -> Self {
        for (index, accepted) in limits.accept.iter().enumerate() {
            if !attachment::can_be_told(accepted) {
                let hint = did_you_mean(accepted, attachment::media_types());
                let message = Bilingual::new(
                    format!("aucun fichier n'est reconnu comme `{accepted}`{}", hint.french),
                    format!("no file is found to be `{accepted}`{}", hint.english),
                );
                let at = context.at.key("accept").index(index);
                context.faults.fault(&at, "definition.unknown_media_type", message);
            }
        }
        Self
    }
}

impl FieldType for File {
    fn schema(&self) -> Json {
        json!({"type": "string", "pattern": "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"})
    }

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        match answer {
            Json::String(text) if is_uuid(text) => {}
            Json::String(_) => breaches.tell(Problem::InvalidFile),
            _ => breaches.wrong_type(FILE),
        }
        Cow::Borrowed(answer)
    }

    fn shown(&self, stored: &Json, reading: Reading<'_>) -> Option<String> {
        let id = stored.as_str()?;
        let file = reading.files.iter().find(|file| file.id.to_string() == id);
        let unnamed = || reading.language.pick("fichier joint", "attached file").to_owned();
        Some(file.map_or_else(unnamed, |file| file.name.clone()))
    }
}

/// Whether a text is a UUID as this engine writes it: lower case, with hyphens.
fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => matches!(byte, b'0'..=b'9' | b'a'..=b'f'),
        })
}
