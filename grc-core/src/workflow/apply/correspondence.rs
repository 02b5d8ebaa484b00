//! What messages make of a request: their files, and of whom an answer is awaited.

use super::keep;
use crate::request::{Correspondent, Party, Request, TaskId, WrittenMessage};

/// Whoever had the role before has it no longer, nor may confirm anything: their code went to them.
pub(super) fn name(request: &mut Request, party: &Party) {
    request.parties.retain(|known| known.role != party.role);
    request.parties.push(party.clone());
    request.confirmation_codes.remove(&party.role);
}

pub(super) fn write(request: &mut Request, message: &WrittenMessage) {
    keep(request, &message.files);
    if let Some(awaiting) = request.awaiting_mut(message.outsider()) {
        *awaiting = message.awaits();
    }
}

/// The town hall is awaited no longer once the task is over that a message opened: someone answered otherwise, or nothing
/// is to be answered.
pub(super) fn end_task(request: &mut Request, task: TaskId) {
    let Some(name) = request.tasks.iter().find(|one| one.id == task).map(|task| task.name.clone()) else {
        return;
    };
    for outsider in request.outsiders() {
        if outsider.answer_task() == name
            && let Some(awaiting) = request.awaiting_mut(&outsider)
        {
            awaiting.take_if(|awaited| *awaited == Correspondent::TownHall);
        }
    }
}
