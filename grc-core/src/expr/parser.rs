//! From tokens to an expression, in Jinja's syntax.

use std::ops::Range;

use super::ast::{Ast, AstKind, BinaryOperator, precedence};
use super::fault::{Expected, Fault, Problem};
use super::lexer::{Token, tokenize};

/// The longest source of an expression, in bytes.
pub const MAX_SOURCE: usize = 16 * 1024;

/// The deepest nesting of parentheses, and of operations. A chain of operators is as deep as it is long.
const MAX_NESTING: usize = 64;
const MAX_DEPTH: usize = 256;

/// Words that cannot be names.
const KEYWORDS: [&str; 11] = ["and", "or", "not", "in", "if", "else", "is", "true", "false", "none", "null"];

/// Parses a whole expression.
pub(super) fn parse(source: &str) -> Result<Ast, Fault> {
    if source.len() > MAX_SOURCE {
        return Err(Fault::new(0..source.len(), Problem::TooLong));
    }
    let mut parser = Parser::new(source, 0, false)?;
    let ast = parser.expression()?;
    parser.end()?;
    Ok(ast)
}

/// Reads tokens one after the other. Templates use it for what is inside their tags, where filters are allowed.
pub(super) struct Parser {
    tokens: std::iter::Peekable<std::vec::IntoIter<(Token, Range<usize>)>>,
    end: usize,
    last: usize,
    nesting: usize,
    filters: bool,
}

impl Parser {
    /// `base` is where the source stands in the text that positions refer to.
    pub(super) fn new(source: &str, base: usize, filters: bool) -> Result<Parser, Fault> {
        let tokens = tokenize(source, base)?.into_iter().peekable();
        Ok(Parser { tokens, end: base + source.len(), last: base, nesting: 0, filters })
    }

    /// `value if condition else value`, or anything that holds tighter.
    pub(super) fn expression(&mut self) -> Result<Ast, Fault> {
        self.nested(|parser| {
            let value = parser.operation(precedence::OR)?;
            if !parser.take_word("if") {
                return Ok(value);
            }
            let condition = parser.operation(precedence::OR)?;
            parser.expect_word("else")?;
            let otherwise = parser.expression()?;
            let start = value.position.start;
            parser.node(start, AstKind::Choice(Box::new([value, condition, otherwise])))
        })
    }

    /// Binary operations that hold at least `least` tight, grouped from the left.
    fn operation(&mut self, least: u8) -> Result<Ast, Fault> {
        let mut left = self.prefixed(least)?;
        while let Some(operator) = self.take_operator(least)? {
            let level = operator.precedence();
            let right = self.operation(level + 1)?;
            let start = left.position.start;
            left = self.node(start, AstKind::Binary(operator, Box::new(left), Box::new(right)))?;
            if level == precedence::COMPARISON && self.take_operator(level)?.is_some() {
                return Err(Fault::new(start..self.last, Problem::ChainedComparison));
            }
        }
        Ok(left)
    }

    fn prefixed(&mut self, least: u8) -> Result<Ast, Fault> {
        let start = self.position().start;
        if least <= precedence::NOT && self.take_word("not") {
            let operand = self.nested(|parser| parser.operation(precedence::NOT))?;
            return self.node(start, AstKind::Not(Box::new(operand)));
        }
        let mut value = self.signed()?;
        while self.filters && self.take_sign("|") {
            let name = self.word(Expected::FilterName)?;
            let mut arguments = vec![value];
            if self.take_sign("(") {
                arguments.extend(self.list(")")?);
            }
            value = self.node(start, AstKind::Filter(name, arguments))?;
        }
        Ok(value)
    }

    /// A value with its sign: as in Jinja, a filter is given `-1` and not 1.
    fn signed(&mut self) -> Result<Ast, Fault> {
        let start = self.position().start;
        if self.take_sign("-") {
            let operand = self.nested(Parser::signed)?;
            return self.node(start, AstKind::Negate(Box::new(operand)));
        }
        self.operand()
    }

    /// A value followed by members and indices.
    fn operand(&mut self) -> Result<Ast, Fault> {
        let mut value = self.primary()?;
        let start = value.position.start;
        loop {
            let kind = if self.take_sign(".") {
                AstKind::Member(Box::new(value), self.word(Expected::MemberName)?)
            } else if self.take_sign("[") {
                let index = self.expression()?;
                self.expect_sign("]")?;
                AstKind::Index(Box::new(value), Box::new(index))
            } else {
                return Ok(value);
            };
            value = self.node(start, kind)?;
        }
    }

    fn primary(&mut self) -> Result<Ast, Fault> {
        let Some((token, position)) = self.tokens.next() else {
            return Err(self.unexpected(Expected::Operand));
        };
        self.last = position.end;
        let start = position.start;
        let kind = match token {
            Token::Integer(number) => AstKind::Integer(number),
            Token::Decimal(number) => AstKind::Decimal(number),
            Token::Text(text) => AstKind::Text(text),
            Token::Sign("(") => {
                let inner = self.expression()?;
                self.expect_sign(")")?;
                return Ok(Ast { position: start..self.last, ..inner });
            }
            Token::Sign("[") => AstKind::List(self.list("]")?),
            Token::Word(word) => match word.as_str() {
                "true" => AstKind::Bool(true),
                "false" => AstKind::Bool(false),
                "none" | "null" => AstKind::Null,
                keyword if KEYWORDS.contains(&keyword) => {
                    return Err(unexpected_token(word, position, Expected::Operand));
                }
                _ if self.take_sign("(") => AstKind::Call(word, self.list(")")?),
                _ => AstKind::Name(word),
            },
            Token::Sign(sign) => return Err(unexpected_token(sign.to_owned(), position, Expected::Operand)),
        };
        self.node(start, kind)
    }

    /// Expressions between commas, up to the closing sign.
    fn list(&mut self, close: &'static str) -> Result<Vec<Ast>, Fault> {
        let mut items = Vec::new();
        while !self.take_sign(close) {
            items.push(self.expression()?);
            if !self.take_sign(",") {
                self.expect_sign(close)?;
                break;
            }
        }
        Ok(items)
    }

    /// Takes the next operator if it holds at least `least` tight.
    fn take_operator(&mut self, least: u8) -> Result<Option<BinaryOperator>, Fault> {
        let Some((token, position)) = self.tokens.peek() else { return Ok(None) };
        let position = position.clone();
        let operator = match token {
            Token::Sign(sign) => match *sign {
                "==" => BinaryOperator::Equal,
                "!=" => BinaryOperator::NotEqual,
                "<" => BinaryOperator::Less,
                "<=" => BinaryOperator::LessOrEqual,
                ">" => BinaryOperator::Greater,
                ">=" => BinaryOperator::GreaterOrEqual,
                "+" => BinaryOperator::Add,
                "-" => BinaryOperator::Subtract,
                "~" => BinaryOperator::Concatenate,
                "*" => BinaryOperator::Multiply,
                "/" => BinaryOperator::Divide,
                "%" => BinaryOperator::Remainder,
                "=" => {
                    return Err(Fault::new(position, Problem::ForeignOperator { found: "=", write: "==" }));
                }
                _ => return Ok(None),
            },
            Token::Word(word) => match word.as_str() {
                "or" => BinaryOperator::Or,
                "and" => BinaryOperator::And,
                "in" => BinaryOperator::In,
                // Only `not in` may follow a value.
                "not" => BinaryOperator::NotIn,
                "is" => {
                    return Err(Fault::new(position, Problem::ForeignOperator { found: "is", write: "==" }));
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        if operator.precedence() < least {
            return Ok(None);
        }
        self.advance();
        if operator == BinaryOperator::NotIn {
            self.expect_word("in")?;
        }
        Ok(Some(operator))
    }

    /// Fails unless everything was read.
    pub(super) fn end(&mut self) -> Result<(), Fault> {
        if self.tokens.peek().is_none() { Ok(()) } else { Err(self.unexpected(Expected::End)) }
    }

    /// Takes a name that is not a keyword; after a point, any word is a name.
    pub(super) fn word(&mut self, expected: Expected) -> Result<String, Fault> {
        let free = |word: &str| expected == Expected::MemberName || !KEYWORDS.contains(&word);
        match self.tokens.next_if(|(token, _)| matches!(token, Token::Word(word) if free(word))) {
            Some((Token::Word(word), position)) => {
                self.last = position.end;
                Ok(word)
            }
            _ => Err(self.unexpected(expected)),
        }
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        self.take(|token| matches!(token, Token::Word(found) if found == word))
    }

    pub(super) fn expect_word(&mut self, word: &'static str) -> Result<(), Fault> {
        if self.take_word(word) { Ok(()) } else { Err(self.unexpected(Expected::Sign(word))) }
    }

    fn take_sign(&mut self, sign: &str) -> bool {
        self.take(|token| matches!(token, Token::Sign(found) if *found == sign))
    }

    pub(super) fn expect_sign(&mut self, sign: &'static str) -> Result<(), Fault> {
        if self.take_sign(sign) { Ok(()) } else { Err(self.unexpected(Expected::Sign(sign))) }
    }

    fn take(&mut self, wanted: impl FnOnce(&Token) -> bool) -> bool {
        match self.tokens.next_if(|(token, _)| wanted(token)) {
            Some((_, position)) => {
                self.last = position.end;
                true
            }
            None => false,
        }
    }

    fn advance(&mut self) {
        self.take(|_| true);
    }

    /// Where the next token stands, or the end.
    fn position(&mut self) -> Range<usize> {
        self.tokens.peek().map_or(self.end..self.end, |(_, position)| position.clone())
    }

    fn unexpected(&mut self, expected: Expected) -> Fault {
        let position = self.position();
        let found = self.tokens.peek().map(|(token, _)| token.describe());
        Fault::new(position, Problem::Unexpected { found, expected })
    }

    fn nested<T>(&mut self, parse: impl FnOnce(&mut Parser) -> Result<T, Fault>) -> Result<T, Fault> {
        if self.nesting == MAX_NESTING {
            return Err(Fault::new(self.position(), Problem::TooDeep));
        }
        self.nesting += 1;
        let parsed = parse(self);
        self.nesting -= 1;
        parsed
    }

    /// A node that ends at the last token taken.
    fn node(&self, start: usize, kind: AstKind) -> Result<Ast, Fault> {
        let depth = 1 + deepest(&kind);
        let position = start..self.last;
        if depth > MAX_DEPTH {
            return Err(Fault::new(position, Problem::TooDeep));
        }
        Ok(Ast { kind, position, depth })
    }
}

fn deepest(kind: &AstKind) -> usize {
    match kind {
        AstKind::List(parts) | AstKind::Call(_, parts) | AstKind::Filter(_, parts) => {
            parts.iter().map(|part| part.depth).max().unwrap_or(0)
        }
        AstKind::Member(part, _) | AstKind::Not(part) | AstKind::Negate(part) => part.depth,
        AstKind::Index(one, other) | AstKind::Binary(_, one, other) => one.depth.max(other.depth),
        AstKind::Choice(parts) => parts.iter().map(|part| part.depth).max().unwrap_or(0),
        _ => 0,
    }
}

fn unexpected_token(found: String, position: Range<usize>, expected: Expected) -> Fault {
    Fault::new(position, Problem::Unexpected { found: Some(found), expected })
}
