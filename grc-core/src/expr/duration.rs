//! Lengths of time, as ISO 8601 writes them.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, Months, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

/// A length of time. Months, days and seconds are kept apart: a month is not a number of days,
/// and a day is not always 24 hours.
///
/// Two durations are equal when their three parts are. They are ordered when no part contradicts another:
/// `P1M` is shorter than `P1M1D`, but `P1M` and `P30D` have no order without a calendar.
///
/// ```
/// use grc_core::expr::Duration;
/// let duration: Duration = "P1M15D".parse()?;
/// assert_eq!((duration.months, duration.days, duration.seconds), (1, 15, 0));
/// # Ok::<(), grc_core::expr::InvalidDuration>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Duration {
    /// Months of the calendar; a year is twelve.
    pub months: i32,
    /// Days of the calendar; a week is seven.
    pub days: i32,
    /// Seconds.
    pub seconds: i64,
}

/// A text that is not an ISO 8601 duration, or one beyond what a duration can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a duration such as `P1M`, `P15D` or `PT15M`")]
pub struct InvalidDuration;

impl Duration {
    /// A number of months.
    pub const fn months(months: i32) -> Duration {
        Duration { months, days: 0, seconds: 0 }
    }

    /// A number of days.
    pub const fn days(days: i32) -> Duration {
        Duration { months: 0, days, seconds: 0 }
    }

    /// A number of seconds.
    pub const fn seconds(seconds: i64) -> Duration {
        Duration { months: 0, days: 0, seconds }
    }

    /// The day that comes this long after `date`: months first (31 January plus one month is the last of
    /// February), then days. None when the duration has seconds, or beyond the calendar.
    pub fn after_date(self, date: NaiveDate) -> Option<NaiveDate> {
        if self.seconds == 0 { self.after_day(date) } else { None }
    }

    /// The instant that comes this long after `instant`. Months and days are those of the local calendar of
    /// `zone` and keep the time of the day; seconds are exact. A local time skipped by the change to summer time
    /// is moved forward by as much; of a time that occurs twice, the first is taken. None beyond the calendar.
    pub fn after_instant(self, instant: DateTime<Utc>, zone: Tz) -> Option<DateTime<Utc>> {
        let moved = if self.months == 0 && self.days == 0 {
            instant
        } else {
            let local = instant.with_timezone(&zone).naive_local();
            resolve(self.after_day(local.date())?.and_time(local.time()), zone)?
        };
        moved.checked_add_signed(TimeDelta::try_seconds(self.seconds)?)
    }

    /// Months, then days, after a day.
    fn after_day(self, date: NaiveDate) -> Option<NaiveDate> {
        let months = Months::new(self.months.unsigned_abs());
        let moved =
            if self.months < 0 { date.checked_sub_months(months) } else { date.checked_add_months(months) }?;
        let days = Days::new(u64::from(self.days.unsigned_abs()));
        if self.days < 0 { moved.checked_sub_days(days) } else { moved.checked_add_days(days) }
    }

    /// The sum, part by part. None on overflow.
    pub fn checked_add(self, other: Duration) -> Option<Duration> {
        Some(Duration {
            months: self.months.checked_add(other.months)?,
            days: self.days.checked_add(other.days)?,
            seconds: self.seconds.checked_add(other.seconds)?,
        })
    }

    /// The duration repeated, part by part. None on overflow.
    pub fn checked_mul(self, times: i64) -> Option<Duration> {
        let small = i32::try_from(times);
        let part = |part: i32| if part == 0 { Some(0) } else { part.checked_mul(small.ok()?) };
        Some(Duration {
            months: part(self.months)?,
            days: part(self.days)?,
            seconds: self.seconds.checked_mul(times)?,
        })
    }
}

/// The instant of a local time.
fn resolve(local: NaiveDateTime, zone: Tz) -> Option<DateTime<Utc>> {
    if let Some(instant) = zone.from_local_datetime(&local).earliest() {
        return Some(instant.to_utc());
    }
    // In the gap, the offset of the day before moves the time forward by the length of the gap.
    let before = local.checked_sub_days(Days::new(1))?;
    let offset = zone.offset_from_local_datetime(&before).earliest()?.fix();
    Some(local.checked_sub_offset(offset)?.and_utc())
}

impl PartialOrd for Duration {
    fn partial_cmp(&self, other: &Duration) -> Option<Ordering> {
        let parts =
            [self.months.cmp(&other.months), self.days.cmp(&other.days), self.seconds.cmp(&other.seconds)];
        let (less, greater) = (parts.contains(&Ordering::Less), parts.contains(&Ordering::Greater));
        match (less, greater) {
            (true, true) => None,
            (true, false) => Some(Ordering::Less),
            (false, true) => Some(Ordering::Greater),
            (false, false) => Some(Ordering::Equal),
        }
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Duration::default() {
            return f.write_str("P0D");
        }
        f.write_str("P")?;
        let date =
            [(i64::from(self.months / 12), 'Y'), (i64::from(self.months % 12), 'M'), (self.days.into(), 'D')];
        for (count, unit) in date.into_iter().filter(|(count, _)| *count != 0) {
            write!(f, "{count}{unit}")?;
        }
        if self.seconds != 0 {
            f.write_str("T")?;
        }
        let time = [(self.seconds / 3600, 'H'), (self.seconds / 60 % 60, 'M'), (self.seconds % 60, 'S')];
        for (count, unit) in time.into_iter().filter(|(count, _)| *count != 0) {
            write!(f, "{count}{unit}")?;
        }
        Ok(())
    }
}

impl FromStr for Duration {
    type Err = InvalidDuration;

    /// Reads whole numbers of years, months, weeks, days, hours, minutes and seconds, in that order. A sign may
    /// come before `P`, and before a number.
    fn from_str(text: &str) -> Result<Duration, InvalidDuration> {
        let (sign, text) = text.strip_prefix('-').map_or((1, text), |text| (-1, text));
        let text = text.strip_prefix('P').ok_or(InvalidDuration)?;
        let (date, time) = match text.split_once('T') {
            Some((date, time)) if !time.is_empty() => (date, time),
            Some(_) => return Err(InvalidDuration),
            None => (text, ""),
        };
        if date.is_empty() && time.is_empty() {
            return Err(InvalidDuration);
        }
        let [years, months, weeks, days] = read_parts(date, ['Y', 'M', 'W', 'D'])?;
        let [hours, minutes, seconds] = read_parts(time, ['H', 'M', 'S'])?;
        let small = |major: i64, times: i64, minor: i64| {
            let total = major.checked_mul(times)?.checked_add(minor)?.checked_mul(sign)?;
            i32::try_from(total).ok()
        };
        let total = || {
            let minutes = hours.checked_mul(60)?.checked_add(minutes)?;
            minutes.checked_mul(60)?.checked_add(seconds)?.checked_mul(sign)
        };
        Ok(Duration {
            months: small(years, 12, months).ok_or(InvalidDuration)?,
            days: small(weeks, 7, days).ok_or(InvalidDuration)?,
            seconds: total().ok_or(InvalidDuration)?,
        })
    }
}

/// Reads `12Y3M`: each unit at most once, in order.
fn read_parts<const N: usize>(text: &str, units: [char; N]) -> Result<[i64; N], InvalidDuration> {
    let mut rest = text;
    let mut counts = [0; N];
    for (count, unit) in counts.iter_mut().zip(units) {
        let Some((number, after)) = rest.split_once(unit) else { continue };
        let digits = number.strip_prefix('-').unwrap_or(number);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidDuration);
        }
        *count = number.parse().map_err(|_| InvalidDuration)?;
        rest = after;
    }
    if rest.is_empty() { Ok(counts) } else { Err(InvalidDuration) }
}
