//! Compiled expressions.

use std::fmt;
use std::sync::Arc;

use super::ast::Ast;
use super::checker::{Checker, References};
use super::evaluator::{Context, Node};
use super::explain::{Explanation, explain};
use super::fault::{Fault, Problem};
use super::parser::parse;
use super::{Environment, EvaluationError, Root, Scope, Type, Value};
use crate::definition::Language;

/// An expression that has been parsed and checked. Cheap to clone; shared between threads.
///
/// `Debug` prints its source, `Display` its canonical form: the same expression, spaced and parenthesised alike.
#[derive(Clone)]
pub struct Expression {
    inner: Arc<Compiled>,
}

struct Compiled {
    source: String,
    ast: Ast,
    node: Node,
    ty: Type,
    references: References,
}

impl Expression {
    /// Compiles an expression against the names that exist where it stands.
    ///
    /// # Errors
    /// All the faults that can be told at once, in the order of the source: one of syntax, or all those of names
    /// and types.
    pub fn compile(source: &str, scope: &Scope) -> Result<Expression, Vec<Fault>> {
        Expression::build(source, scope, None)
    }

    /// Compiles an expression whose result must be of a given type. An integer is converted where a decimal is
    /// expected. A received document is read as the type when the expression is evaluated, and is null if it cannot be.
    ///
    /// # Errors
    /// As [`Expression::compile`], and [`Problem::Result`].
    pub fn compile_as(source: &str, scope: &Scope, expected: &Type) -> Result<Expression, Vec<Fault>> {
        Expression::build(source, scope, Some(expected))
    }

    fn build(source: &str, scope: &Scope, expected: Option<&Type>) -> Result<Expression, Vec<Fault>> {
        let ast = parse(source).map_err(|fault| vec![fault])?;
        let mut checker = Checker::new(scope, &[]);
        let typed = checker.check(&ast).and_then(|typed| match expected {
            None => Some(typed),
            Some(expected) if expected.accepts(&typed.ty) => Some(typed.converted(expected)),
            Some(expected) => {
                let problem = Problem::Result { expected: expected.clone(), given: typed.ty };
                checker.fault(&ast.position, problem)
            }
        });
        let Checker { mut faults, references, .. } = checker;
        match typed {
            Some(typed) if faults.is_empty() => {
                let ty = expected.cloned().unwrap_or(typed.ty);
                let source = source.to_owned();
                Ok(Expression { inner: Arc::new(Compiled { source, ast, node: typed.node, ty, references }) })
            }
            _ => {
                faults.sort_by_key(|fault| (fault.position.start, fault.position.end));
                Err(faults)
            }
        }
    }

    /// The source, as written.
    pub fn source(&self) -> &str {
        &self.inner.source
    }

    /// The type of its values; null is always one of them.
    pub fn result_type(&self) -> &Type {
        &self.inner.ty
    }

    /// What it may read, each once and in order: a root and its first member, or the whole root.
    /// `age` reads `today`.
    pub fn references(&self) -> Vec<(Root, Option<String>)> {
        self.inner.references.iter().cloned().collect()
    }

    /// Its value in an environment.
    ///
    /// # Errors
    /// A [`Failure`](super::Failure): an overflow, a division by zero, a missing element, …
    pub fn evaluate(&self, environment: &dyn Environment) -> Result<Value, EvaluationError> {
        self.inner.node.evaluate(&context(environment))
    }

    /// Whether it is true. A null condition is false.
    ///
    /// # Errors
    /// As [`Expression::evaluate`].
    pub fn holds(&self, environment: &dyn Environment) -> Result<bool, EvaluationError> {
        Ok(self.evaluate(environment)? == Value::Bool(true))
    }

    /// Its value, and the parts of it that decided.
    ///
    /// The explanation holds what a person answered: it is for that person and for agents, never for a log.
    pub fn explain(&self, environment: &dyn Environment) -> Explanation {
        explain(&self.inner.node, &self.inner.source, &context(environment))
    }
}

fn context(environment: &dyn Environment) -> Context<'_> {
    Context { environment, locals: &[], language: Language::French }
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Expression({:?})", self.inner.source)
    }
}

impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.ast.fmt(f)
    }
}
