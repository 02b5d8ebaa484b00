//! Forms as pages show them, and answers checked before they are filed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::Engine;
use super::applicant::{canonical_applicant, missing_details};
use super::definitions::Current;
use crate::definition::{ContactDetail, GivenLists, Id, Identity, Language, Name, Privacy, Reader};
use crate::error::{Error, Result};
use crate::facts::Facts;
use crate::form::{FieldState, Mode, Report};
use crate::request::{Actor, Applicant, Role, Values};
use crate::routing::Visitor;
use crate::store::read;
use crate::workflow::Process;

/// The form of a scenario, with all that a page needs to show it and to check it while it is filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct FormView {
    /// The procedure.
    pub procedure: Id,
    /// Its version.
    pub version: u32,
    /// The scenario.
    pub scenario: Id,
    /// What the portal shows above the form.
    pub title: String,
    /// Least level of identification of the applicant.
    pub identity: Identity,
    /// Contact details that the applicant must give.
    pub ask: Vec<ContactDetail>,
    /// The form's JSON Schema (2020-12), with titles in the visitor's language.
    pub schema: Json,
    /// Its layout: a UI schema of JSON Forms.
    pub ui: Json,
    /// What to show of each field, for the answers given so far.
    pub fields: Vec<FieldState>,
    /// What is wrong with the answers given so far; none is required yet.
    pub report: Report,
    /// What the applicant is told of the use of personal data.
    pub privacy: Option<PrivacyNotice>,
}

/// What an applicant is told of the use of personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PrivacyNotice {
    /// What the data is used for.
    pub purpose: String,
    /// Legal basis of the processing.
    pub legal_basis: String,
    /// How long the data is kept after closure: an ISO 8601 duration.
    pub retention: String,
}

impl PrivacyNotice {
    fn of(privacy: &Privacy, language: Language) -> Self {
        Self {
            purpose: privacy.purpose.get(language).to_owned(),
            legal_basis: privacy.legal_basis.get(language).to_owned(),
            retention: privacy.retention.clone(),
        }
    }
}

/// How much of a form is checked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    /// One section alone; the whole form, if absent.
    pub section: Option<Name>,
    /// Whether someone is still typing: no answer is required yet.
    pub draft: bool,
}

impl Part {
    /// The whole form, as for a submission.
    pub fn whole() -> Self {
        Self::default()
    }
}

impl Engine {
    /// The form of a scenario, for the answers given so far.
    ///
    /// # Errors
    /// `not_found`, `scenario_without_request`, `missing_list`, `invalid_input` for a list of the host that is not as it
    /// should be.
    pub fn form(
        &self,
        procedure: &str,
        scenario: &str,
        visitor: &Visitor,
        answers: &Values,
    ) -> Result<FormView> {
        let current = self.current_procedure(procedure)?;
        self.require_visible(&current, &visitor.actor)?;
        let process = current.process(scenario)?;
        let definition = &current.compiled.definition;
        let language = visitor.language.unwrap_or(current.compiled.town.language);
        let title = definition.scenarios.iter().find(|known| known.id.as_str() == scenario);
        let title = title.map_or(&definition.title, |scenario| &scenario.title);
        let form = &process.form;
        let reader = self.reader(&visitor.actor, &current)?;
        let lists = &visitor.lists;
        form.accept_lists(lists)?;
        let (fields, report) = self.about(process, visitor, |facts| {
            let (asked, given) = ((&current, scenario), (answers, lists));
            let report = self.checked(asked, given, facts, (&visitor.actor, reader), Mode::Draft)?;
            Ok::<_, Error>((form.states(answers, lists, facts, reader, language), report))
        })?;
        Ok(FormView {
            procedure: definition.id.clone(),
            version: current.version,
            scenario: Id(scenario.to_owned()),
            title: title.get(language).to_owned(),
            identity: process.applicant.identity,
            ask: process.applicant.ask.clone(),
            schema: form.schema_in(language, reader),
            ui: form.ui(language, reader),
            fields,
            report,
            privacy: definition.privacy.as_ref().map(|privacy| PrivacyNotice::of(privacy, language)),
        })
    }

    /// Checks answers without filing them: every fault, in the form's order. Those of the applicant, when the visitor tells
    /// them and the whole form is checked, come first (`/applicant/email`).
    ///
    /// # Errors
    /// `not_found`, also for the section; `scenario_without_request`, `missing_list`, `invalid_input` for a list of the host
    /// that is not as it should be.
    pub fn validate(
        &self,
        procedure: &str,
        scenario: &str,
        visitor: &Visitor,
        answers: &Values,
        part: &Part,
    ) -> Result<Report> {
        let current = self.current_procedure(procedure)?;
        self.require_visible(&current, &visitor.actor)?;
        let process = current.process(scenario)?;
        let reader = self.reader(&visitor.actor, &current)?;
        let mode = if part.draft { Mode::Draft } else { Mode::Complete };
        let (asked, given) = ((&current, scenario), (answers, &visitor.lists));
        process.form.accept_lists(&visitor.lists)?;
        let mut report = self.about(process, visitor, |facts| {
            self.checked(asked, given, facts, (&visitor.actor, reader), mode)
        })?;
        match &part.section {
            None => {
                let faults = visitor.applicant.iter().flat_map(|applicant| {
                    let (applicant, faults) = canonical_applicant(process, applicant);
                    let missing = if part.draft { Vec::new() } else { missing_details(process, &applicant) };
                    faults.into_iter().chain(missing)
                });
                report.faults.splice(..0, faults);
                Ok(report)
            }
            Some(section) => process
                .form
                .of_section(report, section.as_str())
                .ok_or_else(|| Error::not_found("section", "section").at("/section")),
        }
    }

    /// As whom someone reads and answers the form of a procedure before anything is filed. Whoever may file for someone
    /// answers as an agent, whatever their service; the managers of the procedure's service as managers.
    pub(super) fn reader(&self, actor: &Actor, current: &Current) -> Result<Reader> {
        let Actor::Agent(_) = actor else {
            return Ok(if *actor == Actor::System { Reader::Manager } else { Reader::Applicant });
        };
        let agent = read(self.store(), |store| self.acting_agent(store, actor))?;
        let service = current.compiled.definition.service.as_str();
        Ok(match agent {
            None => Reader::Applicant,
            Some(agent) if agent.has(Role::Manager, service) => Reader::Manager,
            Some(agent) if agent.services(Role::Agent).is_empty() => Reader::Reader,
            Some(_) => Reader::Agent,
        })
    }

    /// All that is wrong with someone's answers, given with the lists of the host, and with the files to which they refer.
    pub(super) fn checked(
        &self,
        asked: (&Current, &str),
        (answers, lists): (&Values, &GivenLists),
        facts: &Facts<'_>,
        (actor, reader): (&Actor, Reader),
        mode: Mode,
    ) -> Result<Report> {
        let (current, scenario) = asked;
        let form = &current.process(scenario)?.form;
        let mut report = form.check_among(answers, lists, facts, reader, mode);
        if report.has_unknown_options() {
            self.tell_withdrawn_options(asked, &mut report)?;
        }
        let files = self.check_given_files(form, &report.answers, actor, facts.now)?;
        form.insert_in_order(&mut report.faults, files.faults);
        Ok(report)
    }

    /// What a function makes of what is known before anything is filed.
    pub(super) fn about<T>(
        &self,
        process: &Process,
        visitor: &Visitor,
        make: impl FnOnce(&Facts<'_>) -> T,
    ) -> T {
        let now = self.now();
        let (prefill, query) = (Some(&visitor.prefill), Some(&visitor.query));
        match &visitor.applicant {
            Some(applicant) => {
                make(&Facts { prefill, query, ..process.facts_before(applicant, visitor.origin, now) })
            }
            None => {
                let applicant = Applicant::anonymous(visitor.audience);
                make(&Facts { prefill, query, ..process.facts_before(&applicant, visitor.origin, now) })
            }
        }
    }
}
