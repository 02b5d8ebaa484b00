//! The public holidays of each part of France.
//!
//! Code du travail, L3133-1 and, for Alsace and Moselle, L3134-13; for the days on which slavery was abolished,
//! loi n° 83-550 and décret n° 83-1003. The reference is the file that the State publishes of them.

use chrono::{Datelike, Days, NaiveDate};

use crate::definition::{Bilingual, Zone};

/// A public holiday.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub day: NaiveDate,
    /// What it is called.
    pub title: Bilingual,
}

type Named = (&'static str, &'static str);

/// Holidays that fall on the same day each year: month, day, names in French and English.
const FIXED: [(u32, u32, Named); 8] = [
    (1, 1, ("jour de l'An", "New Year's Day")),
    (5, 1, ("fête du Travail", "Labour Day")),
    (5, 8, ("victoire de 1945", "Victory Day")),
    (7, 14, ("fête nationale", "Bastille Day")),
    (8, 15, ("Assomption", "Assumption Day")),
    (11, 1, ("Toussaint", "All Saints' Day")),
    (11, 11, ("armistice de 1918", "Armistice Day")),
    (12, 25, ("Noël", "Christmas Day")),
];

/// Holidays that follow Easter Sunday, by days after it.
const AFTER_EASTER: [(u64, Named); 3] = [
    (1, ("lundi de Pâques", "Easter Monday")),
    (39, ("Ascension", "Ascension Day")),
    (50, ("lundi de Pentecôte", "Whit Monday")),
];

const ABOLITION: Named = ("abolition de l'esclavage", "Abolition of Slavery");
const GOOD_FRIDAY: Named = ("Vendredi saint", "Good Friday");
const SECOND_DAY: Named = ("lendemain de Noël", "Boxing Day");

/// The public holidays of a year, in the order of its days.
pub fn public_holidays(zone: Zone, year: i32) -> Vec<Holiday> {
    let mut holidays: Vec<Holiday> = days(zone, year)
        .map(|(day, (french, english))| Holiday { day, title: Bilingual::new(french, english) })
        .collect();
    holidays.sort_by_key(|holiday| holiday.day);
    holidays
}

/// Whether a day is a public holiday.
pub fn is_public_holiday(zone: Zone, day: NaiveDate) -> bool {
    days(zone, day.year()).any(|(holiday, _)| holiday == day)
}

fn days(zone: Zone, year: i32) -> impl Iterator<Item = (NaiveDate, Named)> {
    let easter = easter_sunday(year);
    let of_the_zone = match zone {
        Zone::AlsaceMoselle => Some((12, 26, SECOND_DAY)),
        _ => abolition(zone, year).map(|(month, day)| (month, day, ABOLITION)),
    };
    let fixed = FIXED
        .into_iter()
        .chain(of_the_zone)
        .filter_map(move |(month, day, name)| Some((NaiveDate::from_ymd_opt(year, month, day)?, name)));
    let after_easter = AFTER_EASTER
        .into_iter()
        .filter_map(move |(days, name)| Some((easter?.checked_add_days(Days::new(days))?, name)));
    let good_friday = easter.filter(|_| zone == Zone::AlsaceMoselle);
    let good_friday = good_friday.and_then(|easter| easter.checked_sub_days(Days::new(2)));
    fixed.chain(after_easter).chain(good_friday.map(|day| (day, GOOD_FRIDAY)))
}

/// The month and the day on which a zone remembers the abolition of slavery, where that is a holiday.
fn abolition(zone: Zone, year: i32) -> Option<(u32, u32)> {
    match zone {
        Zone::Mayotte => Some((4, 27)),
        Zone::Martinique => Some((5, 22)),
        Zone::Guadeloupe => Some((5, 27)),
        // The collectivity chose its own day, from 2018 on.
        Zone::SaintMartin => Some((5, if year < 2018 { 27 } else { 28 })),
        Zone::Guyane => Some((6, 10)),
        Zone::SaintBarthelemy => Some((10, 9)),
        Zone::LaReunion => Some((12, 20)),
        Zone::Metropole
        | Zone::AlsaceMoselle
        | Zone::NouvelleCaledonie
        | Zone::PolynesieFrancaise
        | Zone::WallisEtFutuna
        | Zone::SaintPierreEtMiquelon => None,
    }
}

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
