//! Taking over the requests of a former system.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::caller::Context;
use super::operation::Request;
use crate::definition::Language;
use crate::engine::{ImportOptions, LineNote};
use crate::error::Result;
use crate::json::Limits;
use crate::request::Actor;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Import {
    /// The former system: any name, always the same.
    source: String,
    /// Some of its requests, each as JSON on a line of its own.
    lines: String,
    /// How they are taken over.
    #[serde(default)]
    options: ImportOptions,
}

/// What became of the lines.
#[derive(Serialize, JsonSchema)]
pub(super) struct Told {
    /// Lines read, without the empty ones.
    lines: u64,
    /// Requests taken over; with `dry_run`, those that would be.
    imported: u64,
    /// Lines whose request was taken over before.
    skipped: u64,
    /// Lines at fault, which were not taken over.
    refused: u64,
    /// What is wrong with them, in order; the first 1,000.
    faults: Vec<Note>,
    /// Requests that were taken over although something is wrong with their answers.
    warned: u64,
    /// What is wrong with them, in order; the first 1,000.
    warnings: Vec<Note>,
    /// Whether a fault ended the import before its last line.
    stopped: bool,
    /// Number of the line that comes after the last one read.
    next_line: u64,
}

/// What is wrong with a line.
#[derive(Serialize, JsonSchema)]
struct Note {
    /// Its number.
    line: u64,
    /// The place in it and the rule, as errors are told.
    error: Json,
}

impl Request for Import {
    const NAME: &'static str = "import";
    const SUMMARY: &'static str =
        "Takes over requests of a former system, each once, with their past dates: see taking-over.md.";
    const LIMITS: Limits = Limits::TAKEOVER;
    type Caller = Actor;
    type Response = Told;

    fn perform(self, context: Context<'_, Actor>) -> Result<Told> {
        let language = context.language();
        let lines = &mut self.lines.as_bytes();
        let report = context.engine.import(&context.caller, &self.source, lines, &self.options)?;
        Ok(Told {
            lines: report.lines,
            imported: report.imported,
            skipped: report.skipped,
            refused: report.refused,
            faults: told(report.faults, language),
            warned: report.warned,
            warnings: told(report.warnings, language),
            stopped: report.stopped,
            next_line: report.next_line,
        })
    }
}

fn told(notes: Vec<LineNote>, language: Language) -> Vec<Note> {
    notes.into_iter().map(|note| Note { line: note.line, error: note.error.to_json(language) }).collect()
}
