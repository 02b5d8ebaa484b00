//! Acting on a request: transitions, assignments, comments, signals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::idempotency::once;
use super::{Engine, require_system};
use crate::definition::{Bilingual, Id, Name, Outcome, State};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Agent, Request, RequestId, Standing, TaskId, Values};
use crate::store::{RequestKey, Writing, write};
use crate::workflow::{Access, Command, access};

/// What comes with a command on a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// Answers to the transition's form.
    pub values: Values,
    /// The revision that the caller read: a request that has changed since is not touched.
    pub revision: Option<u64>,
    /// Key under which the command is done once, however often it is asked.
    pub idempotency_key: Option<String>,
}

impl Input {
    /// Nothing.
    pub fn none() -> Self {
        Self::default()
    }

    /// Answers to the transition's form.
    pub fn values(values: Values) -> Self {
        Self { values, ..Self::default() }
    }

    /// Refuses to touch a request that has changed since this revision.
    #[must_use]
    pub fn at_revision(mut self, revision: u64) -> Self {
        self.revision = Some(revision);
        self
    }

    /// Does the command once, however often it is asked with this key.
    #[must_use]
    pub fn once(mut self, key: impl Into<String>) -> Self {
        self.idempotency_key = Some(key.into());
        self
    }
}

/// What a command left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Acted {
    /// The request.
    pub request: RequestId,
    /// Its revision.
    pub revision: u64,
    /// Its status.
    pub status: Name,
    /// What the status amounts to.
    pub state: State,
    /// How it ended, if it did.
    pub outcome: Option<Outcome>,
}

impl Acted {
    /// What an actor is told of the request that they leave.
    fn told(request: &Request, actor: &Actor) -> Self {
        let Standing { status, state, outcome, .. } = standing_for(request, actor);
        Self { request: request.id, revision: request.revision, status, state, outcome }
    }
}

/// How a request stands, as an actor may know it.
pub(super) fn standing_for(request: &Request, actor: &Actor) -> Standing {
    match actor {
        Actor::Applicant(_) => request.shown_standing(),
        Actor::Agent(_) | Actor::Connector(_) | Actor::System => request.standing(),
    }
}

impl Engine {
    /// Performs a transition.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `transition_not_offered`, `invalid_answers`, `claim_conflict`,
    /// `idempotency_mismatch`.
    pub fn act(&self, actor: &Actor, request: RequestId, transition: &str, input: Input) -> Result<Acted> {
        let transition = Name(transition.to_owned());
        let values = input.values.clone();
        self.command(
            actor,
            request,
            "act",
            &input,
            json!({"transition": transition, "values": values}),
            || Command::Perform { transition: transition.clone(), input: values.clone() },
        )
    }

    /// Puts a service or an agent in charge of a request.
    ///
    /// # Errors
    /// `not_found`, `forbidden` (managers assign; an agent may take a request for themselves),
    /// `stale_revision`, `request_closed`.
    pub fn assign(
        &self,
        actor: &Actor,
        request: RequestId,
        service: Option<Id>,
        agent: Option<String>,
        input: Input,
    ) -> Result<Acted> {
        self.command(actor, request, "assign", &input, json!({"service": service, "agent": agent}), || {
            Command::Assign { service: service.clone(), agent: agent.clone() }
        })
    }

    /// Writes a comment: visible to the applicant, or internal.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `invalid_input`.
    pub fn comment(
        &self,
        actor: &Actor,
        request: RequestId,
        text: &str,
        visible: bool,
        input: Input,
    ) -> Result<Acted> {
        self.command(actor, request, "comment", &input, json!({"text": text, "visible": visible}), || {
            Command::Comment { text: text.to_owned(), visible, task: None }
        })
    }

    /// Writes a comment about one of the request's tasks.
    ///
    /// # Errors
    /// As [`Engine::comment`]; `not_found` for a task that is not the request's. Applicants know of no task.
    pub fn comment_on_task(
        &self,
        actor: &Actor,
        request: RequestId,
        task: TaskId,
        text: &str,
        visible: bool,
        input: Input,
    ) -> Result<Acted> {
        let content = json!({"text": text, "visible": visible, "task": task});
        self.command(actor, request, "comment", &input, content, || Command::Comment {
            text: text.to_owned(),
            visible,
            task: Some(task),
        })
    }

    /// Gives a request a signal of the host: a payment made, an appointment taken.
    ///
    /// # Errors
    /// `not_found`, `forbidden` unless the actor is the host, `stale_revision`.
    pub fn signal(&self, actor: &Actor, request: RequestId, name: &str, input: Input) -> Result<Acted> {
        require_system(actor)?;
        let name = Name(name.to_owned());
        self.command(actor, request, "signal", &input, json!({"name": name}), || {
            Command::Signal(name.clone())
        })
    }

    /// Gives back what a request has of something scarce: all of it, or all that it has of the thing of that key.
    ///
    /// # Errors
    /// `not_found`, also when it has nothing of it; `forbidden` unless the actor processes the request;
    /// `stale_revision`, `idempotency_mismatch`.
    pub fn release_claim(
        &self,
        actor: &Actor,
        request: RequestId,
        key: Option<&str>,
        input: Input,
    ) -> Result<Acted> {
        self.command(actor, request, "release_claim", &input, json!({"key": key}), || {
            Command::ReleaseClaim(key.map(str::to_owned))
        })
    }

    pub(super) fn command(
        &self,
        actor: &Actor,
        request: RequestId,
        operation: &str,
        input: &Input,
        content: serde_json::Value,
        command: impl Fn() -> Command,
    ) -> Result<Acted> {
        let now = self.now();
        let content = json!({"request": request, "content": content});
        write(self.store(), |store| {
            let key = (actor, operation, input.idempotency_key.as_deref());
            once(store, key, &content, now, |store| {
                self.carry_out_on(store, actor, request, input, command())
            })
        })
    }

    pub(super) fn carry_out_on(
        &self,
        store: &mut dyn Writing,
        actor: &Actor,
        request: RequestId,
        input: &Input,
        command: Command,
    ) -> Result<Acted> {
        let (request, agent) = self.visible_request(store, actor, &RequestKey::Id(request))?;
        require_revision(&request, input)?;
        let process = self.process_of(store, &request)?;
        let request = self.carry_out(store, &process, &request, command, (actor, agent.as_ref()))?;
        Ok(Acted::told(&request, actor))
    }
}

impl Engine {
    /// A request that the actor may know of, and the agent that the actor is, if one.
    fn visible_request(
        &self,
        store: &dyn Writing,
        actor: &Actor,
        key: &RequestKey,
    ) -> Result<(Request, Option<Agent>)> {
        let agent = self.acting_agent(store, actor)?;
        match store.request(key)? {
            Some(request) if access(&request, actor, agent.as_ref()) != Access::None => Ok((request, agent)),
            _ => Err(Error::not_found("demande", "request")),
        }
    }
}

/// Refuses to touch a request that has changed since it was read.
pub(super) fn require_revision(request: &Request, input: &Input) -> Result<()> {
    match input.revision {
        Some(expected) if expected != request.revision => Err(stale(expected, request.revision)),
        _ => Ok(()),
    }
}

fn stale(expected: u64, actual: u64) -> Error {
    let message = Bilingual::new(
        format!("la demande a changé : révision {actual}, et non {expected}"),
        format!("the request has changed: revision {actual}, not {expected}"),
    );
    Error::new(ErrorCode::StaleRevision, message)
        .with_details(json!({"expected": expected, "actual": actual}))
}
