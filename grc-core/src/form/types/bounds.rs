//! Least and greatest values: written, or computed from what is known.

use std::cmp::Ordering;
use std::fmt::Debug;

use chrono_tz::Tz;
use serde_json::Value as Json;

use super::{Breaches, Problem};
use crate::definition::{Bound, Computed, Range};
use crate::expr::{Environment, Expression, Root, Type, Value};
use crate::form::context::FieldContext;
use crate::form::problem::Shown;

/// A type whose values have an order and can be bounded.
pub(super) trait Bounded: Ord + Clone + Debug {
    const TYPE: Type;

    /// The value that a definition writes as text.
    fn from_text(text: &str) -> Option<Self>;

    /// The value that a definition writes as a whole number, for types that have one.
    fn from_integer(_number: i64) -> Option<Self> {
        None
    }

    /// The value that an expression gives.
    fn from_value(value: &Value) -> Option<Self>;

    /// The value as expressions see it.
    fn to_value(&self) -> Value;

    /// The value as read by people in this time zone.
    fn shown(&self, zone: Tz) -> Shown;

    /// What is wrong with a value below its bound; in words of time, unless the type says otherwise.
    fn below(least: Option<Shown>) -> Problem {
        Problem::TooEarly(least)
    }

    /// What is wrong with a value above its bound.
    fn above(most: Option<Shown>) -> Problem {
        Problem::TooLate(most)
    }
}

/// The bounds of a field, included.
#[derive(Debug)]
pub(super) struct Bounds<T> {
    min: Option<Limit<T>>,
    max: Option<Limit<T>>,
}

#[derive(Debug)]
enum Limit<T> {
    Written(T),
    Computed {
        expression: Box<Expression>,
        /// Whether the value may be told: it does not if it comes from what a person typed.
        told: bool,
    },
}

impl<T: Bounded> Bounds<T> {
    pub(super) fn compile(range: &Range, context: &mut FieldContext<'_, '_>) -> Self {
        let mut limit =
            |key, bound: &Option<Bound>| bound.as_ref().and_then(|bound| Limit::compile(bound, key, context));
        let bounds = Self { min: limit("min", &range.min), max: limit("max", &range.max) };
        if let (Some(min), Some(max)) = (bounds.written_min(), bounds.written_max())
            && min > max
        {
            context.empty_range("min", "max");
        }
        bounds
    }

    pub(super) fn written_min(&self) -> Option<&T> {
        self.min.as_ref().and_then(Limit::written)
    }

    pub(super) fn written_max(&self) -> Option<&T> {
        self.max.as_ref().and_then(Limit::written)
    }

    /// Whether there is any bound.
    pub(super) fn exist(&self) -> bool {
        self.min.is_some() || self.max.is_some()
    }

    /// Tells the bounds that `value` passes. A bound that is null bounds nothing.
    pub(super) fn check(&self, value: &T, facts: &dyn Environment, breaches: &mut Breaches) {
        if let Some(limit) = &self.min {
            limit.check(value, Ordering::Less, T::below, facts, breaches);
        }
        if let Some(limit) = &self.max {
            limit.check(value, Ordering::Greater, T::above, facts, breaches);
        }
    }
}

/// The least and the greatest value, as they would be stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::form) struct Extremes {
    pub(in crate::form) min: Option<Json>,
    pub(in crate::form) max: Option<Json>,
}

/// Whether what a name of expressions gives may be told.
pub(in crate::form) type Told<'t> = &'t dyn Fn(Root, Option<&str>) -> bool;

impl<T: Bounded> Bounds<T> {
    /// The bounds as they are with these facts; not those that read what may not be told.
    pub(super) fn extremes(&self, facts: &dyn Environment, told: Told<'_>) -> Extremes {
        let known = |limit: &Option<Limit<T>>| limit.as_ref()?.known(facts, told);
        Extremes { min: known(&self.min), max: known(&self.max) }
    }
}

impl<T: Bounded> Limit<T> {
    fn known(&self, facts: &dyn Environment, told: Told<'_>) -> Option<Json> {
        let value = match self {
            Self::Written(value) => value.to_value(),
            Self::Computed { expression, .. } => {
                let references = expression.references();
                if !references.iter().all(|(root, member)| told(*root, member.as_deref())) {
                    return None;
                }
                T::from_value(&expression.evaluate(facts).ok()?)?.to_value()
            }
        };
        Some(value.to_json())
    }

    fn compile(bound: &Bound, key: &'static str, context: &mut FieldContext<'_, '_>) -> Option<Self> {
        if let Bound::Text(Computed(text)) = bound
            && let Some(source) = text.strip_prefix('=')
        {
            let expression = context.computed(key, source, &T::TYPE)?;
            let told = expression.references().iter().all(|(root, _)| is_public(*root));
            return Some(Self::Computed { expression: Box::new(expression), told });
        }
        let value = match bound {
            Bound::Integer(number) => T::from_integer(*number),
            Bound::Text(Computed(text)) => T::from_text(text),
        };
        if value.is_none() {
            context.invalid_bound(key);
        }
        value.map(Self::Written)
    }

    fn written(&self) -> Option<&T> {
        match self {
            Self::Written(value) => Some(value),
            Self::Computed { .. } => None,
        }
    }

    /// Tells a value that stands on the wrong side.
    fn check(
        &self,
        value: &T,
        wrong: Ordering,
        problem: fn(Option<Shown>) -> Problem,
        facts: &dyn Environment,
        breaches: &mut Breaches,
    ) {
        match self {
            Self::Written(bound) => {
                if value.cmp(bound) == wrong {
                    breaches.tell(problem(Some(bound.shown(facts.zone()))));
                }
            }
            Self::Computed { expression, told } => match expression.evaluate(facts) {
                Ok(bound) => {
                    if let Some(bound) = T::from_value(&bound)
                        && value.cmp(&bound) == wrong
                    {
                        breaches.tell(problem(told.then(|| bound.shown(facts.zone()))));
                    }
                }
                Err(_) => breaches.tell(Problem::RuleFailed),
            },
        }
    }
}

/// Whether a root holds nothing that a person typed.
pub(in crate::form) fn is_public(root: Root) -> bool {
    matches!(
        root,
        Root::Settings | Root::Today | Root::Now | Root::Procedure | Root::Parameters | Root::Origin
    )
}
