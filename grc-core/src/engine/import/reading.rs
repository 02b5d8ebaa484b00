//! The lines of a text, one after the other: never more of it in memory than one line.

use std::io::{BufRead, ErrorKind};

use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::json::{JsonFault, JsonProblem, Limits};

/// What some editors write at the beginning of a file.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

pub(super) struct Lines<'a> {
    reader: &'a mut dyn BufRead,
    number: u64,
    is_first: bool,
}

impl<'a> Lines<'a> {
    pub(super) fn new(reader: &'a mut dyn BufRead, number: u64) -> Self {
        Self { reader, number, is_first: true }
    }

    /// Number of the line to come.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next line that is not empty, with its number; what is wrong with one that is too long.
    ///
    /// # Errors
    /// `unreadable_file`.
    pub(super) fn next(&mut self) -> Result<Option<(u64, Result<Vec<u8>>)>> {
        while let Some((mut line, is_whole)) = self.line()? {
            let number = self.number;
            self.number = self.number.saturating_add(1);
            if std::mem::take(&mut self.is_first) && line.starts_with(BYTE_ORDER_MARK) {
                line.drain(..BYTE_ORDER_MARK.len());
            }
            if !is_whole {
                return Ok(Some((number, Err(too_long()))));
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some((number, Ok(line))));
            }
        }
        Ok(None)
    }

    /// A line without its end, and whether it is kept whole; `None` at the end.
    fn line(&mut self) -> Result<Option<(Vec<u8>, bool)>> {
        let (mut line, mut length, mut is_there) = (Vec::new(), 0_usize, false);
        loop {
            let read = match self.reader.fill_buf() {
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(_) => return Err(unreadable()),
            };
            let end = read.iter().position(|byte| *byte == b'\n');
            let part = read.get(..end.unwrap_or(read.len())).unwrap_or_default();
            is_there |= !read.is_empty();
            length = length.saturating_add(part.len());
            if length <= Limits::TAKEOVER.bytes {
                line.extend_from_slice(part);
            }
            let is_over = end.is_some() || read.is_empty();
            let consumed = part.len().saturating_add(usize::from(end.is_some()));
            self.reader.consume(consumed);
            if is_over {
                return Ok(is_there.then_some((line, length <= Limits::TAKEOVER.bytes)));
            }
        }
    }
}

fn too_long() -> Error {
    JsonFault { pointer: String::new(), line: 0, column: 0, problem: JsonProblem::TooLong }.into()
}

fn unreadable() -> Error {
    let message = Bilingual::new(
        "les lignes n'ont pas pu être lues jusqu'à leur fin",
        "the lines could not be read to their end",
    );
    Error::new(ErrorCode::UnreadableFile, message).at("/lines")
}
