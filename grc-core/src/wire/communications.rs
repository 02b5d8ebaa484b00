//! What people are written: as it was sent, as it would be, and texts corrected.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::caller::Context;
use super::fault::not_one_of;
use super::operation::Request;
use crate::definition::{Id, NewWords, TextReference};
use crate::engine::{CommunicationView, CorrectedTextView, CorrectedTexts, PreviewQuery, PreviewView};
use crate::error::Result;
use crate::json::Limits;
use crate::request::{Actor, RequestId};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// The request.
    #[serde(default)]
    request: Option<RequestId>,
    /// Or what a person without an account follows it with: whoever holds it reads what was sent to the applicant.
    #[serde(default)]
    tracking_code: Option<String>,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Communications {
    /// What was written, the oldest first.
    communications: Vec<CommunicationView>,
}

impl Request for List {
    const NAME: &'static str = "communications";
    const SUMMARY: &'static str = "Shows what people were written about a request, as it was sent; to the applicant, what was sent to them, by `request` or `tracking_code`.";
    type Caller = Actor;
    type Response = Communications;

    fn perform(self, context: Context<'_, Actor>) -> Result<Communications> {
        let engine = context.engine;
        let communications = match (self.request, self.tracking_code) {
            (Some(request), None) => engine.communications(&context.caller, request)?,
            (None, Some(code)) => engine.communications_by_tracking_code(&code)?,
            _ => return Err(not_one_of(&["request", "tracking_code"])),
        };
        Ok(Communications { communications })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Preview {
    /// Which messages, and of what.
    query: PreviewQuery,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Previews {
    /// The messages, each once for each of those who receive it, in the catalogue's order.
    messages: Vec<PreviewView>,
}

impl Request for Preview {
    const NAME: &'static str = "preview_communications";
    const SUMMARY: &'static str = "Shows what messages would say, of a request or of one made up, with a text corrected or not; nothing is sent.";
    const LIMITS: Limits = Limits::DEFINITION;
    type Caller = Actor;
    type Response = Previews;

    fn perform(self, context: Context<'_, Actor>) -> Result<Previews> {
        Ok(Previews { messages: context.engine.preview_communications(&context.caller, &self.query)? })
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Correct {
    /// The procedure; if absent, every one that uses the template.
    #[serde(default)]
    procedure: Option<Id>,
    /// The text.
    text: TextReference,
    /// What it says from now on; what was published, if absent.
    #[serde(default)]
    words: Option<NewWords>,
}

impl Request for Correct {
    const NAME: &'static str = "correct_text";
    const SUMMARY: &'static str = "Has a published text say something else from now on, about open requests too, without a new version.";
    const LIMITS: Limits = Limits::DEFINITION;
    type Caller = Actor;
    type Response = CorrectedTexts;

    fn perform(self, context: Context<'_, Actor>) -> Result<CorrectedTexts> {
        let procedure = self.procedure.as_ref().map(Id::as_str);
        context.engine.correct_text(&context.caller, procedure, &self.text, self.words.as_ref())
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Corrected {
    /// The procedure.
    procedure: Id,
}

#[derive(Serialize, JsonSchema)]
pub(super) struct Corrections {
    /// The corrections, in order.
    corrections: Vec<CorrectedTextView>,
}

impl Request for Corrected {
    const NAME: &'static str = "corrected_texts";
    const SUMMARY: &'static str =
        "Lists the texts of a procedure that were corrected: who, when, what they say.";
    type Caller = Actor;
    type Response = Corrections;

    fn perform(self, context: Context<'_, Actor>) -> Result<Corrections> {
        let corrections = context.engine.corrected_texts(&context.caller, self.procedure.as_str())?;
        Ok(Corrections { corrections })
    }
}
