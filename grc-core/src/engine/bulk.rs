//! One command on many requests, each on its own.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Acted, Engine, Input, PageRequest, RequestQuery};
use crate::definition::{Bilingual, Id, Name};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, RequestId, Values};
use crate::store::read;
use crate::workflow::Command;

/// Requests of one call.
const MOST: usize = 1000;

/// A command for many requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bulk {
    /// For which requests.
    pub requests: BulkRequests,
    /// What each of them is told.
    pub command: BulkCommand,
    /// Most requests of a list, from 1 to 1,000; 1,000, if absent.
    #[serde(default)]
    pub limit: Option<usize>,
    /// The `next` of the call before, for the requests of a list that come after; its beginning, if absent.
    #[serde(default)]
    pub after: Option<String>,
    /// Key under which the command is carried out once on each request, however often it is asked.
    #[serde(default)]
    pub idempotency_key: Option<String>,
}

/// Which requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkRequests {
    /// These, in this order: at most 1,000.
    Ids(Vec<RequestId>),
    /// Those of a list, in its order.
    Query(Box<RequestQuery>),
}

/// What many requests are told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BulkCommand {
    /// To perform a transition.
    Act(BulkTransition),
    /// That a service or an agent is in charge.
    Assign(BulkAssignment),
    /// A comment.
    Comment(BulkComment),
    /// Tags to put on.
    Tag(BulkTags),
    /// Tags to take off.
    Untag(BulkTags),
}

/// A transition to perform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkTransition {
    /// The transition.
    pub transition: Name,
    /// Answers to its form.
    #[serde(default)]
    pub values: Values,
}

/// Who is put in charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkAssignment {
    /// The service; the one that is, if absent.
    #[serde(default)]
    pub service: Option<Id>,
    /// The agent.
    #[serde(default)]
    pub agent: Option<String>,
}

/// A comment to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkComment {
    /// What to write.
    pub text: String,
    /// Whether the applicant may read it; `false`, if absent.
    #[serde(default)]
    pub visible: bool,
}

/// Tags, as [`Engine::tag`] takes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BulkTags {
    /// The tags.
    pub tags: Vec<String>,
}

impl BulkCommand {
    fn command(&self) -> Command {
        match self.clone() {
            Self::Act(BulkTransition { transition, values }) => {
                Command::Perform { transition, input: values }
            }
            Self::Assign(BulkAssignment { service, agent }) => Command::Assign { service, agent },
            Self::Comment(BulkComment { text, visible }) => Command::Comment { text, visible, task: None },
            Self::Tag(BulkTags { tags }) => Command::Tag(tags),
            Self::Untag(BulkTags { tags }) => Command::Untag(tags),
        }
    }
}

/// What became of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkOutcome {
    /// The request.
    pub request: RequestId,
    /// What the command left, or why it was not carried out.
    pub outcome: Result<Acted>,
}

/// What became of each request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkReport {
    /// Each request, in order.
    pub outcomes: Vec<BulkOutcome>,
    /// What leads to the requests of the list that come after, if there are more.
    pub next: Option<String>,
}

impl Engine {
    /// Carries out a command on many requests: each in its own transaction, with its own outcome. What one of them
    /// refuses harms no other. A list is followed as it stood when each part of it was read: a call for the next part
    /// begins with `next`.
    ///
    /// Asked again with the same key, as after a crash, each request that had it is left alone.
    ///
    /// # Errors
    /// `forbidden` unless the actor is an active agent or the host; `invalid_input` for more than 1,000 requests at once, or for an
    /// `after` of another list. Those of the store: what was carried out before stays.
    pub fn bulk(&self, actor: &Actor, bulk: &Bulk) -> Result<BulkReport> {
        let may_ask =
            *actor == Actor::System || read(self.store(), |store| self.acting_agent(store, actor))?.is_some();
        if !may_ask {
            return Err(Error::forbidden());
        }
        let limit = bulk.limit.unwrap_or(MOST);
        if !(1..=MOST).contains(&limit) {
            return Err(too_many("/limit"));
        }
        let (requests, next) = match &bulk.requests {
            BulkRequests::Ids(ids) if ids.len() > MOST => return Err(too_many("/requests/ids")),
            BulkRequests::Ids(ids) => (ids.clone(), None),
            BulkRequests::Query(query) => self.listed(actor, query, limit, bulk.after.clone())?,
        };
        let content = json!(bulk.command);
        let mut known = BTreeSet::new();
        let mut outcomes = Vec::with_capacity(requests.len());
        for request in requests.into_iter().filter(|request| known.insert(*request)) {
            let input = Input { idempotency_key: bulk.key_of(request), ..Input::none() };
            let command = || bulk.command.command();
            match self.command(actor, request, "bulk", &input, content.clone(), command) {
                Err(error) if error.code().stops_everything() => return Err(error),
                outcome => outcomes.push(BulkOutcome { request, outcome }),
            }
        }
        Ok(BulkReport { outcomes, next })
    }

    /// Up to `limit` requests of a list, and what leads to those that come after.
    fn listed(
        &self,
        actor: &Actor,
        query: &RequestQuery,
        limit: usize,
        mut after: Option<String>,
    ) -> Result<(Vec<RequestId>, Option<String>)> {
        let mut ids: Vec<RequestId> = Vec::new();
        loop {
            let page = PageRequest { limit: Some(limit.saturating_sub(ids.len())), after };
            let page = self.requests(actor, query, &page)?;
            ids.extend(page.rows.iter().map(|row| row.id));
            after = page.next;
            if after.is_none() || ids.len() >= limit {
                return Ok((ids, after));
            }
        }
    }
}

impl Bulk {
    /// The key of one request, from that of the call.
    fn key_of(&self, request: RequestId) -> Option<String> {
        self.idempotency_key.as_ref().map(|key| format!("{key}/{request}"))
    }
}

fn too_many(path: &str) -> Error {
    let message = Bilingual::new(
        format!("un appel traite de 1 à {MOST} demandes : continuez avec le `next` qu'il rend"),
        format!("a call handles from 1 to {MOST} requests: go on with the `next` that it gives"),
    );
    Error::new(ErrorCode::InvalidInput, message).at(path)
}
