//! Letters, as files to print.

use std::path::PathBuf;

use super::directory::write_whole;
use super::text::plain_lines;
use super::{Failure, Outage, Transport, Unsendable};
use crate::request::{Message, MessageId};

/// Writes each letter as `<id>.txt` in a directory, to be printed: sender, address, subject, body.
///
/// Written twice, a letter replaces itself.
#[derive(Clone, Debug)]
pub struct LetterDirectory {
    directory: PathBuf,
}

/// Where the address begins on the line, so that it shows through the envelope's window.
const ADDRESS_COLUMN: usize = 45;

impl LetterDirectory {
    /// Letters go to `directory`, which is created when the first one is written.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into() }
    }
}

impl Transport for LetterDirectory {
    fn send(&self, id: MessageId, message: &Message) -> Result<(), Failure> {
        let letter = compose(message)?;
        write_whole(&self.directory, &format!("{id}.txt"), letter.as_bytes())
            .map_err(|_| Failure::unavailable(Outage::Disk))
    }
}

/// The letter's text.
fn compose(message: &Message) -> Result<String, Failure> {
    if message.to.iter().all(|line| line.trim().is_empty()) {
        return Err(Failure::Unsendable(Unsendable::Recipient));
    }
    let mut letter = format!("{}\n{}\n\n", message.from.name, message.from.email);
    for line in &message.to {
        letter.push_str(&" ".repeat(ADDRESS_COLUMN));
        letter.push_str(line);
        letter.push('\n');
    }
    letter.push_str(&format!("\nObjet : {}\n\n{}\n", message.subject, message.body.trim_end()));
    if !message.attachments.is_empty() {
        let names = message.attachments.iter().map(|file| file.name.as_str()).collect::<Vec<_>>().join(", ");
        letter.push_str(&format!("\nP. J. : {names}\n"));
    }
    Ok(plain_lines(&letter))
}
