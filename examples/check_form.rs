//! Forms alone, without a store: what a form accepts, and why not the rest.
//!
//! Reads JSON, a line for each form, and writes a line for each:
//!
//! ```text
//! {"form": {"fields": […]}, "lists": […], "blocks": […], "today": "2026-03-02", "answers": [{…}, …]}
//! {"schema": {…}, "reports": [{"accepted": true, "stored": {…}, "dropped": [], "faults": []}, …]}
//! ```
//!
//! A definition with faults gives `{"faults": ["/form/fields/0/id definition.…", …]}` instead. The tests of the Python
//! interface give it forms and answers at random, and have what it says judged by another validator.

use std::error::Error;
use std::io::{BufRead, BufWriter, Write, stdin, stdout};

use chrono::NaiveDate;
use grc::definition::{Block, Diagnostics, Form as Definition, Language, OptionList, Pointer, Reader};
use grc::expr::{Environment, Root, Scope, Value};
use grc::form::{Form, Mode, Report, Surroundings};
use grc::options::compile_lists;
use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    form: Definition,
    #[serde(default)]
    lists: Vec<OptionList>,
    #[serde(default)]
    blocks: Vec<Block>,
    today: NaiveDate,
    answers: Vec<Map<String, Json>>,
}

/// What the forms read may know besides their answers.
struct Day(NaiveDate);

impl Environment for Day {
    fn lookup(&self, root: Root, _member: Option<&str>) -> Value {
        match root {
            Root::Today => Value::Date(self.0),
            _ => Value::Null,
        }
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::Europe::Paris
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(stdout().lock());
    for line in stdin().lock().lines() {
        writeln!(out, "{}", verdicts(&serde_json::from_str(&line?)?))?;
    }
    out.flush()?;
    Ok(())
}

fn verdicts(line: &Line) -> Json {
    let scope = Scope::new();
    let mut faults = Diagnostics::new();
    let lists = compile_lists(&line.lists, &mut faults);
    let around =
        Surroundings { blocks: &line.blocks, lists: &lists, scope: &scope, language: Language::French };
    let at = Pointer::root().key("form");
    let form = Form::compile(&line.form, Root::Answers, &around, &at, &mut faults);
    if faults.has_faults() {
        let told = faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code));
        return json!({"faults": told.collect::<Vec<_>>()});
    }
    let facts = Day(line.today);
    let reports = line
        .answers
        .iter()
        .map(|answers| told(&form, form.check(answers, &facts, Reader::Applicant, Mode::Complete)));
    let schema = form.schema_in(Language::French, Reader::Applicant);
    json!({"schema": schema, "reports": reports.collect::<Vec<_>>()})
}

/// What the applicant who gave these answers is told, and what they read of them once stored.
fn told(form: &Form, report: Report) -> Json {
    let accepted = report.is_accepted();
    let faults = report.faults.iter().map(
        |fault| json!({"path": fault.path, "code": fault.code, "message": fault.message(Language::English)}),
    );
    let faults: Vec<_> = faults.collect();
    let stored = form.readable_by(&report.answers, Reader::Applicant);
    json!({"accepted": accepted, "stored": stored, "dropped": report.dropped, "faults": faults})
}
