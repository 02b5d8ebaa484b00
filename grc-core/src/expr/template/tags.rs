//! From the source of a template to its texts and tags.

use std::ops::Range;

use super::super::fault::{Fault, Problem};

/// A piece of a template: where it stands in the source. Comments are left out.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece {
    Text(Range<usize>),
    /// What is inside `{{ }}`.
    Print(Range<usize>),
    /// What is inside `{% %}`.
    Tag(Range<usize>),
}

/// Splits a template. A tag that is not closed is a fault, and ends the template.
pub(super) fn split(source: &str) -> (Vec<Piece>, Option<Fault>) {
    let mut pieces = Vec::new();
    let mut from = 0;
    let mut trimmed = false;
    while let Some((at, close)) = next_tag(source, from) {
        let inner = at + 2;
        let Some(end) = find_close(source, inner, close) else {
            return (pieces, Some(Fault::new(at..inner, Problem::UnclosedTag)));
        };
        let inside = source.get(inner..end).unwrap_or_default();
        let (trims_before, trims_after) =
            (inside.starts_with('-'), inside.len() > 1 && inside.ends_with('-'));
        push_text(&mut pieces, source, from..at, trimmed, trims_before);
        let inside = inner + usize::from(trims_before)..end - usize::from(trims_after);
        match close {
            "}}" => pieces.push(Piece::Print(inside)),
            "%}" => pieces.push(Piece::Tag(inside)),
            _ => {}
        }
        (from, trimmed) = (end + close.len(), trims_after);
    }
    push_text(&mut pieces, source, from..source.len(), trimmed, false);
    (pieces, None)
}

/// Where the next tag opens, and what closes it.
fn next_tag(source: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = source.get(from..)?;
    rest.match_indices('{').find_map(|(index, _)| {
        let close = match rest.as_bytes().get(index + 1)? {
            b'{' => "}}",
            b'%' => "%}",
            b'#' => "#}",
            _ => return None,
        };
        Some((from + index, close))
    })
}

/// Where the tag closes: not inside a quoted text, but in a comment, where an apostrophe is an apostrophe.
fn find_close(source: &str, from: usize, close: &str) -> Option<usize> {
    let rest = source.get(from..)?;
    if close == "#}" {
        return rest.find(close).map(|index| from + index);
    }
    let mut quote = None;
    let mut escaped = false;
    for (index, byte) in rest.bytes().enumerate() {
        match quote {
            None if rest.as_bytes().get(index..)?.starts_with(close.as_bytes()) => return Some(from + index),
            None if byte == b'\'' || byte == b'"' => quote = Some(byte),
            Some(_) if escaped => escaped = false,
            Some(_) if byte == b'\\' => escaped = true,
            Some(open) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn push_text(pieces: &mut Vec<Piece>, source: &str, range: Range<usize>, trim_start: bool, trim_end: bool) {
    let text = source.get(range.clone()).unwrap_or_default();
    let start = if trim_start { range.end - text.trim_start().len() } else { range.start };
    let text = source.get(start..range.end).unwrap_or_default();
    let end = if trim_end { start + text.trim_end().len() } else { range.end };
    if start < end {
        pieces.push(Piece::Text(start..end));
    }
}
