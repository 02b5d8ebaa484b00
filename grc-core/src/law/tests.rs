#![allow(clippy::unwrap_used)]

use chrono::NaiveDate;

use super::{add_working_days, easter_sunday, is_public_holiday};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
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
    let holidays: Vec<_> = day("2026-01-01")
        .iter_days()
        .take(365)
        .filter(|day| is_public_holiday(*day))
        .map(|day| day.to_string())
        .collect();
    assert_eq!(
        holidays,
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
fn working_days_skip_weekends_and_holidays() {
    // Received, then the first and the tenth working day after it.
    for (received, first, tenth) in [
        ("2026-04-30", "2026-05-04", "2026-05-19"),
        ("2026-12-23", "2026-12-24", "2027-01-08"),
        ("2026-04-02", "2026-04-03", "2026-04-17"),
    ] {
        assert_eq!(add_working_days(day(received), 1), Some(day(first)));
        assert_eq!(add_working_days(day(received), 10), Some(day(tenth)));
        assert_eq!(add_working_days(day(received), 0), Some(day(received)));
    }
}
