//! What is due: timers, late tasks, messages, calls, regular questions, calls that waited for their request, the end of drafts
//! and of files, the work of those who left.

mod budget;

pub use budget::{Budget, DueKind, DueReport};

use super::Engine;
use crate::error::Result;
use crate::request::Actor;
use crate::store::{DueTimer, RequestKey, read, write};
use crate::workflow::Command;

impl Engine {
    /// Does what is due now: fires timers, sees to late tasks, sends messages, calls business applications, tells subscribers,
    /// removes expired drafts and files. Any number of threads and processes may call it: each thing is done by one of them.
    ///
    /// # Errors
    /// Those of the store. The failure of one thing is counted, and harms no other.
    pub fn run_due(&self, budget: &Budget) -> Result<DueReport> {
        let mut report = DueReport::default();
        let wants = |kind| !self.is_over(budget) && (budget.kinds.is_empty() || budget.kinds.contains(&kind));
        if wants(DueKind::Timers) {
            self.fire_timers(budget, &mut report)?;
        }
        if wants(DueKind::Tasks) {
            self.see_to_late_tasks(budget.limit, &mut report)?;
        }
        if wants(DueKind::Outbox) {
            self.send_outbox(budget, &mut report)?;
            self.ask_for_changes(&self.asked_for_changes()?, budget, &mut report)?;
        }
        // Whoever finds nothing due keeps nobody from writing.
        let now = self.now();
        let is_due = read(self.store(), |store| store.next_due())?.is_some_and(|due| due <= now);
        if is_due && wants(DueKind::Received) {
            self.take_found_calls(budget, &mut report)?;
        }
        if wants(DueKind::Subscribers) {
            self.tell_subscribers(budget, &mut report)?;
        }
        if is_due && wants(DueKind::Drafts) {
            report.drafts = write(self.store(), |store| store.remove_expired_drafts(now))?;
        }
        if is_due && wants(DueKind::Files) {
            report.files = self.remove_expired_files()?;
        }
        if wants(DueKind::Departures) {
            let given = self.give_back_work_of(None)?;
            report.departures = given.done;
            report.failures = report.failures.saturating_add(given.failures);
        }
        // What was done may have closed the last request of an application.
        let asked = self.asked_for_changes()?;
        report.next = read(self.store(), |store| {
            let others =
                [self.next_to_send(store)?, self.next_to_tell(store)?, self.next_to_ask(store, &asked)?];
            Ok(others.into_iter().chain([store.next_due()?]).flatten().min())
        })?;
        Ok(report)
    }

    pub(super) fn is_over(&self, budget: &Budget) -> bool {
        budget.until.is_some_and(|until| self.now() >= until)
    }

    fn fire_timers(&self, budget: &Budget, report: &mut DueReport) -> Result<()> {
        let now = self.now();
        let due = read(self.store(), |store| store.due_timers(now, budget.limit))?;
        for timer in due {
            if self.is_over(budget) {
                return Ok(());
            }
            let fired = write(self.store(), |store| {
                let Some(request) = store.request(&RequestKey::Id(timer.request))? else { return Ok(false) };
                let process = self.process_of(store, &request)?;
                let command = Command::Fire(timer.timer.clone());
                let after = self.carry_out(store, &process, &request, command, (&Actor::System, None))?;
                Ok(after.sequence != request.sequence)
            });
            match fired {
                // Another worker was first.
                Ok(false) => {}
                Ok(true) => report.timers = report.timers.saturating_add(1),
                Err(error) if error.code().stops_everything() => return Err(error),
                // The circuit fails at run time: someone is called, and the timer does not come back for ever.
                Err(_) => {
                    report.failures = report.failures.saturating_add(1);
                    self.give_up(&timer)?;
                }
            }
        }
        Ok(())
    }

    fn give_up(&self, timer: &DueTimer) -> Result<()> {
        write(self.store(), |store| {
            let Some((request, process)) = self.request_and_process(store, timer.request)? else {
                return Ok(());
            };
            let command = Command::Lapse(timer.timer.clone());
            self.carry_out(store, &process, &request, command, (&Actor::System, None))?;
            Ok(())
        })
    }
}
