//! Transitions: what moves a request from one status to another.

use std::sync::Arc;

use super::corrections::asked_of;
use super::course::{Course, Moment, evaluation_failed};
use super::files::FileCheck;
use super::process::{Action, Awaited, Destination, Status, Transition, Trigger};
use super::rights::{Access, may_perform};
use crate::definition::{Bilingual, Name, Reader, State};
use crate::error::{Error, ErrorCode, Result};
use crate::facts::Fields;
use crate::form::{Form, Mode};
use crate::request::{EventContent, GivenFile, Instant, StatusEntered, Values};

/// Automatic transitions that one command may cause.
const MOST_AUTOMATIC: usize = 32;

/// Statuses to which a request may go back, one after the other.
const LONGEST_TRAIL: usize = 16;

/// The entry of a request into a status.
pub(super) struct Arrival<'a> {
    pub(super) status: &'a Status,
    pub(super) name: &'a Name,
    /// The transition followed; none at the beginning.
    pub(super) transition: Option<&'a Name>,
    /// The state before; none at the beginning.
    pub(super) left: Option<State>,
}

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
            .ok_or_else(|| self.not_there(name))?;
        if !may_perform(&transition, &self.request, self.context.actor, self.context.agent) {
            return Err(self.not_theirs(name));
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
        let reader = self.access().performer().unwrap_or(Reader::Applicant);
        let given = self.answered(&transition.form, &input, reader)?;
        self.follow(&transition, given, None, by_an_agent)
    }

    /// What a person answers to a form on the way, and the files among it.
    ///
    /// # Errors
    /// `invalid_answers` with every fault, in the form's order.
    pub(super) fn answered(&self, form: &Form, input: &Values, reader: Reader) -> Result<Given> {
        let mut report = form.check(input, &self.facts(Moment::default()), reader, Mode::Complete);
        let FileCheck { files, faults } = self.files_of(form, &report.answers)?;
        form.insert_in_order(&mut report.faults, faults);
        match report.faults.is_empty() {
            true => Ok(Given { values: report.answers, files }),
            false => Err(report.into_error()),
        }
    }

    /// The refusal of a transition that the status has and the actor may not perform. Of a status that is hidden from
    /// them an applicant learns nothing: they are answered as in the one that they are shown.
    fn not_theirs(&self, name: &Name) -> Error {
        match self.shown_status() {
            Some(shown) if !shown.offers(name) => not_offered(name),
            _ => Error::forbidden(),
        }
    }

    /// The refusal of a transition that the status does not have.
    fn not_there(&self, name: &Name) -> Error {
        match self.shown_status() {
            Some(shown) if shown.offers(name) => Error::forbidden(),
            _ => not_offered(name),
        }
    }

    /// The status that an applicant is shown in place of the present one.
    fn shown_status(&self) -> Option<&Status> {
        let shown = self.request.shown.as_ref().filter(|_| self.access() == Access::Applicant)?;
        self.process.status(&shown.status)
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

    /// Follows automatic transitions, and those for which linked requests have done their part, until none holds; claims
    /// what the request should have.
    pub(super) fn settle(&mut self) -> Result<()> {
        for _ in 0..MOST_AUTOMATIC {
            self.follow_claims()?;
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
            let may = matches!(transition.trigger, Trigger::Auto) || self.linked_ones_allow(transition);
            if may && self.allows(transition, Moment::default())? {
                return Ok(Some(Arc::clone(transition)));
            }
        }
        Ok(None)
    }

    pub(super) fn find(&self, wanted: impl Fn(&Transition) -> bool) -> Option<Arc<Transition>> {
        self.status()?.transitions.iter().find(|transition| wanted(transition)).cloned()
    }

    pub(super) fn allows(&self, transition: &Transition, moment: Moment<'_>) -> Result<bool> {
        if transition.destination(&self.request).is_none() {
            return Ok(false);
        }
        match &transition.when {
            None => Ok(true),
            Some(when) => when.holds(&self.facts(moment)).map_err(|error| evaluation_failed(&error)),
        }
    }

    /// Leaves the present status by a transition. `done` tells the fate of the tasks that it opened.
    pub(super) fn follow(
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
        let to = transition.destination(&self.request).cloned();
        let to = to.ok_or_else(|| Error::internal("a transition leads nowhere"))?;
        self.act(&transition.actions, moment)?;
        self.end_tasks(false, done);
        self.enter(&to, Some(transition), given, due)
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
        let arrival = Arrival {
            status,
            name,
            transition: by.map(|transition| &transition.id),
            left: left.as_ref().map(|(_, state)| *state),
        };
        let timers = self.timers(&arrival)?;
        let trail = self.trail(name, by);
        self.emit(EventContent::StatusEntered(StatusEntered {
            called_upon: status.called_upon(),
            from: left.as_ref().map(|(status, _)| status.clone()),
            to: name.clone(),
            state: status.state,
            outcome: status.outcome,
            transition: by.map(|transition| transition.id.clone()),
            input: values.clone(),
            files,
            due,
            hidden: status.hidden,
            timers,
            trail,
        }));
        self.timers_before = None;
        let closed_before = arrival.left.is_some_and(State::is_closed);
        if closed_before && !status.state.is_closed() && self.request.external_id.is_some() {
            self.start_polling()?;
        }
        self.tell_linked(arrival.left);
        self.act(&status.on_enter, moment)?;
        for task in &status.tasks {
            self.open_task(task, Some(name.clone()), moment)?;
        }
        self.communicate(&arrival, moment)
    }

    /// Where `@previous` goes back from a status, entered by a transition.
    fn trail(&self, entered: &Name, by: Option<&Transition>) -> Vec<Name> {
        let Some(by) = by.filter(|_| self.process.goes_back) else { return Vec::new() };
        let mut trail = self.request.trail.clone();
        if by.to == Destination::Previous {
            trail.pop();
        } else if *entered != self.request.status {
            trail.push(self.request.status.clone());
            trail.drain(..trail.len().saturating_sub(LONGEST_TRAIL));
        }
        trail
    }

    pub(super) fn act(&mut self, actions: &[Action], moment: Moment<'_>) -> Result<()> {
        for action in actions {
            match action {
                Action::Set(values) => {
                    let mut computed = Vec::new();
                    for (name, value) in values {
                        computed.push((name.0.clone(), value.value(&self.facts(moment))?.to_json()));
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
                Action::Notify(notice) => self.write(&notice.message, moment)?,
                Action::Tag(tags) => self.put_tags(tags.iter().cloned()),
                Action::Untag(tags) => self.take_off_tags(tags.iter().cloned()),
                Action::CreateRequest(model) => self.create_requests(model, moment)?,
                Action::Link { to, kind } => self.link_to(to, *kind, moment)?,
                Action::Release(None) => _ = self.release(None),
                Action::Release(Some(key)) => {
                    if let Some(key) = key.text(&self.facts(moment))? {
                        self.release(Some(&key));
                    }
                }
            }
        }
        Ok(())
    }
}

/// The failure of a transition that nobody, or not this actor, may perform now.
pub fn not_offered(name: &Name) -> Error {
    let message = Bilingual::new(
        format!("la transition `{name}` n'est pas possible dans ce statut"),
        format!("the transition `{name}` is not possible in this status"),
    );
    Error::new(ErrorCode::TransitionNotOffered, message).at("/transition")
}
