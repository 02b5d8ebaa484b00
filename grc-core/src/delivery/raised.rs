//! What a host's own code raised, by the name of its type.

use std::fmt;

/// Most letters that are kept.
const MOST: usize = 40;

/// The name of the type of an exception: letters, digits and `_`, the first forty. Nothing of what it says, which may be of
/// someone.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Raised {
    letters: [u8; MOST],
    length: usize,
}

impl Raised {
    /// The exception of this type.
    pub fn named(name: &str) -> Self {
        let mut raised = Self { letters: [0; MOST], length: 0 };
        let kept = name.bytes().filter(|letter| letter.is_ascii_alphanumeric() || *letter == b'_');
        for (place, letter) in raised.letters.iter_mut().zip(kept) {
            *place = letter;
            raised.length += 1;
        }
        raised
    }

    fn name(&self) -> &str {
        let letters = self.letters.get(..self.length).unwrap_or_default();
        // Only ASCII was kept.
        std::str::from_utf8(letters).unwrap_or_default()
    }
}

impl fmt::Display for Raised {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl fmt::Debug for Raised {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Raised").field(&self.name()).finish()
    }
}

#[cfg(test)]
mod tests;
