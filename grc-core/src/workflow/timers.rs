//! Time: what it will do from a status, and what it does when its timers are due.

use super::communications::{begins, lasts};
use super::course::{Course, Moment};
use super::delays::{self, Stay};
use super::process::{Occasion, Timing, Trigger};
use super::transitions::Arrival;
use crate::definition::{Bilingual, Name};
use crate::error::Result;
use crate::request::{EventContent, Instant, Timer, TimerEffect};

/// When each thing that answers or data may move is due.
pub(super) type Dues = Vec<(TimerEffect, Option<Instant>)>;

impl Course<'_, '_> {
    /// What time will do once the request has come to a status: the status's own transitions, the messages of the
    /// occasion, and those of earlier occasions that last.
    pub(super) fn timers(&self, arrival: &Arrival<'_>) -> Result<Vec<Timer>> {
        self.timers_since(arrival, self.context.now)
    }

    /// The same, for a request that came to the status at `entry`.
    pub(super) fn timers_since(&self, arrival: &Arrival<'_>, entry: Instant) -> Result<Vec<Timer>> {
        let stay = Stay { entry, closure: arrival.status.state.is_closed().then_some(entry) };
        let mut timers = Vec::new();
        for transition in &arrival.status.transitions {
            if let Trigger::After(timing) = &transition.trigger {
                let effect = TimerEffect::Transition(transition.id.clone());
                timers.extend(self.due(timing, stay)?.map(|due| Timer { due, effect }));
            }
        }
        for communication in &self.process.communications {
            let Some((name, timing)) = &communication.later else { continue };
            let effect = TimerEffect::Message(name.clone());
            if begins(&communication.on, arrival) {
                timers.extend(self.due(timing, stay)?.map(|due| Timer { due, effect }));
            } else if lasts(&communication.on, arrival) {
                timers.extend(self.request.timers.iter().find(|timer| timer.effect == effect).cloned());
            }
        }
        Ok(timers)
    }

    fn due(&self, timing: &Timing, stay: Stay) -> Result<Option<Instant>> {
        delays::due(timing, &self.request, stay, &self.process.town, &self.facts(Moment::default()))
    }

    /// Notes when things are due, before answers or data change: those that this moves are then set anew by
    /// [`Course::move_timers`]. What has fired or lapsed, and would be due when it was, is left in peace.
    pub(super) fn remember_timers(&mut self) -> Result<()> {
        if self.timers_before.is_none() {
            self.timers_before = Some(self.moving()?);
        }
        Ok(())
    }

    /// Sets anew the timers that the changes of answers or data have moved.
    pub(super) fn move_timers(&mut self) -> Result<()> {
        let Some(before) = self.timers_before.take() else { return Ok(()) };
        let mut timers = self.request.timers.clone();
        for (effect, due) in self.moving()? {
            let was = before.iter().find(|(known, _)| *known == effect).and_then(|(_, was)| *was);
            if due != was {
                timers.retain(|timer| timer.effect != effect);
                timers.extend(due.map(|due| Timer { due, effect }));
            }
        }
        if timers != self.request.timers {
            self.emit(EventContent::TimersMoved { timers });
        }
        Ok(())
    }

    /// When the things are due, in the present status, that answers or data may move.
    fn moving(&self) -> Result<Dues> {
        let stay = Stay { entry: self.request.entered_at, closure: self.request.closed_at };
        let mut dues = Vec::new();
        for transition in self.status().into_iter().flat_map(|status| &status.transitions) {
            match &transition.trigger {
                Trigger::After(timing) if timing.moves() => {
                    dues.push((TimerEffect::Transition(transition.id.clone()), self.due(timing, stay)?));
                }
                _ => {}
            }
        }
        for communication in &self.process.communications {
            match &communication.later {
                Some((name, timing)) if timing.moves() && self.has_come(&communication.on, name) => {
                    dues.push((TimerEffect::Message(name.clone()), self.due(timing, stay)?));
                }
                _ => {}
            }
        }
        Ok(dues)
    }

    /// Whether the occasion of a message has come, and lasts. What transition led to the present status is known by
    /// the timer that it left.
    fn has_come(&self, on: &Occasion, name: &Name) -> bool {
        let request = &self.request;
        match on {
            Occasion::Submitted => !request.state.is_closed(),
            Occasion::Closed => request.state.is_closed(),
            Occasion::Status(status) => *status == request.status,
            Occasion::State(state) => *state == request.state,
            Occasion::Transition(_) => {
                request.timers.iter().any(|timer| timer.effect == TimerEffect::Message(name.clone()))
            }
        }
    }

    /// A timer is due. One whose condition does not hold lapses: a timer fires once.
    pub(super) fn fire(&mut self, timer: &Timer) -> Result<()> {
        if !self.request.timers.contains(timer) {
            return Ok(());
        }
        let done = match &timer.effect {
            TimerEffect::Message(name) => self.write_in_time(name, timer)?,
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
