//! Tasks whose due date has passed.

use super::super::course::{Course, Moment};
use super::super::process::Awaited;
use crate::definition::Bilingual;
use crate::error::Result;
use crate::request::{EventContent, Instant, Task, TaskId};

impl Course<'_, '_> {
    /// Time passes the due date of a task: its actions are done, once, and the request moves if its status says so.
    pub(super) fn task_is_overdue(&mut self, id: TaskId, due: Instant) -> Result<()> {
        let Some(task) = self.late_task(id, due) else { return Ok(()) };
        self.emit(EventContent::TaskOverdue { due, task: id });
        let process = self.process;
        if let Some(model) = process.task_model(&task) {
            self.act(&model.overdue, Moment::default())?;
        }
        if task.status.as_ref() == Some(&self.request.status) {
            self.signal(&Awaited::TasksOverdue)?;
        }
        Ok(())
    }

    /// Gives up what should follow from a late task, and calls for a person's help.
    pub(super) fn overdue_failed(&mut self, id: TaskId, due: Instant) {
        let Some(task) = self.late_task(id, due) else { return };
        self.emit(EventContent::TaskOverdue { due, task: id });
        let title = Bilingual::new(
            format!("Retard à traiter à la main : {}", task.title),
            format!("Late task to be dealt with by hand: {}", task.title),
        );
        self.call_for_help("retard_en_echec", title);
    }

    /// A task that is late since `due`, and was not seen to be.
    fn late_task(&self, id: TaskId, due: Instant) -> Option<Task> {
        let task = self.request.tasks.iter().find(|task| task.id == id)?;
        (due <= self.context.now && task.watched_until() == Some(due)).then(|| task.clone())
    }
}
