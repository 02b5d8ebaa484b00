//! Tasks, compiled: their forms and what follows from them.

use super::circuit::Compiler;
use super::{values, with_input};
use crate::definition::{
    self, Bilingual, Diagnostics, Pointer, TaskAgent as Agent, TaskDefinition, TaskDue as Due, TaskKind,
};
use crate::expr::{Root, Scope, Type, publication};
use crate::form::{Form, Surroundings};
use crate::workflow::process::{ConsultationForms, TaskAgent, TaskDue, TaskModel};

impl Compiler<'_> {
    pub(super) fn task(
        &self,
        definition: &TaskDefinition,
        scope: &Scope,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<TaskModel> {
        let title = definition.title.get(self.town.language);
        let form = self.form_of(definition, at, faults);
        let asked = match definition.kind {
            TaskKind::Work => form.record(),
            TaskKind::Opinion => self.consultation.answer.record(),
        };
        let after = with_input(self.scope, [asked]);
        let late = with_input(self.scope, []);
        if !definition.overdue.is_empty() && definition.due.is_none() {
            let message = Bilingual::new(
                "cette tâche n'a pas d'échéance : elle ne sera jamais en retard",
                "this task has no due date: it will never be late",
            );
            faults.fault(&at.key("overdue"), "definition.overdue_without_due", message);
        }
        Some(TaskModel {
            name: definition.id.clone(),
            kind: definition.kind,
            service: definition
                .service
                .as_ref()
                .and_then(|text| self.service(text, scope, &at.key("service"), faults)),
            agent: definition
                .agent
                .as_ref()
                .and_then(|agent| agent_of(agent, scope, &at.key("agent"), faults)),
            due: definition.due.as_ref().and_then(|due| due_of(due, scope, &at.key("due"), faults)),
            form,
            on_done: self.actions(&definition.on_done, &after, &at.key("on_done"), faults),
            overdue: self.actions(&definition.overdue, &late, &at.key("overdue"), faults),
            title: publication::template(title, scope, &at.key("title"), faults)?,
        })
    }

    fn form_of(&self, definition: &TaskDefinition, at: &Pointer, faults: &mut Diagnostics) -> Form {
        let Some(form) = &definition.form else {
            return Form::from_fields(&[], Root::Input, &self.surroundings, at, faults);
        };
        let at = at.key("form");
        if definition.kind == TaskKind::Opinion {
            let message = Bilingual::new(
                "un avis a son propre formulaire (`opinion`, `answer`, `attachment`)",
                "an opinion has its own form (`opinion`, `answer`, `attachment`)",
            );
            faults.fault(&at, "definition.form_of_opinion", message);
        }
        Form::compile(form, Root::Input, &self.surroundings, &at, faults)
    }
}

fn agent_of(agent: &Agent, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<TaskAgent> {
    match agent {
        Agent::Named(text) => values::text(text, scope, at, faults).map(TaskAgent::Named),
        Agent::ByLoad(load) if load.least_loaded => Some(TaskAgent::LeastLoaded),
        Agent::ByLoad(_) => {
            let message = Bilingual::new(
                "`least_loaded` est `true`, ou absent",
                "`least_loaded` is `true`, or left out",
            );
            faults.fault(&at.key("least_loaded"), "definition.least_loaded", message);
            None
        }
    }
}

fn due_of(due: &Due, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<TaskDue> {
    let date = match due {
        Due::Within(delay) => return values::delay(delay, scope, at, faults).map(TaskDue::Within),
        Due::On(date) => &date.date,
    };
    let at = at.key("date");
    let Some(source) = date.expression() else {
        let message = Bilingual::new(
            "une expression est attendue, précédée de `=`",
            "an expression is expected, after `=`",
        );
        faults.fault(&at, "definition.not_computed", message);
        return None;
    };
    let compiled = publication::computed(source, scope, None, &at, faults)?;
    if !matches!(compiled.result_type(), Type::Date | Type::DateTime | Type::Null) {
        let message = Bilingual::new("une date est attendue", "a date is expected");
        faults.fault(&at, "definition.wrong_type", message);
    }
    Some(TaskDue::On(compiled))
}

/// The forms of consultations, the same for every circuit.
pub(super) fn consultation(surroundings: &Surroundings<'_>) -> ConsultationForms {
    let compile = |fields| own_form(fields, surroundings);
    ConsultationForms { question: compile(question()), answer: compile(answer()) }
}

/// A form of the engine's own, which no definition can put at fault.
pub(super) fn own_form(fields: serde_json::Value, surroundings: &Surroundings<'_>) -> Form {
    let fields: Vec<definition::Field> = serde_json::from_value(fields).unwrap_or_default();
    Form::from_fields(&fields, Root::Input, surroundings, &Pointer::root(), &mut Diagnostics::new())
}

fn attachment() -> serde_json::Value {
    serde_json::json!({"id": "attachment", "type": "file", "visible_to": ["agent"],
        "label": {"fr": "Pièce jointe", "en": "Attachment"}})
}

fn question() -> serde_json::Value {
    serde_json::json!([
        {"id": "question", "type": "textarea", "required": true, "max_length": 5000, "visible_to": ["agent"],
            "label": {"fr": "Question", "en": "Question"}},
        attachment()
    ])
}

fn answer() -> serde_json::Value {
    serde_json::json!([
        {"id": "opinion", "type": "choice", "required": true, "visible_to": ["agent"],
            "label": {"fr": "Avis", "en": "Opinion"},
            "options": [
                {"value": "favourable", "label": {"fr": "favorable", "en": "favourable"}},
                {"value": "unfavourable", "label": {"fr": "défavorable", "en": "unfavourable"}},
                {"value": "reserved", "label": {"fr": "réservé", "en": "reserved"}},
                {"value": "none", "label": {"fr": "sans avis", "en": "no opinion"}}
            ]},
        {"id": "answer", "type": "textarea", "max_length": 5000, "visible_to": ["agent"],
            "label": {"fr": "Réponse", "en": "Answer"}},
        attachment()
    ])
}
