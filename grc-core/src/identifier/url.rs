//! Web addresses: `http` and `https`, read as browsers do (WHATWG URL), without what deceives a reader.
//!
//! No user information, which passes for the site's name; no space, backslash, control or invisible character, nor one that
//! turns the direction of writing. What is stored is ASCII: a name in another script is written in Punycode.

use std::borrow::Cow;

use url::Url;

use super::{IdentifierFault, Rules};

/// Most bytes of an address, before and after: those that every browser and proxy takes.
const MAX: usize = 2048;

pub(super) static RULES: Rules = Rules {
    name: "url",
    fault_code: "field.invalid_url",
    pattern: "^https?://[^ @/?#]+/[!-~]*$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let trimmed = text.trim();
    if trimmed.chars().any(is_deceptive) {
        return Err(IdentifierFault::shape(
            "une adresse web n'a ni espace, ni barre oblique inverse, ni caractère invisible",
            "a web address has no space, backslash or invisible character",
        ));
    }
    let url = Url::parse(trimmed).ok().filter(|url| is_web(url, trimmed)).ok_or_else(wrong_shape)?;
    if !url.username().is_empty() || url.password().is_some() || authority(trimmed).contains('@') {
        return Err(IdentifierFault::shape(
            "une adresse web ne contient ni identifiant ni mot de passe avant le nom du site",
            "a web address holds no user name or password before the name of the site",
        ));
    }
    if trimmed.len() > MAX || url.as_str().len() > MAX {
        return Err(IdentifierFault::shape(
            &format!("une adresse web compte au plus {MAX} caractères"),
            &format!("a web address has at most {MAX} characters"),
        ));
    }
    Ok(if url.as_str() == text { Cow::Borrowed(text) } else { Cow::Owned(url.into()) })
}

/// A character that is not seen, or that changes how its neighbours are.
fn is_deceptive(character: char) -> bool {
    character.is_control()
        || character.is_whitespace()
        || matches!(character, '\\' | '\u{61c}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffd}')
}

/// Whether an address is of the web and written whole. Browsers read `https:site` too; people do not.
fn is_web(url: &Url, written: &str) -> bool {
    let scheme = written.split_once("://").map(|(scheme, _)| scheme);
    matches!(url.scheme(), "http" | "https")
        && scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case(url.scheme()))
        && !authority(written).is_empty()
}

/// What stands between the scheme and the path, as written: the parser forgets an empty user name.
fn authority(written: &str) -> &str {
    let after = written.split_once("://").map_or("", |(_, after)| after);
    after.split(['/', '?', '#']).next().unwrap_or_default()
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "une adresse web commence par http:// ou https://, comme https://www.exemple.fr",
        "a web address begins with http:// or https://, such as https://www.example.org",
    )
}
