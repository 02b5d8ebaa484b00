//! Web addresses with placeholders: where a redirect leads, where a business application is called.
//!
//! A placeholder (`{{ expression }}`) stands for one whole path segment or one whole query value, and is
//! percent-encoded when filled: no answer can change where the address leads. The same care is taken of what a call adds to
//! the query, and of its headers.

#[cfg(test)]
mod tests;

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::definition::{Bilingual, Diagnostics, Pointer};
use crate::error::{Error, ErrorCode, Result};
use crate::expr::{Environment, Expression, Scope, Value, publication};

/// All but the unreserved characters of RFC 3986.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Stands for a placeholder while the rest is examined. It is a host, segment or value like any other.
const MARK: &str = "xplaceholderx";

/// An address, compiled.
#[derive(Clone, Debug)]
pub struct Address {
    parts: Vec<Part>,
    origin: url::Origin,
    secure: bool,
}

#[derive(Clone, Debug)]
enum Part {
    Literal(String),
    Placeholder(Expression),
}

impl Address {
    /// Compiles an address. `None` if it has faults: another scheme than `http` and `https`, user information,
    /// control characters, spaces or backslashes, a placeholder elsewhere than in a whole segment or value.
    pub fn compile(source: &str, scope: &Scope, at: &Pointer, faults: &mut Diagnostics) -> Option<Self> {
        let Some(split) = split(source) else {
            fault(
                at,
                faults,
                "un placeholder `{{ … }}` n'est pas fermé",
                "a placeholder `{{ … }}` is not closed",
            );
            return None;
        };
        let parts: Option<Vec<Part>> = split
            .iter()
            .map(|(is_placeholder, text)| match is_placeholder {
                false => Some(Part::Literal((*text).to_owned())),
                true => publication::expression(text, scope, None, at, faults).map(Part::Placeholder),
            })
            .collect();
        let marked: String =
            split.iter().map(|(is_placeholder, text)| if *is_placeholder { MARK } else { text }).collect();
        match examine(&marked) {
            Err((french, english)) => {
                fault(at, faults, french, english);
                None
            }
            Ok(url) => Some(Self { parts: parts?, origin: url.origin(), secure: url.scheme() == "https" }),
        }
    }

    /// Whether what is sent there cannot be read on the way: `https`.
    pub fn is_secure(&self) -> bool {
        self.secure
    }

    /// The address, its placeholders filled.
    ///
    /// # Errors
    /// `evaluation_failed` when a placeholder has no value, or one that would change the path (`..`).
    pub fn fill(&self, facts: &dyn Environment) -> Result<String> {
        let mut filled = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(text) => filled.push_str(text),
                Part::Placeholder(expression) => {
                    let value = expression.evaluate(facts).map_err(|error| {
                        let language = crate::definition::Language::French;
                        let english = crate::definition::Language::English;
                        Error::new(
                            ErrorCode::EvaluationFailed,
                            Bilingual::new(error.message(language), error.message(english)),
                        )
                    })?;
                    filled.extend(utf8_percent_encode(&text_of(&value).ok_or_else(unfit)?, ENCODED));
                }
            }
        }
        match Url::parse(&filled) {
            Ok(url) if url.origin() == self.origin => Ok(filled),
            _ => Err(unfit()),
        }
    }
}

/// Adds a parameter to the query of an address, percent-encoded.
pub fn add_query(address: &mut String, name: &str, value: &str) {
    let fragment = address.find('#').map(|start| address.split_off(start));
    address.push(if address.contains('?') { '&' } else { '?' });
    address.extend(utf8_percent_encode(name, ENCODED));
    address.push('=');
    address.extend(utf8_percent_encode(value, ENCODED));
    address.extend(fragment);
}

/// A text as a header carries it: what is not printable ASCII is percent-encoded, so that nothing in it ends the header.
pub fn header_text(text: &str) -> String {
    utf8_percent_encode(text, CONTROLS).to_string()
}

/// A text, a number, a yes or a no, as an address or a header has it.
pub fn plain_text(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        serde_json::Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Literals and the insides of placeholders, in turn. `None` when one is not closed.
fn split(source: &str) -> Option<Vec<(bool, &str)>> {
    let mut parts = Vec::new();
    let mut rest = source;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, tail) = after.split_once("}}")?;
        parts.extend([(false, before), (true, inside.trim())]);
        rest = tail;
    }
    parts.push((false, rest));
    Some(parts)
}

/// The address with a mark for each placeholder, or the rule that it breaks, in French and in English.
fn examine(marked: &str) -> std::result::Result<Url, (&'static str, &'static str)> {
    if marked.chars().any(|one| one.is_control() || one.is_whitespace() || one == '\\') {
        return Err((
            "une adresse n'a ni espace, ni barre oblique inverse, ni caractère de commande",
            "an address has no space, backslash or control character",
        ));
    }
    let url = Url::parse(marked).map_err(|_| {
        ("ce n'est pas une adresse complète (`https://…`)", "this is not a whole address (`https://…`)")
    })?;
    if !matches!(url.scheme(), "http" | "https") || !marked.starts_with(&format!("{}://", url.scheme())) {
        return Err((
            "une adresse commence par `https://` ou `http://`",
            "an address begins with `https://` or `http://`",
        ));
    }
    if !url.username().is_empty() || url.password().is_some() || authority(marked).contains('@') {
        return Err((
            "une adresse ne contient ni identifiant ni mot de passe",
            "an address holds no user name or password",
        ));
    }
    let whole_segments = url.path().split('/').filter(|segment| *segment == MARK).count();
    let whole_values = url.query_pairs().filter(|(_, value)| value == MARK).count();
    if marked.matches(MARK).count() != whole_segments.saturating_add(whole_values) {
        return Err((
            "un placeholder remplace un segment entier du chemin, ou une valeur entière de la requête",
            "a placeholder stands for a whole path segment, or a whole query value",
        ));
    }
    Ok(url)
}

/// What stands between the scheme and the path, as written: the parser forgets an empty user name.
fn authority(marked: &str) -> &str {
    let after = marked.split_once("://").map_or(marked, |(_, after)| after);
    after.split(['/', '?', '#']).next().unwrap_or_default()
}

/// The text of a value that can stand in an address.
fn text_of(value: &Value) -> Option<String> {
    let text = plain_text(&value.to_json())?;
    // A dot segment would climb the path even percent-encoded.
    (!matches!(text.as_str(), "" | "." | "..")).then_some(text)
}

fn fault(at: &Pointer, faults: &mut Diagnostics, french: &str, english: &str) {
    faults.fault(at, "definition.address", Bilingual::new(french, english));
}

fn unfit() -> Error {
    let message = Bilingual::new(
        "une valeur manque à l'adresse, ou ne peut pas y figurer",
        "a value is missing from the address, or cannot stand in it",
    );
    Error::new(ErrorCode::EvaluationFailed, message)
}
