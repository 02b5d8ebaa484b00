//! NIR: the number of a person (*numéro de sécurité sociale*), 13 characters and a key of 2 digits.
//!
//! The key is 97 less the remainder by 97 of the first 13, where Corsica's 2A counts as 19 and 2B as 18. Sex, month,
//! department and commune are not checked: temporary numbers, people born abroad and registry offices that know
//! no month have values of their own there.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits};

pub(super) static RULES: Rules = Rules {
    name: "nir",
    fault_code: "field.invalid_nir",
    pattern: "^[0-9]{5}([0-9]{2}|2A|2B)[0-9]{8}$",
    canonical,
    formatted: |nir| digits::grouped(nir, &[1, 2, 2, 2, 3, 3]),
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let nir = digits::capitals(text);
    let (number, key) = parts(&nir).ok_or_else(|| {
        IdentifierFault::shape(
            "un numéro de sécurité sociale compte 15 caractères avec sa clé, comme 2 95 10 99 126 111 93",
            "a social security number has 15 characters with its key, such as 2 95 10 99 126 111 93",
        )
    })?;
    if 97 - number % 97 == key { Ok(nir) } else { Err(IdentifierFault::key()) }
}

/// The number that the key is computed from, and the key.
fn parts(nir: &str) -> Option<(u64, u64)> {
    let (birth, department) = (nir.get(..5)?, nir.get(5..7)?);
    let (rest, key) = (nir.get(7..13)?, nir.get(13..)?);
    let department = match department {
        "2A" => "19",
        "2B" => "18",
        digits => digits,
    };
    let number = format!("{birth}{department}{rest}");
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (key.len() == 2 && is_number(&number) && is_number(key))
        .then(|| (digits::number(&number), digits::number(key)))
}
