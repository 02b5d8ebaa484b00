//! A content that comes, chunk by chunk.

use std::io::{self, Read};

use sha2::{Digest, Sha256};

use super::UNREFERENCED;
use crate::attachment::Detector;
use crate::definition::Bilingual;
use crate::engine::Engine;
use crate::error::{Error, ErrorCode, Result};
use crate::store::{ContentKey, write};

/// Bytes of a chunk: what an attachment holds in memory at once.
const CHUNK: usize = 256 * 1024;

/// A content that is coming.
#[derive(Default)]
pub(super) struct Arrival {
    pub(super) content: Option<ContentKey>,
    pub(super) size: u64,
    pub(super) digest: Sha256,
    pub(super) detector: Detector,
}

impl Arrival {
    /// Looks at what comes next.
    ///
    /// # Errors
    /// `file_too_large`.
    fn read(&mut self, chunk: &[u8], most: u64) -> Result<()> {
        self.size = self.size.saturating_add(chunk.len() as u64);
        if self.size > most {
            return Err(too_large(most));
        }
        self.digest.update(chunk);
        self.detector.read(chunk);
        Ok(())
    }

    /// Looks at a whole content, which is not kept yet.
    ///
    /// # Errors
    /// `invalid_input` for an empty one, `file_too_large`.
    pub(super) fn of(content: &[u8], most: u64) -> Result<Self> {
        let mut arrival = Self::default();
        arrival.read(content, most)?;
        if content.is_empty() { Err(empty_file()) } else { Ok(arrival) }
    }
}

impl Engine {
    /// Reads a content to its end, and keeps it as it comes. No transaction is open while the reader is waited for.
    pub(super) fn receive_content(
        &self,
        arrival: &mut Arrival,
        content: &mut dyn Read,
    ) -> Result<ContentKey> {
        let most = self.host().most_file_bytes;
        let mut buffer = vec![0; CHUNK];
        loop {
            let length = fill(&mut buffer, content)?;
            let chunk = buffer.get(..length).unwrap_or_default();
            if chunk.is_empty() {
                return arrival.content.ok_or_else(empty_file);
            }
            arrival.read(chunk, most)?;
            let expires_at = self.now().plus_milliseconds(UNREFERENCED);
            let known = arrival.content;
            arrival.content = Some(write(self.store(), |store| store.add_chunk(known, chunk, expires_at))?);
        }
    }
}

/// Fills a buffer as far as the reader goes.
fn fill(buffer: &mut [u8], content: &mut dyn Read) -> Result<usize> {
    let mut filled: usize = 0;
    while let Some(room) = buffer.get_mut(filled..).filter(|room| !room.is_empty()) {
        match content.read(room) {
            Ok(0) => break,
            Ok(length) => filled = filled.saturating_add(length.min(room.len())),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => {
                let message = Bilingual::new(
                    "le contenu du fichier n'a pas pu être lu jusqu'à sa fin",
                    "the content of the file could not be read to its end",
                );
                return Err(Error::new(ErrorCode::UnreadableFile, message).at("/content"));
            }
        }
    }
    Ok(filled)
}

fn empty_file() -> Error {
    let message = Bilingual::new("le fichier est vide", "the file is empty");
    Error::new(ErrorCode::InvalidInput, message).at("/content")
}

fn too_large(most: u64) -> Error {
    let message = Bilingual::new(
        format!("le fichier a plus de {most} octets"),
        format!("the file has more than {most} bytes"),
    );
    Error::new(ErrorCode::FileTooLarge, message).at("/content")
}
