//! Whether a content is text: UTF-8 from its beginning to its end, without control characters.

/// Reads a text piece by piece; a character may be cut between two.
#[derive(Debug, Default)]
pub(super) struct TextReader {
    is_something_else: bool,
    /// The beginning of a character whose end has not come.
    cut: Vec<u8>,
}

impl TextReader {
    pub(super) fn read(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while !self.is_something_else && !self.cut.is_empty() {
            let Some((byte, after)) = rest.split_first() else { return };
            rest = after;
            let mut character = std::mem::take(&mut self.cut);
            character.push(*byte);
            self.take(&character);
        }
        if !self.is_something_else {
            self.take(rest);
        }
    }

    /// Looks at bytes that begin with a character.
    fn take(&mut self, bytes: &[u8]) {
        let (known, cut) = match std::str::from_utf8(bytes) {
            Ok(text) => (text, &[][..]),
            Err(error) => {
                let (whole, cut) = bytes.split_at(error.valid_up_to());
                self.is_something_else |= error.error_len().is_some();
                (std::str::from_utf8(whole).unwrap_or_default(), cut)
            }
        };
        self.is_something_else |= known.bytes().any(is_control);
        self.cut = cut.iter().copied().take(4).collect();
    }

    /// Whether all that was read is text.
    pub(super) fn is_text(&self) -> bool {
        !self.is_something_else && self.cut.is_empty()
    }
}

/// A control character that texts do not hold: all but tabulations, line breaks and page breaks.
fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C')
}
