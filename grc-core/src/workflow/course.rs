//! A decision in the making: the request as the events decided so far leave it.

use uuid::Uuid;

use super::apply;
use super::claims::Wanted;
use super::files::{FileCheck, Files, Giver, check_files};
use super::links::{Counterpart, Moves, OtherRequest};
use super::process::{ComputedText, ComputedValue, Process, Status};
use super::tasks::Colleague;
use super::timers::Dues;
use crate::definition::{Bilingual, Id, Language, Origin};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::{Environment, EvaluationError, Value};
use crate::facts::{Facts, Fields};
use crate::form::Form;
use crate::request::{
    Actor, Agent, Applicant, Event, EventContent, GivenFile, Instant, MessageId, Outgoing, OutgoingContent,
    Period, Request, RequestId, Taken, Values,
};

/// What a decision may know beside the request.
pub struct Context<'a> {
    /// The instant.
    pub now: Instant,
    /// Who acts.
    pub actor: &'a Actor,
    /// The agent who acts, when one does, with the roles that the store gives them.
    pub agent: Option<&'a Agent>,
    /// Other agents, by id.
    pub people: &'a dyn Fn(&str) -> Result<Option<Agent>>,
    /// Other requests.
    pub requests: &'a dyn Fn(OtherRequest<'_>) -> Result<Option<Request>>,
    /// The agents of a service, with what they have to do beside a request.
    pub colleagues: &'a dyn Fn(&Id, RequestId) -> Result<Vec<Colleague>>,
    /// Files that people attached.
    pub files: Files<'a>,
    /// What is taken of the thing of that key in a period, by all requests.
    pub taken: &'a dyn Fn(&str, Period) -> Result<Vec<Taken>>,
    /// A fresh code that nobody guesses.
    pub codes: &'a dyn Fn() -> Result<String>,
    /// Fresh identifiers, in order of time.
    pub ids: &'a mut dyn FnMut() -> Uuid,
}

/// What a command does to a request: the events that tell it, the request that they leave, what is sent.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The request, after the events.
    pub request: Request,
    /// The events.
    pub events: Vec<Event>,
    /// What is sent.
    pub outgoing: Vec<Outgoing>,
    /// What is to be recorded on other requests, in the same transaction.
    pub counterparts: Vec<Counterpart>,
}

/// A decision in the making.
///
/// INVARIANT (fold): `request` is always the fold of its history followed by `events`: each event
/// is applied as soon as it is decided, so that conditions and texts see what came before.
pub(super) struct Course<'a, 'c> {
    pub(super) process: &'a Process,
    pub(super) request: Request,
    pub(super) events: Vec<Event>,
    pub(super) outgoing: Vec<Outgoing>,
    pub(super) counterparts: Vec<Counterpart>,
    pub(super) moves: Moves,
    /// What the request should have of scarce things, when it was last looked at.
    pub(super) wanted: Vec<Wanted<'a>>,
    /// The colleague for whom the agent acts, when they stand in for one who is away.
    pub(super) on_behalf_of: Option<String>,
    pub(super) context: &'a mut Context<'c>,
    /// When what time does was due before answers or data changed, if they did in the present status.
    pub(super) timers_before: Option<Dues>,
}

/// What is known only at one moment of a decision.
#[derive(Clone, Copy, Default)]
pub(super) struct Moment<'a> {
    pub(super) input: Option<Fields<'a>>,
    pub(super) item: Option<&'a Value>,
    pub(super) response: Option<&'a serde_json::Value>,
    pub(super) response_status: Option<u16>,
    pub(super) signal: Option<&'a serde_json::Value>,
    /// Whether it is to be told outside the town hall.
    pub(super) is_told_outside: bool,
    /// The agent who signs.
    pub(super) signer: Option<&'a Agent>,
    /// The code that is given to whoever is written to.
    pub(super) confirmation_code: Option<&'a str>,
}

impl<'a, 'c> Course<'a, 'c> {
    pub(super) fn new(process: &'a Process, request: Request, context: &'a mut Context<'c>) -> Self {
        Self {
            process,
            request,
            events: Vec::new(),
            outgoing: Vec::new(),
            counterparts: Vec::new(),
            moves: Moves::default(),
            wanted: Vec::new(),
            on_behalf_of: None,
            context,
            timers_before: None,
        }
    }

    pub(super) fn finish(self) -> Decision {
        let Self { request, events, outgoing, counterparts, .. } = self;
        Decision { request, events, outgoing, counterparts }
    }

    /// Decides an event, and applies it.
    pub(super) fn emit(&mut self, content: EventContent) {
        let event = Event {
            sequence: self.request.sequence.saturating_add(1),
            at: self.context.now,
            actor: self.context.actor.clone(),
            on_behalf_of: self.on_behalf_of.clone(),
            content,
        };
        apply(&mut self.request, &event);
        self.moves.note(&event.content);
        self.events.push(event);
    }

    /// The files among what a person answers to a transition's form, and what is wrong with others.
    ///
    /// # Errors
    /// Those of the look-up.
    pub(super) fn files_of(&self, form: &Form, answers: &Values) -> Result<FileCheck> {
        let Context { now, actor, agent, .. } = *self.context;
        let giver = Giver { actor, agent, now, request: Some((self.process, &self.request)) };
        check_files(form, answers, &giver, &self.context.files)
    }

    /// Puts something in the outbox.
    pub(super) fn send(&mut self, id: MessageId, due: Instant, content: OutgoingContent) {
        self.outgoing.push(Outgoing { id, due, content });
    }

    pub(super) fn fresh_id(&mut self) -> Uuid {
        (self.context.ids)()
    }

    /// What expressions and texts may know at this moment.
    pub(super) fn facts<'f>(&'f self, moment: Moment<'f>) -> Facts<'f> {
        self.process.facts_at(&self.request, self.context.now, moment)
    }

    /// The compiled status in which the request is.
    pub(super) fn status(&self) -> Option<&'a Status> {
        self.process.status(&self.request.status)
    }

    /// Fills processing data with the values that differ from those it holds.
    ///
    /// # Errors
    /// `evaluation_failed` for a value that its field does not accept.
    pub(super) fn set_data(
        &mut self,
        values: impl IntoIterator<Item = (String, serde_json::Value)>,
    ) -> Result<()> {
        self.set_data_with(values, Vec::new())
    }

    /// The same, with the files among those values that come with them.
    pub(super) fn set_data_with(
        &mut self,
        values: impl IntoIterator<Item = (String, serde_json::Value)>,
        files: Vec<GivenFile>,
    ) -> Result<()> {
        let mut changed = Values::new();
        for (name, value) in values {
            let stored = self.process.data.computed(&name, &value, &self.facts(Moment::default()));
            let stored = stored.ok_or_else(|| not_accepted(&name))?;
            if *self.request.data.get(&name).unwrap_or(&serde_json::Value::Null) != stored {
                changed.insert(name, stored);
            }
        }
        if !changed.is_empty() {
            self.remember_timers()?;
            self.emit(EventContent::DataSet { files, values: changed });
        }
        Ok(())
    }
}

impl Process {
    /// What is known before a request is filed.
    pub fn facts_before<'a>(&'a self, applicant: &'a Applicant, origin: Origin, now: Instant) -> Facts<'a> {
        Facts { origin, applicant: Some(applicant), ..Facts::new(&self.town, &self.procedure, now) }
    }

    /// What is known of a request at one moment.
    pub(super) fn facts_at<'a>(
        &'a self,
        request: &'a Request,
        now: Instant,
        moment: Moment<'a>,
    ) -> Facts<'a> {
        let shown = request.shown.as_ref().filter(|_| moment.is_told_outside);
        let status = self.status(shown.map_or(&request.status, |shown| &shown.status));
        let status_label = status.map(|status| status.label.get(request.language)).unwrap_or_default();
        Facts {
            status_label,
            is_told_outside: moment.is_told_outside,
            signer: moment.signer,
            confirmation_code: moment.confirmation_code,
            input: moment.input,
            item: moment.item,
            response: moment.response,
            response_status: moment.response_status,
            signal: moment.signal,
            ..self.facts(request, now)
        }
    }

    /// What is known of a request, without the moment's own knowledge.
    pub fn facts<'a>(&'a self, request: &'a Request, now: Instant) -> Facts<'a> {
        Facts {
            origin: request.origin,
            applicant: Some(&request.applicant),
            request: Some(request),
            answers: Some(Fields { form: &self.form, values: &request.answers }),
            data: Some(Fields { form: &self.data, values: &request.data }),
            parameters: Some(&self.parameters),
            ..Facts::new(&self.town, &self.procedure, now)
        }
    }
}

fn not_accepted(field: &str) -> Error {
    let message = Bilingual::new(
        format!("la valeur calculée pour la donnée `{field}` n'est pas de celles qu'elle accepte"),
        format!("the value computed for the data `{field}` is not one that it accepts"),
    );
    Error::new(ErrorCode::EvaluationFailed, message)
}

impl ComputedValue {
    /// What it is at this moment.
    pub(super) fn value(&self, facts: &dyn Environment) -> Result<Value> {
        match self {
            Self::Fixed(value) => Ok(value.clone()),
            Self::Computed(expression) => {
                expression.evaluate(facts).map_err(|error| evaluation_failed(&error))
            }
        }
    }
}

impl ComputedText {
    /// What it is at this moment; `None` when it computes nothing.
    pub(super) fn text(&self, facts: &dyn Environment) -> Result<Option<String>> {
        match self {
            Self::Fixed(text) => Ok(Some(text.clone())),
            Self::Computed(expression) => {
                match expression.evaluate(facts).map_err(|error| evaluation_failed(&error))? {
                    Value::Text(text) => Ok(Some(text.to_string())),
                    _ => Ok(None),
                }
            }
        }
    }
}

/// The failure of an expression, told without any value.
pub(super) fn evaluation_failed(error: &EvaluationError) -> Error {
    Error::new(
        ErrorCode::EvaluationFailed,
        Bilingual::new(error.message(Language::French), error.message(Language::English)),
    )
}
