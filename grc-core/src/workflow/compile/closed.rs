//! What a closed status has, and what may leave it.

use crate::definition::{self, Action, Bilingual, Diagnostics, Pointer};

/// The outcome of a status, and what a closed one opens.
pub(super) fn check_status(status: &definition::Status, at: &Pointer, faults: &mut Diagnostics) {
    let closed = status.state.is_closed();
    if closed && status.outcome.is_none() {
        let message = Bilingual::new(
            "un statut clos dit son issue : `outcome`",
            "a closed status tells its outcome: `outcome`",
        );
        faults.fault(at, "definition.missing_outcome", message);
    }
    if !closed && status.outcome.is_some() {
        let message =
            Bilingual::new("seul un statut clos a une issue", "only a closed status has an outcome");
        faults.fault(&at.key("outcome"), "definition.outcome_of_open_status", message);
    }
    let opens = |action: &Action| matches!(action, Action::OpenTask(_));
    let at_entry = status.on_enter.iter().position(opens).map(|index| at.key("on_enter").index(index));
    let tasks = (!status.tasks.is_empty()).then(|| at.key("tasks"));
    for place in tasks.into_iter().chain(at_entry).filter(|_| closed) {
        let message = Bilingual::new("un statut clos n'ouvre pas de tâche", "a closed status opens no task");
        faults.fault(&place, "definition.closed_status_moves", message);
    }
}

/// What a transition must be to leave a status, told at `at`.
pub(super) fn check_exit(
    transition: &definition::Transition,
    closed: bool,
    at: &Pointer,
    faults: &mut Diagnostics,
) {
    if closed && (!transition.reopens || transition.by.is_none()) {
        let message = Bilingual::new(
            "pour quitter un statut clos, une transition est faite par une personne (`by`) et dit `\"reopens\": true`",
            "to leave a closed status, a transition is performed by a person (`by`) and says `\"reopens\": true`",
        );
        faults.fault(at, "definition.closed_status_moves", message);
    }
    if !closed && transition.reopens {
        let message = Bilingual::new(
            "seule une transition qui quitte un statut clos rouvre la demande (`reopens`)",
            "only a transition that leaves a closed status reopens the request (`reopens`)",
        );
        faults.fault(at, "definition.reopens_open_status", message);
    }
}
