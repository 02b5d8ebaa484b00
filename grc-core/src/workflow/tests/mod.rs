#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

//! The circuit, on a catalogue written for it.

mod calls;
mod circuit;
mod claims;
mod communications;
mod connector;
mod links;
mod people;
mod properties;
mod publication;
mod returns;
mod tags;
mod tasks;
mod time;
mod wordings;

use std::cell::{Cell, RefCell};
use std::sync::Arc;

use serde_json::{Value as Json, json};
use uuid::Uuid;

use super::{
    Colleague, Command, Context, Decision, Files, Filing, OtherRequest, Process, Setting, TaskCommand,
};
use crate::definition::{Catalogue, Diagnostics, GivenLists, Id, Name, Origin, Pointer};
use crate::error::Result;
use crate::facts::Town;
use crate::options::compile_lists;
use crate::request::{
    Actor, Agent, Applicant, AttachedFile, Instant, Membership, Period, Provenance, Request, RequestId, Role,
    Submitted, Taken, Timer, TimerEffect, Values,
};

/// Monday 2 March 2026, 09:00 in Paris.
pub(super) fn monday() -> Instant {
    Instant::parse("2026-03-02T08:00:00Z").unwrap()
}

/// A catalogue of one procedure whose circuit is `workflow`.
pub(super) fn catalogue(workflow: Json, communications: Json) -> Json {
    json!({
        "settings": {"nom_commune": "Saint-Aubin", "courriel": "mairie@exemple.fr"},
        "services": [
            {"id": "accueil", "title": "Accueil", "email": "accueil@exemple.fr"},
            {"id": "finances", "title": "Finances"}
        ],
        "procedures": [{
            "id": "aide", "title": "Aide", "service": "accueil",
            "scenarios": [{
                "id": "en-ligne", "kind": "online", "title": "En ligne",
                "form": {"fields": [
                    {"id": "montant", "type": "integer", "label": "Montant", "required": true},
                    {"id": "urgent", "type": "boolean", "label": "Urgent"}
                ]},
                "workflow": workflow,
                "communications": communications
            }]
        }]
    })
}

/// A circuit with a bit of everything.
pub(super) fn full_circuit() -> Json {
    json!({
        "id": "complet",
        "data": {"fields": [
            {"id": "accorde", "type": "integer", "label": "Montant accordé", "visible_to": ["applicant", "reader"]},
            {"id": "note", "type": "text", "label": "Note"}
        ]},
        "initial": "recue",
        "statuses": {
            "recue": {"label": "Reçue", "state": "new",
                "tasks": [{"id": "lire", "title": "Lire {{ request.reference }}", "due": {"working_days": 2}}],
                "transitions": [
                    {"id": "tri", "to": "en_instruction", "auto": true, "when": "answers.urgent"},
                    {"id": "prendre", "label": "Prendre", "to": "en_instruction", "by": ["agent"]}]},
            "en_instruction": {"label": "En instruction", "state": "in_progress",
                "on_enter": [{"assign": {"agent": "lea"}}, {"set": {"note": "=request.reference ~ ' vue'"}}],
                "tasks": [{"id": "avis", "title": "Donner un avis", "service": "finances"},
                          {"id": "etude", "title": "Étudier"}],
                "transitions": [
                    {"id": "avis_rendus", "to": "a_decider", "on": "tasks:done"},
                    {"id": "paye", "to": "acceptee", "on": "signal:paye", "when": "answers.montant < 100"},
                    {"id": "attendre", "label": "Attendre", "to": "en_attente", "by": ["assignee", "agent@finances"],
                     "form": {"fields": [{"id": "pieces", "type": "text", "label": "Pièces", "required": true}]}}]},
            "en_attente": {"label": "En attente", "state": "on_hold",
                "transitions": [
                    {"id": "relance", "to": "classee", "after": "P1M"},
                    {"id": "petite_relance", "to": "classee", "after": "P7D", "when": "answers.montant < 10"},
                    {"id": "completer", "label": "Compléter", "to": "en_instruction", "by": ["applicant"]}]},
            "a_decider": {"label": "À décider", "state": "in_progress",
                "transitions": [
                    {"id": "accepter", "label": "Accepter", "to": "acceptee", "by": ["manager"],
                     "form": {"fields": [{"id": "somme", "type": "integer", "label": "Somme", "required": true}]},
                     "actions": [{"set": {"accorde": "=input.somme"}}]}]},
            "acceptee": {"label": "Acceptée", "state": "done", "outcome": "granted"},
            "classee": {"label": "Classée", "state": "cancelled", "outcome": "none"}
        },
        "anywhere": [{"id": "annuler", "label": "Annuler", "to": "classee", "by": ["applicant"]}]
    })
}

pub(super) fn compile(catalogue: &Json) -> (Option<Process>, Diagnostics) {
    let catalogue: Catalogue = serde_json::from_value(catalogue.clone()).unwrap();
    let mut faults = Diagnostics::new();
    let town = Arc::new(Town::compile(&catalogue, &mut faults));
    let procedure = &catalogue.procedures[0];
    let at = Pointer::root().key("procedures").index(0).key("scenarios").index(0);
    let lists = compile_lists(&catalogue.lists, &mut faults);
    let setting = Setting {
        catalogue: &catalogue,
        lists: &lists,
        town: &town,
        procedure,
        parties: &[],
        attachable: &[],
    };
    let process = Process::compile(&procedure.scenarios[0], setting, &at, &mut faults);
    if let Some(process) = &process {
        process.lint(&mut faults);
    }
    (process, faults)
}

/// The process of a correct catalogue.
pub(super) fn process(workflow: Json, communications: Json) -> Process {
    let (process, faults) = compile(&catalogue(workflow, communications));
    assert!(!faults.has_faults(), "{faults:?}");
    process.unwrap()
}

pub(super) fn codes(catalogue: &Json) -> Vec<String> {
    let (_, faults) = compile(catalogue);
    faults.as_slice().iter().map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
}

/// The people of the tests: Léa is an agent of the front desk, Marc its manager, Nora an agent of finances,
/// Rémi only reads, Ines has left.
pub(super) fn person(id: &str) -> Option<Agent> {
    let (service, role, active) = match id {
        "lea" => ("accueil", Role::Agent, true),
        "marc" => ("accueil", Role::Manager, true),
        "nora" => ("finances", Role::Agent, true),
        "remi" => ("accueil", Role::Reader, true),
        "ines" => ("accueil", Role::Manager, false),
        _ => return None,
    };
    let roles = vec![Membership { service: Id(service.to_owned()), role }];
    let email = Some(format!("{id}@exemple.fr"));
    Some(Agent { email, active, roles, ..Agent::new(id, id) })
}

/// Requests and the time that passes on them.
pub(super) struct Desk<'a> {
    pub(super) process: &'a Process,
    pub(super) now: Cell<Instant>,
    ids: Cell<u128>,
    /// What people attached.
    pub(super) files: RefCell<Vec<AttachedFile>>,
    /// Requests beside the one that is decided.
    pub(super) others: RefCell<Vec<Request>>,
    /// What agents have to do elsewhere.
    pub(super) loads: RefCell<Vec<(&'static str, u64)>>,
    /// What is known to be taken of scarce things.
    pub(super) claimed: RefCell<Vec<(String, Taken)>>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(process: &'a Process) -> Self {
        Self {
            process,
            now: Cell::new(monday()),
            ids: Cell::new(100),
            files: RefCell::default(),
            others: RefCell::default(),
            loads: RefCell::default(),
            claimed: RefCell::default(),
        }
    }

    fn colleagues_of(&self, service: &Id) -> Vec<Colleague> {
        let people = ["marc", "lea", "nora", "remi", "ines"].into_iter().filter_map(person);
        let concerned = people.filter(|agent| agent.roles[0].service == *service);
        let load =
            |id: &str| self.loads.borrow().iter().find(|(known, _)| *known == id).map_or(0, |one| one.1);
        concerned.map(|agent| Colleague { open_tasks: load(&agent.id), agent }).collect()
    }

    fn taken(&self, key: &str, period: Period) -> Vec<Taken> {
        let claimed = self.claimed.borrow();
        let found = claimed.iter().filter(|(known, taken)| known == key && taken.period.overlaps(period));
        found.map(|(_, taken)| *taken).collect()
    }

    fn run(
        &self,
        actor: &Actor,
        decide: impl FnOnce(&mut Context<'_>) -> Result<Decision>,
    ) -> Result<Decision> {
        let mut ids = || {
            self.ids.set(self.ids.get() + 1);
            Uuid::from_u128(self.ids.get())
        };
        let agent = actor.as_agent().and_then(person).filter(|agent| agent.active);
        let people = |id: &str| Ok(person(id));
        let requests = |other: OtherRequest<'_>| {
            let others = self.others.borrow();
            let found = others.iter().find(|request| match other {
                OtherRequest::Id(id) => request.id == id,
                OtherRequest::Reference(reference) => request.reference == reference,
            });
            Ok(found.cloned())
        };
        let colleagues = |service: &Id, _: RequestId| Ok(self.colleagues_of(service));
        let find = |id| Ok(self.files.borrow().iter().find(|known| known.file.id == id).cloned());
        let files = Files { find: &find, most_bytes: 1000 };
        let taken = |key: &str, period| Ok(self.taken(key, period));
        let mut context = Context {
            now: self.now.get(),
            actor,
            agent: agent.as_ref(),
            people: &people,
            requests: &requests,
            colleagues: &colleagues,
            files,
            taken: &taken,
            codes: &|| Ok("CODE".to_owned()),
            ids: &mut ids,
        };
        decide(&mut context)
    }

    pub(super) fn submit_for(&self, applicant: Applicant, answers: Json) -> Decision {
        self.try_submit(applicant, answers).unwrap()
    }

    pub(super) fn try_submit(&self, applicant: Applicant, answers: Json) -> Result<Decision> {
        let submitted = Submitted {
            request: RequestId(Uuid::from_u128(1)),
            reference: "2026-000001".into(),
            trial: false,
            tracking_code: "CODE".into(),
            procedure: Id("aide".into()),
            version: 1,
            scenario: Id("en-ligne".into()),
            origin: Origin::Portal,
            received_at: self.now.get(),
            language: self.process.language_for(&applicant),
            applicant_id: Some("usager".into()),
            profile: None,
            applicant,
            provenance: Provenance::new(),
            answers: object(answers),
            files: Vec::new(),
            parent: None,
            lists: GivenLists::new(),
            sectors: std::collections::BTreeMap::new(),
            service: Id("accueil".into()),
        };
        self.run(&usager(), |context| self.process.submit(Filing { submitted }, context))
    }

    pub(super) fn submit(&self, answers: Json) -> Request {
        self.submit_for(martin(), answers).request
    }

    pub(super) fn decide(&self, request: &Request, actor: &Actor, command: Command) -> Result<Decision> {
        self.run(actor, |context| self.process.decide(request, command, context))
    }

    /// The request after a command that must succeed.
    pub(super) fn after(&self, request: &Request, actor: &Actor, command: Command) -> Request {
        self.decide(request, actor, command).unwrap().request
    }

    pub(super) fn code(&self, request: &Request, actor: &Actor, command: Command) -> &'static str {
        self.decide(request, actor, command).unwrap_err().code().name()
    }
}

pub(super) fn martin() -> Applicant {
    let mut applicant = Applicant::anonymous(crate::definition::Audience::Citizen);
    applicant.identity = crate::definition::Identity::Contact;
    applicant.last_name = Some("Martin".into());
    applicant.email = Some("martin@exemple.fr".into());
    applicant
}

pub(super) fn usager() -> Actor {
    Actor::applicant("usager")
}

pub(super) fn perform(transition: &str, input: Json) -> Command {
    Command::Perform { transition: Name(transition.to_owned()), input: object(input) }
}

pub(super) fn object(json: Json) -> Values {
    json.as_object().unwrap().clone()
}

pub(super) fn take(task: crate::request::TaskId) -> Command {
    Command::Task(task, TaskCommand::Take)
}

pub(super) fn complete(task: crate::request::TaskId) -> Command {
    Command::Task(task, TaskCommand::Complete(Values::new()))
}

pub(super) fn types(decision: &Decision) -> Vec<&'static str> {
    decision.events.iter().map(|event| event.content.type_name()).collect()
}

pub(super) fn task(request: &Request, name: &str) -> crate::request::TaskId {
    request.open_tasks().find(|task| task.name.as_str() == name).expect("the task is open").id
}
