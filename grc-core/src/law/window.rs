//! The days between two bounds, of one year or of each.

use chrono::{Datelike, NaiveDate};

use crate::definition::PublicationWindow;

/// A period, read from its bounds: days that exist, of one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// Between two days, included; no limit where there is none.
    Once {
        /// First day.
        from: Option<NaiveDate>,
        /// Last day.
        until: Option<NaiveDate>,
    },
    /// Between two days of each year, as (month, day), included. A window whose first day comes after its
    /// last passes the New Year.
    EachYear {
        /// First day.
        from: (u32, u32),
        /// Last day.
        until: (u32, u32),
    },
}

/// A bound of a window.
#[derive(Clone, Copy)]
enum Bound {
    Day(NaiveDate),
    OfTheYear(u32, u32),
}

impl Window {
    /// The days on which a procedure is shown; `None` as for [`Self::read`].
    pub fn of(publication: &PublicationWindow) -> Option<Self> {
        Self::read(publication.from.as_deref(), publication.until.as_deref())
    }

    /// Reads a window from its bounds, each written `2026-01-02`, or `01-02` for a day of each year. `None` when a day does not exist, when the bounds are not both days or both days of any
    /// year, or when the last day comes before the first.
    pub fn read(from: Option<&str>, until: Option<&str>) -> Option<Self> {
        let from = from.map(bound).map_or(Some(None), |bound| bound.map(Some))?;
        let until = until.map(bound).map_or(Some(None), |bound| bound.map(Some))?;
        match (from, until) {
            (Some(Bound::Day(from)), Some(Bound::Day(until))) => {
                (from <= until).then_some(Self::Once { from: Some(from), until: Some(until) })
            }
            (Some(Bound::Day(from)), None) => Some(Self::Once { from: Some(from), until: None }),
            (None, Some(Bound::Day(until))) => Some(Self::Once { from: None, until: Some(until) }),
            (None, None) => Some(Self::Once { from: None, until: None }),
            (Some(Bound::OfTheYear(month, day)), None) => {
                Some(Self::EachYear { from: (month, day), until: (12, 31) })
            }
            (None, Some(Bound::OfTheYear(month, day))) => {
                Some(Self::EachYear { from: (1, 1), until: (month, day) })
            }
            (Some(Bound::OfTheYear(month, day)), Some(Bound::OfTheYear(last_month, last_day))) => {
                Some(Self::EachYear { from: (month, day), until: (last_month, last_day) })
            }
            (Some(Bound::Day(_)), Some(Bound::OfTheYear(..)))
            | (Some(Bound::OfTheYear(..)), Some(Bound::Day(_))) => None,
        }
    }

    /// Whether `day`, local, is in the window.
    pub fn contains(&self, day: NaiveDate) -> bool {
        match *self {
            Self::Once { from, until } => {
                from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
            }
            Self::EachYear { from, until } => {
                let day = (day.month(), day.day());
                if from <= until { from <= day && day <= until } else { from <= day || day <= until }
            }
        }
    }
}

fn bound(text: &str) -> Option<Bound> {
    if let Ok(day) = text.parse::<NaiveDate>() {
        return Some(Bound::Day(day));
    }
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    // 29 February exists in some years.
    NaiveDate::from_ymd_opt(2000, month, day).map(|_| Bound::OfTheYear(month, day))
}
