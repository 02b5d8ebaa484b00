//! The days that a town hall works, read from its catalogue.

use chrono::{Datelike, NaiveDate, Weekday};

use super::Window;
use super::holidays::is_public_holiday;
use crate::definition::{self, Bilingual, Diagnostics, Pointer, Zone};

/// Most working days that are counted: the longest delay is far below.
pub const MAX_WORKING_DAYS: u32 = 10_000;

/// The most days that are looked at for each day that is worked, so that a search ends: a closure may last a year.
const MAX_CLOSURE: u32 = 400;

/// The longest time in which working days are counted, in days: a century.
const MAX_SPAN: u64 = 36_525;

/// The days that a town hall works.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    zone: Zone,
    closed: Vec<Window>,
    open: Vec<Window>,
}

/// The calendar of mainland France.
pub static MAINLAND: Calendar = Calendar::of(Zone::Metropole);

/// Which days of the week count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Week {
    /// *Jours ouvrés*: Monday to Friday.
    #[default]
    Ouvres,
    /// *Jours ouvrables*: Monday to Saturday.
    Ouvrables,
}

impl Calendar {
    /// The calendar of a zone, without closures of its own.
    pub const fn of(zone: Zone) -> Self {
        Self { zone, closed: Vec::new(), open: Vec::new() }
    }

    /// Reads a catalogue's calendar. Days that do not exist are a fault, and left out; so is a calendar in which no
    /// day is worked.
    pub fn compile(definition: &definition::Calendar, at: &Pointer, faults: &mut Diagnostics) -> Self {
        let mut read = |days: &[definition::Days], key: &str| {
            let mut windows = Vec::new();
            for (index, days) in days.iter().enumerate() {
                let (from, until) = days.bounds();
                match Window::read(Some(from), Some(until)) {
                    Some(window) => windows.push(window),
                    None => faults.fault(&at.key(key).index(index), "definition.calendar", not_days()),
                }
            }
            windows
        };
        let (closed, open) = (read(&definition.closed, "closed"), read(&definition.open, "open"));
        let calendar = Self { zone: definition.zone, closed, open };
        if !calendar.works() {
            let message = Bilingual::new(
                "ces fermetures ne laissent aucun jour ouvré dans l'année",
                "these closures leave no working day in the year",
            );
            faults.fault(&at.key("closed"), "definition.calendar", message);
        }
        calendar
    }

    /// Whether a year without anything special has a day that is worked.
    fn works(&self) -> bool {
        let each_year = |window: &&Window| matches!(window, Window::EachYear { .. });
        let closed = self.closed.iter().filter(each_year).copied().collect();
        let usual = Self { closed, ..self.clone() };
        let leap_year = NaiveDate::from_ymd_opt(2024, 1, 1);
        leap_year
            .is_none_or(|day| day.iter_days().take(366).any(|day| usual.is_working_day(day, Week::Ouvres)))
    }

    /// Whether a day is a public holiday of the zone.
    pub fn is_public_holiday(&self, day: NaiveDate) -> bool {
        is_public_holiday(self.zone, day)
    }

    /// Whether a day is worked: a day of that week, not a public holiday nor a closure, or a day declared open.
    pub fn is_working_day(&self, day: NaiveDate, week: Week) -> bool {
        let holds = |windows: &[Window]| windows.iter().any(|window| window.contains(day));
        let of_the_week = match day.weekday() {
            Weekday::Sun => false,
            Weekday::Sat => week == Week::Ouvrables,
            _ => true,
        };
        holds(&self.open) || (of_the_week && !holds(&self.closed) && !self.is_public_holiday(day))
    }

    /// The last of `count` working days after `day`, which does not count itself; before it, when `count` is negative.
    ///
    /// `None` past the end of the calendar, beyond [`MAX_WORKING_DAYS`], or when nothing is worked for more than a year.
    pub fn add_working_days(&self, day: NaiveDate, count: i32, week: Week) -> Option<NaiveDate> {
        let next = |day: NaiveDate| if count < 0 { day.pred_opt() } else { day.succ_opt() };
        let count = Some(count.unsigned_abs()).filter(|count| *count <= MAX_WORKING_DAYS)?;
        let mut reached = day;
        for _ in 0..count {
            let mut left = MAX_CLOSURE;
            reached = next(reached)?;
            while !self.is_working_day(reached, week) {
                left = left.checked_sub(1)?;
                reached = next(reached)?;
            }
        }
        Some(reached)
    }

    /// How many working days come after `from`, up to `to` included; negative when `to` comes before.
    ///
    /// `None` when they are more than a century apart.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate, week: Week) -> Option<i64> {
        let first = if from <= to { from.succ_opt()? } else { to };
        let span = from.signed_duration_since(to).num_days().unsigned_abs();
        let span = usize::try_from(Some(span).filter(|span| *span <= MAX_SPAN)?).ok()?;
        let days = first.iter_days().take(span);
        let count = i64::try_from(days.filter(|day| self.is_working_day(*day, week)).count()).ok()?;
        Some(if from <= to { count } else { -count })
    }
}

fn not_days() -> Bilingual {
    Bilingual::new(
        "un jour s'écrit `2026-05-15`, ou `12-24` pour chaque année, et existe ; une période va d'un jour à un autre, dans l'ordre",
        "a day is written `2026-05-15`, or `12-24` for each year, and exists; a period goes from one day to another, in order",
    )
}
