//! Transitions: what moves a request from one status to another.

use std::sync::Arc;

use super::corrections::asked_of;
use super::course::{Course, Moment, evaluation_failed};
use super::process::{Action, Awaited, ComputedValue, Transition, Trigger};
use super::rights::{Access, may_perform};
use crate::definition::{Bilingual, Name, Reader};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Fields;
use crate::form::Mode;
use crate::request::{EventContent, GivenFile, Instant, StatusEntered, Values};

/// Automatic transitions that one command may cause.
const MOST_AUTOMATIC: usize = 32;

/// What the person who performs a transition gives with it: answers to its form, and the files among them.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub(super) values: Values,
    pub(super) files: Vec<GivenFile>,
}

impl Course<'_, '_> {
    /// A person performs a transition.
    pub(super) fn perform(&mut self, name: &Name, input: Values) -> Result<()> {
        self.require(Access::Applicant)?;
        let transition = self
            .find(|transition| transition.id == *name && matches!(transition.trigger, Trigger::By(_)))
            .ok_or_else(|| not_offered(name))?;
        if !may_perform(&transition, &self.request, self.context.actor, self.context.agent) {
            return Err(Error::forbidden());
        }
        if !self.allows(&transition, Moment::default())? {
            return Err(not_offered(name));
        }
        let by_an_agent = self.context.agent.is_some();
        if transition.amends {
            if asked_of(&self.request).is_empty() {
                return Err(not_offered(name));
            }
            self.amend(&input)?;
            return self.follow(&transition, Given::default(), None, by_an_agent);
        }
        let reader = if by_an_agent { Reader::Agent } else { Reader::Applicant };
        let report = transition.form.check(&input, &self.facts(Moment::default()), reader, Mode::Complete);
        if !report.faults.is_empty() {
            return Err(report.into_error());
        }
        let files = self.files_of(&transition.form, &report.answers)?;
        self.follow(&transition, Given { values: report.answers, files }, None, by_an_agent)
    }

    /// Time performs a transition. Says whether it could.
    pub(super) fn perform_in_time(&mut self, name: &Name, due: Instant) -> Result<bool> {
        let transition =
            self.find(|transition| transition.id == *name && matches!(transition.trigger, Trigger::After(_)));
        match transition {
            Some(transition) if self.allows(&transition, Moment::default())? => {
                self.follow(&transition, Given::default(), Some(due), false)?;
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Follows the first transition that waits for a signal. Says whether one did.
    pub(super) fn signal(&mut self, signal: &Awaited) -> Result<bool> {
        let Some(status) = self.status() else { return Ok(false) };
        for transition in &status.transitions {
            let awaited = matches!(&transition.trigger, Trigger::On(awaited) if awaited == signal);
            if awaited && self.allows(transition, Moment::default())? {
                self.follow(transition, Given::default(), None, false)?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a transition of the present status waits for a signal.
    pub(super) fn awaits(&self, signal: &Awaited) -> bool {
        self.find(|transition| matches!(&transition.trigger, Trigger::On(awaited) if awaited == signal))
            .is_some()
    }

    /// Follows automatic transitions until none holds.
    pub(super) fn settle(&mut self) -> Result<()> {
        for _ in 0..MOST_AUTOMATIC {
            let Some(transition) = self.automatic()? else { return Ok(()) };
            self.follow(&transition, Given::default(), None, false)?;
        }
        let message = Bilingual::new(
            "les transitions automatiques du circuit tournent en rond",
            "the circuit's automatic transitions go round in a circle",
        );
        Err(Error::new(ErrorCode::CircuitLoop, message))
    }

    fn automatic(&self) -> Result<Option<Arc<Transition>>> {
        let Some(status) = self.status() else { return Ok(None) };
        for transition in &status.transitions {
            if matches!(transition.trigger, Trigger::Auto) && self.allows(transition, Moment::default())? {
                return Ok(Some(Arc::clone(transition)));
            }
        }
        Ok(None)
    }

    fn find(&self, wanted: impl Fn(&Transition) -> bool) -> Option<Arc<Transition>> {
        self.status()?.transitions.iter().find(|transition| wanted(transition)).cloned()
    }

    fn allows(&self, transition: &Transition, moment: Moment<'_>) -> Result<bool> {
        match &transition.when {
            None => Ok(true),
            Some(when) => when.holds(&self.facts(moment)).map_err(|error| evaluation_failed(&error)),
        }
    }

    /// Leaves the present status by a transition. `done` tells the fate of the tasks that it opened.
    fn follow(
        &mut self,
        transition: &Transition,
        given: Given,
        due: Option<Instant>,
        done: bool,
    ) -> Result<()> {
        let moment = Moment {
            input: Some(Fields { form: &transition.form, values: &given.values }),
            ..Moment::default()
        };
        self.act(&transition.actions, moment)?;
        self.end_tasks(false, done);
        self.enter(&transition.to, Some(transition), given, due)
    }

    /// Enters a status: what it opens, starts and says.
    pub(super) fn enter(
        &mut self,
        name: &Name,
        by: Option<&Transition>,
        given: Given,
        due: Option<Instant>,
    ) -> Result<()> {
        let status = self.process.status(name).ok_or_else(|| Error::internal("a circuit lacks a status"))?;
        let Given { values, files } = given;
        let input_fields = by.map(|transition| Fields { form: &transition.form, values: &values });
        let moment = Moment { input: input_fields, ..Moment::default() };
        let left = by.map(|_| (self.request.status.clone(), self.request.state));
        if status.state.is_closed() {
            self.end_tasks(true, false);
        }
        let timers = self.timers(status)?;
        self.emit(EventContent::StatusEntered(StatusEntered {
            from: left.as_ref().map(|(status, _)| status.clone()),
            to: name.clone(),
            state: status.state,
            outcome: status.outcome,
            transition: by.map(|transition| transition.id.clone()),
            input: values.clone(),
            files,
            due,
            timers,
        }));
        self.act(&status.on_enter, moment)?;
        for task in &status.tasks {
            self.open_task(task, Some(name.clone()), moment)?;
        }
        self.communicate(by.map(|transition| &transition.id), left.map(|(_, state)| state), moment)
    }

    fn act(&mut self, actions: &[Action], moment: Moment<'_>) -> Result<()> {
        for action in actions {
            match action {
                Action::Set(values) => {
                    let mut computed = Vec::new();
                    for (name, value) in values {
                        let value = match value {
                            ComputedValue::Fixed(value) => value.to_json(),
                            ComputedValue::Computed(expression) => expression
                                .evaluate(&self.facts(moment))
                                .map_err(|error| evaluation_failed(&error))?
                                .to_json(),
                        };
                        computed.push((name.0.clone(), value));
                    }
                    self.set_data(computed)?;
                }
                Action::Assign { service, agent } => {
                    let service = self.text(service.as_ref(), moment)?.map(crate::definition::Id);
                    let agent = self.text(agent.as_ref(), moment)?;
                    self.put_in_charge(service, agent)?;
                }
                Action::OpenTask(task) => self.open_task(task, None, moment)?,
                Action::Push(operation) => self.push(operation, moment)?,
            }
        }
        Ok(())
    }
}

pub(super) fn not_offered(name: &Name) -> Error {
    let message = Bilingual::new(
        format!("la transition `{name}` n'est pas possible dans ce statut"),
        format!("the transition `{name}` is not possible in this status"),
    );
    Error::new(ErrorCode::TransitionNotOffered, message).at("/transition")
}
