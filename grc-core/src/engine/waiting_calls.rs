//! What operators see of the calls that wait for their request.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::page::{cut, page};
use super::{Engine, PageOf, PageRequest, require_system};
use crate::definition::Id;
use crate::error::Result;
use crate::request::{Actor, Instant};
use crate::store::{CallKind, WaitingCall, read};

/// Which of the calls that wait.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WaitingCallQuery {
    /// Those of this connector; of all, if absent.
    pub connector: Option<Id>,
}

/// A call that waits for its request, as operators see it: without what it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct WaitingCallView {
    /// The connector that made it.
    pub connector: Id,
    /// Whether it is a call, or a change that the application told when it was asked.
    pub kind: CallKind,
    /// Its identifier, as its sender tells it; empty for a change.
    pub call: String,
    /// The request that it names: a reference, or an identifier.
    pub named: String,
    /// When it came.
    pub received_at: Instant,
    /// When it is forgotten, unless its request comes.
    pub expires_at: Instant,
    /// Bytes of its body.
    pub bytes: u64,
}

impl From<WaitingCall> for WaitingCallView {
    fn from(call: WaitingCall) -> Self {
        let WaitingCall { kind, connector, call, named, at, expires_at, bytes, .. } = call;
        Self { kind, connector, call, named, received_at: at, expires_at, bytes }
    }
}

impl Engine {
    /// A page of the calls of business applications that no request has the name of yet, the first that came first. Each
    /// waits thirty days.
    ///
    /// # Errors
    /// `forbidden` unless the actor is the host; `invalid_input` for a page token of another list.
    pub fn waiting_calls(
        &self,
        actor: &Actor,
        query: &WaitingCallQuery,
        request: &PageRequest,
    ) -> Result<PageOf<WaitingCallView>> {
        require_system(actor)?;
        read(self.store(), |store| {
            let (page, hash) = page(request, query)?;
            let calls = store.waiting_calls(query.connector.as_ref(), &page)?;
            let PageOf { rows, next } = cut(calls, &page, hash, |call| (call.key, Uuid::nil()));
            Ok(PageOf { rows: rows.into_iter().map(WaitingCallView::from).collect(), next })
        })
    }
}
