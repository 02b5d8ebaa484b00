//! From characters to words and signs.

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::fault::{Fault, Problem};

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Integer(i64),
    Decimal(Decimal),
    Text(Arc<str>),
    /// A name or a keyword.
    Word(String),
    Sign(&'static str),
}

impl Token {
    pub(super) fn describe(&self) -> String {
        match self {
            Token::Integer(number) => number.to_string(),
            Token::Decimal(number) => number.to_string(),
            Token::Text(text) => format!("'{text}'"),
            Token::Word(word) => word.clone(),
            Token::Sign(sign) => (*sign).to_owned(),
        }
    }
}

/// Longest first.
const SIGNS: [&str; 20] =
    ["==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "~", "(", ")", "[", "]", ",", ".", "|", "="];

/// Signs that other languages use.
const FOREIGN: [(&str, &str); 4] = [("&&", "and"), ("||", "or"), ("===", "=="), ("<>", "!=")];

/// Splits a source into tokens. `base` is where it stands in the text that positions refer to.
pub(super) fn tokenize(source: &str, base: usize) -> Result<Vec<(Token, Range<usize>)>, Fault> {
    let mut lexer = Lexer { rest: source, offset: base };
    let mut tokens = Vec::new();
    loop {
        lexer.take_while(char::is_whitespace);
        let start = lexer.offset;
        let Some(token) = lexer.next()? else { return Ok(tokens) };
        tokens.push((token, start..lexer.offset));
    }
}

struct Lexer<'a> {
    rest: &'a str,
    offset: usize,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Result<Option<Token>, Fault> {
        let start = self.offset;
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        if first.is_alphabetic() || first == '_' {
            return Ok(Some(Token::Word(self.take_while(|c| c.is_alphanumeric() || c == '_').to_owned())));
        }
        if first.is_ascii_digit() {
            return self.number().map(Some);
        }
        if first == '\'' || first == '"' {
            return self.text(first).map(Some);
        }
        for (found, write) in FOREIGN {
            if self.take(found) {
                return Err(Fault::new(start..self.offset, Problem::ForeignOperator { found, write }));
            }
        }
        for sign in SIGNS {
            if self.take(sign) {
                return Ok(Some(Token::Sign(sign)));
            }
        }
        if self.take("!") {
            return Err(Fault::new(
                start..self.offset,
                Problem::ForeignOperator { found: "!", write: "not" },
            ));
        }
        Err(Fault::new(start..start + first.len_utf8(), Problem::UnexpectedCharacter(first)))
    }

    fn number(&mut self) -> Result<Token, Fault> {
        let start = self.offset;
        let whole = self.take_while(|c| c.is_ascii_digit()).to_owned();
        let fraction =
            self.rest.strip_prefix('.').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let token = if fraction.is_some() {
            self.take(".");
            let fraction = self.take_while(|c| c.is_ascii_digit());
            Decimal::from_str_exact(&format!("{whole}.{fraction}")).ok().map(Token::Decimal)
        } else {
            whole.parse().ok().map(Token::Integer)
        };
        token.ok_or_else(|| Fault::new(start..self.offset, Problem::NumberTooLarge))
    }

    fn text(&mut self, quote: char) -> Result<Token, Fault> {
        let start = self.offset;
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((index, character)) = characters.next() {
            if character == quote {
                self.advance(index + quote.len_utf8());
                return Ok(Token::Text(text.into()));
            }
            if character != '\\' {
                text.push(character);
                continue;
            }
            match characters.next() {
                Some((_, 'n')) => text.push('\n'),
                Some((_, 't')) => text.push('\t'),
                Some((_, 'r')) => text.push('\r'),
                Some((_, escaped)) => text.push(escaped),
                None => break,
            }
        }
        Err(Fault::new(start..start + self.rest.len(), Problem::UnclosedText))
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.rest.starts_with(sign);
        if found {
            self.advance(sign.len());
        }
        found
    }

    fn take_while(&mut self, mut belongs: impl FnMut(char) -> bool) -> &'a str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let taken = self.rest.get(..end).unwrap_or_default();
        self.advance(end);
        taken
    }

    fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
        self.offset += bytes;
    }
}
