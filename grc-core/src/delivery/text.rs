//! Texts made safe for where they go.

/// The text on one line: line breaks and other control characters become spaces, runs of spaces one.
///
/// A header made of it cannot start another header.
#[cfg(feature = "mail")]
pub(super) fn one_line(text: &str) -> String {
    let spaced = text.replace(breaks_a_line, " ");
    spaced.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(feature = "mail")]
fn breaks_a_line(character: char) -> bool {
    character.is_control() || matches!(character, '\u{2028}' | '\u{2029}')
}

/// The text with line feeds as its only line breaks and without other control characters than tabs,
/// which a printer or a terminal would obey.
pub(super) fn plain_lines(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    lines.replace(|character: char| character.is_control() && !matches!(character, '\n' | '\t'), "")
}
