//! When time does something, compiled.

use super::values;
use crate::definition::{self, Bilingual, Delay, Diagnostics, Pointer, did_you_mean};
use crate::expr::{Duration, Scope, Type, publication};
use crate::workflow::process::{self, Anchor, Timing};

pub(super) fn compile(
    definition: &definition::Timing,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Timing> {
    let (from, delay) = match definition {
        definition::Timing::Duration(duration) => {
            (Some(Anchor::Entry), values::delay(&Delay::Duration(duration.clone()), scope, at, faults))
        }
        definition::Timing::WorkingDays(days) => {
            (Some(Anchor::Entry), values::delay(&Delay::WorkingDays(days.clone()), scope, at, faults))
        }
        definition::Timing::From(definition::TimingFrom { from, delay }) => {
            let delay = match delay {
                // Before a moment as well as after it.
                Some(Delay::WorkingDays(days)) => Some(values::working_days(days)),
                Some(delay) => values::delay(delay, scope, &at.key("delay"), faults),
                None => Some(process::Delay::Fixed(Duration::default())),
            };
            (anchor(from, scope, &at.key("from"), faults), delay)
        }
    };
    Some(Timing { from: from?, delay: delay? })
}

fn anchor(
    from: &definition::Computed,
    scope: &Scope,
    at: &Pointer,
    faults: &mut Diagnostics,
) -> Option<Anchor> {
    if let Some(source) = from.expression() {
        let expression = publication::computed(source, scope, None, at, faults)?;
        // What a null or a document holds is told when it is read.
        let is_moment =
            matches!(expression.result_type(), Type::Date | Type::DateTime | Type::Null | Type::Document);
        if !is_moment {
            let message = Bilingual::new(
                "il faut une date, ou une date et une heure",
                "this must be a date, or a date and time",
            );
            faults.fault(at, "definition.wrong_type", message);
        }
        return is_moment.then_some(Anchor::Computed(expression));
    }
    match from.0.as_str() {
        "entry" => Some(Anchor::Entry),
        "creation" => Some(Anchor::Creation),
        "reception" => Some(Anchor::Reception),
        "closure" => Some(Anchor::Closure),
        text => {
            let hint = did_you_mean(text, ["entry", "creation", "reception", "closure"]);
            let message = Bilingual::new(
                format!(
                    "le temps se compte depuis `entry`, `creation`, `reception`, `closure` ou une expression après `=`{}",
                    hint.french
                ),
                format!(
                    "time is counted from `entry`, `creation`, `reception`, `closure` or an expression after `=`{}",
                    hint.english
                ),
            );
            faults.fault(at, "definition.moment", message);
            None
        }
    }
}
