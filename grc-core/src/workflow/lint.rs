//! What can be said of a circuit without running it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::process::{
    Action, Awaited, Destination, MessageModel, Performer, Process, Recipient, Status, TaskModel, Transition,
    Trigger,
};
use crate::definition::{Bilingual, Diagnostics, Name, Pointer};

impl Process {
    /// Tells faults and doubts of the compiled circuit: automatic transitions that never stop, calls whose
    /// failure leads nowhere, statuses that nothing reaches or leaves.
    pub fn lint(&self, diagnostics: &mut Diagnostics) {
        let at = &self.circuit_at;
        self.lint_automatic(at, diagnostics);
        self.lint_calls(at, diagnostics);
        self.lint_reach(at, diagnostics);
        self.lint_codes(at, diagnostics);
        self.lint_empty_names(diagnostics);
        for (name, status) in &self.statuses {
            lint_names(status.tasks.iter(), &status_at(at, name), diagnostics);
        }
        lint_names(self.opened_by_actions().into_iter(), at, diagnostics);
    }

    /// A circle of automatic transitions without conditions never stops.
    fn lint_automatic<'a>(&'a self, at: &Pointer, diagnostics: &mut Diagnostics) {
        let next = |name: &Name, previous: Option<&'a Name>| -> Option<&'a Name> {
            let automatic =
                self.status(name)?.transitions.iter().find(|one| matches!(one.trigger, Trigger::Auto))?;
            match &automatic.to {
                _ if automatic.when.is_some() => None,
                Destination::Status(name) => Some(name),
                Destination::Previous => previous,
            }
        };
        for start in self.statuses.keys() {
            let mut last = start;
            let mut reached = next(start, None);
            for _ in 0..self.statuses.len() {
                match reached {
                    // Told once, at the first of its statuses.
                    Some(name) if name == start => {
                        let message = Bilingual::new(
                            "ce statut revient à lui-même par des transitions automatiques sans condition",
                            "this status comes back to itself by automatic transitions without a condition",
                        );
                        diagnostics.fault(&status_at(at, start), "definition.automatic_loop", message);
                        return;
                    }
                    Some(name) => {
                        reached = next(name, Some(last));
                        last = name;
                    }
                    None => break,
                }
            }
        }
    }

    /// Each call has, in the status where its answer is awaited, an edge for its failure.
    fn lint_calls(&self, at: &Pointer, diagnostics: &mut Diagnostics) {
        for (name, status) in &self.statuses {
            let arriving = self
                .statuses
                .iter()
                .flat_map(|(from, other)| other.transitions.iter().map(move |transition| (from, transition)))
                .filter(|(from, transition)| self.may_lead(from, transition, name))
                .flat_map(|(_, transition)| &transition.actions);
            let calls: BTreeSet<&Name> = status
                .on_enter
                .iter()
                .chain(arriving)
                .chain(status.tasks.iter().flat_map(|task| task.actions()))
                .filter_map(pushed)
                .collect();
            for operation in calls.into_iter().filter(|operation| !expects_failure(status, operation)) {
                unhandled(operation, &status_at(at, name), diagnostics);
            }
        }
    }

    /// Each call of a task that an action opens, which may end in any status, has somewhere an edge for its failure. It is asked
    /// at publication alone: a version that was published before goes on.
    pub fn lint_loose_calls(&self, diagnostics: &mut Diagnostics) {
        let tasks = self.opened_by_actions().into_iter();
        let pushed: BTreeSet<&Name> = tasks.flat_map(|task| task.actions()).filter_map(pushed).collect();
        let is_expected =
            |operation: &&Name| self.statuses.values().any(|status| expects_failure(status, operation));
        for operation in pushed.into_iter().filter(|operation| !is_expected(operation)) {
            unhandled(operation, &self.circuit_at, diagnostics);
        }
    }

    /// Whether a transition of status `from` may lead to status `to`. One that goes back leads to each status that
    /// leads to `from`.
    fn may_lead(&self, from: &Name, transition: &Transition, to: &Name) -> bool {
        match &transition.to {
            Destination::Status(name) => name == to,
            Destination::Previous => self.status(to).is_some_and(|status| {
                status.transitions.iter().any(|one| one.to == Destination::Status(from.clone()))
            }),
        }
    }

    fn lint_reach(&self, at: &Pointer, diagnostics: &mut Diagnostics) {
        let mut reached = BTreeSet::from([&self.initial]);
        let mut to_visit = vec![&self.initial];
        while let Some(name) = to_visit.pop() {
            let exits = self.status(name).into_iter().flat_map(|status| &status.transitions);
            // One that goes back reaches nothing new: the request has been there.
            let statuses = exits.filter_map(|transition| match &transition.to {
                Destination::Status(name) => Some(name),
                Destination::Previous => None,
            });
            to_visit.extend(statuses.filter(|to| reached.insert(to)));
        }
        for (name, status) in &self.statuses {
            if !reached.contains(name) {
                let message = Bilingual::new(
                    "aucune transition ne mène à ce statut",
                    "no transition leads to this status",
                );
                diagnostics.warning(&status_at(at, name), "definition.unreachable_status", message);
            }
            if status.transitions.is_empty() && !status.state.is_closed() {
                let message = Bilingual::new(
                    "une demande qui arrive à ce statut n'en sort plus, et n'est pas close",
                    "a request that comes to this status never leaves it, and is not closed",
                );
                diagnostics.warning(&status_at(at, name), "definition.dead_end", message);
            }
        }
    }
}

impl Process {
    /// Another person confirms with a code that they were written: someone must write it.
    fn lint_codes(&self, at: &Pointer, diagnostics: &mut Diagnostics) {
        let mut told = BTreeSet::new();
        for (name, status) in &self.statuses {
            for transition in &status.transitions {
                let Trigger::By(performers) = &transition.trigger else { continue };
                for performer in performers {
                    let Performer::Party(role) = performer else { continue };
                    if self.messages().any(|message| gives_code_to(message, role)) || !told.insert(role) {
                        continue;
                    }
                    let message = Bilingual::new(
                        format!(
                            "aucun message ne donne à `party:{role}` le code sans lequel cette personne ne confirme rien : `{{{{ request.confirmation_code }}}}`"
                        ),
                        format!(
                            "no message gives `party:{role}` the code without which they confirm nothing: `{{{{ request.confirmation_code }}}}`"
                        ),
                    );
                    diagnostics.warning(&status_at(at, name), "definition.code_never_given", message);
                }
            }
        }
    }

    /// Every message that it may write: of its occasions, and of the actions of its circuit.
    fn messages(&self) -> impl Iterator<Item = &MessageModel> {
        let written = self.notices().into_iter().map(|placed| &placed.notice.message);
        self.communications.iter().map(|communication| &communication.message).chain(written)
    }
}

fn gives_code_to(message: &MessageModel, role: &Name) -> bool {
    let is_theirs = |recipient: &Recipient| matches!(recipient, Recipient::Party(known) if known == role);
    message.gives_code && message.to.iter().any(is_theirs)
}

/// A task is known by its name when it ends or is late: what follows must then be one thing.
fn lint_names<'a>(models: impl Iterator<Item = &'a Arc<TaskModel>>, at: &Pointer, faults: &mut Diagnostics) {
    let mut seen: BTreeMap<&Name, &TaskModel> = BTreeMap::new();
    for model in models {
        let Some(other) = seen.insert(&model.name, model) else { continue };
        if other.has_consequences() || model.has_consequences() {
            let message = Bilingual::new(
                format!(
                    "deux tâches s'appellent `{}`, et la fin ou le retard de l'une a des suites",
                    model.name
                ),
                format!(
                    "two tasks are called `{}`, and something follows from the end or delay of one",
                    model.name
                ),
            );
            faults.fault(at, "definition.duplicate_id", message);
        }
    }
}

fn pushed(action: &Action) -> Option<&Name> {
    match action {
        Action::Push(operation) => Some(operation),
        _ => None,
    }
}

fn unhandled(operation: &Name, at: &Pointer, diagnostics: &mut Diagnostics) {
    let message = Bilingual::new(
        format!(
            "l'échec de l'appel `{operation}` ne mène nulle part : ajoutez une transition `\"on\": \"push:{operation}:failed\"`"
        ),
        format!(
            "the failure of the call `{operation}` leads nowhere: add a transition `\"on\": \"push:{operation}:failed\"`"
        ),
    );
    diagnostics.fault(at, "definition.unhandled_failure", message);
}

fn expects_failure(status: &Status, operation: &Name) -> bool {
    status.transitions.iter().any(
        |transition| matches!(&transition.trigger, Trigger::On(Awaited::PushFailed(name, None)) if name == operation),
    )
}

fn status_at(circuit: &Pointer, name: &Name) -> Pointer {
    circuit.key("statuses").key(name.as_str())
}
