//! Time: what it will do from a status, and what it does when its timers are due.

use super::course::{Course, Moment};
use super::delays;
use super::process::{Status, Trigger};
use crate::definition::Bilingual;
use crate::error::Result;
use crate::request::{EventContent, Timer, TimerEffect};

impl Course<'_, '_> {
    /// What time will do once the request is in `status`.
    pub(super) fn timers(&self, status: &Status) -> Result<Vec<Timer>> {
        let mut timers = Vec::new();
        for transition in &status.transitions {
            if let Trigger::After(delay) = &transition.trigger {
                let facts = self.facts(Moment::default());
                let due = delays::end_of(delay, self.context.now, &self.process.town, &facts)?;
                let effect = TimerEffect::Transition(transition.id.clone());
                timers.extend(due.map(|due| Timer { due, effect }));
            }
        }
        Ok(timers)
    }

    /// A timer is due. One whose condition does not hold lapses: a timer fires once.
    pub(super) fn fire(&mut self, timer: &Timer) -> Result<()> {
        if !self.request.timers.contains(timer) {
            return Ok(());
        }
        let done = match &timer.effect {
            TimerEffect::Transition(name) => self.perform_in_time(name, timer.due)?,
        };
        if !done {
            self.emit(EventContent::TimerLapsed(timer.clone()));
        }
        Ok(())
    }

    /// Gives up what time could not do, and calls for a person's help.
    pub(super) fn lapse(&mut self, timer: &Timer) {
        if !self.request.timers.contains(timer) {
            return;
        }
        self.emit(EventContent::TimerLapsed(timer.clone()));
        let name = timer.effect.name();
        let title = Bilingual::new(
            format!("Échéance à traiter à la main : `{name}` n'a pas pu se faire"),
            format!("Deadline to be dealt with by hand: `{name}` could not be performed"),
        );
        self.call_for_help("echeance_en_echec", title);
    }
}
