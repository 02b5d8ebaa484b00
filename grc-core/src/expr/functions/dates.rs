//! Dates, ages and durations.

use chrono::{Datelike, Months, NaiveDate};

use super::super::evaluator::Context;
use super::super::{Duration, Failure, Type, Value, value::read_text};
use super::{Function, Reads, Shape};
use crate::law::Week;

pub(super) static FUNCTIONS: &[Function] = &[
    Function::fixed(
        "date",
        "date(text) -> date",
        "the date written `YYYY-MM-DD`, null if it is not one",
        &[Shape::Readable],
        Type::Date,
        |arguments, _| Ok(read(arguments, &Type::Date)),
    ),
    Function::fixed(
        "datetime",
        "datetime(text) -> datetime",
        "the instant written in RFC 3339, null if it is not one",
        &[Shape::Readable],
        Type::DateTime,
        |arguments, _| Ok(read(arguments, &Type::DateTime)),
    ),
    Function::fixed(
        "age",
        "age(date) -> integer",
        "whole years from the date to `today`; who was born on 29 February is a year older on 1 March of common years",
        &[Shape::Date],
        Type::Integer,
        age,
    )
    .reading(Reads::Today),
    Function::fixed("days", "days(integer) -> duration", "a number of days", &[Shape::Integer], Type::Duration, |arguments, _| {
        calendar(arguments, 1, Duration::days)
    }),
    Function::fixed("weeks", "weeks(integer) -> duration", "a number of weeks", &[Shape::Integer], Type::Duration, |arguments, _| {
        calendar(arguments, 7, Duration::days)
    }),
    Function::fixed(
        "months",
        "months(integer) -> duration",
        "a number of months of the calendar; 31 January plus one month is the last day of February",
        &[Shape::Integer],
        Type::Duration,
        |arguments, _| calendar(arguments, 1, Duration::months),
    ),
    Function::fixed("years", "years(integer) -> duration", "a number of years", &[Shape::Integer], Type::Duration, |arguments, _| {
        calendar(arguments, 12, Duration::months)
    }),
    Function::fixed("hours", "hours(integer) -> duration", "a number of hours", &[Shape::Integer], Type::Duration, |arguments, _| {
        clock(arguments, 3600)
    }),
    Function::fixed("minutes", "minutes(integer) -> duration", "a number of minutes", &[Shape::Integer], Type::Duration, |arguments, _| {
        clock(arguments, 60)
    }),
    Function::fixed(
        "days_between",
        "days_between(date, date) -> integer",
        "days from the first date to the second, negative if it comes before",
        &[Shape::Date, Shape::Date],
        Type::Integer,
        |arguments, _| {
            let [Value::Date(from), Value::Date(to)] = arguments else { return Ok(Value::Null) };
            Ok(Value::Integer(to.signed_duration_since(*from).num_days()))
        },
    ),
    Function::fixed(
        "is_public_holiday",
        "is_public_holiday(date) -> bool",
        "whether the day is a public holiday where the town is",
        &[Shape::Date],
        Type::Bool,
        |arguments, context| {
            let [Value::Date(day)] = arguments else { return Ok(Value::Null) };
            Ok(Value::Bool(context.calendar().is_public_holiday(*day)))
        },
    )
    .reading(Reads::Calendar),
    Function::fixed(
        "is_working_day",
        "is_working_day(date) -> bool",
        "whether the town hall works that day: Monday to Friday, but for public holidays and its closures",
        &[Shape::Date],
        Type::Bool,
        |arguments, context| {
            let [Value::Date(day)] = arguments else { return Ok(Value::Null) };
            Ok(Value::Bool(context.calendar().is_working_day(*day, Week::Ouvres)))
        },
    )
    .reading(Reads::Calendar),
    Function::fixed(
        "add_working_days",
        "add_working_days(date, integer) -> date",
        "the last of so many working days after the date, which does not count; before it, when the number is negative",
        &[Shape::Date, Shape::Integer],
        Type::Date,
        |arguments, context| {
            let [Value::Date(day), Value::Integer(count)] = arguments else { return Ok(Value::Null) };
            let count = i32::try_from(*count).map_err(|_| Failure::DateOutOfRange)?;
            let reached = context.calendar().add_working_days(*day, count, Week::Ouvres);
            reached.map(Value::Date).ok_or(Failure::DateOutOfRange)
        },
    )
    .reading(Reads::Calendar),
    Function::fixed(
        "working_days_between",
        "working_days_between(date, date) -> integer",
        "working days after the first date, up to the second included; negative if it comes before",
        &[Shape::Date, Shape::Date],
        Type::Integer,
        |arguments, context| {
            let [Value::Date(from), Value::Date(to)] = arguments else { return Ok(Value::Null) };
            let days = context.calendar().working_days_between(*from, *to, Week::Ouvres);
            days.map(Value::Integer).ok_or(Failure::DateOutOfRange)
        },
    )
    .reading(Reads::Calendar),
    Function::fixed("year", "year(date) -> integer", "the year", &[Shape::Date], Type::Integer, |arguments, _| {
        part(arguments, |date| date.year().into())
    }),
    Function::fixed("month", "month(date) -> integer", "the month, from 1 to 12", &[Shape::Date], Type::Integer, |arguments, _| {
        part(arguments, |date| date.month().into())
    }),
    Function::fixed("day", "day(date) -> integer", "the day of the month", &[Shape::Date], Type::Integer, |arguments, _| {
        part(arguments, |date| date.day().into())
    }),
    Function::fixed(
        "weekday",
        "weekday(date) -> integer",
        "the day of the week: 1 is Monday, 7 is Sunday",
        &[Shape::Date],
        Type::Integer,
        |arguments, _| part(arguments, |date| date.weekday().number_from_monday().into()),
    ),
    Function::fixed(
        "local_date",
        "local_date(datetime) -> date",
        "the day of the instant, in the time zone of the catalogue",
        &[Shape::DateTime],
        Type::Date,
        |arguments, context| {
            let [Value::DateTime(instant)] = arguments else { return Ok(Value::Null) };
            Ok(Value::Date(instant.with_timezone(&context.zone()).date_naive()))
        },
    )
    .reading(Reads::Zone),
    Function::fixed(
        "start_of_month",
        "start_of_month(date) -> date",
        "the first day of the month",
        &[Shape::Date],
        Type::Date,
        |arguments, _| moved(arguments, |date| date.with_day(1)),
    ),
    Function::fixed(
        "end_of_month",
        "end_of_month(date) -> date",
        "the last day of the month",
        &[Shape::Date],
        Type::Date,
        |arguments, _| {
            moved(arguments, |date| date.with_day(1)?.checked_add_months(Months::new(1))?.pred_opt())
        },
    ),
];

/// Reads a text as a value of another type; null if it is not one.
pub(super) fn read(arguments: &[Value], ty: &Type) -> Value {
    match arguments {
        [Value::Text(text)] => read_text(text, ty).unwrap_or(Value::Null),
        _ => Value::Null,
    }
}

fn age(arguments: &[Value], context: &Context<'_>) -> Result<Value, Failure> {
    let ([Value::Date(birth)], Value::Date(today)) = (arguments, context.today()) else {
        return Ok(Value::Null);
    };
    let before_birthday = (today.month(), today.day()) < (birth.month(), birth.day());
    Ok(Value::Integer(i64::from(today.year()) - i64::from(birth.year()) - i64::from(before_birthday)))
}

fn calendar(arguments: &[Value], times: i64, unit: fn(i32) -> Duration) -> Result<Value, Failure> {
    let [Value::Integer(count)] = arguments else { return Ok(Value::Null) };
    let count =
        count.checked_mul(times).and_then(|count| i32::try_from(count).ok()).ok_or(Failure::Overflow)?;
    Ok(Value::Duration(unit(count)))
}

fn clock(arguments: &[Value], seconds: i64) -> Result<Value, Failure> {
    let [Value::Integer(count)] = arguments else { return Ok(Value::Null) };
    Ok(Value::Duration(Duration::seconds(count.checked_mul(seconds).ok_or(Failure::Overflow)?)))
}

fn part(arguments: &[Value], of: fn(NaiveDate) -> i64) -> Result<Value, Failure> {
    let [Value::Date(date)] = arguments else { return Ok(Value::Null) };
    Ok(Value::Integer(of(*date)))
}

fn moved(arguments: &[Value], to: fn(NaiveDate) -> Option<NaiveDate>) -> Result<Value, Failure> {
    let [Value::Date(date)] = arguments else { return Ok(Value::Null) };
    to(*date).map(Value::Date).ok_or(Failure::DateOutOfRange)
}
