//! Tables as RFC 4180 writes them, with `,` or `;` between cells.
//!
//! A reader of our own because it must be strict: one that forgives a quotation mark left open reads the rest of the
//! file as one cell, and a list loses its end without a word.

use std::borrow::Cow;

use crate::definition::Bilingual;

/// One line of a table, or several when a cell has line breaks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record<'a> {
    /// Where it begins, from 1.
    pub(super) line: usize,
    pub(super) cells: Vec<Cow<'a, str>>,
}

/// Why a table cannot be read any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CsvFault {
    /// A cell begins with `"`, and none ends it.
    Unclosed,
    /// Something follows the `"` that ends a cell.
    AfterQuote,
    /// A `"` in a cell that does not begin with one.
    StrayQuote,
}

impl CsvFault {
    pub(super) fn message(self) -> Bilingual {
        match self {
            Self::Unclosed => Bilingual::new(
                "une cellule commence par `\"` et aucun autre ne la termine",
                "a cell begins with `\"` and no other one ends it",
            ),
            Self::AfterQuote => Bilingual::new(
                "une cellule entre `\"` est suivie d'un séparateur ou d'une fin de ligne ; un `\"` dans la cellule s'écrit `\"\"`",
                "a cell between `\"` is followed by a separator or the end of the line; a `\"` inside the cell is written `\"\"`",
            ),
            Self::StrayQuote => Bilingual::new(
                "une cellule qui contient `\"` est elle-même entre `\"`",
                "a cell that holds `\"` is itself between `\"`",
            ),
        }
    }
}

/// The records of a table, in order; empty lines are left out. It ends at the first fault, which has its line.
pub(super) struct Reader<'a> {
    rest: &'a str,
    line: usize,
    separator: char,
}

/// What comes after a cell.
#[derive(PartialEq, Eq)]
enum After {
    Cell,
    Record,
}

impl<'a> Reader<'a> {
    /// The separator is `;` if the first line has one, `,` otherwise: names of columns have neither.
    pub(super) fn new(text: &'a str) -> Self {
        let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        let first = rest.lines().next().unwrap_or_default();
        Self { rest, line: 1, separator: if first.contains(';') { ';' } else { ',' } }
    }

    fn record(&mut self) -> Result<Record<'a>, (usize, CsvFault)> {
        let line = self.line;
        let mut cells = Vec::new();
        loop {
            let at = self.line;
            let (cell, after) = match self.rest.strip_prefix('"') {
                Some(quoted) => self.quoted(quoted),
                None => self.plain(),
            }
            .map_err(|fault| (at, fault))?;
            cells.push(cell);
            if after == After::Record {
                return Ok(Record { line, cells });
            }
        }
    }

    fn plain(&mut self) -> Result<(Cow<'a, str>, After), CsvFault> {
        let end = self.rest.find([self.separator, '\n']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        let cell = if rest.starts_with(self.separator) { cell } else { cell.trim_end_matches('\r') };
        if cell.contains('"') {
            return Err(CsvFault::StrayQuote);
        }
        let after = self.end(rest).unwrap_or(After::Record);
        Ok((Cow::Borrowed(cell), after))
    }

    /// The cell that follows its first quotation mark.
    fn quoted(&mut self, mut rest: &'a str) -> Result<(Cow<'a, str>, After), CsvFault> {
        let mut cell = Cow::Borrowed("");
        let mut lines = 0_usize;
        loop {
            let (part, after) = rest.split_once('"').ok_or(CsvFault::Unclosed)?;
            lines = lines.saturating_add(part.bytes().filter(|byte| *byte == b'\n').count());
            cell += part;
            match after.strip_prefix('"') {
                Some(inside) => {
                    cell += "\"";
                    rest = inside;
                }
                None => {
                    let after = self.end(after).ok_or(CsvFault::AfterQuote)?;
                    self.line = self.line.saturating_add(lines);
                    return Ok((cell, after));
                }
            }
        }
    }

    /// Goes past what ends a cell, which `rest` begins with; None when it begins with something else.
    fn end(&mut self, rest: &'a str) -> Option<After> {
        if let Some(rest) = rest.strip_prefix(self.separator) {
            self.rest = rest;
            return Some(After::Cell);
        }
        let of_line = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n'));
        if of_line.is_some() {
            self.line = self.line.saturating_add(1);
        } else if !rest.is_empty() {
            return None;
        }
        self.rest = of_line.unwrap_or_default();
        Some(After::Record)
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<Record<'a>, (usize, CsvFault)>;

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(rest) = self.rest.strip_prefix("\r\n").or_else(|| self.rest.strip_prefix('\n')) {
            self.rest = rest;
            self.line = self.line.saturating_add(1);
        }
        if self.rest.is_empty() {
            return None;
        }
        let record = self.record();
        if record.is_err() {
            self.rest = "";
        }
        Some(record)
    }
}
