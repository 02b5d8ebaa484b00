//! Statuses and transitions, compiled.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::parties::PARTY;
use super::{Setting, closed, parties, timing, unknown, with_input};
use crate::definition::{
    self, AnywhereTransition, Bilingual, Catalogue, Diagnostics, Id, Literal, Name, Pointer, Workflow,
    WorkflowChoice,
};
use crate::expr::{Root, Scope, publication};
use crate::facts::{Town, names};
use crate::form::{Form, Surroundings};
use crate::request::FailureClass;
use crate::workflow::process::{
    Anchor, Awaited, Connector, ConsultationForms, Destination, Performer, Status, Transition, Trigger,
};

/// A circuit, where it stands, and what the scenario gives to its parameters.
pub(super) struct Located<'a> {
    pub(super) workflow: &'a Workflow,
    pub(super) at: Pointer,
    pub(super) with: &'a BTreeMap<Name, Literal>,
    pub(super) with_at: Pointer,
}

static NO_PARAMETERS: BTreeMap<Name, Literal> = BTreeMap::new();

/// The circuit that a scenario chose.
pub(super) fn locate<'a>(
    choice: &'a WorkflowChoice,
    catalogue: &'a Catalogue,
    scenario: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Located<'a>> {
    let at = scenario.key("workflow");
    match choice {
        WorkflowChoice::Own(workflow) => {
            Some(Located { workflow, with_at: at.clone(), at, with: &NO_PARAMETERS })
        }
        WorkflowChoice::Shared(shared) => {
            let id = shared.workflow.id();
            let found =
                catalogue.workflows.iter().enumerate().find(|(_, workflow)| workflow.id.as_str() == id);
            let Some((index, workflow)) = found else {
                let known = catalogue.workflows.iter().map(|workflow| workflow.id.as_str());
                unknown(("circuit", "workflow"), id, known, &at.key("use"), faults);
                return None;
            };
            let with_at = at.key("with");
            Some(Located {
                workflow,
                at: Pointer::root().key("workflows").index(index),
                with: &shared.with,
                with_at,
            })
        }
    }
}

/// What statuses are compiled against.
pub(super) struct Compiler<'a> {
    pub(super) scope: &'a Scope,
    pub(super) surroundings: Surroundings<'a>,
    pub(super) data: &'a Form,
    pub(super) town: &'a Town,
    pub(super) setting: Setting<'a>,
    pub(super) connector: Option<&'a Connector>,
    pub(super) consultation: &'a ConsultationForms,
}

impl Compiler<'_> {
    pub(super) fn statuses(&self, located: &Located<'_>, faults: &mut Diagnostics) -> BTreeMap<Name, Status> {
        let workflow = located.workflow;
        let names: BTreeSet<&Name> = workflow.statuses.keys().collect();
        require_status(&workflow.initial, &names, &located.at.key("initial"), faults);
        if workflow.statuses.get(&workflow.initial).is_some_and(|status| status.hidden) {
            let message = Bilingual::new(
                "le statut initial ne peut pas être caché au demandeur : il ne verrait rien d'autre",
                "the initial status cannot be hidden from the applicant: there is no other to show them",
            );
            faults.fault(&located.at.key("initial"), "definition.hidden_status", message);
        }
        let anywhere = self.anywhere(workflow, &names, &located.at, faults);
        workflow
            .statuses
            .iter()
            .map(|(name, status)| {
                let at = located.at.key("statuses").key(name.as_str());
                (name.clone(), self.status(name, status, &names, &anywhere, &at, faults))
            })
            .collect()
    }

    fn status<'d>(
        &self,
        name: &Name,
        status: &'d definition::Status,
        names: &BTreeSet<&Name>,
        anywhere: &[(&'d AnywhereTransition, Arc<Transition>)],
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Status {
        closed::check_status(status, at, faults);
        check_hidden(status, at, faults);
        let own = status.transitions.iter().enumerate().filter_map(|(index, transition)| {
            let at = at.key("transitions").index(index);
            closed::check_exit(transition, status.state.is_closed(), &at, faults);
            self.transition(transition, names, &at, faults).map(Arc::new)
        });
        let mut transitions: Vec<_> = own.collect();
        transitions.extend(
            anywhere
                .iter()
                .filter(|(definition, _)| leaves(definition, name, status))
                .map(|(_, transition)| Arc::clone(transition)),
        );
        let mut seen = BTreeSet::new();
        for transition in &transitions {
            if !seen.insert(&transition.id) {
                let message = Bilingual::new(
                    format!("deux transitions `{}` partent de ce statut", transition.id),
                    format!("two transitions `{}` leave this status", transition.id),
                );
                faults.fault(at, "definition.duplicate_id", message);
            }
        }
        let scope = with_input(self.scope, []);
        Status {
            label: status.label.clone(),
            state: status.state,
            outcome: status.outcome,
            hidden: status.hidden,
            on_enter: self.actions(&status.on_enter, &scope, &at.key("on_enter"), faults),
            tasks: status
                .tasks
                .iter()
                .enumerate()
                .filter_map(|(index, task)| {
                    self.task(task, &scope, &at.key("tasks").index(index), faults).map(Arc::new)
                })
                .collect(),
            transitions,
        }
    }

    fn anywhere<'d>(
        &self,
        workflow: &'d Workflow,
        names: &BTreeSet<&Name>,
        circuit: &Pointer,
        faults: &mut Diagnostics,
    ) -> Vec<(&'d AnywhereTransition, Arc<Transition>)> {
        let mut compiled = Vec::new();
        for (index, definition) in workflow.anywhere.iter().enumerate() {
            let at = circuit.key("anywhere").index(index);
            for (from, name) in definition.from.iter().flatten().enumerate() {
                let at = at.key("from").index(from);
                require_status(name, names, &at, faults);
                if let Some(status) = workflow.statuses.get(name) {
                    closed::check_exit(&definition.transition, status.state.is_closed(), &at, faults);
                }
            }
            if definition.from.is_none() {
                closed::check_exit(&definition.transition, definition.transition.reopens, &at, faults);
            }
            if let Some(transition) = self.transition(&definition.transition, names, &at, faults) {
                compiled.push((definition, Arc::new(transition)));
            }
        }
        compiled
    }

    fn transition(
        &self,
        definition: &definition::Transition,
        names: &BTreeSet<&Name>,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Transition> {
        let to = match definition.to.status() {
            None => Destination::Previous,
            Some(name) => {
                require_status(&name, names, &at.key("to"), faults);
                Destination::Status(name)
            }
        };
        let when = publication::condition(definition.when.as_deref(), self.scope, &at.key("when"), faults);
        let no_form = definition::Form::default();
        let form_definition = definition.form.as_ref().unwrap_or(&no_form);
        let by_a_party = definition.by.iter().flatten().any(|person| person.starts_with(PARTY));
        let for_others = names::of_a_confirmation(self.town);
        let surroundings = match by_a_party {
            true => Surroundings { scope: &for_others, ..self.surroundings },
            false => self.surroundings,
        };
        let form = match &definition.form {
            None => Form::from_fields(&[], Root::Input, &surroundings, at, faults),
            Some(_) => Form::compile(form_definition, Root::Input, &surroundings, &at.key("form"), faults),
        };
        let trigger = self.trigger(definition, at, faults);
        if definition.form.is_some() && !matches!(trigger, None | Some(Trigger::By(_))) {
            let message = Bilingual::new(
                "seule une transition déclenchée par une personne (`by`) peut avoir un formulaire",
                "only a transition that a person performs (`by`) may have a form",
            );
            faults.fault(&at.key("form"), "definition.form_without_person", message);
        }
        let cannot_amend = definition.by.is_none() || by_a_party;
        if definition.amends.is_some() && (cannot_amend || definition.form.is_some()) {
            faults.fault(&at.key("amends"), "definition.amends", misplaced_amends());
        }
        let scope = with_input(self.scope, [form.record()]);
        let actions = self.actions(&definition.actions, &scope, &at.key("actions"), faults);
        Some(Transition {
            id: definition.id.clone(),
            label: definition.label.clone(),
            to,
            trigger: trigger?,
            when,
            form,
            amends: definition.amends.is_some(),
            confirm: definition.confirm.clone(),
            actions,
        })
    }

    fn trigger(
        &self,
        definition: &definition::Transition,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<Trigger> {
        let definition::Transition { by, after, auto, on, .. } = definition;
        match (by, after, auto, on) {
            (Some(by), None, None, None) => {
                let performers = by
                    .iter()
                    .enumerate()
                    .filter_map(|(index, text)| self.performer(text, &at.key("by").index(index), faults));
                Some(Trigger::By(performers.collect()))
            }
            (None, Some(after), None, None) => {
                let at = at.key("after");
                let timing = timing::compile(after, self.scope, &at, faults)?;
                if matches!(timing.from, Anchor::Closure) {
                    let message = Bilingual::new(
                        "une demande close ne bouge pas avec le temps : seul un message peut partir après la clôture",
                        "a closed request is not moved by time: only a message may leave after the closure",
                    );
                    faults.fault(&at.key("from"), "definition.closed_status_moves", message);
                }
                Some(Trigger::After(timing))
            }
            (None, None, Some(true), None) => Some(Trigger::Auto),
            (None, None, None, Some(on)) => self.awaited(on, &at.key("on"), faults).map(Trigger::On),
            _ => {
                let message = Bilingual::new(
                    "une transition a un seul déclencheur : `by`, `after`, `\"auto\": true` ou `on`",
                    "a transition has exactly one trigger: `by`, `after`, `\"auto\": true` or `on`",
                );
                faults.fault(at, "definition.trigger", message);
                None
            }
        }
    }

    fn performer(&self, text: &str, at: &Pointer, faults: &mut Diagnostics) -> Option<Performer> {
        if let Some(role) = text.strip_prefix(PARTY) {
            return parties::named(role, self.setting.parties, at, faults).map(Performer::Party);
        }
        let (role, service) = match text.split_once('@') {
            Some((role, service)) => (role, Some(service)),
            None => (text, None),
        };
        if let Some(service) = service
            && self.town.service(service).is_none()
        {
            let known = self.town.services.iter().map(|service| service.id.as_str());
            unknown(("service", "service"), service, known, at, faults);
        }
        let service = service.map(|service| Id(service.to_owned()));
        match (role, &service) {
            ("applicant", None) => Some(Performer::Applicant),
            ("assignee", None) => Some(Performer::Assignee),
            ("agent", _) => Some(Performer::Agent(service)),
            ("manager", _) => Some(Performer::Manager(service)),
            _ => {
                unknown(
                    ("acteur", "person"),
                    text,
                    ["applicant", "agent", "manager", "assignee"],
                    at,
                    faults,
                );
                None
            }
        }
    }

    fn awaited(&self, text: &str, at: &Pointer, faults: &mut Diagnostics) -> Option<Awaited> {
        let parts: Vec<&str> = text.split(':').collect();
        match parts.as_slice() {
            ["tasks", "done"] => Some(Awaited::TasksDone),
            ["tasks", "any"] => Some(Awaited::TasksAny),
            ["tasks", "overdue"] => Some(Awaited::TasksOverdue),
            ["linked", "closed"] => Some(Awaited::LinkedClosed),
            ["linked", "any_closed"] => Some(Awaited::LinkedAnyClosed),
            ["main", "closed"] => Some(Awaited::MainClosed),
            ["signal", name] if !name.is_empty() => Some(Awaited::Signal(Name((*name).to_owned()))),
            ["push", operation, "done"] => self.operation(operation, at, faults).map(Awaited::PushDone),
            ["push", operation, end] if let Some(class) = failure(end) => {
                self.operation(operation, at, faults).map(|name| Awaited::PushFailed(name, class))
            }
            _ => {
                let message = Bilingual::new(
                    "un signal s'écrit `signal:nom`, `push:operation:done`, `push:operation:failed` (ou `refused`, `unavailable`, `unreadable`), `tasks:done`, `tasks:any`, `tasks:overdue`, `linked:closed`, `linked:any_closed` ou `main:closed`",
                    "a signal is written `signal:name`, `push:operation:done`, `push:operation:failed` (or `refused`, `unavailable`, `unreadable`), `tasks:done`, `tasks:any`, `tasks:overdue`, `linked:closed`, `linked:any_closed` or `main:closed`",
                );
                faults.fault(at, "definition.signal", message);
                None
            }
        }
    }
}

/// The class of failure that a signal names, `None` for all those that have no transition of their own.
fn failure(end: &str) -> Option<Option<FailureClass>> {
    match end {
        "failed" => Some(None),
        _ => FailureClass::ALL.into_iter().find(|class| class.name() == end).map(Some),
    }
}

fn leaves(definition: &AnywhereTransition, name: &Name, status: &definition::Status) -> bool {
    match &definition.from {
        Some(from) => from.contains(name),
        None => {
            status.state.is_closed() == definition.transition.reopens
                && definition.transition.to.status().as_ref() != Some(name)
        }
    }
}

fn require_status(name: &Name, names: &BTreeSet<&Name>, at: &Pointer, faults: &mut Diagnostics) {
    if !names.contains(name) {
        unknown(("statut", "status"), name.as_str(), names.iter().map(|name| name.as_str()), at, faults);
    }
}

/// Whoever asked must learn how it ended.
fn check_hidden(status: &definition::Status, at: &Pointer, faults: &mut Diagnostics) {
    if status.hidden && status.state.is_closed() {
        let message = Bilingual::new(
            "un statut clos ne peut pas être caché au demandeur",
            "a closed status cannot be hidden from the applicant",
        );
        faults.fault(&at.key("hidden"), "definition.hidden_status", message);
    }
}

fn misplaced_amends() -> Bilingual {
    Bilingual::new(
        "qui fait la demande (`by`) corrige ce qui lui est demandé, et ne répond alors à aucun autre formulaire",
        "whoever made the request (`by`) amends what they are asked, and then answers no other form",
    )
}
