//! A question asked regularly about all requests of a business application, compiled.

use super::{DocumentFile, Operation};
use crate::definition::Name;
use crate::expr::{Duration, Expression};

/// A question asked regularly: what has changed.
#[derive(Debug)]
pub struct Changes {
    /// Time between two questions.
    pub every: Duration,
    /// Name of the operation.
    pub name: Name,
    /// The operation.
    pub operation: Operation,
    /// The changes.
    pub items: Expression,
    /// Of a change, what its request is called.
    pub request: Expression,
    /// From where to ask the next time.
    pub cursor: Expression,
    /// From where to ask the first time.
    pub start: String,
    /// Condition under which there is more to ask at once.
    pub more: Option<Expression>,
    /// Processing data filled from a change.
    pub data: Vec<(Name, Expression)>,
    /// Files that a change holds.
    pub files: Vec<DocumentFile>,
    /// Signals that a change amounts to.
    pub rules: Vec<(Expression, Name)>,
}
