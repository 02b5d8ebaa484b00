//! Templates of texts: Jinja's tags around the expressions of the language.
//!
//! - `{{ expression }}` writes a value as people read it: a date in its long form, a decimal with the language's
//!   mark, nothing for null;
//! - `{{ value | filter }}` gives the value to a filter: `date`, `short_date`, `datetime`, `time`, `money`, `number`,
//!   `list`, or any function of the language, whose first argument it becomes: `{{ x | default('aucun') }}`;
//! - `{% if %}`, `{% elif %}`, `{% else %}`, `{% endif %}`;
//! - `{% for name in list %}`, `{% else %}` for an empty list, `{% endfor %}`;
//! - `{% set name = expression %}`, until the end of the block where it stands;
//! - `{# comment #}`; a `-` inside a tag's edge removes the spaces on that side.
//!
//! The expressions are those of conditions, so that a name, a member or a comparison that is wrong is found when the
//! template is compiled, in a loop as elsewhere, and numbers and dates mean the same in a text as in a condition.

mod compiler;
mod filters;
mod render;
mod tags;

use std::fmt;
use std::sync::Arc;

pub use render::escape_html;

use super::checker::References;
use super::evaluator::Node;
use super::fault::Fault;
use super::{Environment, EvaluationError, Root, Scope};
use crate::definition::Language;

/// The longest source of a template, in bytes.
pub const MAX_TEMPLATE: usize = 256 * 1024;

/// The longest text that a template may write, in bytes.
pub const MAX_OUTPUT: usize = 64 * 1024;

/// What a template writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text: values are written as they are.
    Text,
    /// HTML: values are escaped, the template's own text is not.
    Html,
}

/// A template that has been parsed and checked. Cheap to clone; shared between threads. `Debug` prints its source.
#[derive(Clone)]
pub struct Template {
    inner: Arc<Compiled>,
}

struct Compiled {
    source: String,
    format: Format,
    blocks: Vec<Block>,
    references: References,
}

/// A part of a template.
enum Block {
    Text(String),
    Print(Node),
    /// The first branch whose condition holds, or else the last blocks.
    Choose {
        branches: Vec<(Node, Vec<Block>)>,
        otherwise: Vec<Block>,
    },
    /// The body once for each element, or else the last blocks.
    Repeat {
        slot: usize,
        list: Node,
        body: Vec<Block>,
        otherwise: Vec<Block>,
    },
    /// Gives a value to a name.
    Bind {
        slot: usize,
        value: Node,
    },
}

impl Template {
    /// Compiles a template against the names that exist where it stands.
    ///
    /// # Errors
    /// All the faults of its tags and expressions, in the order of the source.
    pub fn compile(source: &str, scope: &Scope, format: Format) -> Result<Template, Vec<Fault>> {
        let (blocks, references) = compiler::compile(source, scope)?;
        let source = source.to_owned();
        Ok(Template { inner: Arc::new(Compiled { source, format, blocks, references }) })
    }

    /// The source, as written.
    pub fn source(&self) -> &str {
        &self.inner.source
    }

    /// What it may read, each once and in order: a root and its first member, or the whole root.
    pub fn references(&self) -> Vec<(Root, Option<String>)> {
        self.inner.references.iter().cloned().collect()
    }

    /// The members of roots that it writes as they are, whatever else holds: of `{{ request.outcome }}`, but not of what stands
    /// within an `if` or a `for`, nor of what a filter or an expression makes of it.
    pub fn always_written(&self) -> Vec<(Root, String)> {
        let written = self.inner.blocks.iter().filter_map(|block| match block {
            Block::Print(node) => node.member_of_root(),
            _ => None,
        });
        written.map(|(root, name)| (root, name.to_owned())).collect()
    }

    /// The text, in a language.
    ///
    /// # Errors
    /// As [`Expression::evaluate`](super::Expression::evaluate), and [`Failure`](super::Failure)'s `OutputTooLong`
    /// beyond [`MAX_OUTPUT`], `TooMuchWork` when loops repeat too much.
    pub fn render(
        &self,
        environment: &dyn Environment,
        language: Language,
    ) -> Result<String, EvaluationError> {
        render::render(&self.inner.blocks, self.inner.format, environment, language)
    }
}

impl fmt::Debug for Template {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Template({:?})", self.inner.source)
    }
}
