//! Taking over the requests of a former system, from JSON lines.
//!
//! Each line is checked by itself, outside any transaction. Lines that are right are recorded many at a time: one that the store
//! refuses takes back only its own, and those before it are recorded without it. A line is known by what its request was called
//! in its system, for ever: an import that stopped anywhere is begun again from its first line.

mod answers;
mod files;
mod filing;
mod line;
mod preparation;
mod reading;

use std::collections::BTreeSet;
use std::io::BufRead;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::decision::Beside;
use super::{Engine, require_system};
use crate::definition::Bilingual;
use crate::error::{Error, ErrorCode, Result};
use crate::request::Actor;
use crate::workflow::TimersFrom;

use filing::Refused;
pub use line::{FormerFile, FormerNote, FormerRequest};
use preparation::{Line, Prepared};
use reading::Lines;

/// Lines of one transaction.
const BATCH: usize = 100;

/// Bytes of the lines of one transaction.
const BATCH_BYTES: usize = 8 << 20;

/// Faults that a report tells one by one, and warnings likewise; all are counted.
const MOST_TOLD: usize = 1000;

/// Bytes of the name of a system, at most.
const LONGEST_SOURCE: usize = 100;

/// How requests are taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ImportOptions {
    /// Number of the first line, for the report; 1, if absent.
    pub first_line: Option<u64>,
    /// Whether everything is checked and nothing written.
    pub dry_run: bool,
    /// Whether a request is taken over although its answers have faults: what is wrong or not asked is kept apart, and told as a
    /// warning.
    pub lenient: bool,
    /// Whether the first line at fault ends the import: those before it are taken over.
    pub stop_on_fault: bool,
    /// Whether the tasks of the status of each open request are opened.
    pub tasks: bool,
    /// From when the delays of the status of each request are counted.
    pub timers: TimersFrom,
}

/// What became of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Lines read, without the empty ones.
    pub lines: u64,
    /// Requests taken over; with `dry_run`, those that would be.
    pub imported: u64,
    /// Lines whose request was taken over before.
    pub skipped: u64,
    /// Lines at fault, which were not taken over.
    pub refused: u64,
    /// What is wrong with them, in order; the first 1,000.
    pub faults: Vec<LineNote>,
    /// Requests that were taken over although something is wrong with their answers.
    pub warned: u64,
    /// What is wrong with them, in order; the first 1,000.
    pub warnings: Vec<LineNote>,
    /// Whether a fault ended the import before its last line.
    pub stopped: bool,
    /// Number of the line that comes after the last one read.
    pub next_line: u64,
}

/// What is wrong with a line. Never what it says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineNote {
    /// Its number.
    pub line: u64,
    /// The place in it, and the rule.
    pub error: Error,
}

impl Engine {
    /// Takes over requests of a former system, called `source`: one [`FormerRequest`] a line, as JSON. Each is recorded in the
    /// status in which it was, with its past dates; nobody is written to, and nothing that its circuit does on the way happens.
    ///
    /// A request already taken over from `source` under the same reference is passed over: an import that was interrupted is
    /// asked again, whole or in part, by this process or another. A line at fault harms no other.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for an empty or long `source`; `unreadable_file` when `lines`
    /// fails. Those of the store. What was taken over before stays.
    pub fn import(
        &self,
        actor: &Actor,
        source: &str,
        lines: &mut dyn BufRead,
        options: &ImportOptions,
    ) -> Result<ImportReport> {
        require_system(actor)?;
        let source = source.trim();
        if source.is_empty() || source.len() > LONGEST_SOURCE {
            let message = Bilingual::new(
                format!("le nom du système repris a de 1 à {LONGEST_SOURCE} octets"),
                format!("the name of the former system has from 1 to {LONGEST_SOURCE} bytes"),
            );
            return Err(Error::new(ErrorCode::InvalidInput, message).at("/source"));
        }
        let mut lines = Lines::new(lines, options.first_line.unwrap_or(1));
        let mut import = Import {
            engine: self,
            source,
            options,
            batch: Vec::new(),
            beside: Beside { vouched: true, ..Beside::default() },
            rehearsed: BTreeSet::new(),
            report: ImportReport::default(),
        };
        while let Some((number, text)) = lines.next()? {
            import.take(number, text)?;
            if import.report.stopped {
                break;
            }
        }
        import.flush()?;
        let mut report = import.report;
        report.next_line = lines.number();
        report.faults.sort_by_key(|fault| fault.line);
        Ok(report)
    }
}

/// An import under way.
struct Import<'a> {
    engine: &'a Engine,
    source: &'a str,
    options: &'a ImportOptions,
    /// Lines that are right, and not recorded yet.
    batch: Vec<Prepared>,
    /// What lines would have left, had they been recorded.
    beside: Beside,
    /// How the requests are called of which the takeover was tried.
    rehearsed: BTreeSet<String>,
    report: ImportReport,
}

impl Import<'_> {
    fn take(&mut self, number: u64, text: Result<Vec<u8>>) -> Result<()> {
        self.report.lines = self.report.lines.saturating_add(1);
        match text.and_then(|text| self.prepare(number, &text)) {
            Ok(Line::Known) => self.report.skipped = self.report.skipped.saturating_add(1),
            Ok(Line::New(prepared)) => {
                self.batch.push(*prepared);
                let bytes: usize = self.batch.iter().map(|one| one.bytes).sum();
                if self.options.dry_run || self.batch.len() >= BATCH || bytes >= BATCH_BYTES {
                    self.flush()?;
                }
            }
            Err(error) if error.code().stops_everything() => return Err(error),
            Err(error) => {
                // The lines before it come first, and one of them may end the import.
                if self.options.stop_on_fault {
                    self.flush()?;
                }
                self.refuse(number, error);
            }
        }
        Ok(())
    }

    /// Records the lines that wait.
    fn flush(&mut self) -> Result<()> {
        let batch = std::mem::take(&mut self.batch);
        if self.report.stopped {
            return Ok(());
        }
        if self.options.dry_run { self.rehearse(&batch) } else { self.record(&batch) }
    }

    fn refuse(&mut self, line: u64, error: Error) {
        if self.report.stopped {
            return;
        }
        self.report.refused = self.report.refused.saturating_add(1);
        if self.report.faults.len() < MOST_TOLD {
            self.report.faults.push(LineNote { line, error });
        }
        self.report.stopped = self.options.stop_on_fault;
    }

    fn succeed(&mut self, prepared: &Prepared, is_new: bool) {
        if !is_new {
            self.report.skipped = self.report.skipped.saturating_add(1);
            return;
        }
        self.report.imported = self.report.imported.saturating_add(1);
        if let Some(error) = &prepared.warning {
            self.report.warned = self.report.warned.saturating_add(1);
            if self.report.warnings.len() < MOST_TOLD {
                self.report.warnings.push(LineNote { line: prepared.number, error: error.clone() });
            }
        }
    }

    fn rehearse(&mut self, batch: &[Prepared]) -> Result<()> {
        for prepared in batch {
            match self.try_out(prepared) {
                Ok(is_new) => self.succeed(prepared, is_new),
                Err(error) if error.code().stops_everything() => return Err(error),
                Err(error) => self.refuse(prepared.number, error),
            }
            if self.report.stopped {
                break;
            }
        }
        Ok(())
    }

    fn record(&mut self, batch: &[Prepared]) -> Result<()> {
        for (attached, content) in batch.iter().flat_map(|prepared| &prepared.files) {
            self.engine.keep_file(attached, content)?;
        }
        self.record_all(batch)
    }

    fn record_all(&mut self, mut batch: &[Prepared]) -> Result<()> {
        while !batch.is_empty() && !self.report.stopped {
            let Some(Refused { rank, error }) = self.record_together(batch)? else { return Ok(()) };
            let (before, rest) = batch.split_at(rank.min(batch.len()));
            self.record_all(before)?;
            let Some((refused, after)) = rest.split_first() else { return Ok(()) };
            self.refuse(refused.number, error);
            batch = after;
        }
        Ok(())
    }
}
