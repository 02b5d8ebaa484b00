//! Exchanges with the outside: calls received, and what is due.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::fault::not_one_of;
use super::operation::Request;
use crate::definition::Id;
use crate::engine::base64::decoded;
use crate::engine::{Budget, DueReport, PageOf, PageRequest, Received, WaitingCallQuery, WaitingCallView};
use crate::error::Result;
use crate::json::Limits;
use crate::request::Actor;

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Receive {
    /// The connector that the address of the call names.
    connector: Id,
    /// The call's headers: `[name, value]`, each.
    #[schemars(with = "Vec<[String; 2]>")]
    headers: Vec<(String, String)>,
    /// The call's body, byte for byte as it came: its signature depends on it.
    #[serde(default)]
    body: Option<String>,
    /// Or the body in base64.
    #[serde(default)]
    body_base64: Option<String>,
}

impl Request for Receive {
    const NAME: &'static str = "receive";
    const SUMMARY: &'static str = "Takes a call of a business application, which its signature vouches for.";
    const LIMITS: Limits = Limits::FILE;
    type Caller = ();
    type Response = Received;

    fn perform(self, context: Context<'_, ()>) -> Result<Received> {
        let body = match (self.body, self.body_base64) {
            (Some(text), None) => text.into_bytes(),
            (None, Some(encoded)) => decoded(&encoded, "/body_base64")?,
            _ => return Err(not_one_of(&["body", "body_base64"])),
        };
        context.engine.receive(self.connector.as_str(), &self.headers, &body)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Waiting {
    /// Which.
    #[serde(default)]
    query: WaitingCallQuery,
    /// Which part of the list.
    #[serde(default)]
    page: PageRequest,
}

impl Request for Waiting {
    const NAME: &'static str = "waiting_calls";
    const SUMMARY: &'static str =
        "Lists the calls of business applications that came before the request that they are about.";
    type Caller = Actor;
    type Response = PageOf<WaitingCallView>;

    fn perform(self, context: Context<'_, Actor>) -> Result<PageOf<WaitingCallView>> {
        context.engine.waiting_calls(&context.caller, &self.query, &self.page)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RunDue {
    /// What may be done; everything that is due, if absent.
    #[serde(default)]
    budget: Budget,
}

impl Request for RunDue {
    const NAME: &'static str = "run_due";
    const SUMMARY: &'static str =
        "Does what is due: fires timers, sends messages, calls business applications, ends drafts and files.";
    type Caller = ();
    type Response = DueReport;

    fn perform(self, context: Context<'_, ()>) -> Result<DueReport> {
        context.engine.run_due(&self.budget)
    }
}
