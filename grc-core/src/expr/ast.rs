//! An expression as it is written, and how it prints.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

/// A parsed expression. Two are equal when they are written alike, wherever they stand.
#[derive(Clone, Debug)]
pub(super) struct Ast {
    pub(super) kind: AstKind,
    pub(super) position: Range<usize>,
    /// How many levels of operations it holds: bounds the recursion of all that walks it.
    pub(super) depth: usize,
}

impl PartialEq for Ast {
    fn eq(&self, other: &Ast) -> bool {
        self.kind == other.kind
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum AstKind {
    Null,
    Bool(bool),
    Integer(i64),
    Decimal(Decimal),
    Text(Arc<str>),
    Name(String),
    List(Vec<Ast>),
    Member(Box<Ast>, String),
    Index(Box<Ast>, Box<Ast>),
    Call(String, Vec<Ast>),
    /// `value | name(arguments)`: the value comes first in the list.
    Filter(String, Vec<Ast>),
    Not(Box<Ast>),
    Negate(Box<Ast>),
    Binary(BinaryOperator, Box<Ast>, Box<Ast>),
    /// Value if it holds, condition, value otherwise.
    Choice(Box<[Ast; 3]>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BinaryOperator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    NotIn,
    Add,
    Subtract,
    Concatenate,
    Multiply,
    Divide,
    Remainder,
}

/// How tightly operations hold, as in Jinja: `~` holds tighter than `+`, and looser than `*`.
pub(super) mod precedence {
    pub(in crate::expr) const CHOICE: u8 = 0;
    pub(in crate::expr) const OR: u8 = 1;
    pub(in crate::expr) const AND: u8 = 2;
    pub(in crate::expr) const NOT: u8 = 3;
    pub(in crate::expr) const COMPARISON: u8 = 4;
    pub(in crate::expr) const SUM: u8 = 5;
    pub(in crate::expr) const CONCATENATION: u8 = 6;
    pub(in crate::expr) const PRODUCT: u8 = 7;
    pub(in crate::expr) const FILTER: u8 = 8;
    pub(in crate::expr) const SIGN: u8 = 9;
    pub(in crate::expr) const OPERAND: u8 = 10;
}

impl BinaryOperator {
    pub(super) fn symbol(self) -> &'static str {
        match self {
            BinaryOperator::Or => "or",
            BinaryOperator::And => "and",
            BinaryOperator::Equal => "==",
            BinaryOperator::NotEqual => "!=",
            BinaryOperator::Less => "<",
            BinaryOperator::LessOrEqual => "<=",
            BinaryOperator::Greater => ">",
            BinaryOperator::GreaterOrEqual => ">=",
            BinaryOperator::In => "in",
            BinaryOperator::NotIn => "not in",
            BinaryOperator::Add => "+",
            BinaryOperator::Subtract => "-",
            BinaryOperator::Concatenate => "~",
            BinaryOperator::Multiply => "*",
            BinaryOperator::Divide => "/",
            BinaryOperator::Remainder => "%",
        }
    }

    /// Whether it compares its operands, to give true or false.
    pub(super) fn is_comparison(self) -> bool {
        self.precedence() == precedence::COMPARISON
    }

    pub(super) fn precedence(self) -> u8 {
        use BinaryOperator::*;
        match self {
            Or => precedence::OR,
            And => precedence::AND,
            Equal | NotEqual | Less | LessOrEqual | Greater | GreaterOrEqual | In | NotIn => {
                precedence::COMPARISON
            }
            Add | Subtract => precedence::SUM,
            Concatenate => precedence::CONCATENATION,
            Multiply | Divide | Remainder => precedence::PRODUCT,
        }
    }
}

impl Ast {
    fn precedence(&self) -> u8 {
        match &self.kind {
            AstKind::Choice(_) => precedence::CHOICE,
            AstKind::Not(_) => precedence::NOT,
            AstKind::Filter(..) => precedence::FILTER,
            AstKind::Negate(_) => precedence::SIGN,
            AstKind::Binary(operator, ..) => operator.precedence(),
            _ => precedence::OPERAND,
        }
    }

    /// Prints this part where something that holds at least `least` tight is awaited.
    fn print(&self, f: &mut fmt::Formatter<'_>, least: u8) -> fmt::Result {
        if self.precedence() < least { write!(f, "({self})") } else { write!(f, "{self}") }
    }
}

/// The canonical source: it parses back to the same expression.
impl fmt::Display for Ast {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            AstKind::Null => f.write_str("none"),
            AstKind::Bool(value) => write!(f, "{value}"),
            AstKind::Integer(number) => write!(f, "{number}"),
            AstKind::Decimal(number) => write!(f, "{number}"),
            AstKind::Text(text) => print_text(f, text),
            AstKind::Name(name) => f.write_str(name),
            AstKind::List(items) => {
                f.write_str("[")?;
                print_all(f, items)?;
                f.write_str("]")
            }
            AstKind::Member(object, name) => {
                object.print(f, precedence::OPERAND)?;
                write!(f, ".{name}")
            }
            AstKind::Index(list, index) => {
                list.print(f, precedence::OPERAND)?;
                write!(f, "[{index}]")
            }
            AstKind::Call(name, arguments) => {
                write!(f, "{name}(")?;
                print_all(f, arguments)?;
                f.write_str(")")
            }
            AstKind::Filter(name, arguments) => {
                let Some((value, arguments)) = arguments.split_first() else { return Ok(()) };
                value.print(f, precedence::FILTER)?;
                write!(f, " | {name}(")?;
                print_all(f, arguments)?;
                f.write_str(")")
            }
            AstKind::Not(operand) => {
                f.write_str("not ")?;
                operand.print(f, precedence::NOT)
            }
            AstKind::Negate(operand) => {
                f.write_str("-")?;
                operand.print(f, precedence::SIGN)
            }
            AstKind::Binary(operator, left, right) => {
                // Operations group from the left, and comparisons do not follow one another.
                let level = operator.precedence();
                left.print(f, if level == precedence::COMPARISON { level + 1 } else { level })?;
                write!(f, " {} ", operator.symbol())?;
                right.print(f, level + 1)
            }
            AstKind::Choice(parts) => {
                let [value, condition, otherwise] = parts.as_ref();
                value.print(f, precedence::OR)?;
                f.write_str(" if ")?;
                condition.print(f, precedence::OR)?;
                f.write_str(" else ")?;
                otherwise.print(f, precedence::CHOICE)
            }
        }
    }
}

fn print_all(f: &mut fmt::Formatter<'_>, items: &[Ast]) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_str(", ")?;
        }
        write!(f, "{item}")?;
    }
    Ok(())
}

fn print_text(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_str("'")?;
    for character in text.chars() {
        match character {
            '\'' => f.write_str("\\'")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            '\r' => f.write_str("\\r")?,
            other => write!(f, "{other}")?,
        }
    }
    f.write_str("'")
}
