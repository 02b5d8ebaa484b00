use super::*;

#[test]
fn dates_move_by_durations() {
    assert_eq!(evaluate("today + days(15)"), date("2026-09-16"));
    assert_eq!(evaluate("days(15) + today"), date("2026-09-16"));
    assert_eq!(evaluate("today - weeks(2)"), date("2026-08-18"));
    assert_eq!(evaluate("date('2026-01-31') + months(1)"), date("2026-02-28"));
    assert_eq!(evaluate("date('2024-02-29') + years(1)"), date("2025-02-28"));
    assert_eq!(evaluate("date('2026-03-31') - months(1)"), date("2026-02-28"));
    assert_eq!(
        evaluate("date('2026-01-31') + (months(1) + days(1))"),
        date("2026-03-01"),
        "months come before days"
    );
    assert_eq!(evaluate("today - date('2026-08-01')"), Value::Duration(Duration::days(31)));
    assert_eq!(evaluate("today - date('2026-08-01') > days(30)"), Value::Bool(true));
    assert_eq!(evaluate("days(2) * 3 - days(1)"), Value::Duration(Duration::days(5)));
    assert_eq!(failure("date('2026-01-01') + years(300000)"), Failure::DateOutOfRange);
    assert_eq!(failure("today + hours(1)"), Failure::TimeOnDate);
    assert_eq!(failure("days(9999999999)"), Failure::Overflow);
}

#[test]
fn instants_keep_the_time_of_the_day_across_the_change_of_hour() {
    // Paris goes from UTC+1 to UTC+2 on 29 March 2026 at 2:00, and back on 25 October at 3:00.
    let world = world().with("now", instant("2026-03-28T11:00:00Z"));
    assert_eq!(evaluate_in("now + days(1)", &world), instant("2026-03-29T10:00:00Z"));
    assert_eq!(evaluate_in("now + hours(24)", &world), instant("2026-03-29T11:00:00Z"));
    let gap = world.clone().with("now", instant("2026-03-28T01:30:00Z"));
    assert_eq!(
        evaluate_in("now + days(1)", &gap),
        instant("2026-03-29T01:30:00Z"),
        "2:30 does not exist: it is 3:30"
    );
    let twice = world.with("now", instant("2026-10-24T00:30:00Z"));
    assert_eq!(
        evaluate_in("now + days(1)", &twice),
        instant("2026-10-25T00:30:00Z"),
        "2:30 occurs twice: the first"
    );
    assert_eq!(evaluate_in("(now + days(1)) - now", &twice), Value::Duration(Duration::seconds(86_400)));
}

#[test]
fn the_local_day_is_that_of_the_zone() {
    let world = world().with("now", instant("2026-06-30T22:30:00Z"));
    assert_eq!(evaluate_in("local_date(now)", &world), date("2026-07-01"));
    assert_eq!(
        evaluate_in("local_date(now) == today + months(1)", &world.with("today", date("2026-06-01"))),
        Value::Bool(true)
    );
}

#[test]
fn age_is_in_whole_years_and_29_february_waits_for_1_march() {
    let age = |birth, today| {
        evaluate_in(
            "age(naissance)",
            &world().with("answers.naissance", date(birth)).with("today", date(today)),
        )
    };
    assert_eq!(age("2010-05-01", "2026-04-30"), Value::Integer(15));
    assert_eq!(age("2010-05-01", "2026-05-01"), Value::Integer(16));
    assert_eq!(age("2008-02-29", "2026-02-28"), Value::Integer(17));
    assert_eq!(age("2008-02-29", "2026-03-01"), Value::Integer(18));
    assert_eq!(age("2008-02-29", "2028-02-29"), Value::Integer(20));
    assert_eq!(age("2026-05-01", "2026-04-30"), Value::Integer(-1), "not born yet");
}

#[test]
fn parts_of_dates() {
    assert_eq!(
        evaluate("[year(today), month(today), day(today), weekday(today)]"),
        Value::list([2026, 9, 1, 2].map(Value::Integer))
    );
    assert_eq!(evaluate("start_of_month(date('2024-02-15'))"), date("2024-02-01"));
    assert_eq!(evaluate("end_of_month(date('2024-02-15'))"), date("2024-02-29"));
    assert_eq!(evaluate("end_of_month(date('2026-12-31'))"), date("2026-12-31"));
    assert_eq!(evaluate("days_between(date('2026-01-01'), date('2026-03-01'))"), Value::Integer(59));
    assert_eq!(evaluate("days_between(today, today - days(1))"), Value::Integer(-1));
}

#[test]
fn durations_have_an_order_when_no_part_contradicts_another() {
    assert_eq!(evaluate("months(1) == days(30)"), Value::Bool(false));
    assert_eq!(evaluate("years(1) == months(12)"), Value::Bool(true));
    assert_eq!(evaluate("months(1) < months(1) + days(1)"), Value::Bool(true));
    assert_eq!(failure("months(1) < days(30)"), Failure::IncomparableDurations);
    assert_eq!(failure("max(months(1), days(30))"), Failure::IncomparableDurations);
}

#[test]
fn durations_are_read_and_written_as_iso_8601() {
    let read = |text: &str| text.parse::<Duration>();
    assert_eq!(read("P1Y6M"), Ok(Duration::months(18)));
    assert_eq!(read("P2W"), Ok(Duration::days(14)));
    assert_eq!(read("PT15M"), Ok(Duration::seconds(900)));
    assert_eq!(read("-P1D"), Ok(Duration::days(-1)));
    for (text, canonical) in [
        ("P12M", "P1Y"),
        ("PT90M", "PT1H30M"),
        ("P15D", "P15D"),
        ("PT0S", "P0D"),
        ("P1M2DT3S", "P1M2DT3S"),
        ("-P1M", "P-1M"),
    ] {
        assert_eq!(read(text).unwrap().to_string(), canonical);
    }
    for text in [
        "",
        "P",
        "PT",
        "1M",
        "P1",
        "P1H",
        "PT1D",
        "P1M1Y",
        "P1.5D",
        "P+1D",
        "P1DT",
        "P99999999999Y",
        "P1D2D",
        "p1d",
    ] {
        assert_eq!(read(text), Err(InvalidDuration), "{text}");
    }
}

#[test]
fn working_days_are_those_of_the_calendar_around() {
    assert_eq!(evaluate("add_working_days(date('2026-04-30'), 1)"), date("2026-05-04"));
    assert_eq!(evaluate("add_working_days(date('2026-05-04'), -1)"), date("2026-04-30"));
    assert_eq!(evaluate("working_days_between(date('2026-04-30'), date('2026-05-19'))"), Value::Integer(10));
    assert_eq!(evaluate("is_working_day(date('2026-05-25'))"), Value::Bool(false));
    assert_eq!(evaluate("is_public_holiday(date('2026-05-25'))"), Value::Bool(true));
    assert_eq!(evaluate("is_public_holiday(date('2026-05-27'))"), Value::Bool(false));
    assert_eq!(evaluate_in("is_working_day(naissance)", &World::default()), Value::Null);
    assert_eq!(failure("add_working_days(date('2026-04-30'), 10001)"), Failure::DateOutOfRange);
    assert_eq!(
        failure("working_days_between(date('1900-01-01'), date('2026-01-01'))"),
        Failure::DateOutOfRange
    );
}
