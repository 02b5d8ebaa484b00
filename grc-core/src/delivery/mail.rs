//! E-mails, written as files.

use std::path::PathBuf;

use super::directory::write_whole;
use super::mime::compose;
use super::transport::Means;
use super::{Environment, Failure, Outage, Transport};
use crate::request::{Message, MessageId};

/// Writes each e-mail as `<id>.eml` in a directory: a MIME message (RFC 5322) that any mail program
/// opens and any relay sends.
///
/// Written twice, an e-mail replaces itself, byte for byte: its `Date` is the instant at which its
/// identifier (UUIDv7) was made, its `Message-ID` is its identifier.
#[derive(Clone, Debug)]
pub struct MailDirectory {
    directory: PathBuf,
}

impl MailDirectory {
    /// E-mails go to `directory`, which is created when the first one is written.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }
}

impl Transport for MailDirectory {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        self.send_with(id, message, Means { secrets: &Environment, files: &[] })
    }

    fn send_with(&self, id: MessageId, message: &Message, means: Means<'_>) -> Result<(), Failure> {
        let mime = compose(id, message, None, means.files)?;
        write_whole(&self.directory, &format!("{id}.eml"), &mime.formatted())
            .map_err(|_| Failure::unavailable(Outage::Disk))
    }
}
