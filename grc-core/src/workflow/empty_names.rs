//! Names that a message writes, and that nothing can have a value for at the moment when it is written.

use std::collections::BTreeSet;

use super::process::{Communication, Occasion, Process, Status};
use crate::definition::{Bilingual, Diagnostics};
use crate::expr::Root;

/// What a request has once it is closed.
const OF_CLOSED: [&str; 2] = ["closed_at", "outcome"];
/// What it has once an application has answered.
const OF_ANSWERED: [&str; 2] = ["external_id", "failed_push"];

impl Process {
    /// Warns of what messages write in vain. What stands within an `if` is left alone: a template that several occasions share may
    /// well write what only some of them have.
    pub(super) fn lint_empty_names(&self, diagnostics: &mut Diagnostics) {
        for communication in &self.communications {
            let empty = self.empty_at(communication);
            let texts = communication.message.texts.all();
            let written: BTreeSet<_> = texts
                .flat_map(|text| text.always_written())
                .filter(|(root, name)| *root == Root::Request && empty.contains(name.as_str()))
                .map(|(_, name)| name)
                .collect();
            for name in written {
                let message = Bilingual::new(
                    format!("`request.{name}` n'a jamais de valeur au moment où ce message est écrit"),
                    format!("`request.{name}` never has a value at the moment when this message is written"),
                );
                diagnostics.warning(&communication.at, "definition.always_empty", message);
            }
        }
    }

    /// The members of `request` that have no value when a message is written.
    fn empty_at(&self, communication: &Communication) -> BTreeSet<&'static str> {
        let mut empty = BTreeSet::new();
        let is_acknowledgement = communication.on == Occasion::Submitted && communication.later.is_none();
        if is_acknowledgement {
            empty.extend(OF_ANSWERED);
        }
        let statuses: Vec<&Status> = match &communication.on {
            Occasion::Submitted if is_acknowledgement => self.status(&self.initial).into_iter().collect(),
            Occasion::Status(name) => self.status(name).into_iter().collect(),
            Occasion::State(state) => self.statuses.values().filter(|one| one.state == *state).collect(),
            Occasion::Submitted | Occasion::Closed | Occasion::Transition(_) => Vec::new(),
        };
        // A status that is hidden tells what the one before did.
        let is_open = |status: &&Status| !status.state.is_closed() && !status.hidden;
        if !statuses.is_empty() && statuses.iter().all(is_open) {
            empty.extend(OF_CLOSED);
        }
        empty
    }
}
