//! Lists, and choices between values.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::super::operators::{compare, equal};
use super::super::{Failure, Type, Value, decimal};
use super::{Function, Shape, Typing, items};

pub(super) static FUNCTIONS: &[Function] = &[
    Function::fixed(
        "count",
        "count(list) -> integer",
        "how many elements the list has",
        &[Shape::List],
        Type::Integer,
        |arguments, _| {
            let list = arguments.first().and_then(items);
            Ok(list.map_or(Value::Null, |list| Value::Integer(i64::try_from(list.len()).unwrap_or(i64::MAX))))
        },
    ),
    Function::new(
        "sum",
        "sum(list) -> number",
        "the sum of the numbers of the list, 0 if there is none; nulls are skipped",
        Typing::OfOne(Shape::Numbers, number_of),
        |arguments, _| sum(arguments),
    ),
    Function::new(
        "min",
        "min(list) or min(a, b, …) -> value",
        "the smallest value, null if there is none; null elements of a list are skipped",
        Typing::Extremum,
        |arguments, _| extremum(arguments, Ordering::Less),
    ),
    Function::new(
        "max",
        "max(list) or max(a, b, …) -> value",
        "the greatest value, null if there is none; null elements of a list are skipped",
        Typing::Extremum,
        |arguments, _| extremum(arguments, Ordering::Greater),
    ),
    Function::new(
        "first",
        "first(list) -> value",
        "the first element, null if there is none",
        Typing::OfOne(Shape::List, element_of),
        |arguments, _| {
            Ok(arguments.first().and_then(items).and_then(<[Value]>::first).cloned().unwrap_or(Value::Null))
        },
    ),
    Function::new(
        "last",
        "last(list) -> value",
        "the last element, null if there is none",
        Typing::OfOne(Shape::List, element_of),
        |arguments, _| {
            Ok(arguments.first().and_then(items).and_then(<[Value]>::last).cloned().unwrap_or(Value::Null))
        },
    ),
    Function::fixed(
        "any",
        "any(list) -> bool",
        "whether one element is true: the list's elements with `or` between them",
        &[Shape::Bools],
        Type::Bool,
        |arguments, _| Ok(found(arguments, true)),
    ),
    Function::fixed(
        "all",
        "all(list) -> bool",
        "whether every element is true: the list's elements with `and` between them",
        &[Shape::Bools],
        Type::Bool,
        |arguments, _| Ok(found(arguments, false)),
    ),
    Function::new(
        "distinct",
        "distinct(list) -> list",
        "the list without the elements that come again",
        Typing::OfOne(Shape::List, Type::clone),
        |arguments, _| {
            let Some(list) = arguments.first().and_then(items) else { return Ok(Value::Null) };
            let mut kept: Vec<Value> = Vec::new();
            for item in list {
                if !kept.iter().any(|other| equal(item, other)) {
                    kept.push(item.clone());
                }
            }
            Ok(kept.into())
        },
    ),
    Function::new(
        "coalesce",
        "coalesce(a, b, …) -> value",
        "the first argument that is not null",
        Typing::Joined { least: 1, most: usize::MAX },
        |arguments, _| Ok(first_present(arguments)),
    )
    .seeing_nulls(),
    Function::new(
        "default",
        "default(value, otherwise) -> value",
        "the value, or the other one if it is null",
        Typing::Joined { least: 2, most: 2 },
        |arguments, _| Ok(first_present(arguments)),
    )
    .seeing_nulls(),
];

/// The type of the elements; the type of the elements of a document is not known.
fn element_of(list: &Type) -> Type {
    match list {
        Type::List(element) => element.as_ref().clone(),
        other => other.clone(),
    }
}

fn number_of(list: &Type) -> Type {
    match element_of(list) {
        Type::Decimal => Type::Decimal,
        _ => Type::Integer,
    }
}

fn sum(arguments: &[Value]) -> Result<Value, Failure> {
    let Some(list) = arguments.first().and_then(items) else { return Ok(Value::Null) };
    let mut total = 0i64;
    let mut decimals: Option<Decimal> = None;
    for item in list {
        match item {
            Value::Integer(number) => total = total.checked_add(*number).ok_or(Failure::Overflow)?,
            Value::Decimal(number) => decimals = Some(decimal::add(decimals.unwrap_or_default(), *number)?),
            _ => {}
        }
    }
    match decimals {
        None => Ok(Value::Integer(total)),
        Some(decimals) => Ok(Value::Decimal(decimal::add(decimals, total.into())?)),
    }
}

fn extremum(arguments: &[Value], wanted: Ordering) -> Result<Value, Failure> {
    let values = match arguments {
        [list] => items(list).unwrap_or_default(),
        several => several,
    };
    let mut best: Option<&Value> = None;
    for value in values.iter().filter(|value| !value.is_null()) {
        best = match best {
            Some(other) if compare(value, other)? != Some(wanted) => Some(other),
            _ => Some(value),
        };
    }
    Ok(best.cloned().unwrap_or(Value::Null))
}

/// `or` (when `wanted` is true) or `and` between the elements.
fn found(arguments: &[Value], wanted: bool) -> Value {
    let Some(list) = arguments.first().and_then(items) else { return Value::Null };
    if list.contains(&Value::Bool(wanted)) {
        Value::Bool(wanted)
    } else if list.contains(&Value::Null) {
        Value::Null
    } else {
        Value::Bool(!wanted)
    }
}

fn first_present(arguments: &[Value]) -> Value {
    arguments.iter().find(|value| !value.is_null()).cloned().unwrap_or(Value::Null)
}
