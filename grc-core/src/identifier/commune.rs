//! Communes by their code of INSEE's *code officiel géographique*: the department, and digits up to 5 characters.
//!
//! That the department exists is checked; that the commune does is not, since communes merge every year.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, departement, digits};

pub(super) static RULES: Rules = Rules {
    name: "commune",
    fault_code: "field.invalid_commune",
    pattern: "^([0-9]{2}|2[AB])[0-9]{3}$",
    canonical,
    formatted: str::to_owned,
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let code = digits::capitals(text);
    let (Some(first), Some(rest), Some(overseas)) = (code.get(..2), code.get(2..), code.get(..3)) else {
        return Err(wrong_shape());
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if code.len() != 5 || !is_number(rest) || !(is_number(first) || matches!(first, "2A" | "2B")) {
        return Err(wrong_shape());
    }
    let department = if matches!(first, "97" | "98") { overseas } else { first };
    if departement::is_known(department) { Ok(code) } else { Err(departement::unknown()) }
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "un code de commune compte 5 caractères, comme 75056 ou 2A004 ; ce n'est pas le code postal",
        "a commune code has 5 characters, such as 75056 or 2A004; it is not the postal code",
    )
}
