//! The files of a line: each answers a question, or goes with the request.

use serde_json::Value as Json;

use super::line::{FormerFile, FormerRequest};
use crate::definition::Bilingual;
use crate::engine::Engine;
use crate::engine::base64::decoded;
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, AttachedFile, FileId, Values};
use crate::workflow::LooseFile;

/// Files that come with their content, to be kept once the rest of the line is right; and those that answer nothing.
type LineFiles = (Vec<(AttachedFile, Vec<u8>)>, Vec<LooseFile>);

impl Engine {
    /// Looks at the files of a line, and answers the questions that they answer.
    ///
    /// # Errors
    /// `invalid_input`, `file_too_large`, at their place in the line.
    pub(super) fn files_of_line(&self, line: &mut FormerRequest) -> Result<LineFiles> {
        let (mut brought, mut loose) = (Vec::new(), Vec::new());
        for (rank, file) in std::mem::take(&mut line.files).into_iter().enumerate() {
            let at = |member: &str| format!("/files/{rank}{member}");
            let FormerFile { at: question, id, name, content_base64, visible } = file;
            let id = match (id, name, content_base64) {
                (Some(id), None, None) => id,
                (None, Some(name), Some(content)) => {
                    let place = at("/content_base64");
                    let content = decoded(&content, &place)?;
                    let attached = self.look_at_file(&Actor::System, &name, &content);
                    let attached = attached.map_err(|error| error.at(place))?;
                    let id = attached.file.id;
                    brought.push((attached, content));
                    id
                }
                _ => return Err(neither_nor().at(at(""))),
            };
            match question {
                None => loose.push(LooseFile { id, rank, visible }),
                Some(question) => answer(line, &question, id).ok_or_else(|| nowhere().at(at("/at")))?,
            }
        }
        Ok((brought, loose))
    }
}

/// Writes a file as the answer to a question, around which everything is there already; `None` if it is not.
fn answer(line: &mut FormerRequest, question: &str, file: FileId) -> Option<()> {
    let (member, place) = question.strip_prefix('/')?.split_once('/')?;
    let values: &mut Values = match member {
        "answers" => &mut line.answers,
        "data" => &mut line.data,
        _ => return None,
    };
    let id = Json::String(file.to_string());
    match place.rsplit_once('/') {
        None => _ = values.insert(place.to_owned(), id),
        Some((around, field)) => {
            let (first, rest) = around.split_once('/').unwrap_or((around, ""));
            let top = values.get_mut(first)?;
            let around = if rest.is_empty() { Some(top) } else { top.pointer_mut(&format!("/{rest}")) };
            around?.as_object_mut()?.insert(field.to_owned(), id);
        }
    }
    Some(())
}

fn neither_nor() -> Error {
    let message = Bilingual::new(
        "un fichier a un `id`, ou un `name` et un `content_base64`",
        "a file has an `id`, or a `name` and a `content_base64`",
    );
    Error::new(ErrorCode::InvalidInput, message)
}

fn nowhere() -> Error {
    let message = Bilingual::new(
        "la question d'un fichier est de la forme `/answers/plan` ou `/data/rapport`, et ce qui l'entoure est dans la ligne",
        "the question of a file reads `/answers/plan` or `/data/rapport`, and what is around it is in the line",
    );
    Error::new(ErrorCode::InvalidInput, message)
}
