//! What visitors are shown: the catalogue, the scenarios of a procedure, a form, what is wrong with answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::caller::{Asker, Context};
use super::fault::Fault;
use super::operation::Request;
use crate::definition::{Id, Language};
use crate::engine::{CatalogueFilter, ListedProcedure};
use crate::error::Result;
use crate::request::Values;
use crate::routing::{NotOffered, Offer};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// Which procedures; all that the visitor is shown, if absent.
    #[serde(default)]
    filter: CatalogueFilter,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Listed {
    /// The procedures.
    procedures: Vec<ListedProcedure>,
}

impl Request for List {
    const NAME: &'static str = "catalogue";
    const SUMMARY: &'static str = "Lists the procedures that a visitor is shown, or searches among them.";
    type Caller = Asker;
    type Response = Listed;

    fn perform(self, context: Context<'_, Asker>) -> Result<Listed> {
        let procedures = context.engine.catalogue(&context.visitor(), &self.filter)?;
        Ok(Listed { procedures })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Route {
    /// The procedure.
    procedure: Id,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Routed {
    /// The scenarios offered, in order.
    offers: Vec<Offer>,
    /// The others, in order.
    not_offered: Vec<Refused>,
    /// What applicants are told, when the procedure takes no new request.
    closed: Option<String>,
    /// What is wrong with the answers to the questions; if anything is, all of them count for nothing.
    faults: Vec<Fault>,
}

/// A scenario that is not offered.
#[derive(Serialize, JsonSchema)]
struct Refused {
    /// The scenario.
    scenario: Id,
    /// What the portal would show.
    title: String,
    /// Why: a dotted name that never changes.
    code: &'static str,
    /// Why, in words. It may hold what the visitor answered.
    message: String,
}

impl Refused {
    fn told(refused: NotOffered, language: Language) -> Self {
        let NotOffered { scenario, title, reason } = refused;
        Self { scenario, title, code: reason.code(), message: reason.message().get(language).to_owned() }
    }
}

impl Request for Route {
    const NAME: &'static str = "route";
    const SUMMARY: &'static str =
        "Tells the scenarios of a procedure that a visitor is offered, and why not the others.";
    type Caller = Asker;
    type Response = Routed;

    fn perform(self, context: Context<'_, Asker>) -> Result<Routed> {
        let language = context.language();
        let routing = context.engine.route(self.procedure.as_str(), &context.visitor())?;
        Ok(Routed {
            offers: routing.offers,
            not_offered: routing
                .not_offered
                .into_iter()
                .map(|refused| Refused::told(refused, language))
                .collect(),
            closed: routing.closed.map(|text| text.get(language).to_owned()),
            faults: routing.faults.iter().map(|fault| Fault::told(fault, language)).collect(),
        })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Form {
    /// The procedure.
    procedure: Id,
    /// The scenario.
    scenario: Id,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct FormShown {
    /// The form's JSON Schema (2020-12).
    schema: Json,
}

impl Request for Form {
    const NAME: &'static str = "form";
    const SUMMARY: &'static str = "Gives the form of a scenario: its JSON Schema.";
    type Caller = Asker;
    type Response = FormShown;

    fn perform(self, context: Context<'_, Asker>) -> Result<FormShown> {
        let schema =
            context.engine.form(self.procedure.as_str(), self.scenario.as_str(), &context.visitor())?;
        Ok(FormShown { schema })
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
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Validated {
    /// Whether nothing is wrong.
    accepted: bool,
    /// What is wrong, in the form's order; unknown answers come last.
    faults: Vec<Fault>,
    /// Answers to hidden fields, which would be dropped: JSON Pointers.
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
        let report = context.engine.validate(procedure, scenario, &context.visitor(), &self.answers)?;
        let language = context.language();
        Ok(Validated {
            accepted: report.is_accepted(),
            faults: report.faults.iter().map(|fault| Fault::told(fault, language)).collect(),
            dropped: report.dropped,
            answers: report.answers,
        })
    }
}
