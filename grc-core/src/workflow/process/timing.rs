//! When time does something, compiled.

use crate::expr::{Duration, Expression, Root};
use crate::law::Week;

/// When time does something: a length of time from a moment.
#[derive(Debug)]
pub struct Timing {
    /// The moment.
    pub from: Anchor,
    /// How long after it, or before.
    pub delay: Delay,
}

impl Timing {
    /// Whether what is answered or filled in may move it.
    pub fn moves(&self) -> bool {
        let moving = |expression: &Expression| {
            let references = expression.references();
            references.iter().any(|(root, _)| matches!(root, Root::Answers | Root::Data | Root::Options))
        };
        matches!(&self.from, Anchor::Computed(expression) if moving(expression))
            || matches!(&self.delay, Delay::Computed(expression) if moving(expression))
    }
}

/// A moment from which time is counted.
#[derive(Debug)]
pub enum Anchor {
    /// The entry into the status.
    Entry,
    /// When the request was entered.
    Creation,
    /// When the town hall got it.
    Reception,
    /// When it was closed.
    Closure,
    /// A day, from its beginning, or an instant.
    Computed(Expression),
}

/// A length of time, once compiled.
#[derive(Debug)]
pub enum Delay {
    /// Always the same.
    Fixed(Duration),
    /// Computed.
    Computed(Expression),
    /// Working days.
    WorkingDays(i32, Week),
}
