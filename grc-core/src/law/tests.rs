#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{Calendar, MAINLAND, MAX_WORKING_DAYS, Week, easter_sunday, public_holidays};
use crate::definition::{self, Diagnostics, Pointer, Zone};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn holidays(zone: Zone, year: i32) -> Vec<String> {
    public_holidays(zone, year).iter().map(|holiday| holiday.day.to_string()).collect()
}

fn compiled(definition: Json) -> (Calendar, Diagnostics) {
    let definition: definition::Calendar = serde_json::from_value(definition).unwrap();
    let mut faults = Diagnostics::new();
    let calendar = Calendar::compile(&definition, &Pointer::root().key("calendar"), &mut faults);
    (calendar, faults)
}

fn calendar(definition: Json) -> Calendar {
    let (calendar, faults) = compiled(definition);
    assert!(!faults.has_faults(), "{faults:?}");
    calendar
}

#[test]
fn easter_falls_where_the_almanacs_say() {
    for expected in
        ["1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2024-03-31", "2026-04-05", "2038-04-25"]
    {
        let expected = day(expected);
        assert_eq!(easter_sunday(chrono::Datelike::year(&expected)), Some(expected));
    }
}

#[test]
fn holidays_of_2026_are_the_eleven_of_the_code_du_travail() {
    assert_eq!(
        holidays(Zone::Metropole, 2026),
        [
            "2026-01-01",
            "2026-04-06",
            "2026-05-01",
            "2026-05-08",
            "2026-05-14",
            "2026-05-25",
            "2026-07-14",
            "2026-08-15",
            "2026-11-01",
            "2026-11-11",
            "2026-12-25"
        ]
    );
}

#[test]
fn a_zone_has_its_own_holidays_besides() {
    let own = |zone, year| {
        let mainland = holidays(Zone::Metropole, year);
        let all = holidays(zone, year);
        assert!(mainland.iter().all(|day| all.contains(day)));
        all.into_iter().filter(|day| !mainland.contains(day)).collect::<Vec<_>>()
    };
    assert_eq!(own(Zone::AlsaceMoselle, 2026), ["2026-04-03", "2026-12-26"]);
    assert_eq!(own(Zone::Guadeloupe, 2026), ["2026-05-27"]);
    assert_eq!(own(Zone::Martinique, 2026), ["2026-05-22"]);
    assert_eq!(own(Zone::Guyane, 2026), ["2026-06-10"]);
    assert_eq!(own(Zone::LaReunion, 2026), ["2026-12-20"]);
    assert_eq!(own(Zone::Mayotte, 2026), ["2026-04-27"]);
    assert_eq!(own(Zone::SaintBarthelemy, 2026), ["2026-10-09"]);
    assert_eq!(own(Zone::SaintMartin, 2017), ["2017-05-27"]);
    assert_eq!(own(Zone::SaintMartin, 2018), ["2018-05-28"]);
    for zone in
        [Zone::NouvelleCaledonie, Zone::PolynesieFrancaise, Zone::WallisEtFutuna, Zone::SaintPierreEtMiquelon]
    {
        assert_eq!(own(zone, 2026), Vec::<String>::new());
    }
}

#[test]
fn the_names_of_zones_are_those_of_the_format() {
    for (zone, name) in Zone::ALL {
        assert_eq!(serde_json::to_value(zone).unwrap(), json!(name));
        assert_eq!(Zone::from_name(name), Some(zone));
    }
    assert_eq!(Zone::from_name("corse"), None);
}

#[test]
fn working_days_skip_weekends_and_holidays() {
    // Received, then the first and the tenth working day after it.
    for (zone, received, first, tenth) in [
        ("metropole", "2026-04-30", "2026-05-04", "2026-05-19"),
        ("metropole", "2026-12-23", "2026-12-24", "2027-01-08"),
        ("metropole", "2026-04-02", "2026-04-03", "2026-04-17"),
        ("alsace-moselle", "2026-04-02", "2026-04-07", "2026-04-20"),
    ] {
        let calendar = calendar(json!({"zone": zone}));
        let add = |count| calendar.add_working_days(day(received), count, Week::Ouvres);
        assert_eq!((add(0), add(1), add(10)), (Some(day(received)), Some(day(first)), Some(day(tenth))));
    }
}

#[test]
fn saturdays_count_among_the_jours_ouvrables() {
    let (friday, saturday, monday) = (day("2026-03-06"), day("2026-03-07"), day("2026-03-09"));
    assert_eq!(MAINLAND.add_working_days(friday, 1, Week::Ouvrables), Some(saturday));
    assert_eq!(MAINLAND.add_working_days(friday, 1, Week::Ouvres), Some(monday));
    assert_eq!(MAINLAND.add_working_days(friday, 2, Week::Ouvrables), Some(monday));
}

#[test]
fn a_town_closes_and_opens_as_its_calendar_says() {
    let calendar = calendar(json!({
        "closed": ["2026-05-15", "12-24", {"from": "12-29", "until": "01-02"}],
        "open": ["2026-05-25", "2026-12-30", "2026-03-07"],
    }));
    let works = |text| calendar.is_working_day(day(text), Week::Ouvres);
    for closed in ["2026-05-15", "2025-12-24", "2026-12-24", "2026-12-29", "2026-12-31", "2026-01-02"] {
        assert!(!works(closed), "{closed}");
        assert!(MAINLAND.is_working_day(day(closed), Week::Ouvres), "{closed}");
    }
    for open in ["2026-05-25", "2026-12-30", "2026-03-07", "2027-05-14"] {
        assert!(works(open), "{open}");
    }
    assert!(calendar.is_public_holiday(day("2026-05-25")), "worked, and a holiday all the same");
}

#[test]
fn a_day_that_does_not_exist_and_a_year_without_work_are_faults() {
    for (definition, place) in [
        (json!({"closed": ["2026-02-30"]}), "/calendar/closed/0"),
        (json!({"open": ["12-24", "13-01"]}), "/calendar/open/1"),
        (json!({"closed": [{"from": "2026-05-02", "until": "2026-05-01"}]}), "/calendar/closed/0"),
        (json!({"closed": [{"from": "2026-05-02", "until": "05-03"}]}), "/calendar/closed/0"),
        (json!({"closed": [{"from": "03-01", "until": "02-29"}]}), "/calendar/closed"),
    ] {
        let (_, faults) = compiled(definition);
        let told: Vec<_> =
            faults.as_slice().iter().map(|fault| (fault.code, fault.pointer.as_str())).collect();
        assert_eq!(told, [("definition.calendar", place)]);
    }
}

#[test]
fn a_search_ends_where_nothing_is_worked() {
    let closed = calendar(json!({"closed": [{"from": "2026-01-01", "until": "2099-12-31"}]}));
    assert_eq!(closed.add_working_days(day("2026-03-02"), 1, Week::Ouvres), None);
    let beyond = i32::try_from(MAX_WORKING_DAYS).unwrap() + 1;
    assert_eq!(MAINLAND.add_working_days(day("2026-03-02"), beyond, Week::Ouvres), None);
    assert_eq!(MAINLAND.working_days_between(day("1900-01-01"), day("2026-01-01"), Week::Ouvres), None);
}

proptest! {
    #[test]
    fn adding_then_counting_gives_the_same_number(start in 0..20_000i64, count in -300..300i32, saturdays: bool) {
        let from = day("1990-01-01") + chrono::Duration::days(start);
        let week = if saturdays { Week::Ouvrables } else { Week::Ouvres };
        let to = MAINLAND.add_working_days(from, count, week).unwrap();
        // Going back from a day that is not worked counts the days after the one reached.
        prop_assert_eq!(MAINLAND.working_days_between(from, to, week), Some(i64::from(count)));
        prop_assert!(count == 0 || MAINLAND.is_working_day(to, week));
    }
}
