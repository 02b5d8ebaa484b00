//! Files: attached, looked at, read, scanned.

use std::io::Write;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::{Beside, Context};
use super::fault::not_once;
use super::operation::Request;
use crate::definition::Bilingual;
use crate::engine::base64::{decoded, encoded};
use crate::engine::{Attachment, Engine, FileView};
use crate::error::{Error, ErrorCode, Result};
use crate::json::Limits;
use crate::request::{Actor, FileId, Verdict};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Attach {
    /// Its name, as the applicant's machine gives it: it is made safe.
    name: String,
    /// Its content, in base64; left out when it comes beside the request, as a larger one must.
    #[serde(default)]
    content_base64: Option<String>,
}

impl Request for Attach {
    const NAME: &'static str = "attach";
    const SUMMARY: &'static str = "Receives a file, whose identifier then answers a field.";
    const LIMITS: Limits = Limits::FILE;
    type Caller = Actor;
    type Response = FileView;

    fn takes(beside: &Beside<'_>) -> bool {
        matches!(beside, Beside::Nothing | Beside::Content(_))
    }

    fn perform(self, context: Context<'_, Actor>) -> Result<FileView> {
        let Context { engine, caller, beside, .. } = context;
        match (self.content_base64, beside) {
            (None, Beside::Content(content)) => {
                engine.attach(&caller, Attachment { name: &self.name, content })
            }
            (Some(encoded), Beside::Nothing) => {
                let content = decoded(&encoded, "/content_base64")?;
                engine.attach(&caller, Attachment { name: &self.name, content: &mut content.as_slice() })
            }
            _ => Err(not_once("content_base64")),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Show {
    /// The file.
    id: FileId,
}

impl Request for Show {
    const NAME: &'static str = "file";
    const SUMMARY: &'static str = "Tells what is known of a file that the actor may read.";
    type Caller = Actor;
    type Response = FileView;

    fn perform(self, context: Context<'_, Actor>) -> Result<FileView> {
        context.engine.file(&context.caller, self.id)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Read {
    /// The file.
    id: FileId,
    /// Place of the first byte wanted, from 0.
    #[serde(default)]
    offset: u64,
    /// Bytes wanted; if absent, 1 MiB, which is also the most, or the whole file when it leaves beside the result.
    #[serde(default)]
    length: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Bytes {
    /// The bytes, in base64; fewer than wanted only at the end of the file, none after it. Left out when they leave
    /// beside the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_base64: Option<String>,
    /// How many bytes were read.
    length: u64,
}

impl Request for Read {
    const NAME: &'static str = "read_file";
    const SUMMARY: &'static str = "Gives bytes of a file that the actor may read.";
    type Caller = Actor;
    type Response = Bytes;

    fn takes(beside: &Beside<'_>) -> bool {
        matches!(beside, Beside::Nothing | Beside::Output(_))
    }

    fn perform(self, context: Context<'_, Actor>) -> Result<Bytes> {
        let Context { engine, caller, beside, .. } = context;
        if let Beside::Output(output) = beside {
            let length = copy(engine, &caller, &self, output)?;
            return Ok(Bytes { content_base64: None, length });
        }
        let length = self.length.map_or(usize::MAX, |length| usize::try_from(length).unwrap_or(usize::MAX));
        let bytes = engine.read_file(&caller, self.id, self.offset, length)?;
        Ok(Bytes { content_base64: Some(encoded(&bytes)), length: bytes.len() as u64 })
    }
}

/// Copies bytes of a file, a piece at a time.
fn copy(engine: &Engine, actor: &Actor, wanted: &Read, output: &mut dyn Write) -> Result<u64> {
    let mut left = wanted.length.map_or(u64::MAX, u64::from);
    let mut copied: u64 = 0;
    while left > 0 {
        let length = usize::try_from(left).unwrap_or(usize::MAX);
        let bytes = engine.read_file(actor, wanted.id, wanted.offset.saturating_add(copied), length)?;
        if bytes.is_empty() {
            break;
        }
        output.write_all(&bytes).map_err(|_| unwritable())?;
        copied = copied.saturating_add(bytes.len() as u64);
        left = left.saturating_sub(bytes.len() as u64);
    }
    output.flush().map_err(|_| unwritable())?;
    Ok(copied)
}

fn unwritable() -> Error {
    let message = Bilingual::new(
        "le fichier ne peut pas être écrit où il est demandé",
        "the file cannot be written where it is wanted",
    );
    Error::new(ErrorCode::UnwritableFile, message)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Scanned {
    /// The file.
    id: FileId,
    /// What the scanner says: `clean` or `infected`.
    verdict: Verdict,
}

impl Request for Scanned {
    const NAME: &'static str = "scanned";
    const SUMMARY: &'static str = "Notes what the host's virus scanner says of a file.";
    type Caller = Actor;
    type Response = FileView;

    fn perform(self, context: Context<'_, Actor>) -> Result<FileView> {
        context.engine.scanned(&context.caller, self.id, self.verdict)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Pending {}

#[derive(Serialize, JsonSchema)]
pub(super) struct Listed {
    /// The files, the oldest first.
    files: Vec<FileView>,
}

impl Request for Pending {
    const NAME: &'static str = "pending_files";
    const SUMMARY: &'static str =
        "Lists files of which the host's virus scanner has not said anything yet: a hundred at most.";
    type Caller = Actor;
    type Response = Listed;

    fn perform(self, context: Context<'_, Actor>) -> Result<Listed> {
        let files = context.engine.pending_files(&context.caller)?;
        Ok(Listed { files })
    }
}
