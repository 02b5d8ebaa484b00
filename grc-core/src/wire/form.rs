//! Forms: shown, checked.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::caller::{Asker, Context};
use super::fault::Fault;
use super::operation::Request;
use crate::definition::{ContactDetail, Id, Identity, Language};
use crate::engine::{Part, PrivacyNotice};
use crate::error::Result;
use crate::form::{FieldState, Report};
use crate::request::Values;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The procedure.
    procedure: Id,
    /// The scenario.
    scenario: Id,
    /// What is answered so far.
    #[serde(default)]
    answers: Values,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FormShown {
    /// The procedure's version.
    version: u32,
    /// What the portal shows above the form.
    title: String,
    /// Least level of identification of the applicant.
    identity: Identity,
    /// Contact details that the applicant must give.
    ask: Vec<ContactDetail>,
    /// The form's JSON Schema (2020-12), with titles in the language asked.
    schema: Json,
    /// Its layout: a UI schema of JSON Forms.
    ui: Json,
    /// What to show of each field, for the answers given so far.
    fields: Vec<FieldState>,
    /// What is wrong with the answers given so far; none is required yet.
    validation: Validated,
    /// What the applicant is told of the use of personal data.
    privacy: Option<PrivacyNotice>,
}

impl Request for Form {
    const NAME: &'static str = "form";
    const SUMMARY: &'static str = "Gives the form of a scenario: its schema, its layout, and what to show of each \
                                   field for the answers given so far.";
    type Caller = Asker;
    type Response = FormShown;

    fn perform(self, context: Context<'_, Asker>) -> Result<FormShown> {
        let (procedure, scenario) = (self.procedure.as_str(), self.scenario.as_str());
        let form = context.engine.form(procedure, scenario, &context.visitor(), &self.answers)?;
        Ok(FormShown {
            version: form.version,
            title: form.title,
            identity: form.identity,
            ask: form.ask,
            schema: form.schema,
            ui: form.ui,
            fields: form.fields,
            validation: validated(form.report, context.language()),
            privacy: form.privacy,
        })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Validate {
    /// The procedure.
    procedure: Id,
    /// The scenario.
    scenario: Id,
    /// What is answered to the form.
    answers: Values,
    /// How much of the form is checked; all of it, as for a submission, if absent.
    #[serde(default)]
    part: Part,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Validated {
    /// Whether nothing is wrong.
    accepted: bool,
    /// What is wrong, in the form's order; rules between answers come last.
    faults: Vec<Fault>,
    /// Answers that would be dropped, because their field is hidden or computed: JSON Pointers.
    dropped: Vec<String>,
    /// The answers in their stored form. Of use only when they are accepted.
    answers: Values,
}

impl Request for Validate {
    const NAME: &'static str = "validate";
    const SUMMARY: &'static str = "Checks answers without filing them: every fault, in the form's order.";
    type Caller = Asker;
    type Response = Validated;

    fn perform(self, context: Context<'_, Asker>) -> Result<Validated> {
        let (procedure, scenario) = (self.procedure.as_str(), self.scenario.as_str());
        let visitor = context.visitor();
        let report = context.engine.validate(procedure, scenario, &visitor, &self.answers, &self.part)?;
        Ok(validated(report, context.language()))
    }
}

pub(super) fn validated(report: Report, language: Language) -> Validated {
    Validated {
        accepted: report.is_accepted(),
        faults: report.faults.iter().map(|fault| Fault::told(fault, language)).collect(),
        dropped: report.dropped,
        answers: report.answers,
    }
}
