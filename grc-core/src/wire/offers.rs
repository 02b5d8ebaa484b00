//! The form of a transition, while someone fills it in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::form::{Validated, validated};
use super::operation::Request;
use crate::definition::Name;
use crate::engine::{MOST_OPTIONS, OfferView, OptionView, USUAL_OPTIONS};
use crate::error::Result;
use crate::form::Typing;
use crate::request::{Actor, RequestId, Values};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Check {
    /// The request.
    request: RequestId,
    /// The transition.
    transition: Name,
    /// What is answered to its form so far.
    #[serde(default)]
    values: Values,
    /// Whether someone is still typing: no answer is required yet.
    #[serde(default)]
    draft: bool,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Checked {
    /// The transition, with what to show of each field for these answers.
    offer: OfferView,
    /// What is wrong with these answers.
    validation: Validated,
}

impl Request for Check {
    const NAME: &'static str = "check_offer";
    const SUMMARY: &'static str = "Gives the form of a transition for the answers given so far, and checks them without \
                                   performing it.";
    type Caller = Actor;
    type Response = Checked;

    fn perform(self, context: Context<'_, Actor>) -> Result<Checked> {
        let Self { request, transition, values, draft } = self;
        let (actor, language) = (&context.caller, context.language());
        let key = (request, transition.as_str());
        let checked = context.engine.check_offer(actor, key, &values, draft, language)?;
        Ok(Checked { offer: checked.offer, validation: validated(checked.report, language) })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// The request.
    request: RequestId,
    /// The transition.
    transition: Name,
    /// JSON Pointer of the answer, as in faults.
    field: String,
    /// What is typed so far. All options, if absent.
    #[serde(default)]
    text: Option<String>,
    /// What is answered so far: other answers may decide what is offered.
    #[serde(default)]
    values: Values,
    /// Most options, up to 1,000; 20, if absent.
    #[serde(default)]
    limit: Option<usize>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Offered {
    /// The options, the likeliest first.
    options: Vec<OptionView>,
}

impl Request for Options {
    const NAME: &'static str = "offer_options";
    const SUMMARY: &'static str =
        "Gives the options of a choice in the form of a transition, searched as someone types.";
    type Caller = Actor;
    type Response = Offered;

    fn perform(self, context: Context<'_, Actor>) -> Result<Offered> {
        let Self { request, transition, field, text, values, limit } = self;
        let text = text.as_deref().unwrap_or_default();
        let typing = Typing { path: &field, text, most: limit.unwrap_or(USUAL_OPTIONS).min(MOST_OPTIONS) };
        let (actor, key) = (&context.caller, (request, transition.as_str()));
        let language = context.language();
        Ok(Offered { options: context.engine.offer_options(actor, key, &values, typing, language)? })
    }
}
