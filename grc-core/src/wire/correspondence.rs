//! Messages between the town hall and the people of a request.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::fault::not_one_of;
use super::operation::Request;
use super::processing::without_values;
use crate::engine::{Acted, Correspondence};
use crate::error::Result;
use crate::request::{Actor, Correspondent, FileId, RequestId};
use crate::workflow::NewMessage;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Send {
    /// The request.
    request: RequestId,
    /// To whom; if absent, the applicant when the town hall writes, else the town hall.
    #[serde(default)]
    to: Option<Correspondent>,
    /// What it says, in 20,000 characters at most.
    text: String,
    /// The files that come with it, twenty at most, attached before.
    #[serde(default)]
    files: Vec<FileId>,
    /// Whether the town hall awaits an answer.
    #[serde(default)]
    answer_awaited: bool,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Send {
    const NAME: &'static str = "send_message";
    const SUMMARY: &'static str =
        "Writes to the applicant in the town hall's name, or to the town hall; files may come with it.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let input = without_values(self.revision, self.idempotency_key);
        let Self { to, text, files, answer_awaited, .. } = self;
        let message = NewMessage { to, text, files, answer_awaited };
        context.engine.send_message(&context.caller, self.request, &message, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    /// The request.
    #[serde(default)]
    request: Option<RequestId>,
    /// Or what a person without an account follows it with: whoever holds it reads what the applicant does.
    #[serde(default)]
    tracking_code: Option<String>,
}

impl Request for List {
    const NAME: &'static str = "messages";
    const SUMMARY: &'static str = "Gives what was written about a request, and of whom an answer is awaited, by `request` or `tracking_code`.";
    type Caller = Actor;
    type Response = Correspondence;

    fn perform(self, context: Context<'_, Actor>) -> Result<Correspondence> {
        let (engine, actor, language) = (context.engine, &context.caller, context.language());
        match (self.request, self.tracking_code) {
            (Some(request), None) => engine.messages(actor, request, language),
            (None, Some(code)) => engine.messages_by_tracking_code(&code, language),
            _ => Err(not_one_of(&["request", "tracking_code"])),
        }
    }
}
