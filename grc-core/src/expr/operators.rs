//! What operators do: to types when an expression is compiled, to values when it is evaluated.

use std::cmp::Ordering;

use rust_decimal::Decimal;

use super::ast::BinaryOperator;
use super::evaluator::Context;
use super::fault::{Hint, Problem};
use super::functions::limited;
use super::{Duration, Failure, Type, Value, decimal};

/// The type of `left operator right`, for all operators but `and` and `or`.
pub(super) fn result_type(operator: BinaryOperator, left: &Type, right: &Type) -> Result<Type, Problem> {
    use BinaryOperator::*;
    match operator {
        And | Or => Ok(Type::Bool),
        Equal | NotEqual => alike(left, right).map(|()| Type::Bool),
        Less | LessOrEqual | Greater | GreaterOrEqual => ordered(left, right).map(|()| Type::Bool),
        In | NotIn => member_of(operator, left, right).map(|()| Type::Bool),
        Concatenate => concatenated(left, right),
        Add | Subtract | Multiply | Divide | Remainder => computed(operator, left, right),
    }
}

fn alike(left: &Type, right: &Type) -> Result<(), Problem> {
    if left.join(right).is_some() { Ok(()) } else { Err(unlike(left, right)) }
}

fn ordered(left: &Type, right: &Type) -> Result<(), Problem> {
    if [left, right].contains(&&Type::Document) {
        return Err(Problem::ConvertFirst);
    }
    alike(left, right)?;
    match [left, right].into_iter().find(|ty| !ty.is_ordered()) {
        Some(ty) => Err(Problem::NoOrder(ty.clone())),
        None => Ok(()),
    }
}

fn member_of(operator: BinaryOperator, left: &Type, right: &Type) -> Result<(), Problem> {
    match right {
        Type::List(element) => alike(left, element),
        Type::Text => match left {
            Type::Text | Type::Null => Ok(()),
            Type::Document => Err(Problem::ConvertFirst),
            _ => Err(unlike(left, right)),
        },
        Type::Document | Type::Null => Ok(()),
        _ => Err(operands(operator, left, right, None)),
    }
}

fn concatenated(left: &Type, right: &Type) -> Result<Type, Problem> {
    for ty in [left, right] {
        match ty {
            Type::Document => return Err(Problem::ConvertFirst),
            Type::List(_) | Type::Object(_) => {
                return Err(operands(BinaryOperator::Concatenate, left, right, None));
            }
            _ => {}
        }
    }
    Ok(Type::Text)
}

fn computed(operator: BinaryOperator, left: &Type, right: &Type) -> Result<Type, Problem> {
    use BinaryOperator::*;
    Ok(match (operator, left, right) {
        (_, Type::Document, _) | (_, _, Type::Document) => return Err(Problem::ConvertFirst),
        (_, Type::Null, _) | (_, _, Type::Null) => Type::Null,
        (Divide, left, right) if left.is_number() && right.is_number() => Type::Decimal,
        (_, Type::Integer, Type::Integer) => Type::Integer,
        (_, left, right) if left.is_number() && right.is_number() => Type::Decimal,
        (Add, day @ (Type::Date | Type::DateTime), Type::Duration)
        | (Add, Type::Duration, day @ (Type::Date | Type::DateTime))
        | (Subtract, day @ (Type::Date | Type::DateTime), Type::Duration) => day.clone(),
        (Subtract, Type::Date, Type::Date) | (Subtract, Type::DateTime, Type::DateTime) => Type::Duration,
        (Add | Subtract, Type::Duration, Type::Duration) => Type::Duration,
        (Multiply, Type::Duration, Type::Integer) | (Multiply, Type::Integer, Type::Duration) => {
            Type::Duration
        }
        _ => {
            let hint = match (operator, left, right) {
                (Add | Subtract, Type::Date | Type::DateTime | Type::Duration, Type::Integer)
                | (Add, Type::Integer, Type::Date | Type::DateTime | Type::Duration) => Some(Hint::Days),
                (Add, Type::Text, _) | (Add, _, Type::Text) => Some(Hint::Concatenate),
                _ => hint_for(left, right),
            };
            return Err(operands(operator, left, right, hint));
        }
    })
}

fn operands(operator: BinaryOperator, left: &Type, right: &Type, hint: Option<Hint>) -> Problem {
    Problem::Operands { operator: operator.symbol(), left: left.clone(), right: right.clone(), hint }
}

fn unlike(left: &Type, right: &Type) -> Problem {
    Problem::UnlikeTypes { left: left.clone(), right: right.clone(), hint: hint_for(left, right) }
}

fn hint_for(left: &Type, right: &Type) -> Option<Hint> {
    let hint = |left: &Type, right: &Type| match (left, right) {
        (Type::Date, Type::DateTime) => Some(Hint::LocalDate),
        (Type::Date, Type::Text) => Some(Hint::Date),
        (Type::Duration, Type::Integer) => Some(Hint::Days),
        (Type::Integer | Type::Decimal, Type::Text) => Some(Hint::Number),
        _ => None,
    };
    hint(left, right).or_else(|| hint(right, left))
}

/// Applies an operator to two values, null if one of them is. `and` and `or` are not among them: they do not
/// always need both.
pub(super) fn apply(
    operator: BinaryOperator,
    left: &Value,
    right: &Value,
    context: &Context<'_>,
) -> Result<Value, Failure> {
    use BinaryOperator::*;
    if left.is_null() || right.is_null() {
        return Ok(Value::Null);
    }
    let order = |holds: fn(Ordering) -> bool| {
        Ok(compare(left, right)?.map_or(Value::Null, |order| Value::Bool(holds(order))))
    };
    match operator {
        And | Or => Ok(Value::Null),
        Equal => Ok(Value::Bool(equal(left, right))),
        NotEqual => Ok(Value::Bool(!equal(left, right))),
        Less => order(Ordering::is_lt),
        LessOrEqual => order(Ordering::is_le),
        Greater => order(Ordering::is_gt),
        GreaterOrEqual => order(Ordering::is_ge),
        In => Ok(found(left, right).map_or(Value::Null, Value::Bool)),
        NotIn => Ok(found(left, right).map_or(Value::Null, |found| Value::Bool(!found))),
        Concatenate => match (left.canonical_text(), right.canonical_text()) {
            (Some(left), Some(right)) => limited(format!("{left}{right}")),
            _ => Ok(Value::Null),
        },
        Add | Subtract | Multiply | Divide | Remainder => compute(operator, left, right, context),
    }
}

/// Whether two values are equal. An integer may equal a decimal; values of unlike kinds are not equal.
pub(super) fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Integer(integer), Value::Decimal(decimal))
        | (Value::Decimal(decimal), Value::Integer(integer)) => Decimal::from(*integer) == *decimal,
        (Value::List(left), Value::List(right)) => {
            left.len() == right.len() && left.iter().zip(right.iter()).all(|(left, right)| equal(left, right))
        }
        (left, right) => left == right,
    }
}

/// The order of two values of one ordered type. Text is in the order of Unicode, not of the dictionary.
pub(super) fn compare(left: &Value, right: &Value) -> Result<Option<Ordering>, Failure> {
    Ok(Some(match (left, right) {
        (Value::Integer(left), Value::Integer(right)) => left.cmp(right),
        (Value::Decimal(left), Value::Decimal(right)) => left.cmp(right),
        (Value::Integer(left), Value::Decimal(right)) => Decimal::from(*left).cmp(right),
        (Value::Decimal(left), Value::Integer(right)) => left.cmp(&Decimal::from(*right)),
        (Value::Text(left), Value::Text(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Time(left), Value::Time(right)) => left.cmp(right),
        (Value::DateTime(left), Value::DateTime(right)) => left.cmp(right),
        (Value::Duration(left), Value::Duration(right)) => {
            left.partial_cmp(right).ok_or(Failure::IncomparableDurations)?
        }
        _ => return Ok(None),
    }))
}

fn found(value: &Value, list: &Value) -> Option<bool> {
    match (value, list) {
        (value, Value::List(items)) => Some(items.iter().any(|item| equal(value, item))),
        (Value::Text(part), Value::Text(text)) => Some(text.contains(part.as_ref())),
        _ => None,
    }
}

fn compute(
    operator: BinaryOperator,
    left: &Value,
    right: &Value,
    context: &Context<'_>,
) -> Result<Value, Failure> {
    use BinaryOperator::*;
    match (operator, left, right) {
        (_, Value::Integer(left), Value::Integer(right)) => integers(operator, *left, *right),
        (_, Value::Decimal(left), Value::Decimal(right)) => decimals(operator, *left, *right),
        (_, Value::Integer(left), Value::Decimal(right)) => decimals(operator, (*left).into(), *right),
        (_, Value::Decimal(left), Value::Integer(right)) => decimals(operator, *left, (*right).into()),
        (Add, Value::Duration(duration), day) => move_by(day, Some(*duration), context),
        (Add, day, Value::Duration(duration)) => move_by(day, Some(*duration), context),
        (Subtract, day, Value::Duration(duration)) => move_by(day, duration.checked_mul(-1), context),
        (Subtract, Value::Date(left), Value::Date(right)) => {
            let days = left.signed_duration_since(*right).num_days();
            Ok(Value::Duration(Duration::days(i32::try_from(days).map_err(|_| Failure::Overflow)?)))
        }
        (Subtract, Value::DateTime(left), Value::DateTime(right)) => {
            Ok(Value::Duration(Duration::seconds(left.signed_duration_since(*right).num_seconds())))
        }
        (Multiply, Value::Duration(duration), Value::Integer(times))
        | (Multiply, Value::Integer(times), Value::Duration(duration)) => {
            duration.checked_mul(*times).map(Value::Duration).ok_or(Failure::Overflow)
        }
        _ => Ok(Value::Null),
    }
}

fn integers(operator: BinaryOperator, left: i64, right: i64) -> Result<Value, Failure> {
    let result = match operator {
        BinaryOperator::Add => left.checked_add(right),
        BinaryOperator::Subtract => left.checked_sub(right),
        BinaryOperator::Multiply => left.checked_mul(right),
        BinaryOperator::Remainder if right == 0 => return Err(Failure::DivisionByZero),
        // Of the divisor's sign, as in Jinja. `wrapping`: the remainder of the least integer by -1 is 0.
        BinaryOperator::Remainder => {
            let remainder = left.wrapping_rem(right);
            Some(if remainder != 0 && (remainder < 0) != (right < 0) { remainder + right } else { remainder })
        }
        _ => return decimal::divide(left.into(), right.into()).map(Value::Decimal),
    };
    result.map(Value::Integer).ok_or(Failure::Overflow)
}

fn decimals(operator: BinaryOperator, left: Decimal, right: Decimal) -> Result<Value, Failure> {
    let compute = match operator {
        BinaryOperator::Add => decimal::add,
        BinaryOperator::Subtract => decimal::subtract,
        BinaryOperator::Multiply => decimal::multiply,
        BinaryOperator::Remainder => decimal::remainder,
        _ => decimal::divide,
    };
    compute(left, right).map(Value::Decimal)
}

/// A day, an instant or a duration, moved by a duration.
fn move_by(value: &Value, by: Option<Duration>, context: &Context<'_>) -> Result<Value, Failure> {
    let by = by.ok_or(Failure::Overflow)?;
    match value {
        Value::Date(_) if by.seconds != 0 => Err(Failure::TimeOnDate),
        Value::Date(date) => by.after_date(*date).map(Value::Date).ok_or(Failure::DateOutOfRange),
        Value::DateTime(instant) => {
            by.after_instant(*instant, context.zone()).map(Value::DateTime).ok_or(Failure::DateOutOfRange)
        }
        Value::Duration(duration) => duration.checked_add(by).map(Value::Duration).ok_or(Failure::Overflow),
        _ => Ok(Value::Null),
    }
}

/// The opposite of a number or of a duration.
pub(super) fn negate(value: &Value) -> Result<Value, Failure> {
    match value {
        Value::Integer(number) => number.checked_neg().map(Value::Integer).ok_or(Failure::Overflow),
        Value::Decimal(number) => Ok(Value::Decimal(-*number)),
        Value::Duration(duration) => duration.checked_mul(-1).map(Value::Duration).ok_or(Failure::Overflow),
        _ => Ok(Value::Null),
    }
}
