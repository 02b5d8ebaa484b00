//! Texts: one line or several.

use std::borrow::Cow;
use std::sync::Arc;

use jsonschema::Validator;
use serde_json::{Value as Json, json};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{Breaches, FieldType, Problem, TEXT};
use crate::definition::{self, Bilingual, Language, TextLimits};
use crate::expr::Environment;
use crate::form::context::FieldContext;

/// Most characters when the definition does not say: of a line, of several.
const LINE: u32 = 255;
const AREA: u32 = 10_000;

#[derive(Debug)]
pub(super) struct Text {
    lines: bool,
    min_length: Option<u32>,
    max_length: u32,
    pattern: Option<Pattern>,
}

/// A regular expression that the whole text matches.
#[derive(Debug)]
struct Pattern {
    /// As schemas write it.
    source: String,
    validator: Validator,
    /// What the definition says when it does not match.
    message: Option<Arc<Bilingual>>,
}

impl Text {
    pub(super) fn line(limits: &TextLimits, context: &mut FieldContext<'_, '_>) -> Self {
        Self::compile(limits, false, LINE, context)
    }

    pub(super) fn area(limits: &TextLimits, context: &mut FieldContext<'_, '_>) -> Self {
        Self::compile(limits, true, AREA, context)
    }

    fn compile(limits: &TextLimits, lines: bool, longest: u32, context: &mut FieldContext<'_, '_>) -> Self {
        let max_length = limits.max_length.unwrap_or(longest);
        if limits.min_length.is_some_and(|least| least > max_length) || max_length == 0 {
            context.empty_range("min_length", "max_length");
        }
        Self {
            lines,
            min_length: limits.min_length,
            max_length,
            pattern: limits.pattern.as_deref().and_then(|pattern| {
                let (source, validator) = context.pattern(pattern)?;
                let message = limits.pattern_message.as_ref().map(|message| Arc::new(both(message)));
                Some(Pattern { source, validator, message })
            }),
        }
    }

    /// The text as it is stored.
    fn stored<'a>(&self, text: &'a str) -> Result<Cow<'a, str>, Problem> {
        if is_plainly_tidy(text) {
            return Ok(Cow::Borrowed(text));
        }
        let tidy = tidied(text, self.lines);
        if !self.lines && tidy.contains(['\n', '\r']) {
            return Err(Problem::LineBreak);
        }
        let is_allowed =
            |character: char| !character.is_control() || (self.lines && matches!(character, '\n' | '\t'));
        if tidy.chars().all(is_allowed) { Ok(tidy) } else { Err(Problem::ControlCharacter) }
    }

    /// A text has no more characters than bytes: nearly all are not counted.
    fn wrong_length(&self, text: &str) -> Option<Problem> {
        let is_surely_short = u32::try_from(text.len()).is_ok_and(|bytes| bytes <= self.max_length);
        if self.min_length.is_none() && is_surely_short {
            return None;
        }
        let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        match self.min_length {
            Some(least) if length < least => Some(Problem::TooShort(least)),
            _ => (length > self.max_length).then_some(Problem::TooLong(self.max_length)),
        }
    }
}

fn both(text: &definition::Text) -> Bilingual {
    Bilingual::new(text.get(Language::French), text.get(Language::English))
}

impl FieldType for Text {
    fn schema(&self) -> Json {
        let mut schema = json!({"type": "string", "maxLength": self.max_length});
        if let Json::Object(keywords) = &mut schema {
            keywords.extend(self.min_length.map(|least| ("minLength".to_owned(), json!(least))));
            keywords
                .extend(self.pattern.as_ref().map(|pattern| ("pattern".to_owned(), json!(pattern.source))));
        }
        schema
    }

    fn check<'a>(
        &self,
        answer: &'a Json,
        _facts: &dyn Environment,
        breaches: &mut Breaches,
    ) -> Cow<'a, Json> {
        let Json::String(text) = answer else {
            breaches.wrong_type(TEXT);
            return Cow::Borrowed(answer);
        };
        let stored = match self.stored(text) {
            Ok(Cow::Borrowed(same)) if same.len() == text.len() => Cow::Borrowed(answer),
            Ok(stored) => Cow::Owned(Json::String(stored.into_owned())),
            Err(problem) => {
                breaches.tell(problem);
                return Cow::Borrowed(answer);
            }
        };
        if let Some(problem) = stored.as_str().and_then(|text| self.wrong_length(text)) {
            let is_too_long = matches!(problem, Problem::TooLong(_));
            breaches.tell(problem);
            // A pattern costs in proportion to its text: the longest accepted is long enough.
            if is_too_long {
                return stored;
            }
        }
        if let Some(pattern) = &self.pattern
            && !pattern.validator.is_valid(&stored)
        {
            breaches.tell(Problem::Pattern(pattern.message.clone()));
        }
        stored
    }
}

/// Whether a look at the bytes is enough to say that a text is tidy: nearly all French texts are.
///
/// Bytes from C3 to CB begin letters from `À` to the last before the combining marks: no space, no control character,
/// nothing that composition changes.
fn is_plainly_tidy(text: &str) -> bool {
    let is_plain = |byte: &u8| matches!(byte, b' '..=b'~' | 0x80..=0xBF | 0xC3..=0xCB);
    let bytes = text.as_bytes();
    bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ') && bytes.iter().all(is_plain)
}

/// The text without spaces around it, with composed accents (NFC) and, on several lines, `\n` between them.
fn tidied(text: &str, lines: bool) -> Cow<'_, str> {
    let mut tidy = Cow::Borrowed(text.trim());
    if lines && tidy.contains('\r') {
        tidy = Cow::Owned(tidy.replace("\r\n", "\n").replace('\r', "\n"));
    }
    // Composition changes nothing below the combining marks: most French texts stop here.
    let composed = tidy.chars().all(|character| character < '\u{300}')
        || is_nfc_quick(tidy.chars()) == IsNormalized::Yes;
    if composed { tidy } else { Cow::Owned(tidy.nfc().collect()) }
}
