//! What visitors are shown: the catalogue, the scenarios of a procedure, a form, what is wrong with answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::{Asker, Context};
use super::fault::Fault;
use super::operation::Request;
use crate::definition::{Id, Language};
use crate::engine::{CatalogueFilter, ListedProcedure};
use crate::error::Result;
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
