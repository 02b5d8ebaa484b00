//! Public holidays and working days of mainland France.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Holidays that fall on the same day each year: (month, day). Code du travail, L3133-1.
const FIXED: [(u32, u32); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];

/// Holidays that follow Easter Sunday: Easter Monday, Ascension, Whit Monday.
const AFTER_EASTER: [u64; 3] = [1, 39, 50];

/// Easter Sunday of a year of the Gregorian calendar (Meeus, Jones and Butcher).
pub fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let (leap_centuries, centuries) = (century.div_euclid(4), century.rem_euclid(4));
    let correction = (century + 8).div_euclid(25);
    let moon_correction = (century - correction + 1).div_euclid(3);
    let epact = (19 * golden + century - leap_centuries - moon_correction + 15).rem_euclid(30);
    let weekday =
        (32 + 2 * centuries + 2 * of_century.div_euclid(4) - epact - of_century.rem_euclid(4)).rem_euclid(7);
    let late = (golden + 11 * epact + 22 * weekday).div_euclid(451);
    let days = epact + weekday - 7 * late + 114;
    let (month, day) = (days.div_euclid(31), days.rem_euclid(31) + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

/// Whether a day is a public holiday.
pub fn is_public_holiday(day: NaiveDate) -> bool {
    FIXED.contains(&(day.month(), day.day()))
        || easter_sunday(day.year()).is_some_and(|easter| {
            AFTER_EASTER.iter().any(|after| easter.checked_add_days(Days::new(*after)) == Some(day))
        })
}

/// Whether a day is a *jour ouvré*: Monday to Friday, and not a public holiday.
pub fn is_working_day(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !is_public_holiday(day)
}

/// The last of `count` working days after `day`, which does not count itself.
///
/// `None` past the end of the calendar.
pub fn add_working_days(day: NaiveDate, count: u32) -> Option<NaiveDate> {
    let mut reached = day;
    for _ in 0..count {
        reached = reached.succ_opt()?;
        while !is_working_day(reached) {
            reached = reached.succ_opt()?;
        }
    }
    Some(reached)
}
