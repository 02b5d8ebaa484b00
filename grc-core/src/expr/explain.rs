//! Why an expression has the value that it has.

use super::ast::BinaryOperator;
use super::evaluator::{Context, Node, NodeKind};
use super::{EvaluationError, Value, display};
use crate::definition::Language;

/// A result, and what decided it.
///
/// It holds what a person answered: it is for that person and for agents, never for a log.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The value of the expression.
    pub result: Result<Value, EvaluationError>,
    /// The parts that decided, in the order of the source. Of `a and b` where `b` alone is false, `b` decided.
    pub reasons: Vec<Reason>,
    zone: chrono_tz::Tz,
}

/// A part of an expression, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The part, as written: `age(answers.naissance)`.
    pub source: String,
    /// Its value.
    pub value: Value,
}

impl Explanation {
    /// The reasons in a sentence: "parce que `age(answers.naissance)` vaut 16". Empty for a constant.
    pub fn text(&self, language: Language) -> String {
        let reason = |reason: &Reason| {
            let source = &reason.source;
            match (language, &reason.value) {
                (Language::French, Value::Null) => format!("`{source}` n'a pas de valeur"),
                (Language::English, Value::Null) => format!("`{source}` has no value"),
                (Language::French, value) => format!("`{source}` vaut {}", self.display(value, language)),
                (Language::English, value) => format!("`{source}` is {}", self.display(value, language)),
            }
        };
        let reasons: Vec<_> = self.reasons.iter().map(reason).collect();
        if reasons.is_empty() {
            return String::new();
        }
        let because = language.pick("parce que ", "because ");
        because.to_owned() + &display::enumeration(&reasons, language)
    }

    fn display(&self, value: &Value, language: Language) -> String {
        match value {
            Value::Text(text) => format!("« {text} »"),
            value => display::plain(value, language, self.zone),
        }
    }
}

pub(super) fn explain(node: &Node, source: &str, context: &Context<'_>) -> Explanation {
    let mut reasons = Vec::new();
    gather(node, source, context, &mut reasons);
    Explanation { result: node.evaluate(context), reasons, zone: context.zone() }
}

/// Adds the parts that decide this one: logic and comparisons are opened, anything else is a part.
fn gather(node: &Node, source: &str, context: &Context<'_>, reasons: &mut Vec<Reason>) {
    match &node.kind {
        NodeKind::Constant(_) => {}
        NodeKind::Not(operand) | NodeKind::IsNull(operand, _) | NodeKind::Convert(operand, _) => {
            gather(operand, source, context, reasons);
        }
        NodeKind::Binary(BinaryOperator::And, operands) => {
            decisive(operands, false, source, context, reasons)
        }
        NodeKind::Binary(BinaryOperator::Or, operands) => decisive(operands, true, source, context, reasons),
        NodeKind::Binary(operator, operands) if operator.is_comparison() => {
            operands.iter().for_each(|operand| gather(operand, source, context, reasons));
        }
        NodeKind::Choice(parts) => {
            let [value, condition, otherwise] = parts.as_ref();
            gather(condition, source, context, reasons);
            let holds = condition.evaluate(context) == Ok(Value::Bool(true));
            gather(if holds { value } else { otherwise }, source, context, reasons);
        }
        NodeKind::List(items) => items.iter().for_each(|item| gather(item, source, context, reasons)),
        _ => {
            let written = source.get(node.position.clone()).unwrap_or_default();
            let known = reasons.iter().any(|reason| reason.source == written);
            if let (false, Ok(value)) = (known, node.evaluate(context)) {
                reasons.push(Reason { source: written.to_owned(), value });
            }
        }
    }
}

/// Opens the first operand that decides alone, or else both.
fn decisive(
    operands: &[Node; 2],
    deciding: bool,
    source: &str,
    context: &Context<'_>,
    reasons: &mut Vec<Reason>,
) {
    match operands.iter().find(|operand| operand.evaluate(context) == Ok(Value::Bool(deciding))) {
        Some(operand) => gather(operand, source, context, reasons),
        None => operands.iter().for_each(|operand| gather(operand, source, context, reasons)),
    }
}
