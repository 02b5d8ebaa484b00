//! SPI: the tax number of a person (*numéro fiscal*), 13 digits of which the first is 0 to 3.
//!
//! The last three are the remainder by 511 of the ten before.

use std::borrow::Cow;

use super::{IdentifierFault, Rules, digits};

pub(super) static RULES: Rules = Rules {
    name: "spi",
    fault_code: "field.invalid_spi",
    pattern: "^[0-3][0-9]{12}$",
    canonical,
    formatted: |spi| digits::grouped(spi, &[2, 2, 3, 3]),
};

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let spi =
        digits::exactly(text, 13).filter(|spi| spi.starts_with(['0', '1', '2', '3'])).ok_or_else(|| {
            IdentifierFault::shape(
                "un numéro fiscal compte 13 chiffres et commence par 0, 1, 2 ou 3, comme 30 23 217 600 053",
                "a tax number has 13 digits and begins with 0, 1, 2 or 3, such as 30 23 217 600 053",
            )
        })?;
    let key_matches = spi
        .split_at_checked(10)
        .is_some_and(|(number, key)| digits::number(number) % 511 == digits::number(key));
    if key_matches { Ok(spi) } else { Err(IdentifierFault::key()) }
}
