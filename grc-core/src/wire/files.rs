//! Files: attached, looked at, read, scanned.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::operation::Request;
use crate::engine::base64::{decoded, encoded};
use crate::engine::{Attachment, FileView};
use crate::error::Result;
use crate::json::Limits;
use crate::request::{Actor, FileId, Verdict};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Attach {
    /// Its name, as the applicant's machine gives it: it is made safe.
    name: String,
    /// Its content, in base64. One that is larger than a request may be comes through a stream.
    content_base64: String,
}

impl Request for Attach {
    const NAME: &'static str = "attach";
    const SUMMARY: &'static str = "Receives a file, whose identifier then answers a field.";
    const LIMITS: Limits = Limits::FILE;
    type Caller = Actor;
    type Response = FileView;

    fn perform(self, context: Context<'_, Actor>) -> Result<FileView> {
        let content = decoded(&self.content_base64, "/content_base64")?;
        let attachment = Attachment { name: &self.name, content: &mut content.as_slice() };
        context.engine.attach(&context.caller, attachment)
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
    /// Bytes wanted; 1 MiB, which is also the most, if absent.
    #[serde(default)]
    length: Option<u32>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Bytes {
    /// The bytes, in base64; fewer than wanted only at the end of the file, none after it.
    content_base64: String,
}

impl Request for Read {
    const NAME: &'static str = "read_file";
    const SUMMARY: &'static str = "Gives bytes of a file that the actor may read.";
    type Caller = Actor;
    type Response = Bytes;

    fn perform(self, context: Context<'_, Actor>) -> Result<Bytes> {
        let length = self.length.map_or(usize::MAX, |length| usize::try_from(length).unwrap_or(usize::MAX));
        let bytes = context.engine.read_file(&context.caller, self.id, self.offset, length)?;
        Ok(Bytes { content_base64: encoded(&bytes) })
    }
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
