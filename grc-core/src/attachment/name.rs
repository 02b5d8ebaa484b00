//! The name under which a file is shown and saved.

use unicode_normalization::UnicodeNormalization;

/// Most bytes of a name: what file systems take.
const LONGEST: usize = 255;

/// Most bytes of an extension that a name too long keeps.
const LONGEST_EXTENSION: usize = 16;

/// A file of which nothing is left of the name.
const NAMELESS: &str = "fichier";

/// Names that Windows keeps for devices, whatever their extension.
const DEVICES: &[&str] = &["CON", "PRN", "AUX", "NUL"];
const NUMBERED_DEVICES: &[&str] = &["COM", "LPT"];

/// A name that is safe to show, to put in a header, and to save under: without folders, control characters, characters
/// that nobody sees or that turn the direction of writing, nor those that file systems keep for themselves; in NFC, at
/// most 255 bytes of UTF-8, never empty.
pub fn display_name(claimed: &str) -> String {
    let last = claimed.rsplit(['/', '\\']).next().unwrap_or_default();
    // Twice: accents that a dropped character kept apart meet, and then have an order.
    let shown: String = last.nfc().filter_map(shown).nfc().collect();
    let words: Vec<&str> = shown.split(' ').filter(|word| !word.is_empty()).collect();
    // A leading dot hides a file; Windows drops trailing ones.
    let name = words.join(" ");
    let name = name.trim_matches(|character: char| character == '.' || character == ' ');
    match name.is_empty() {
        true => NAMELESS.to_owned(),
        false if is_device(name) => shortened(&format!("_{name}")),
        false => shortened(name),
    }
}

/// The character that stands for this one, if one does.
fn shown(character: char) -> Option<char> {
    match character {
        '<' | '>' | ':' | '"' | '|' | '?' | '*' => Some('_'),
        '\u{2028}' | '\u{2029}' => Some(' '),
        character if character.is_whitespace() && !character.is_control() => Some(' '),
        character if character.is_control() || is_unseen(character) => None,
        character => Some(character),
    }
}

/// Characters of format (Unicode's Cf), variation selectors, fillers, and places that mean nothing: they change how
/// others are read, or let two names look the same.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{600}'..='\u{605}' | '\u{6DD}' | '\u{70F}' | '\u{890}' | '\u{891}' | '\u{8E2}'
            | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{FFFD}'..='\u{FFFF}'
            | '\u{110BD}' | '\u{110CD}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}' | '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}'
    )
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered =
        |device: &str| stem.strip_prefix(device).is_some_and(|rank| matches!(rank.as_bytes(), [b'1'..=b'9']));
    DEVICES.contains(&stem.as_str()) || NUMBERED_DEVICES.iter().any(|device| numbered(device))
}

/// A name that is not too long: its end is cut, but for its extension.
fn shortened(name: &str) -> String {
    if name.len() <= LONGEST {
        return name.to_owned();
    }
    let extension = name.rsplit_once('.').map(|(_, extension)| format!(".{extension}"));
    let extension = extension.filter(|extension| extension.len() <= LONGEST_EXTENSION).unwrap_or_default();
    let mut room = LONGEST.saturating_sub(extension.len());
    let stem: String = name
        .chars()
        .take_while(|character| {
            let fits = room.checked_sub(character.len_utf8());
            room = fits.unwrap_or_default();
            fits.is_some()
        })
        .collect();
    format!("{}{extension}", stem.trim_end_matches([' ', '.']))
}
