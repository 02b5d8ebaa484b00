//! Numbers, money and conversions.

use rust_decimal::Decimal;

use super::super::value::whole;
use super::super::{Failure, Type, Value, decimal};
use super::{Function, Shape, Typing};

pub(super) static FUNCTIONS: &[Function] = &[
    Function::new(
        "abs",
        "abs(number) -> number",
        "the number without its sign",
        Typing::OfOne(Shape::Number, Type::clone),
        |arguments, _| match arguments {
            [Value::Integer(number)] => number.checked_abs().map(Value::Integer).ok_or(Failure::Overflow),
            [Value::Decimal(number)] => Ok(Value::Decimal(number.abs())),
            _ => Ok(Value::Null),
        },
    ),
    Function::new(
        "round",
        "round(number, places = 0) -> decimal",
        "the number at that many decimal places, from 0 to 28; halfway goes to the even digit",
        Typing::Fixed { parameters: &[Shape::Number, Shape::Integer], required: 1, result: Type::Decimal },
        |arguments, _| {
            let places = match arguments.get(1) {
                Some(Value::Integer(places)) => u32::try_from((*places).clamp(0, 28)).unwrap_or(0),
                _ => 0,
            };
            Ok(number(arguments).map_or(Value::Null, |number| Value::Decimal(decimal::round(number, places))))
        },
    ),
    Function::fixed(
        "floor",
        "floor(number) -> integer",
        "the greatest integer that is not above the number",
        &[Shape::Number],
        Type::Integer,
        |arguments, _| integer(arguments, |number| number.floor()),
    ),
    Function::fixed(
        "ceil",
        "ceil(number) -> integer",
        "the smallest integer that is not below the number",
        &[Shape::Number],
        Type::Integer,
        |arguments, _| integer(arguments, |number| number.ceil()),
    ),
    Function::fixed(
        "money",
        "money(number) -> decimal",
        "the amount in euros and cents: two decimal places, halfway goes to the even cent",
        &[Shape::Number],
        Type::Decimal,
        |arguments, _| {
            let Some(number) = number(arguments) else { return Ok(Value::Null) };
            // Two places are part of the amount: 12 is 12.00. Where they cannot be held, the amount is exact already.
            let mut amount = decimal::round(number, 2);
            amount.rescale(2);
            Ok(Value::Decimal(amount))
        },
    ),
    Function::fixed(
        "integer",
        "integer(value) -> integer",
        "the integer that the value is or writes, null if it is not one",
        &[Shape::Scalar],
        Type::Integer,
        |arguments, _| Ok(converted(arguments, &Type::Integer)),
    ),
    Function::fixed(
        "decimal",
        "decimal(value) -> decimal",
        "the number that the value is or writes, null if it is not one",
        &[Shape::Scalar],
        Type::Decimal,
        |arguments, _| Ok(converted(arguments, &Type::Decimal)),
    ),
    Function::fixed(
        "bool",
        "bool(value) -> bool",
        "true or false, if the value is or writes one of them, null otherwise",
        &[Shape::Scalar],
        Type::Bool,
        |arguments, _| Ok(converted(arguments, &Type::Bool)),
    ),
];

fn number(arguments: &[Value]) -> Option<Decimal> {
    match arguments.first() {
        Some(Value::Integer(number)) => Some((*number).into()),
        Some(Value::Decimal(number)) => Some(*number),
        _ => None,
    }
}

fn integer(arguments: &[Value], of: fn(&Decimal) -> Decimal) -> Result<Value, Failure> {
    match arguments {
        [Value::Integer(number)] => Ok(Value::Integer(*number)),
        [Value::Decimal(number)] => whole(of(number)).map(Value::Integer).ok_or(Failure::Overflow),
        _ => Ok(Value::Null),
    }
}

fn converted(arguments: &[Value], ty: &Type) -> Value {
    arguments.first().cloned().map_or(Value::Null, |value| value.converted(ty))
}
