//! From texts and tags to checked blocks.

use std::iter::Peekable;
use std::ops::Range;
use std::vec::IntoIter;

use super::super::ast::Ast;
use super::super::checker::{Checker, Local, References, Typed};
use super::super::evaluator::Node;
use super::super::fault::{Expected, Fault, Problem};
use super::super::parser::Parser;
use super::super::{Scope, Type};
use super::tags::{Piece, split};
use super::{Block, MAX_TEMPLATE, filters};

/// How deep `if` and `for` may nest.
const MAX_NESTING: usize = 32;

pub(super) fn compile(source: &str, scope: &Scope) -> Result<(Vec<Block>, References), Vec<Fault>> {
    if source.len() > MAX_TEMPLATE {
        return Err(vec![Fault::new(0..source.len(), Problem::TooLong)]);
    }
    let (pieces, unclosed) = split(source);
    let checker = Checker::new(scope, filters::FORMATS);
    let mut compiler = Compiler { source, pieces: pieces.into_iter().peekable(), checker, nesting: 0 };
    compiler.checker.faults.extend(unclosed);
    let mut blocks = compiler.blocks();
    // What stops the blocks here is a tag that closes nothing: the rest is read for its own faults.
    while let Some(Piece::Tag(inside)) = compiler.pieces.next() {
        let tag = compiler.tag(&inside).to_owned();
        compiler.checker.fault::<()>(&inside, Problem::MisplacedTag(tag));
        blocks.extend(compiler.blocks());
    }
    let Checker { mut faults, references, .. } = compiler.checker;
    if faults.is_empty() {
        return Ok((blocks, references));
    }
    faults.sort_by_key(|fault| (fault.position.start, fault.position.end));
    Err(faults)
}

/// Reads pieces one after the other. Where one is at fault, the fault is kept and the rest is read.
struct Compiler<'a> {
    source: &'a str,
    pieces: Peekable<IntoIter<Piece>>,
    checker: Checker<'a>,
    nesting: usize,
}

impl<'a> Compiler<'a> {
    /// The blocks up to a tag that continues or ends the one around: `elif`, `else`, `endif`, `endfor`.
    /// Names bound in them end with them.
    fn blocks(&mut self) -> Vec<Block> {
        let bound = self.checker.locals.len();
        let mut blocks = Vec::new();
        while let Some(piece) = self.pieces.next_if(|piece| !self::closes(self.source, piece)) {
            blocks.extend(match piece {
                Piece::Text(range) => Some(Block::Text(self.text(&range).to_owned())),
                Piece::Print(inside) => self.print(&inside),
                Piece::Tag(inside) => self.block(&inside),
            });
        }
        self.checker.locals.truncate(bound);
        blocks
    }

    fn print(&mut self, inside: &Range<usize>) -> Option<Block> {
        let ast = self.parse(inside, Parser::expression)?;
        let Typed { node, ty } = self.checker.check(&ast)?;
        if is_printable(&ty) {
            Some(Block::Print(node))
        } else {
            self.checker.fault(&ast.position, Problem::NotPrintable(ty))
        }
    }

    fn block(&mut self, inside: &Range<usize>) -> Option<Block> {
        match self.tag(inside) {
            "if" => self.nested(inside, Self::choose),
            "for" => self.nested(inside, Self::repeat),
            "set" => self.bind(inside),
            other => {
                let problem = Problem::UnknownTag(other.to_owned());
                self.checker.fault(inside, problem)
            }
        }
    }

    fn choose(&mut self, inside: &Range<usize>) -> Option<Block> {
        let mut branches = vec![self.branch(inside, "if")];
        let mut otherwise = Vec::new();
        while let Some(next) = self.take_tag("elif") {
            branches.push(self.branch(&next, "elif"));
        }
        if self.take_word("else") {
            otherwise = self.blocks();
        }
        self.expect_end("endif", inside);
        Some(Block::Choose { branches: branches.into_iter().collect::<Option<_>>()?, otherwise })
    }

    fn branch(&mut self, inside: &Range<usize>, tag: &'static str) -> Option<(Node, Vec<Block>)> {
        let condition = self
            .parse(inside, |parser| {
                parser.expect_word(tag)?;
                parser.expression()
            })
            .and_then(|ast| self.checker.condition(&ast));
        let body = self.blocks();
        Some((condition?.node, body))
    }

    fn repeat(&mut self, inside: &Range<usize>) -> Option<Block> {
        let head = self.parse(inside, |parser| {
            parser.expect_word("for")?;
            let name = parser.word(Expected::Name)?;
            parser.expect_word("in")?;
            Ok((name, parser.expression()?))
        });
        let (name, list) = match head {
            Some((name, list)) => (Some(name), self.elements(&list)),
            None => (None, None),
        };
        let (list, element) = list.map_or((None, None), |(list, element)| (Some(list), Some(element)));
        let slot = self.checker.locals.len();
        self.checker.locals.extend(name.map(|name| Local { name, slot, ty: element }));
        let body = self.blocks();
        self.checker.locals.truncate(slot);
        let otherwise = if self.take_word("else") { self.blocks() } else { Vec::new() };
        self.expect_end("endfor", inside);
        Some(Block::Repeat { slot, list: list?, body, otherwise })
    }

    /// A list, and the type of its elements.
    fn elements(&mut self, list: &Ast) -> Option<(Node, Type)> {
        let Typed { node, ty } = self.checker.check(list)?;
        match ty {
            Type::List(element) => Some((node, element.as_ref().clone())),
            Type::Document | Type::Null => Some((node, ty)),
            other => self.checker.fault(&list.position, Problem::NotList(other)),
        }
    }

    fn bind(&mut self, inside: &Range<usize>) -> Option<Block> {
        let (name, value) = self.parse(inside, |parser| {
            parser.expect_word("set")?;
            let name = parser.word(Expected::Name)?;
            parser.expect_sign("=")?;
            Ok((name, parser.expression()?))
        })?;
        let checked = self.checker.check(&value);
        let slot = self.checker.locals.len();
        let (node, ty) = checked.map_or((None, None), |typed| (Some(typed.node), Some(typed.ty)));
        self.checker.locals.push(Local { name, slot, ty });
        Some(Block::Bind { slot, value: node? })
    }

    /// Parses the whole inside of a tag.
    fn parse<T>(
        &mut self,
        inside: &Range<usize>,
        read: impl FnOnce(&mut Parser) -> Result<T, Fault>,
    ) -> Option<T> {
        let parsed = Parser::new(self.text(inside), inside.start, true).and_then(|mut parser| {
            let parsed = read(&mut parser)?;
            parser.end()?;
            Ok(parsed)
        });
        parsed.map_err(|fault| self.checker.faults.push(fault)).ok()
    }

    fn nested(
        &mut self,
        inside: &Range<usize>,
        read: impl FnOnce(&mut Self, &Range<usize>) -> Option<Block>,
    ) -> Option<Block> {
        if self.nesting == MAX_NESTING {
            return self.checker.fault(inside, Problem::TooDeep);
        }
        self.nesting += 1;
        let block = read(self, inside);
        self.nesting -= 1;
        block
    }

    fn take_tag(&mut self, word: &str) -> Option<Range<usize>> {
        let source = self.source;
        let wanted = |piece: &Piece| matches!(piece, Piece::Tag(inside) if tag_of(source, inside) == word);
        match self.pieces.next_if(wanted) {
            Some(Piece::Tag(inside)) => Some(inside),
            _ => None,
        }
    }

    /// Takes a tag that is one word alone.
    fn take_word(&mut self, word: &'static str) -> bool {
        let Some(inside) = self.take_tag(word) else { return false };
        self.parse(&inside, |parser| parser.expect_word(word));
        true
    }

    fn expect_end(&mut self, word: &'static str, opening: &Range<usize>) {
        if !self.take_word(word) {
            self.checker.fault::<()>(opening, Problem::MissingEnd(word));
        }
    }

    fn tag(&self, inside: &Range<usize>) -> &'a str {
        tag_of(self.source, inside)
    }

    fn text(&self, range: &Range<usize>) -> &'a str {
        self.source.get(range.clone()).unwrap_or_default()
    }
}

/// The word that a tag begins with.
fn tag_of<'a>(source: &'a str, inside: &Range<usize>) -> &'a str {
    let inside = source.get(inside.clone()).unwrap_or_default().trim_start();
    inside.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()
}

fn closes(source: &str, piece: &Piece) -> bool {
    let Piece::Tag(inside) = piece else { return false };
    matches!(tag_of(source, inside), "elif" | "else" | "endif" | "endfor")
}

fn is_printable(ty: &Type) -> bool {
    match ty {
        Type::Object(_) => false,
        Type::List(element) => is_printable(element),
        _ => true,
    }
}
