//! Compound files of old office programs: told by their directory, which may stand anywhere in the content.

use super::kinds;

const SIGNATURE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// Bytes of the header, of an entry of the directory, and of the longest sector.
const HEADER: usize = 512;
const ENTRY: usize = 128;
const LONGEST_SECTOR: u32 = 4096;

/// Class of the root, by what the file holds: the bytes of a GUID as stored.
const CLASSES: &[(&[u8], &str)] = &[
    (b"\x06\x09\x02\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", kinds::DOC),
    (b"\x20\x08\x02\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", kinds::XLS),
    (b"\x10\x08\x02\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", kinds::XLS),
    (b"\x10\x8D\x81\x64\x9B\x4F\xCF\x11\x86\xEA\x00\xAA\x00\xB9\x29\xE8", kinds::PPT),
    (b"\x84\x10\x0C\x00\x00\x00\x00\x00\xC0\x00\x00\x00\x00\x00\x00\x46", kinds::INSTALLER),
];

/// Names of streams, by what the file holds.
const STREAMS: &[(&str, &str)] = &[
    ("WordDocument", kinds::DOC),
    ("Workbook", kinds::XLS),
    ("Book", kinds::XLS),
    ("PowerPoint Document", kinds::PPT),
    ("__properties_version1.0", kinds::OUTLOOK),
];

/// The first sector of the directory, taken as it passes by.
#[derive(Debug, Default)]
pub(super) struct Directory {
    /// Where it begins and ends, once the header has told.
    place: Option<(u64, u64)>,
    position: u64,
    sector: Vec<u8>,
}

impl Directory {
    /// Takes the next bytes of the content, whose beginning is `head`.
    pub(super) fn read(&mut self, head: &[u8], bytes: &[u8]) {
        if self.place.is_none() {
            self.place = place(head);
        }
        let from = self.position;
        self.position = from.saturating_add(bytes.len() as u64);
        if let Some((start, end)) = self.place
            && start < self.position
            && from < end
        {
            let skipped = usize::try_from(start.saturating_sub(from)).unwrap_or(usize::MAX);
            let wanted = usize::try_from(end.saturating_sub(from.max(start))).unwrap_or(usize::MAX);
            self.sector.extend(bytes.iter().skip(skipped).take(wanted));
        }
    }

    /// The type of a compound file; None for any other content.
    pub(super) fn media_type(&self) -> Option<&'static str> {
        self.place?;
        let entries = || self.sector.chunks_exact(ENTRY);
        let class = entries().next().and_then(|root| root.get(80..96)).unwrap_or_default();
        let by_class = CLASSES.iter().find(|(known, _)| *known == class).map(|(_, kind)| *kind);
        let mut names = entries().filter_map(name);
        let by_stream =
            names.find_map(|name| STREAMS.iter().find(|(known, _)| *known == name)).map(|(_, kind)| *kind);
        Some(by_class.or(by_stream).unwrap_or(kinds::COMPOUND))
    }
}

/// Where the first sector of the directory stands: its number and the size of sectors are in the header.
fn place(head: &[u8]) -> Option<(u64, u64)> {
    if head.len() < HEADER || !head.starts_with(SIGNATURE) {
        return None;
    }
    let shift = u16::from_le_bytes(head.get(30..32)?.try_into().ok()?);
    let size = 1_u32.checked_shl(u32::from(shift)).filter(|size| (512..=LONGEST_SECTOR).contains(size));
    let size = u64::from(size.unwrap_or(512));
    let number = u64::from(u32::from_le_bytes(head.get(48..52)?.try_into().ok()?));
    // The header takes the place of one sector.
    let start = number.checked_add(1)?.checked_mul(size)?;
    Some((start, start.checked_add(size)?))
}

/// The name of an entry: UTF-16, ended by a zero.
fn name(entry: &[u8]) -> Option<String> {
    let units =
        entry.get(..64)?.chunks_exact(2).filter_map(|unit| Some(u16::from_le_bytes(unit.try_into().ok()?)));
    String::from_utf16(&units.take_while(|unit| *unit != 0).collect::<Vec<_>>()).ok()
}
