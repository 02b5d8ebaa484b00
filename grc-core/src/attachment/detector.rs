//! The type of a content that passes by, whatever its length.

use super::compound::Directory;
use super::kinds;
use super::text::TextReader;
use super::zip;

/// Bytes kept from the beginning: more than the signatures and the first entries of an archive need.
const HEAD: usize = 64 * 1024;

/// Finds the type of a content that it is given piece by piece. What it keeps is bounded.
#[derive(Debug, Default)]
pub struct Detector {
    head: Vec<u8>,
    text: TextReader,
    directory: Directory,
}

impl Detector {
    /// Takes the next bytes of the content.
    pub fn read(&mut self, bytes: &[u8]) {
        let missing = HEAD.saturating_sub(self.head.len());
        self.head.extend(bytes.iter().take(missing));
        self.text.read(bytes);
        self.directory.read(&self.head, bytes);
    }

    /// The content's type. The name only tells one text from another: `text/csv` is a text whose name
    /// ends so, `message/rfc822` one that also begins as a message does.
    pub fn media_type(&self, name: &str) -> &'static str {
        let head = self.head.as_slice();
        if let Some(media_type) = by_signature(head) {
            return media_type;
        }
        if zip::is_archive(head) {
            return zip::media_type(head);
        }
        if let Some(media_type) = self.directory.media_type() {
            return media_type;
        }
        match self.text.is_text() {
            true => text_type(head, name),
            false if head.starts_with(b"MZ") => kinds::WINDOWS,
            false => kinds::UNKNOWN,
        }
    }
}

/// The signatures that stand at the very beginning.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\xFF\xD8\xFF", kinds::JPEG),
    (b"\x89PNG\r\n\x1A\n", kinds::PNG),
    (b"GIF87a", kinds::GIF),
    (b"GIF89a", kinds::GIF),
    (b"II*\0", kinds::TIFF),
    (b"MM\0*", kinds::TIFF),
    (b"{\\rtf", kinds::RTF),
    (b"\x1F\x8B\x08", kinds::GZIP),
    (b"7z\xBC\xAF\x27\x1C", kinds::SEVEN_ZIP),
    (b"Rar!\x1A\x07", kinds::RAR),
    (b"\x7FELF", kinds::ELF),
];

/// The brands of the ISO base media format, by what they hold.
const BRANDS: &[(&[u8], &str)] = &[
    (b"heic", kinds::HEIC),
    (b"heix", kinds::HEIC),
    (b"heim", kinds::HEIC),
    (b"heis", kinds::HEIC),
    (b"mif1", kinds::HEIF),
    (b"avif", kinds::AVIF),
    (b"isom", kinds::MP4),
    (b"iso2", kinds::MP4),
    (b"iso5", kinds::MP4),
    (b"iso6", kinds::MP4),
    (b"mp41", kinds::MP4),
    (b"mp42", kinds::MP4),
    (b"avc1", kinds::MP4),
    (b"qt  ", kinds::QUICKTIME),
];

fn by_signature(head: &[u8]) -> Option<&'static str> {
    // Some programs write a byte order mark or a line break before a PDF, and every reader takes it.
    if without_preamble(head).starts_with(b"%PDF-") {
        return Some(kinds::PDF);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(kinds::WEBP);
    }
    if head.get(4..8) == Some(b"ftyp") {
        let brand = head.get(8..12)?;
        return BRANDS.iter().find(|(known, _)| *known == brand).map(|(_, media_type)| *media_type);
    }
    SIGNATURES.iter().find(|(signature, _)| head.starts_with(signature)).map(|(_, media_type)| *media_type)
}

/// What follows a byte order mark and white space.
fn without_preamble(head: &[u8]) -> &[u8] {
    head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start()
}

/// A text that a browser or a shell would run is not a plain one.
fn text_type(head: &[u8], name: &str) -> &'static str {
    let start = without_preamble(head);
    let begins =
        |word: &[u8]| start.get(..word.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(word));
    if begins(b"#!") {
        kinds::SCRIPT
    } else if [&b"<!doctype html"[..], b"<html", b"<head", b"<body", b"<script", b"<!--"]
        .iter()
        .any(|word| begins(word))
    {
        kinds::HTML
    } else if begins(b"<svg") || begins(b"<!doctype svg") {
        kinds::SVG
    } else if begins(b"<?xml") {
        let mut elements = start.windows(4).map(<[u8]>::to_ascii_lowercase);
        if elements.any(|word| word == b"<svg") { kinds::SVG } else { kinds::XML }
    } else if is_named(name, "csv") {
        kinds::CSV
    } else if is_named(name, "eml") && begins_with_a_header(start) {
        kinds::EMAIL
    } else {
        kinds::PLAIN
    }
}

fn is_named(name: &str, extension: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, found)| found.eq_ignore_ascii_case(extension))
}

/// Whether a text begins as a message does: `Name: value`.
fn begins_with_a_header(start: &[u8]) -> bool {
    let name = start.split(|byte| *byte == b':').next().unwrap_or_default();
    name.len() < start.len() && name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-')
}
