//! The files that documents of business applications hold: looked at and kept before the document is given to its request. They
//! go like any other, if it refuses them.

use crate::definition::{Bilingual, Name};
use crate::engine::Engine;
use crate::engine::base64::decoded;
use crate::error::{Error, ErrorCode, Result};
use crate::expr::{Environment, Value};
use crate::request::{Actor, AttachedFile, FileId, Request, Sha256};
use crate::workflow::BroughtFile;
use crate::workflow::process::{ComputedText, DocumentFile};

impl Engine {
    /// Keeps the files that a document holds: all, or none if something is wrong with one. Those that the processing data of
    /// `held_by` has already, byte for byte, are not kept again: what is asked regularly is answered again and again.
    ///
    /// # Errors
    /// `invalid_input`, `file_too_large`, at `/files/…`, as the connector's definition names them.
    pub(in crate::engine) fn keep_files_of(
        &self,
        files: &[DocumentFile],
        actor: &Actor,
        facts: &dyn Environment,
        held_by: Option<&Request>,
    ) -> Result<Vec<BroughtFile>> {
        let mut looked_at = Vec::new();
        for (rank, file) in files.iter().enumerate() {
            if let Some(found) = self.look_at_file_of(file, actor, facts, rank)? {
                let known = held_by.zip(file.data.as_ref()).and_then(|(request, data)| held(request, data));
                if known != Some(found.0.file.sha256) {
                    looked_at.push((file.data.clone(), found));
                }
            }
        }
        let mut brought = Vec::with_capacity(looked_at.len());
        for (data, (attached, content)) in looked_at {
            self.keep_file(&attached, &content)?;
            brought.push(BroughtFile { data, id: attached.file.id });
        }
        Ok(brought)
    }

    fn look_at_file_of(
        &self,
        file: &DocumentFile,
        actor: &Actor,
        facts: &dyn Environment,
        rank: usize,
    ) -> Result<Option<(AttachedFile, Vec<u8>)>> {
        let at = |member: &str| format!("/files/{rank}/{member}");
        let told =
            |text: &ComputedText, member: &str| told(text, facts).map_err(|error| error.at(at(member)));
        let Some(content) = told(&file.content, "content")? else { return Ok(None) };
        let content = decoded(&content, &at("content"))?;
        let Some(name) = told(&file.name, "name")? else { return Err(nameless().at(at("name"))) };
        let attached = self.look_at_file(actor, &name, &content);
        let attached = attached.map_err(|error| error.at(at("content")))?;
        if let Some(expected) = &file.media_type
            && let Some(expected) = told(expected, "media_type")?
            && !is_type(&expected, &attached.file.media_type)
        {
            return Err(of_another_type().at(at("media_type")));
        }
        Ok(Some((attached, content)))
    }
}

/// The digest of the file that a processing data of a request has.
fn held(request: &Request, data: &Name) -> Option<Sha256> {
    let id: FileId = serde_json::from_value(request.data.get(data.as_str()).cloned()?).ok()?;
    request.files.iter().find(|given| given.id == id).map(|given| given.sha256)
}

/// What the document says; `None` when it says nothing.
fn told(text: &ComputedText, facts: &dyn Environment) -> Result<Option<String>> {
    let expression = match text {
        ComputedText::Fixed(text) => return Ok(Some(text.clone())),
        ComputedText::Computed(expression) => expression,
    };
    match expression.evaluate(facts) {
        Ok(Value::Null) => Ok(None),
        Ok(Value::Text(text)) => Ok(Some(text.to_string())),
        _ => {
            let message = Bilingual::new("un texte est attendu", "a text is expected");
            Err(Error::new(ErrorCode::InvalidInput, message))
        }
    }
}

/// Whether what an application says of a type (`text/csv; charset=utf-8`) is what was found.
fn is_type(told: &str, found: &str) -> bool {
    told.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(found)
}

fn nameless() -> Error {
    let message = Bilingual::new("le fichier n'a pas de nom", "the file has no name");
    Error::new(ErrorCode::InvalidInput, message)
}

fn of_another_type() -> Error {
    let message = Bilingual::new(
        "le contenu du fichier n'est pas du type annoncé",
        "the content of the file is not of the type that is told",
    );
    Error::new(ErrorCode::InvalidInput, message)
}
