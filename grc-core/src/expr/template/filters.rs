//! The filters that only templates have: values as people read them, in the language of the text.

use rust_decimal::Decimal;

use super::super::evaluator::Context;
use super::super::functions::{Function, Reads, Shape, Typing};
use super::super::{Failure, Type, Value, display};

/// The filters. In a template they come before the functions of the same name.
pub(super) static FORMATS: &[Function] = &[
    format("date", "date | date -> text", "12 mars 2026", &[Shape::Day], |arguments, context| {
        written(day(arguments, context).map(|date| display::long_date(date, context.language)))
    }),
    format("short_date", "date | short_date -> text", "12/03/2026", &[Shape::Day], |arguments, context| {
        written(day(arguments, context).map(display::short_date))
    }),
    format(
        "datetime",
        "datetime | datetime -> text",
        "12 mars 2026 à 14 h 05",
        &[Shape::DateTime],
        |arguments, context| {
            let instant = match arguments {
                [Value::DateTime(instant)] => Some(*instant),
                _ => None,
            };
            written(instant.map(|instant| display::instant_at(instant, context.language, context.zone())))
        },
    ),
    format("time", "time | time -> text", "14 h 05", &[Shape::Clock], |arguments, context| {
        let time = match arguments {
            [Value::Time(time)] => Some(*time),
            [Value::DateTime(instant)] => Some(instant.with_timezone(&context.zone()).time()),
            _ => None,
        };
        written(time.map(|time| display::clock(time, context.language)))
    }),
    format("money", "number | money -> text", "1 250,50 €", &[Shape::Number], |arguments, context| {
        written(number(arguments).map(|amount| display::euros(amount, context.language)))
    }),
    format("number", "number | number -> text", "1 250,5", &[Shape::Number], |arguments, context| {
        written(number(arguments).map(|number| display::grouped(number, context.language)))
    }),
    format("list", "list | list -> text", "a, b et c", &[Shape::Scalars], |arguments, context| {
        written(arguments.first().map(|list| display::plain(list, context.language, context.zone())))
    }),
];

const fn format(
    name: &'static str,
    signature: &'static str,
    summary: &'static str,
    parameters: &'static [Shape],
    apply: fn(&[Value], &Context<'_>) -> Result<Value, Failure>,
) -> Function {
    let typing = Typing::Fixed { parameters, required: 1, result: Type::Text };
    Function::new(name, signature, summary, typing, apply).reading(Reads::Language)
}

fn written(text: Option<String>) -> Result<Value, Failure> {
    Ok(text.map_or(Value::Null, Value::text))
}

/// A day, or the local day of an instant.
fn day(arguments: &[Value], context: &Context<'_>) -> Option<chrono::NaiveDate> {
    match arguments {
        [Value::Date(date)] => Some(*date),
        [Value::DateTime(instant)] => Some(instant.with_timezone(&context.zone()).date_naive()),
        _ => None,
    }
}

fn number(arguments: &[Value]) -> Option<Decimal> {
    match arguments {
        [Value::Integer(number)] => Some((*number).into()),
        [Value::Decimal(number)] => Some(*number),
        _ => None,
    }
}
