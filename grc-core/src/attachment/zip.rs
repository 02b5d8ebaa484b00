//! ZIP archives, and the documents that are archives: told by the entries that come first.

use super::kinds;

/// What begins an entry, and an archive without one.
const ENTRY: &[u8] = b"PK\x03\x04";
const EMPTY: &[u8] = b"PK\x05\x06";

/// Bytes of an entry before its name.
const HEADER: usize = 30;

/// Set when the size of an entry comes only after it.
const SIZE_FOLLOWS: u16 = 1 << 3;

pub(super) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(ENTRY) || head.starts_with(EMPTY)
}

/// The type of an archive, as far as its first entries tell.
pub(super) fn media_type(head: &[u8]) -> &'static str {
    let mut at = 0;
    while let Some(entry) = Entry::at(head, at) {
        if let Some(media_type) = entry.document() {
            return media_type;
        }
        at = entry.next;
    }
    kinds::ZIP
}

struct Entry<'h> {
    name: &'h [u8],
    data: &'h [u8],
    /// Where the next one begins.
    next: usize,
}

impl<'h> Entry<'h> {
    fn at(head: &'h [u8], at: usize) -> Option<Self> {
        let entry = head.get(at..).filter(|entry| entry.starts_with(ENTRY))?;
        let size = usize::try_from(u32::from_le_bytes(entry.get(18..22)?.try_into().ok()?)).ok()?;
        let name_length = usize::from(number(entry, 26)?);
        let name_end = HEADER.checked_add(name_length)?;
        let data_start = name_end.checked_add(usize::from(number(entry, 28)?))?;
        let data = entry.get(data_start..).unwrap_or_default();
        // An entry whose size follows it ends where another begins.
        let length = match number(entry, 6)? & SIZE_FOLLOWS {
            0 => size,
            _ => data.windows(ENTRY.len()).position(|window| window == ENTRY).unwrap_or(data.len()),
        };
        Some(Self {
            name: entry.get(HEADER..name_end)?,
            data: data.get(..length).unwrap_or(data),
            next: at.checked_add(data_start)?.checked_add(length)?,
        })
    }

    /// The document that an archive with this entry is.
    fn document(&self) -> Option<&'static str> {
        if self.name == b"mimetype" {
            // OpenDocument writes its type first, as it is.
            let known = [kinds::ODT, kinds::ODS, kinds::ODP, kinds::ODG];
            return known.into_iter().find(|media_type| self.data == media_type.as_bytes());
        }
        if self.name == b"META-INF/MANIFEST.MF" || self.name == b"AndroidManifest.xml" {
            return Some(kinds::JAVA);
        }
        let is_part = self.name.ends_with(b".xml") || self.name.ends_with(b".rels");
        let folders = [(&b"word/"[..], kinds::DOCX), (b"xl/", kinds::XLSX), (b"ppt/", kinds::PPTX)];
        let found = folders.into_iter().find(|(folder, _)| is_part && self.name.starts_with(folder));
        found.map(|(_, media_type)| media_type)
    }
}

fn number(entry: &[u8], at: usize) -> Option<u16> {
    let bytes = entry.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(bytes.try_into().ok()?))
}
