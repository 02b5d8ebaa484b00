//! E-mail addresses: a sober check of syntax, short of what RFC 5322 allows and mail servers refuse.
//!
//! The domain may be internationalised and is stored in lower case; the part before `@` is ASCII and kept as it
//! is, since only its server knows whether case matters.

use std::borrow::Cow;

use super::{IdentifierFault, Rules};

/// Most bytes before `@`, and in all (RFC 5321, 4.5.3.1).
const MAX_LOCAL: usize = 64;
const MAX_ADDRESS: usize = 254;
const MAX_LABEL: usize = 63;

pub(super) static RULES: Rules = Rules {
    name: "email",
    fault_code: "field.invalid_email",
    pattern: r"^[^@ ]{1,64}@[^@ ]+\.[^@ ]+$",
    canonical,
    formatted: str::to_owned,
};

pub(super) fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let trimmed = text.trim();
    let Some((local, domain)) = trimmed.split_once('@') else {
        return Err(wrong_shape());
    };
    let (domain, address) = if domain.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        (Cow::Borrowed(domain), Cow::Borrowed(trimmed))
    } else {
        let domain = domain.to_lowercase();
        let address = format!("{local}@{domain}");
        (Cow::Owned(domain), Cow::Owned(address))
    };
    if is_local_part(local) && is_domain(&domain) && address.len() <= MAX_ADDRESS {
        Ok(address)
    } else {
        Err(wrong_shape())
    }
}

/// Words of letters, digits and the signs of RFC 5322's `atext`, separated by single dots.
fn is_local_part(local: &str) -> bool {
    let is_atext = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.len() <= MAX_LOCAL && local.split('.').all(|word| !word.is_empty() && word.bytes().all(is_atext))
}

/// At least two labels of letters, digits and inner hyphens; the last is not a number, as an address would be.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.len() <= MAX_LABEL
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|character| character.is_alphanumeric() || character == '-')
    };
    let Some((_, last)) = domain.rsplit_once('.') else {
        return false;
    };
    domain.split('.').all(is_label) && !last.bytes().all(|byte| byte.is_ascii_digit())
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "une adresse électronique s'écrit nom@domaine.fr",
        "an e-mail address is written name@domain.org",
    )
}
