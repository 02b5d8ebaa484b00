//! IBAN: country, two check digits, account; its shape by country, modulo 97 equal to 1 (ISO 13616, ISO 7064).

use std::borrow::Cow;

use super::country::FRENCH_OVERSEAS;
use super::{IdentifierFault, Rules, digits};

pub(super) static RULES: Rules = Rules {
    name: "iban",
    fault_code: "field.invalid_iban",
    pattern: "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
    canonical,
    formatted: |iban| digits::grouped(iban, &[4; 8]),
};

/// How accounts are written by country, from the IBAN registry of ISO 13616, in alphabetical order: runs of digits
/// (`n`), of capital letters (`a`), of either (`c`).
#[rustfmt::skip] // One country a line would hide the table.
static ACCOUNTS: [(&str, &str); 89] = [
    ("AD", "8n 12c"), ("AE", "19n"), ("AL", "8n 16c"), ("AT", "16n"), ("AZ", "4a 20c"), ("BA", "16n"),
    ("BE", "12n"), ("BG", "4a 6n 8c"), ("BH", "4a 14c"), ("BI", "23n"), ("BR", "23n 1a 1c"),
    ("BY", "4c 4n 16c"), ("CH", "5n 12c"), ("CR", "18n"), ("CY", "8n 16c"), ("CZ", "20n"), ("DE", "18n"),
    ("DJ", "23n"), ("DK", "14n"), ("DO", "4c 20n"), ("EE", "16n"), ("EG", "25n"), ("ES", "20n"), ("FI", "14n"),
    ("FK", "2a 12n"), ("FO", "14n"), ("FR", "10n 11c 2n"), ("GB", "4a 14n"), ("GE", "2a 16n"), ("GI", "4a 15c"),
    ("GL", "14n"), ("GR", "7n 16c"), ("GT", "24c"), ("HN", "4a 20n"), ("HR", "17n"), ("HU", "24n"),
    ("IE", "4a 14n"), ("IL", "19n"), ("IQ", "4a 15n"), ("IS", "22n"), ("IT", "1a 10n 12c"), ("JO", "4a 4n 18c"),
    ("KW", "4a 22c"), ("KZ", "3n 13c"), ("LB", "4n 20c"), ("LC", "4a 24c"), ("LI", "5n 12c"), ("LT", "16n"),
    ("LU", "3n 13c"), ("LV", "4a 13c"), ("LY", "21n"), ("MC", "10n 11c 2n"), ("MD", "20c"), ("ME", "18n"),
    ("MK", "3n 10c 2n"), ("MN", "16n"), ("MR", "23n"), ("MT", "4a 5n 18c"), ("MU", "4a 19n 3a"),
    ("NI", "4a 20n"), ("NL", "4a 10n"), ("NO", "11n"), ("OM", "3n 16c"), ("PK", "4a 16c"), ("PL", "24n"),
    ("PS", "4a 21c"), ("PT", "21n"), ("QA", "4a 21c"), ("RO", "4a 16c"), ("RS", "18n"), ("RU", "14n 15c"),
    ("SA", "2n 18c"), ("SC", "4a 20n 3a"), ("SD", "14n"), ("SE", "20n"), ("SI", "15n"), ("SK", "20n"),
    ("SM", "1a 10n 12c"), ("SO", "19n"), ("ST", "21n"), ("SV", "4a 20n"), ("TL", "19n"), ("TN", "20n"),
    ("TR", "6n 16c"), ("UA", "6n 19c"), ("VA", "18n"), ("VG", "4a 16n"), ("XK", "16n"), ("YE", "4a 4n 18c"),
];

fn canonical(text: &str) -> Result<Cow<'_, str>, IdentifierFault> {
    let iban = digits::capitals(text);
    let (Some(country), Some(check), Some(account)) = (iban.get(..2), iban.get(2..4), iban.get(4..)) else {
        return Err(wrong_shape());
    };
    let well_formed = country.bytes().all(|byte| byte.is_ascii_uppercase())
        && check.bytes().all(|byte| byte.is_ascii_digit())
        && account.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if !well_formed {
        return Err(wrong_shape());
    }
    let known = ACCOUNTS.binary_search_by_key(&country, |(code, _)| *code);
    let Some((_, structure)) = known.ok().and_then(|rank| ACCOUNTS.get(rank)) else {
        return Err(IdentifierFault::unknown_country(
            "aucun IBAN ne commence par ce code de pays ; ceux de France commencent par FR",
            "no IBAN begins with this country code; those of France begin with FR",
        ));
    };
    let length = 4 + runs(structure).map(|(length, _)| length).sum::<usize>();
    if iban.len() != length {
        return Err(IdentifierFault::shape(
            &format!("un IBAN de ce pays compte {length} caractères"),
            &format!("an IBAN of this country has {length} characters"),
        ));
    }
    if !is_structured(account, structure) {
        return Err(IdentifierFault::shape(
            "une lettre de cet IBAN est à la place d'un chiffre, ou l'inverse",
            "a letter of this IBAN is in the place of a digit, or the other way round",
        ));
    }
    // 00, 01 and 99 can satisfy the modulus, but ISO 7064 never gives them: check digits run from 02 to 98.
    if matches!(check, "00" | "01" | "99")
        || remainder(account.bytes().chain(country.bytes()).chain(check.bytes())) != 1
    {
        return Err(IdentifierFault::key());
    }
    Ok(iban)
}

fn wrong_shape() -> IdentifierFault {
    IdentifierFault::shape(
        "un IBAN commence par deux lettres et deux chiffres, suivis de chiffres et de lettres ; en France il compte 27 \
         caractères, comme FR76 3000 6000 0112 3456 7890 189",
        "an IBAN begins with two letters and two digits, followed by digits and letters; in France it has 27 \
         characters, such as FR76 3000 6000 0112 3456 7890 189",
    )
}

/// The runs of a structure: how many characters, of which class.
fn runs(structure: &str) -> impl Iterator<Item = (usize, &str)> {
    structure.split(' ').filter_map(|run| {
        let (length, class) = run.split_at_checked(run.len().saturating_sub(1))?;
        Some((length.parse().ok()?, class))
    })
}

/// Whether the characters of an account are of the classes that its structure wants.
fn is_structured(account: &str, structure: &str) -> bool {
    let classes = runs(structure).flat_map(|(length, class)| std::iter::repeat_n(class, length));
    account.bytes().zip(classes).all(|(byte, class)| match class {
        "n" => byte.is_ascii_digit(),
        "a" => byte.is_ascii_uppercase(),
        _ => true,
    })
}

/// The remainder by 97 of the number written by the characters, A being 10 and Z 35.
fn remainder(characters: impl Iterator<Item = u8>) -> u64 {
    // Divided only when it grows: it stays below 10^18, which 64 bits hold.
    let number = characters.fold(0, |number: u64, byte| {
        let number = if number < 10_u64.pow(16) { number } else { number % 97 };
        match byte {
            b'0'..=b'9' => number * 10 + u64::from(byte - b'0'),
            _ => number * 100 + u64::from(byte.saturating_sub(b'A')) + 10,
        }
    });
    number % 97
}

/// Countries whose accounts are also held by banks of the territories of another: that of the account, those of the banks.
const SHARED: [(&str, &[&str]); 2] = [("FR", &FRENCH_OVERSEAS), ("GB", &["GG", "IM", "JE"])];

/// Whether a bank is where an account is, as their codes tell; both are in their stored form.
pub(super) fn is_held_by(iban: &str, bic: &str) -> bool {
    let (Some(account), Some(bank)) = (iban.get(..2), bic.get(4..6)) else { return false };
    let shares = |(of, banks): &(&str, &[&str])| *of == account && banks.contains(&bank);
    account == bank || SHARED.iter().any(shares)
}
