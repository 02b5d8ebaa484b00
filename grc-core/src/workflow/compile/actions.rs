//! What is done on the way, compiled.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::circuit::Compiler;
use super::{communications, unknown, values};
use crate::definition::{self, Bilingual, Diagnostics, Literal, Name, Notification, Pointer};
use crate::expr::Scope;
use crate::workflow::process::{Action, ComputedText, Notice};

impl Compiler<'_> {
    pub(super) fn operation(&self, name: &str, at: &Pointer, faults: &mut Diagnostics) -> Option<Name> {
        let Some(connector) = self.connector else {
            let message = Bilingual::new(
                "ce scénario n'a pas d'application métier : il doit être du genre `api`",
                "this scenario has no business application: it must be of kind `api`",
            );
            faults.fault(at, "definition.no_connector", message);
            return None;
        };
        match connector.operations.keys().find(|known| known.as_str() == name) {
            Some(name) => Some(name.clone()),
            None => {
                let known = connector.operations.keys().map(Name::as_str);
                unknown(("opération", "operation"), name, known, at, faults);
                None
            }
        }
    }

    pub(super) fn actions(
        &self,
        definitions: &[definition::Action],
        scope: &Scope,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Vec<Action> {
        let compiled = definitions.iter().enumerate().filter_map(|(index, action)| {
            let at = at.index(index);
            match action {
                definition::Action::Set(values) => Some(self.set(values, scope, &at.key("set"), faults)),
                definition::Action::Assign(assignment) => {
                    let at = at.key("assign");
                    let service = assignment.service.as_ref();
                    let agent = assignment.agent.as_ref();
                    Some(Action::Assign {
                        service: service
                            .and_then(|text| self.service(text, scope, &at.key("service"), faults)),
                        agent: agent.and_then(|text| values::text(text, scope, &at.key("agent"), faults)),
                    })
                }
                definition::Action::OpenTask(task) => self
                    .task(task, scope, &at.key("open_task"), faults)
                    .map(|task| Action::OpenTask(Arc::new(task))),
                definition::Action::Release(release) => {
                    let key = release.key.as_ref();
                    let at = at.key("release").key("key");
                    Some(Action::Release(key.and_then(|key| values::text(key, scope, &at, faults))))
                }
                definition::Action::Push(name) => {
                    self.operation(name, &at.key("push"), faults).map(Action::Push)
                }
                definition::Action::Notify(notification) => {
                    let Notification { id, kind, message } = notification.as_ref();
                    let at = at.key("notify");
                    let message = communications::message(*kind, message, self.setting, scope, &at, faults);
                    message.map(|message| Action::Notify(Box::new(Notice { id: id.clone(), message })))
                }
                definition::Action::Tag(tags) => Some(Action::Tag(tags.clone())),
                definition::Action::Untag(tags) => Some(Action::Untag(tags.clone())),
                definition::Action::CreateRequest(creation) => {
                    super::links::creation(creation, scope, &at.key("create_request"), faults)
                        .map(Action::CreateRequest)
                }
                definition::Action::Link(link) => {
                    let to = values::text(&link.to, scope, &at.key("link").key("to"), faults);
                    to.map(|to| Action::Link { to, kind: link.kind })
                }
            }
        });
        compiled.collect()
    }

    fn set(
        &self,
        values: &BTreeMap<Name, Literal>,
        scope: &Scope,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Action {
        let record = self.data.record();
        let mut compiled = Vec::new();
        for (name, literal) in values {
            let at = at.key(name.as_str());
            match record.get(name.as_str()) {
                None => {
                    let known = record.iter().map(|(name, _)| name);
                    unknown(("donnée de traitement", "processing data"), name.as_str(), known, &at, faults);
                }
                Some(ty) => compiled.extend(
                    values::value(literal, ty, scope, &at, faults).map(|value| (name.clone(), value)),
                ),
            }
        }
        Action::Set(compiled)
    }

    /// A service written as it is must exist; a computed one is checked when it is used.
    pub(super) fn service(
        &self,
        text: &definition::Computed,
        scope: &Scope,
        at: &Pointer,
        faults: &mut Diagnostics,
    ) -> Option<ComputedText> {
        if text.expression().is_none() && self.town.service(&text.0).is_none() {
            let known = self.town.services.iter().map(|service| service.id.as_str());
            unknown(("service", "service"), &text.0, known, at, faults);
        }
        values::text(text, scope, at, faults)
    }
}
