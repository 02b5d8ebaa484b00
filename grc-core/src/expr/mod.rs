//! The expression language of conditions and computed values.
//!
//! Its syntax is that of Jinja's expressions; it is typed, exact, and bounded:
//!
//! - every name, member and function is known, and every operation suits its types, before anything is evaluated;
//! - decimals are exact to 28 digits, there is no floating point, a result that cannot be exact is a declared
//!   error; only `/` rounds, half to even, at 10 decimal places;
//! - an operation on null is null, `and` and `or` follow Kleene's logic, a null condition is false;
//!   `x == none` asks whether there is a value;
//! - there is no loop but over a given list, and no text longer than [`MAX_TEXT`].
//!
//! ```
//! use chrono::NaiveDate;
//! use grc_core::expr::{Environment, Expression, Record, Root, Scope, Type, Value};
//!
//! struct Answered;
//! impl Environment for Answered {
//!     fn lookup(&self, root: Root, member: Option<&str>) -> Value {
//!         match (root, member) {
//!             (Root::Answers, Some("naissance")) => NaiveDate::from_ymd_opt(2010, 5, 1).map_or(Value::Null, Value::Date),
//!             (Root::Today, None) => NaiveDate::from_ymd_opt(2026, 9, 1).map_or(Value::Null, Value::Date),
//!             _ => Value::Null,
//!         }
//!     }
//!     fn zone(&self) -> chrono_tz::Tz {
//!         chrono_tz::Europe::Paris
//!     }
//! }
//!
//! let answers = Record::new().with("naissance", Type::Date);
//! let scope = Scope::new().with(Root::Answers, answers.into());
//! let adult = Expression::compile("age(answers.naissance) >= 18", &scope).unwrap();
//! assert_eq!(adult.holds(&Answered), Ok(false));
//! assert_eq!(
//!     adult.explain(&Answered).text(Default::default()),
//!     "parce que `age(answers.naissance)` vaut 16"
//! );
//! ```

mod ast;
mod checker;
mod decimal;
mod display;
mod duration;
mod evaluator;
mod explain;
mod expression;
mod failure;
mod fault;
mod functions;
mod json;
mod lexer;
mod messages;
mod operators;
mod parser;
pub mod publication;
mod scope;
mod template;
mod types;
mod value;

#[cfg(test)]
mod tests;

pub use duration::{Duration, InvalidDuration};
pub use explain::{Explanation, Reason};
pub use expression::Expression;
pub use failure::{EvaluationError, Failure};
pub use fault::{Expected, Fault, Hint, Problem};
pub use functions::{Function, Shape, functions};
pub use parser::MAX_SOURCE;
pub use scope::{Environment, Root, Scope};
pub use template::{Format, MAX_OUTPUT, MAX_TEMPLATE, Template, escape_html};
pub use types::{Record, Type};
pub use value::Value;

/// The longest text that an expression may make, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;
