//! What a former request answers, checked with the form as on the day on which it was filed.

use super::line::FormerRequest;
use crate::definition::{Bilingual, GivenLists, Reader};
use crate::engine::applicant::{canonical_applicant, missing_details};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::{Facts, Fields};
use crate::form::{AnswerFault, Form, Mode, Report};
use crate::request::{Applicant, Instant, Values};
use crate::workflow::Process;

/// How much must be right.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Strictness {
    /// All of it.
    Strict,
    /// What is wrong is kept apart, and told.
    Lenient,
}

/// The answers of a line, as they are stored.
pub(super) struct Checked {
    pub(super) applicant: Applicant,
    pub(super) answers: Values,
    pub(super) data: Values,
    /// What has no place among them.
    pub(super) kept: Values,
    pub(super) warning: Option<Error>,
}

impl Checked {
    /// # Errors
    /// `missing_list`, `invalid_input` for a list; strictly, `invalid_answers` with every fault, at its place in the line.
    pub(super) fn of(
        line: &FormerRequest,
        process: &Process,
        submitted_at: Instant,
        strictness: Strictness,
    ) -> Result<Self> {
        process.form.accept_lists(&line.lists)?;
        let (mut applicant, details) = canonical_applicant(process, &line.applicant);
        let mut faults = details;
        let mut kept = Values::new();
        if strictness == Strictness::Lenient {
            keep_details(&faults, &mut applicant, &mut kept);
        }
        faults.extend(missing_details(process, &applicant));
        let facts = process.facts_before(&applicant, line.origin, submitted_at);
        let answers =
            Asked { form: &process.form, lists: &line.lists, mode: Mode::Complete, member: "answers" };
        let answers = answers.check(&line.answers, &facts, strictness, &mut faults, &mut kept);
        let facts = Facts { answers: Some(Fields { form: &process.form, values: &answers }), ..facts };
        let none = GivenLists::new();
        // Data is filled in along the circuit: none of it is required at once.
        let data = Asked { form: &process.data, lists: &none, mode: Mode::Draft, member: "data" };
        let data = data.check(&line.data, &facts, strictness, &mut faults, &mut kept);
        let warning = match (faults.is_empty(), strictness) {
            (true, _) => None,
            (false, Strictness::Strict) => return Err(Report::of_faults(faults).into_error()),
            (false, Strictness::Lenient) => Some(warning(faults)),
        };
        Ok(Self { applicant, answers, data, kept, warning })
    }
}

/// A form, and how its answers are looked at.
struct Asked<'a> {
    form: &'a Form,
    lists: &'a GivenLists,
    mode: Mode,
    /// Where they stand in the line.
    member: &'a str,
}

impl Asked<'_> {
    /// The answers that can be stored. What is dropped because nobody is asked it is kept apart; leniently, what is wrong too.
    fn check(
        &self,
        given: &Values,
        facts: &Facts<'_>,
        strictness: Strictness,
        faults: &mut Vec<AnswerFault>,
        kept: &mut Values,
    ) -> Values {
        let mut answers = given.clone();
        loop {
            let report = self.form.check_among(&answers, self.lists, facts, Reader::Manager, self.mode);
            let wrong: Vec<String> = match strictness {
                Strictness::Strict => Vec::new(),
                Strictness::Lenient => {
                    let fields = report.faults.iter().filter_map(|fault| fault.path.split('/').nth(1));
                    fields.map(unescaped).filter(|field| answers.contains_key(field)).collect()
                }
            };
            if wrong.is_empty() {
                let whole = serde_json::Value::Object(answers);
                for place in &report.dropped {
                    let value = whole.pointer(place).cloned().unwrap_or_default();
                    kept.insert(format!("{}{place}", self.member), value);
                }
                let Report { answers, .. } = report.clone();
                faults.extend(report.within(&format!("/{}", self.member)).faults);
                return answers;
            }
            // What others depend on may be among them: the rest is checked anew.
            let told = report.faults.into_iter().filter(|fault| {
                fault.path.split('/').nth(1).is_some_and(|field| wrong.contains(&unescaped(field)))
            });
            let told = Report::of_faults(told.collect());
            faults.extend(told.within(&format!("/{}", self.member)).faults);
            for field in wrong {
                if let Some(value) = answers.remove(&field) {
                    kept.insert(format!("{}/{field}", self.member), value);
                }
            }
        }
    }
}

/// A name, from a part of a JSON Pointer.
fn unescaped(part: &str) -> String {
    part.replace("~1", "/").replace("~0", "~")
}

/// Keeps the details apart by which the applicant cannot be reached as they are written.
fn keep_details(faults: &[AnswerFault], applicant: &mut Applicant, kept: &mut Values) {
    let Applicant { email, phone, .. } = applicant;
    for (place, value) in [("applicant/email", email), ("applicant/phone", phone)] {
        let is_wrong = faults.iter().any(|fault| fault.path.trim_start_matches('/') == place);
        if let Some(text) = value.take_if(|_| is_wrong) {
            kept.insert(place.to_owned(), text.into());
        }
    }
}

fn warning(faults: Vec<AnswerFault>) -> Error {
    let count = faults.len();
    let message = Bilingual::new(
        format!("{count} faute(s) dans les réponses ; la demande est reprise sans ce qui est faux"),
        format!("{count} fault(s) in the answers; the request is taken over without what is wrong"),
    );
    Error::new(ErrorCode::InvalidAnswers, message).with_details(Report::of_faults(faults).details())
}
