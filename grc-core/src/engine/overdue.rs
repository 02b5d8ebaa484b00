//! Tasks whose due date has passed, and from which something follows.

use super::{DueReport, Engine};
use crate::error::Result;
use crate::request::Actor;
use crate::store::{DueTask, RequestKey, read, write};
use crate::workflow::{Command, TaskCommand};

impl Engine {
    /// Sees to the tasks that are late: each once, whoever asks.
    pub(super) fn see_to_late_tasks(&self, limit: usize, report: &mut DueReport) -> Result<()> {
        let now = self.now();
        for late in read(self.store(), |store| store.due_tasks(now, limit))? {
            match self.on_late_task(&late, TaskCommand::Overdue(late.due)) {
                // Another worker was first.
                Ok(false) => {}
                Ok(true) => report.tasks = report.tasks.saturating_add(1),
                Err(error) if error.code().stops_everything() => return Err(error),
                // The circuit fails at run time: someone is called, and the task does not come back for ever.
                Err(_) => {
                    report.failures = report.failures.saturating_add(1);
                    self.on_late_task(&late, TaskCommand::OverdueFailed(late.due))?;
                }
            }
        }
        Ok(())
    }

    /// Whether anything was done.
    fn on_late_task(&self, late: &DueTask, command: TaskCommand) -> Result<bool> {
        write(self.store(), |store| {
            let Some(request) = store.request(&RequestKey::Id(late.request))? else { return Ok(false) };
            let process = self.process_of(store, &request)?;
            let command = Command::Task(late.task, command.clone());
            let after = self.carry_out(store, &process, &request, command, (&Actor::System, None))?;
            Ok(after.sequence != request.sequence)
        })
    }
}
