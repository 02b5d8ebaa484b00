//! Ties between requests.

use schemars::JsonSchema;
use serde::Deserialize;

use super::caller::Context;
use super::operation::Request;
use crate::definition::LinkKind;
use crate::engine::{Acted, Input};
use crate::error::Result;
use crate::request::{Actor, RequestId};

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Link {
    /// The request.
    request: RequestId,
    /// What the other request is to it.
    kind: LinkKind,
    /// The other request: its reference, or its identifier.
    to: String,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Link {
    const NAME: &'static str = "link";
    const SUMMARY: &'static str = "Ties a request to another: its duplicate, its child, a related one.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let Self { request, kind, to, revision, idempotency_key } = self;
        let input = Input { revision, idempotency_key, ..Input::none() };
        context.engine.link(&context.caller, request, kind, &to, input)
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Unlink {
    /// The request.
    request: RequestId,
    /// What the other request is to it.
    kind: LinkKind,
    /// The other request: its reference, or its identifier.
    to: String,
    /// The revision that the caller read: a request that has changed since is not touched.
    #[serde(default)]
    revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    #[serde(default)]
    idempotency_key: Option<String>,
}

impl Request for Unlink {
    const NAME: &'static str = "unlink";
    const SUMMARY: &'static str = "Unties two requests.";
    type Caller = Actor;
    type Response = Acted;

    fn perform(self, context: Context<'_, Actor>) -> Result<Acted> {
        let Self { request, kind, to, revision, idempotency_key } = self;
        let input = Input { revision, idempotency_key, ..Input::none() };
        context.engine.unlink(&context.caller, request, kind, &to, input)
    }
}
