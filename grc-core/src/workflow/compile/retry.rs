//! When a call is made again.

use super::bad_duration;
use crate::definition::{Bilingual, Diagnostics, Pointer, Retry};
use crate::expr::Duration;

/// Most attempts, the first one included.
const MOST_ATTEMPTS: u32 = 20;

/// The longest delay, in seconds: a week.
const LONGEST: i64 = 7 * DAY;

const DAY: i64 = 24 * 60 * 60;

/// The delays of Standard Webhooks, in seconds.
const USUAL: [i64; 9] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, DAY];

/// Milliseconds before each attempt but the first. `None` after a fault.
pub(super) fn compile(retry: &Retry, at: &Pointer, faults: &mut Diagnostics) -> Option<Vec<i64>> {
    let known = match &retry.delays {
        None => USUAL.to_vec(),
        Some(texts) => {
            let delays = texts.iter().enumerate().map(|(index, text)| {
                let at = at.key("delays").index(index);
                let Ok(duration) = text.parse::<Duration>() else {
                    bad_duration(&at, faults);
                    return None;
                };
                let seconds = exact_seconds(duration);
                if seconds.is_none() {
                    let message = Bilingual::new(
                        "un délai entre deux essais va de zéro à sept jours, sans mois",
                        "a delay between two attempts is from nothing to seven days, without months",
                    );
                    faults.fault(&at, "definition.retry_delay", message);
                }
                seconds
            });
            // Every fault is told before anything is given up.
            let delays: Vec<Option<i64>> = delays.collect();
            delays.into_iter().collect::<Option<Vec<i64>>>()?
        }
    };
    let attempts = match retry.attempts {
        Some(attempts) if (1..=MOST_ATTEMPTS).contains(&attempts) => usize::try_from(attempts).ok()?,
        None if known.len() < usize::try_from(MOST_ATTEMPTS).ok()? => known.len() + 1,
        _ => {
            let message = Bilingual::new("de 1 à 20 essais", "from 1 to 20 attempts");
            faults.fault(&at.key("attempts"), "definition.retry_attempts", message);
            return None;
        }
    };
    let last = known.last().copied()?;
    let delays = known.into_iter().chain(std::iter::repeat(last)).take(attempts.saturating_sub(1));
    Some(delays.map(|seconds| seconds * 1_000).collect())
}

/// Its seconds, from none to a week; `None` for one of months, or longer.
pub(super) fn exact_seconds(duration: Duration) -> Option<i64> {
    let seconds = i64::from(duration.days).checked_mul(DAY)?.checked_add(duration.seconds)?;
    (duration.months == 0 && (0..=LONGEST).contains(&seconds)).then_some(seconds)
}
