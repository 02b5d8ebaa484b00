#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

use proptest::prelude::*;

use super::{Detector, accepts, can_be_told, display_name, extension, media_types};

/// The type of a content given in pieces of that many bytes.
fn detected(content: &[u8], piece: usize, name: &str) -> &'static str {
    let mut detector = Detector::default();
    content.chunks(piece).for_each(|bytes| detector.read(bytes));
    detector.media_type(name)
}

fn entry(name: &str, data: &[u8], size_follows: bool) -> Vec<u8> {
    let mut entry = b"PK\x03\x04\x14\x00".to_vec();
    entry.extend(u16::to_le_bytes(if size_follows { 8 } else { 0 }));
    entry.extend([0; 10]);
    let size = if size_follows { 0 } else { u32::try_from(data.len()).unwrap() };
    entry.extend(size.to_le_bytes());
    entry.extend(size.to_le_bytes());
    entry.extend(u16::try_from(name.len()).unwrap().to_le_bytes());
    entry.extend([0; 2]);
    entry.extend(name.as_bytes());
    entry.extend(data);
    entry
}

fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    entries.iter().flat_map(|(name, data)| entry(name, data, false)).collect()
}

/// A compound file whose directory, at this sector, has entries of these names.
fn compound(sector: usize, names: &[&str]) -> Vec<u8> {
    let mut content = vec![0; 512 * (sector + 2)];
    content[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    content[30..32].copy_from_slice(&9_u16.to_le_bytes());
    content[48..52].copy_from_slice(&u32::try_from(sector).unwrap().to_le_bytes());
    for (rank, name) in names.iter().enumerate() {
        for (index, unit) in name.encode_utf16().enumerate() {
            let at = 512 * (sector + 1) + 128 * rank + 2 * index;
            content[at..at + 2].copy_from_slice(&unit.to_le_bytes());
        }
    }
    content
}

fn samples() -> Vec<(Vec<u8>, &'static str)> {
    let long_text = "Élagage ; prévu\r\n".repeat(20_000);
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
    let streamed = [entry("_rels/.rels", &[7; 300], true), entry("word/document.xml", b"x", true)].concat();
    vec![
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "application/pdf"),
        (b"\xEF\xBB\xBF\n%PDF-1.4\n\0".to_vec(), "application/pdf"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF".to_vec(), "image/jpeg"),
        (b"\x89PNG\r\n\x1A\n\0\0".to_vec(), "image/png"),
        (b"GIF89a\x01".to_vec(), "image/gif"),
        (b"RIFF\x10\0\0\0WEBPVP8 ".to_vec(), "image/webp"),
        (b"II*\0\x08".to_vec(), "image/tiff"),
        (b"MM\0*\0".to_vec(), "image/tiff"),
        (b"\0\0\0\x18ftypheic\0\0".to_vec(), "image/heic"),
        (b"\0\0\0\x18ftypqt  \0\0".to_vec(), "video/quicktime"),
        (b"\0\0\0\x18ftypXXXX\0\0".to_vec(), "application/octet-stream"),
        (b"{\\rtf1\\ansi}".to_vec(), "application/rtf"),
        (archive(&[("photos/1.jpg", b"x"), ("photos/2.jpg", b"y")]), "application/zip"),
        (b"PK\x05\x06".to_vec(), "application/zip"),
        (archive(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"x")]), word),
        (streamed, word),
        (
            archive(&[("[Content_Types].xml", b""), ("xl/workbook.xml", b"x")]),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            archive(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"")]),
            "application/vnd.oasis.opendocument.text",
        ),
        // A document inside an archive does not make a document of the archive.
        (archive(&[("rapport.docx", &archive(&[("word/document.xml", b"x")]))]), "application/zip"),
        (archive(&[("word/photo.jpg", b"x")]), "application/zip"),
        (archive(&[("META-INF/MANIFEST.MF", b"x")]), "application/java-archive"),
        (compound(1, &["Root Entry", "WordDocument"]), "application/msword"),
        // The directory stands far beyond what is kept of the beginning.
        (compound(2000, &["Root Entry", "\u{5}SummaryInformation", "Workbook"]), "application/vnd.ms-excel"),
        (compound(3, &["Root Entry", "Autre"]), "application/x-ole-storage"),
        (b"MZ\x90\0\x03".to_vec(), "application/vnd.microsoft.portable-executable"),
        (b"MZ est le canton".to_vec(), "text/plain"),
        (b"\x7FELF\x02".to_vec(), "application/x-elf"),
        (b"#!/bin/sh\nrm -r x\n".to_vec(), "text/x-shellscript"),
        (b" <!DOCTYPE HTML><p>".to_vec(), "text/html"),
        (b"<?xml version='1.0'?><SVG/>".to_vec(), "image/svg+xml"),
        (b"<?xml version='1.0'?><a/>".to_vec(), "application/xml"),
        ("\u{FEFF}Été à Brest\r\n".into(), "text/plain"),
        (long_text.clone().into(), "text/plain"),
        // A text is one to its end.
        ([long_text.as_bytes(), b"\0"].concat(), "application/octet-stream"),
        ([long_text.as_bytes(), b"\xC3"].concat(), "application/octet-stream"),
        (b"caf\xE9".to_vec(), "application/octet-stream"),
    ]
}

#[test]
fn a_type_is_found_in_the_content_however_it_is_cut() {
    for (content, expected) in samples() {
        let beginning = &content[..content.len().min(40)];
        for piece in [1, 3, 4096, 262_144] {
            assert_eq!(detected(&content, piece, "photo.jpg"), expected, "{beginning:?} by {piece}");
        }
    }
}

#[test]
fn a_name_tells_one_text_from_another_and_nothing_more() {
    assert_eq!(detected(b"a;b\n1;2\n", 8, "tableau.CSV"), "text/csv");
    assert_eq!(detected(b"a;b\n1;2\n", 8, "csv"), "text/plain");
    assert_eq!(detected(b"\x7FELF\x02\x01", 8, "tableau.csv"), "application/x-elf");
    assert_eq!(detected(b"Return-Path: <a@b.fr>\r\n", 8, "lettre.eml"), "message/rfc822");
    assert_eq!(detected(b"Bonjour \xC3\xA0 tous : merci", 8, "lettre.eml"), "text/plain");
    assert_eq!(detected(b"<html>", 8, "tableau.csv"), "text/html");
}

#[test]
fn a_list_of_types_takes_those_it_names_and_their_families() {
    let list = ["application/pdf".to_owned(), "image/*".to_owned()];
    assert!(accepts(&list, "application/pdf") && accepts(&list, "image/heic"));
    assert!(!accepts(&list, "application/zip") && !accepts(&list, "imagerie/x"));
    assert!(accepts(&[], "application/octet-stream"));
    assert!(can_be_told("image/*") && can_be_told("text/csv"));
    assert!(!can_be_told("application/docx") && !can_be_told("*/*") && !can_be_told("image/"));
}

#[test]
fn every_type_has_its_own_extension() {
    let mut extensions: Vec<_> = media_types().map(|media_type| extension(media_type).unwrap()).collect();
    extensions.sort_unstable();
    let all = extensions.len();
    extensions.dedup();
    assert_eq!(extensions.len(), all);
    assert_eq!(extension("application/x-inconnu"), None);
}

#[test]
fn a_name_is_made_safe() {
    let long = "é".repeat(300);
    let cases: &[(&str, &str)] = &[
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\y.pdf", "y.pdf"),
        ("a\u{202E}fdp.exe", "afdp.exe"),
        ("e\u{301}te\u{301}.pdf", "été.pdf"),
        ("a\u{C55}\u{FFFD}\u{1134D}.pdf", "a\u{1134D}\u{C55}.pdf"),
        ("", "fichier"),
        ("..", "fichier"),
        ("dossier/", "fichier"),
        ("\u{200B}\u{2066} .\u{7}", "fichier"),
        (".htaccess", "htaccess"),
        ("facture.pdf. .", "facture.pdf"),
        ("un\r\nSet-Cookie: x.pdf", "unSet-Cookie_ x.pdf"),
        ("a\u{A0}  b\u{2028}c.txt", "a b c.txt"),
        ("plan \"A\" <1>?.png", "plan _A_ _1__.png"),
        ("fichier.pdf:flux.exe", "fichier.pdf_flux.exe"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("COM10.txt", "COM10.txt"),
        ("Console.txt", "Console.txt"),
        ("mon\u{AD}ta\u{FEFF}nt.csv", "montant.csv"),
        ("Œuvre n° 3 – été.odt", "Œuvre n° 3 – été.odt"),
    ];
    for (claimed, expected) in cases {
        assert_eq!(display_name(claimed), *expected, "{claimed:?}");
    }
    let cut = display_name(&format!("{long}.pdf"));
    assert!(cut.len() <= 255 && cut.len() > 250 && cut.ends_with("é.pdf"), "{cut}");
    assert_eq!(display_name(&long).chars().count(), 127);
}

proptest! {
    #[test]
    fn any_name_is_safe_and_safe_again(claimed in "\\PC{0,300}|[\\x00-\\x7F\u{202E}\u{200F}/\\\\]{0,300}") {
        let name = display_name(&claimed);
        prop_assert!(!name.is_empty() && name.len() <= 255);
        let forbidden = name.contains(['/', '\\', ':', '"', '\u{202E}', '\u{200F}']);
        prop_assert!(!forbidden && !name.contains(char::is_control));
        prop_assert!(!name.starts_with('.') && !name.ends_with(['.', ' ']));
        prop_assert_eq!(display_name(&name), name);
    }

    #[test]
    fn any_content_has_a_type_that_is_known(content in prop::collection::vec(any::<u8>(), 0..600), piece in 1_usize..64) {
        let media_type = detected(&content, piece, "x.csv");
        prop_assert!(media_types().any(|known| known == media_type));
        prop_assert_eq!(media_type, detected(&content, 600, "x.csv"));
    }

    #[test]
    fn an_archive_or_a_compound_file_cut_or_changed_has_a_type(
        which in 0_usize..64, at in any::<prop::sample::Index>(), byte in any::<u8>(), end in any::<prop::sample::Index>()
    ) {
        let samples = samples();
        let mut content = samples[which % samples.len()].0.clone();
        let at = at.index(content.len());
        content[at] = byte;
        content.truncate(end.index(content.len()));
        prop_assert_eq!(detected(&content, 7, ""), detected(&content, 5000, ""));
    }
}
