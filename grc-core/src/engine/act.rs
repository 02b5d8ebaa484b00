//! Acting on a request: transitions, tasks, assignments, comments, signals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::idempotency::once;
use super::people::acting_agent;
use super::{Engine, require_system};
use crate::definition::{Bilingual, Id, Name, Outcome, State};
use crate::error::{Error, ErrorCode, Result};
use crate::request::{Actor, Agent, Request, RequestId, TaskId, Values};
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

impl From<&Request> for Acted {
    fn from(request: &Request) -> Self {
        Self {
            request: request.id,
            revision: request.revision,
            status: request.status.clone(),
            state: request.state,
            outcome: request.outcome,
        }
    }
}

impl Engine {
    /// Performs a transition.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `stale_revision`, `transition_not_offered`, `invalid_answers`,
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
            Command::Comment { text: text.to_owned(), visible }
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

    /// Takes a task on.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `task_not_available`.
    pub fn take_task(&self, actor: &Actor, task: TaskId, input: Input) -> Result<Acted> {
        self.task_command(actor, task, "take_task", &input, || Command::TakeTask(task))
    }

    /// Ends a task: its work is done.
    ///
    /// # Errors
    /// `not_found`, `forbidden`, `task_not_available`.
    pub fn complete_task(&self, actor: &Actor, task: TaskId, input: Input) -> Result<Acted> {
        self.task_command(actor, task, "complete_task", &input, || Command::CompleteTask(task))
    }

    fn task_command(
        &self,
        actor: &Actor,
        task: TaskId,
        operation: &str,
        input: &Input,
        command: impl Fn() -> Command,
    ) -> Result<Acted> {
        let now = self.now();
        write(self.store(), |store| {
            let key = (actor, operation, input.idempotency_key.as_deref());
            once(store, key, &json!({"task": task}), now, |store| {
                let request = store.request_of_task(task)?;
                let request = request.ok_or_else(|| Error::not_found("tâche", "task"))?;
                self.carry_out_on(store, actor, request, input, command())
            })
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

    fn carry_out_on(
        &self,
        store: &mut dyn Writing,
        actor: &Actor,
        request: RequestId,
        input: &Input,
        command: Command,
    ) -> Result<Acted> {
        let (request, agent) = visible_request(store, actor, &RequestKey::Id(request))?;
        if let Some(expected) = input.revision
            && expected != request.revision
        {
            return Err(stale(expected, request.revision));
        }
        let process = self.process_of(store, &request)?;
        let request = self.carry_out(store, &process, &request, command, (actor, agent.as_ref()))?;
        Ok(Acted::from(&request))
    }
}

/// A request that the actor may know of, and the agent that the actor is, if one.
fn visible_request(store: &dyn Writing, actor: &Actor, key: &RequestKey) -> Result<(Request, Option<Agent>)> {
    let agent = acting_agent(store, actor)?;
    match store.request(key)? {
        Some(request) if access(&request, actor, agent.as_ref()) != Access::None => Ok((request, agent)),
        _ => Err(Error::not_found("demande", "request")),
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
