//! From checked blocks and an environment to a text.

use super::super::evaluator::Context;
use super::super::{Environment, EvaluationError, Failure, Value, display};
use super::{Block, Format, MAX_OUTPUT};
use crate::definition::Language;

/// How many blocks may be written, those of a loop counted each time.
const MAX_BLOCKS: usize = 100_000;

pub(super) fn render(
    blocks: &[Block],
    format: Format,
    environment: &dyn Environment,
    language: Language,
) -> Result<String, EvaluationError> {
    let mut renderer =
        Renderer { format, environment, language, locals: Vec::new(), output: String::new(), work: 0 };
    renderer.blocks(blocks)?;
    Ok(renderer.output)
}

struct Renderer<'a> {
    format: Format,
    environment: &'a dyn Environment,
    language: Language,
    locals: Vec<Value>,
    output: String,
    work: usize,
}

impl Renderer<'_> {
    fn blocks(&mut self, blocks: &[Block]) -> Result<(), EvaluationError> {
        blocks.iter().try_for_each(|block| self.block(block))
    }

    fn block(&mut self, block: &Block) -> Result<(), EvaluationError> {
        self.work += 1;
        match block {
            Block::Text(text) => self.write(text),
            Block::Print(node) => {
                let value = node.evaluate(&self.context())?;
                let text = display::plain(&value, self.language, self.environment.zone());
                match self.format {
                    Format::Text => self.write(&text),
                    Format::Html => self.write(&escape_html(&text)),
                }
            }
            Block::Choose { branches, otherwise } => {
                for (condition, body) in branches {
                    if condition.evaluate(&self.context())? == Value::Bool(true) {
                        return self.blocks(body);
                    }
                }
                self.blocks(otherwise)
            }
            Block::Repeat { slot, list, body, otherwise } => match list.evaluate(&self.context())? {
                Value::List(items) if !items.is_empty() => items.iter().try_for_each(|item| {
                    self.work += 1;
                    self.check_limits()?;
                    self.bind(*slot, item.clone());
                    self.blocks(body)
                }),
                _ => self.blocks(otherwise),
            },
            Block::Bind { slot, value } => {
                let value = value.evaluate(&self.context())?;
                self.bind(*slot, value);
                Ok(())
            }
        }
    }

    fn context(&self) -> Context<'_> {
        Context { environment: self.environment, locals: &self.locals, language: self.language }
    }

    /// INVARIANT (slots): names are bound in the order of their slots, and those of an ended block are forgotten.
    fn bind(&mut self, slot: usize, value: Value) {
        self.locals.truncate(slot);
        self.locals.push(value);
    }

    fn write(&mut self, text: &str) -> Result<(), EvaluationError> {
        self.output.push_str(text);
        self.check_limits()
    }

    fn check_limits(&self) -> Result<(), EvaluationError> {
        if self.output.len() > MAX_OUTPUT {
            return Err(Failure::OutputTooLong.at(&(0..0)));
        }
        if self.work > MAX_BLOCKS {
            return Err(Failure::TooMuchWork.at(&(0..0)));
        }
        Ok(())
    }
}

/// A text as HTML writes it, between tags and inside an attribute.
pub fn escape_html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    escaped
}
