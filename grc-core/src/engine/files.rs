//! Files that people attach: received, read again, scanned, forgotten.

mod arrival;
mod brought;
mod documents;
mod given;

use std::io::{self, Read};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::Digest;

use super::{Engine, require_system};
use crate::attachment::display_name;
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::request::{self, Actor, AttachedFile, File, FileId, Instant, Verdict};
use crate::store::{ContentKey, read, write};
use arrival::Arrival;

pub(super) use given::{changed_file, keep_for_draft};

/// Most bytes read at once.
const MOST_READ: usize = 1 << 20;

/// How long a file that nothing refers to is kept, in milliseconds: 24 hours.
const UNREFERENCED: i64 = 24 * 60 * 60 * 1000;

/// Rows removed in one transaction: 16 MiB of chunks.
const REMOVED_AT_ONCE: usize = 64;

/// A file to attach.
pub struct Attachment<'a> {
    /// Its name, as the applicant's machine gives it: it is made safe.
    pub name: &'a str,
    /// Its content, read once from here to its end.
    pub content: &'a mut dyn Read,
}

/// A file, as whoever may read it sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct FileView {
    /// Identifier: the answer to a field that asks for a file.
    pub id: FileId,
    /// Its name, safe to show, to put in a header and to save under.
    pub name: String,
    /// Its type, found in its content. What is not a picture or a PDF is best not shown inside a page.
    pub media_type: String,
    /// Its size, in bytes.
    pub size: u64,
    /// The SHA-256 of its content.
    pub sha256: request::Sha256,
    /// What the host's scanner says of it.
    pub verdict: Verdict,
    /// When it was attached.
    pub attached_at: Instant,
    /// When it goes, unless it is given with a request before.
    pub expires_at: Option<Instant>,
}

impl From<AttachedFile> for FileView {
    fn from(attached: AttachedFile) -> Self {
        let AttachedFile { file, expires_at, .. } = attached;
        let File { id, name, media_type, size, sha256, verdict, attached_at, .. } = file;
        Self { id, name, media_type, size, sha256, verdict, attached_at, expires_at }
    }
}

impl Engine {
    /// Receives a file, whose identifier then answers a field. It is read chunk by chunk, and each chunk is kept as it
    /// comes: a file of any size takes little memory, and no transaction waits for who sends it.
    ///
    /// The file goes after 24 hours, unless it is given with a request, or a draft that refers to it lives longer.
    ///
    /// # Errors
    /// `forbidden` for a business application, someone who is not an agent, an applicant without identifier;
    /// `invalid_input` for an empty file; `file_too_large`; `unreadable_file` when `content` fails.
    pub fn attach(&self, actor: &Actor, attachment: Attachment<'_>) -> Result<FileView> {
        read(self.store(), |store| match (actor, self.acting_agent(store, actor)?) {
            // Without an identifier, one applicant would be as good as another.
            (Actor::Applicant(id), _) if id.is_empty() => Err(Error::forbidden()),
            (Actor::Applicant(_) | Actor::System, _) | (Actor::Agent(_), Some(_)) => Ok(()),
            _ => Err(Error::forbidden()),
        })?;
        let name = display_name(attachment.name);
        let mut arrival = Arrival::default();
        match self.receive_content(&mut arrival, attachment.content) {
            Ok(content) => self.add_file(actor, name, arrival, content),
            Err(error) => {
                if let Some(content) = arrival.content {
                    let now = self.now();
                    write(self.store(), |store| store.abandon_content(content, now))?;
                }
                Err(error)
            }
        }
    }

    /// What is known of a file.
    ///
    /// Whoever attached it sees it until it is given with a request; from then on, whoever sees the request and may
    /// read the field that it answered.
    ///
    /// # Errors
    /// `not_found`.
    pub fn file(&self, actor: &Actor, file: FileId) -> Result<FileView> {
        let now = self.now();
        read(self.store(), |store| self.readable_file(store, actor, file, now).map(FileView::from))
    }

    /// Bytes of a file from `offset` on: `length` of them, 1 MiB at most; fewer only at its end.
    ///
    /// # Errors
    /// `not_found`; `file_infected` for anyone but the host; `store_corrupt` when it is not the file that was given.
    pub fn read_file(&self, actor: &Actor, file: FileId, offset: u64, length: usize) -> Result<Vec<u8>> {
        let now = self.now();
        let length = length.min(MOST_READ);
        read(self.store(), |store| {
            let attached = self.readable_file(store, actor, file, now)?;
            if attached.file.verdict == Verdict::Infected && *actor != Actor::System {
                let message = Bilingual::new(
                    "ce fichier est refusé par l'antivirus",
                    "this file is refused by the virus scanner",
                );
                return Err(Error::new(ErrorCode::FileInfected, message));
            }
            let mut bytes = Vec::with_capacity(length);
            while bytes.len() < length {
                let mut chunk = store.file_bytes(file, offset.saturating_add(bytes.len() as u64))?;
                if chunk.is_empty() {
                    break;
                }
                chunk.truncate(length.saturating_sub(bytes.len()));
                bytes.append(&mut chunk);
            }
            Ok(bytes)
        })
    }

    /// Notes what the host's scanner says of a file: `clean` or `infected`. It may say otherwise later.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host, `not_found`, `invalid_input` for another verdict.
    pub fn scanned(&self, actor: &Actor, file: FileId, verdict: Verdict) -> Result<FileView> {
        require_system(actor)?;
        if !matches!(verdict, Verdict::Clean | Verdict::Infected) {
            let message = Bilingual::new(
                "un antivirus dit `clean` ou `infected`",
                "a virus scanner says `clean` or `infected`",
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/verdict"));
        }
        write(self.store(), |store| {
            let mut attached = store.file(file)?.ok_or_else(unknown_file)?;
            attached.file.verdict = verdict;
            store.update_file(&attached)?;
            Ok(FileView::from(attached))
        })
    }

    /// Files of which the host's scanner has not said anything yet, the oldest first: a hundred at most.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host.
    pub fn pending_files(&self, actor: &Actor) -> Result<Vec<FileView>> {
        require_system(actor)?;
        let pending = read(self.store(), |store| store.pending_files(100))?;
        Ok(pending.into_iter().map(FileView::from).collect())
    }
}

impl Engine {
    fn add_file(
        &self,
        actor: &Actor,
        name: String,
        arrival: Arrival,
        content: ContentKey,
    ) -> Result<FileView> {
        let attached = self.described(actor, name, arrival)?;
        write(self.store(), |store| store.add_file(content, &attached))?;
        Ok(FileView::from(attached))
    }

    /// A file whose content has come whole.
    fn described(&self, actor: &Actor, name: String, arrival: Arrival) -> Result<AttachedFile> {
        let now = self.now();
        let media_type = arrival.detector.media_type(&name).to_owned();
        Ok(AttachedFile {
            file: File {
                id: FileId(self.fresh_id(now)?),
                name,
                media_type,
                size: arrival.size,
                sha256: request::Sha256(arrival.digest.finalize().into()),
                verdict: if self.host().scans_files { Verdict::Pending } else { Verdict::Unscanned },
                attached_by: actor.clone(),
                attached_at: now,
            },
            request: None,
            expires_at: Some(now.plus_milliseconds(UNREFERENCED)),
        })
    }

    /// Removes the files that expired and the contents that have none, a few rows a transaction.
    pub(super) fn remove_expired_files(&self) -> Result<usize> {
        let now = self.now();
        let mut files: usize = 0;
        loop {
            let removed = write(self.store(), |store| store.remove_expired_files(now, REMOVED_AT_ONCE))?;
            files = files.saturating_add(removed.files);
            if removed.is_done {
                return Ok(files);
            }
        }
    }
}

/// The content of a file, read from the engine as it is asked for.
pub struct FileReader<'a> {
    engine: &'a Engine,
    actor: &'a Actor,
    file: FileId,
    offset: u64,
}

impl<'a> FileReader<'a> {
    /// Reads a file from its beginning. What the actor may read is checked at each reading.
    pub fn new(engine: &'a Engine, actor: &'a Actor, file: FileId) -> Self {
        Self { engine, actor, file, offset: 0 }
    }
}

impl Read for FileReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let bytes = self
            .engine
            .read_file(self.actor, self.file, self.offset, buffer.len())
            .map_err(io::Error::other)?;
        for (place, byte) in buffer.iter_mut().zip(&bytes) {
            *place = *byte;
        }
        self.offset = self.offset.saturating_add(bytes.len() as u64);
        Ok(bytes.len())
    }
}

fn unknown_file() -> Error {
    Error::not_found("fichier", "file")
}
