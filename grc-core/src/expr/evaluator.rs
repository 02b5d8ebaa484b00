//! From a checked expression and an environment to a value.

use std::ops::Range;
use std::sync::Arc;

use super::ast::BinaryOperator;
use super::functions::{Function, Nulls};
use super::{Environment, EvaluationError, Failure, Root, Type, Value, operators};
use crate::definition::Language;
use crate::law::Calendar;

/// A checked expression: names are resolved, functions found, conversions inserted.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    pub(super) position: Range<usize>,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind {
    Constant(Value),
    Read(Root),
    /// A member of a root, and its rank among those that are known, in alphabetical order.
    ReadMember(Root, Arc<str>, usize),
    /// A name bound by a template.
    Local(usize),
    Member(Box<Node>, Arc<str>),
    /// An element of a list: it must exist.
    Element(Box<[Node; 2]>),
    /// An element or a member of a received document, or null.
    Inside(Box<[Node; 2]>),
    List(Vec<Node>),
    Not(Box<Node>),
    Negate(Box<Node>),
    /// Whether there is no value, or whether there is one.
    IsNull(Box<Node>, bool),
    Binary(BinaryOperator, Box<[Node; 2]>),
    /// Value if it holds, condition, value otherwise.
    Choice(Box<[Node; 3]>),
    Call(&'static Function, Vec<Node>),
    Convert(Box<Node>, Type),
}

impl Node {
    /// The root and its member that it reads, or of which it reads a part, if it does nothing else.
    pub(super) fn member_of_root(&self) -> Option<(Root, &str)> {
        match &self.kind {
            NodeKind::ReadMember(root, name, _) => Some((*root, name)),
            NodeKind::Member(of, _) | NodeKind::Convert(of, _) => of.member_of_root(),
            _ => None,
        }
    }
}

/// What is around an expression while it is evaluated.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) environment: &'a dyn Environment,
    /// The values that a template has bound.
    pub(super) locals: &'a [Value],
    /// The language of texts made for people.
    pub(super) language: Language,
}

impl Context<'_> {
    pub(super) fn today(&self) -> Value {
        self.environment.lookup(Root::Today, None)
    }

    pub(super) fn zone(&self) -> chrono_tz::Tz {
        self.environment.zone()
    }

    pub(super) fn calendar(&self) -> &Calendar {
        self.environment.calendar()
    }

    pub(super) fn sector(&self, division: &str, place: &Value) -> Value {
        self.environment.sector(division, place)
    }
}

impl Node {
    /// The value in this context. Recursion is bounded by the depth that the parser allows.
    pub(super) fn evaluate(&self, context: &Context<'_>) -> Result<Value, EvaluationError> {
        let fail = |failure: Failure| failure.at(&self.position);
        match &self.kind {
            NodeKind::Constant(value) => Ok(value.clone()),
            NodeKind::Read(root) => Ok(context.environment.lookup(*root, None)),
            NodeKind::ReadMember(root, member, rank) => {
                Ok(context.environment.lookup_ranked(*root, member, *rank))
            }
            NodeKind::Local(slot) => Ok(context.locals.get(*slot).cloned().unwrap_or(Value::Null)),
            NodeKind::Member(object, name) => Ok(object.evaluate(context)?.member(name)),
            NodeKind::Element(parts) => {
                let [list, index] = parts.as_ref();
                match (list.evaluate(context)?, index.evaluate(context)?) {
                    (Value::List(items), Value::Integer(index)) => {
                        let index = usize::try_from(index).map_err(|_| fail(Failure::MissingElement))?;
                        items.get(index).cloned().ok_or_else(|| fail(Failure::MissingElement))
                    }
                    _ => Ok(Value::Null),
                }
            }
            NodeKind::Inside(parts) => {
                let [document, key] = parts.as_ref();
                Ok(inside(&document.evaluate(context)?, &key.evaluate(context)?))
            }
            NodeKind::List(items) => items
                .iter()
                .map(|item| item.evaluate(context))
                .collect::<Result<Vec<_>, _>>()
                .map(Value::from),
            NodeKind::Not(operand) => Ok(match operand.evaluate(context)? {
                Value::Bool(value) => Value::Bool(!value),
                _ => Value::Null,
            }),
            NodeKind::Negate(operand) => operators::negate(&operand.evaluate(context)?).map_err(fail),
            NodeKind::IsNull(operand, wanted) => {
                Ok(Value::Bool(operand.evaluate(context)?.is_null() == *wanted))
            }
            NodeKind::Binary(BinaryOperator::And, operands) => decide(operands, false, context),
            NodeKind::Binary(BinaryOperator::Or, operands) => decide(operands, true, context),
            NodeKind::Binary(operator, operands) => {
                let [left, right] = operands.as_ref();
                let (left, right) = (left.evaluate(context)?, right.evaluate(context)?);
                operators::apply(*operator, &left, &right, context).map_err(fail)
            }
            NodeKind::Choice(parts) => {
                let [value, condition, otherwise] = parts.as_ref();
                let holds = condition.evaluate(context)? == Value::Bool(true);
                if holds { value } else { otherwise }.evaluate(context)
            }
            NodeKind::Call(function, arguments) => call(function, arguments, context)?.map_err(fail),
            NodeKind::Convert(operand, ty) => Ok(operand.evaluate(context)?.converted(ty)),
        }
    }
}

/// `or` (which one true operand decides) and `and` (which one false operand decides), with Kleene's null.
fn decide(operands: &[Node; 2], deciding: bool, context: &Context<'_>) -> Result<Value, EvaluationError> {
    let [left, right] = operands;
    let left = left.evaluate(context)?;
    if left == Value::Bool(deciding) {
        return Ok(left);
    }
    let right = right.evaluate(context)?;
    Ok(if left.is_null() && right != Value::Bool(deciding) { Value::Null } else { right })
}

/// The usual numbers of arguments are kept off the heap.
fn call(
    function: &Function,
    arguments: &[Node],
    context: &Context<'_>,
) -> Result<Result<Value, Failure>, EvaluationError> {
    Ok(match arguments {
        [one] => apply(function, &[one.evaluate(context)?], context),
        [one, two] => apply(function, &[one.evaluate(context)?, two.evaluate(context)?], context),
        several => {
            let values = several.iter().map(|node| node.evaluate(context)).collect::<Result<Vec<_>, _>>()?;
            apply(function, &values, context)
        }
    })
}

/// Calls a function on values that its typing accepts.
pub(super) fn apply(function: &Function, values: &[Value], context: &Context<'_>) -> Result<Value, Failure> {
    if function.nulls == Nulls::Spread && values.iter().any(Value::is_null) {
        return Ok(Value::Null);
    }
    (function.apply)(values, context)
}

fn inside(document: &Value, key: &Value) -> Value {
    match (document, key) {
        (Value::List(items), Value::Integer(index)) => {
            usize::try_from(*index).ok().and_then(|index| items.get(index)).cloned().unwrap_or(Value::Null)
        }
        (document, Value::Text(name)) => document.member(name),
        _ => Value::Null,
    }
}
