//! Corrections: an agent asks for answers again, the applicant amends those and no others.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;

use super::course::Course;
use super::process::Process;
use super::rights::Access;
use crate::definition::{Bilingual, FieldKind, Reader, did_you_mean};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Facts;
use crate::form::{Field, Mode, Report};
use crate::request::{AnswerChange, CorrectionAsked, CorrectionItem, EventContent, Instant, Request, Values};

/// Bytes of what is said to the applicant, at most.
const LONGEST_MESSAGE: usize = 20_000;

impl Course<'_, '_> {
    /// An agent asks for answers again.
    pub(super) fn ask_correction(&mut self, asked: CorrectionAsked) -> Result<()> {
        self.require(Access::Agent)?;
        self.require_open()?;
        self.check_asked(&asked)?;
        self.emit(EventContent::CorrectionRequested(asked));
        Ok(())
    }

    fn check_asked(&self, asked: &CorrectionAsked) -> Result<()> {
        let CorrectionAsked { deadline, items, message } = asked;
        if items.is_empty() {
            return Err(invalid(
                "/items",
                "dites quelles réponses sont à corriger",
                "say which answers to correct",
            ));
        }
        let mut known = BTreeSet::new();
        for (index, CorrectionItem { field, .. }) in items.iter().enumerate() {
            let at = format!("/items/{index}/field");
            if !self.process.may_be_asked_again(field.as_str()) {
                let meant = did_you_mean(field.as_str(), self.process.asked_again());
                let french = format!("le demandeur ne peut pas corriger cette réponse{}", meant.french);
                let english = format!("the applicant cannot correct this answer{}", meant.english);
                return Err(invalid(&at, &french, &english));
            }
            if !known.insert(field) {
                return Err(invalid(
                    &at,
                    "cette réponse est demandée deux fois",
                    "this answer is asked twice",
                ));
            }
        }
        if deadline.is_some_and(|deadline| deadline < self.process.town.day(self.context.now)) {
            return Err(invalid("/deadline", "l'échéance est passée", "the deadline has passed"));
        }
        let fits = |message: &String| !message.trim().is_empty() && message.len() <= LONGEST_MESSAGE;
        if !message.as_ref().is_none_or(fits) {
            let french = format!("un message a de 1 à {LONGEST_MESSAGE} octets");
            let english = format!("a message has from 1 to {LONGEST_MESSAGE} bytes");
            return Err(invalid("/message", &french, &english));
        }
        Ok(())
    }

    /// Someone gives the answers that were asked again. The form is checked as a whole, as on the day of the submission for
    /// the answers that are not reopened; what was already wrong then is no fault now.
    pub(super) fn amend(&mut self, given: &Values) -> Result<()> {
        let asked = asked_of(&self.request);
        for name in given.keys() {
            if !asked.contains_key(name.as_str()) {
                let message = Bilingual::new(
                    "cette réponse n'est pas à corriger",
                    "this answer is not to be corrected",
                );
                return Err(Error::new(ErrorCode::NotAsked, message).at(format!("/values/{name}")));
            }
        }
        for (name, indispensable) in &asked {
            if *indispensable && given.get(*name).is_none_or(Json::is_null) {
                let message = Bilingual::new(
                    "cette réponse est indispensable à l'instruction",
                    "the request cannot be processed without this answer",
                );
                return Err(Error::new(ErrorCode::MissingCorrection, message).at(format!("/values/{name}")));
            }
        }
        let mut merged = self.request.answers.clone();
        merged.extend(given.iter().map(|(name, answer)| (name.clone(), answer.clone())));
        let reopened = |name: &str| given.contains_key(name);
        let answers = self.checked(&merged, &reopened)?;
        let files = answers.iter().filter(|(name, _)| reopened(name));
        let files = files.map(|(name, answer)| (name.clone(), answer.clone())).collect();
        let files = self.files_of(&self.process.form, &files)?.accepted()?;
        let changes = changes(&self.request.answers, &answers);
        let facts = Facts { answers: None, ..self.process.facts(&self.request, self.context.now) };
        let sectors = self.process.sectors_of(&answers, facts)?;
        self.remember_timers()?;
        self.emit(EventContent::AnswersAmended { changes, files, sectors });
        self.name_parties()
    }

    /// The stored form of amended answers.
    fn checked(&self, merged: &Values, is_reopened: &dyn Fn(&str) -> bool) -> Result<Values> {
        let now = self.context.now;
        let check = |answers: &Values, at: Instant| -> Report {
            let facts = self.process.facts(&self.request, at);
            self.process.form.check_among(answers, &self.request.lists, &facts, Reader::Agent, Mode::Complete)
        };
        let top = |path: &str| path.split('/').nth(1).unwrap_or_default().to_owned();
        let (then, today) = (check(merged, self.request.submitted_at), check(merged, now));
        let before = check(&self.request.answers, self.request.submitted_at).faults;
        let mut faults = today.faults;
        faults.retain(|fault| is_reopened(&top(&fault.path)));
        let kept = then.faults.into_iter().filter(|fault| !is_reopened(&top(&fault.path)));
        faults.extend(kept.filter(|fault| !before.contains(fault)));
        if !faults.is_empty() {
            return Err(Report { faults, dropped: Vec::new(), answers: Values::new() }.into_error());
        }
        let reopened = today.answers.into_iter().filter(|(name, _)| is_reopened(name));
        let kept = then.answers.into_iter().filter(|(name, _)| !is_reopened(name));
        Ok(kept.chain(reopened).filter(|(_, answer)| !answer.is_null()).collect())
    }
}

impl Process {
    /// Whether an applicant may be asked again for the answer of a field: one that they may read and give.
    fn may_be_asked_again(&self, name: &str) -> bool {
        self.asked_again().any(|known| known == name)
    }

    fn asked_again(&self) -> impl Iterator<Item = &str> {
        let may_amend = |field: &&Field| {
            // What agents alone fill in, inside a group, would be written over with the rest.
            let is_theirs = |field: &Field| field.is_readable_by(Reader::Applicant);
            let is_asked = field.has_answer() && !matches!(field.kind(), FieldKind::Computed(_));
            is_asked && is_theirs(field) && field.items().iter().all(is_theirs)
        };
        self.form.fields().iter().filter(may_amend).map(Field::id)
    }
}

/// The fields that the applicant may amend now, and whether each is indispensable.
pub fn asked_of(request: &Request) -> BTreeMap<&str, bool> {
    let mut asked = BTreeMap::new();
    let open = request.corrections.iter().filter(|correction| correction.is_open());
    for item in open.flat_map(|correction| &correction.asked.items) {
        *asked.entry(item.field.as_str()).or_default() |= item.indispensable;
    }
    asked
}

/// What differs between answers, by field.
fn changes(before: &Values, after: &Values) -> BTreeMap<String, AnswerChange> {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let change = |name: &String| {
        let of = |answers: &Values| answers.get(name).cloned().unwrap_or(Json::Null);
        (name.clone(), AnswerChange { after: of(after), before: of(before) })
    };
    names.into_iter().map(change).filter(|(_, change)| change.after != change.before).collect()
}

fn invalid(path: &str, french: &str, english: &str) -> Error {
    Error::new(ErrorCode::InvalidInput, Bilingual::new(french, english)).at(path)
}
