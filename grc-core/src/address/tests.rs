#![allow(clippy::unwrap_used)]

use super::Address;
use crate::definition::{Diagnostics, Pointer};
use crate::expr::{Environment, Record, Root, Scope, Type, Value};

struct Answers(&'static str);

impl Environment for Answers {
    fn lookup(&self, _: Root, _: Option<&str>) -> Value {
        Value::text(self.0)
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::Europe::Paris
    }
}

fn compile(source: &str) -> Result<Address, Vec<&'static str>> {
    let scope = Scope::new().with(Root::Answers, Record::new().with("rue", Type::Text).into());
    let mut faults = Diagnostics::new();
    let address = Address::compile(source, &scope, &Pointer::root(), &mut faults);
    address.ok_or_else(|| faults.as_slice().iter().map(|fault| fault.code).collect())
}

#[test]
fn a_placeholder_is_filled_percent_encoded() {
    let address =
        compile("https://ville.exemple.fr/rues/{{ answers.rue }}/plan?q={{ answers.rue }}&x=1").unwrap();
    assert_eq!(
        address.fill(&Answers("rue de l'Été/../a?b#c&d")).unwrap(),
        "https://ville.exemple.fr/rues/rue%20de%20l%27%C3%89t%C3%A9%2F..%2Fa%3Fb%23c%26d/plan?q=rue%20de%20l%27%C3%89t%C3%A9%2F..%2Fa%3Fb%23c%26d&x=1"
    );
}

#[test]
fn a_value_that_would_change_the_path_is_refused() {
    let address = compile("https://ville.exemple.fr/rues/{{ answers.rue }}").unwrap();
    for value in ["", ".", ".."] {
        assert!(address.fill(&Answers(value)).is_err(), "{value}");
    }
}

#[test]
fn what_could_lead_elsewhere_does_not_publish() {
    for source in [
        "ftp://exemple.fr/",
        "javascript:alert(1)",
        "//exemple.fr/",
        "exemple.fr/page",
        "https:exemple.fr",
        "https://agent@exemple.fr/",
        "https://agent:secret@exemple.fr/",
        "https://@exemple.fr/",
        "https://exemple.fr\\@autre.fr/",
        "https://exemple.fr/a b",
        "https://exemple.fr/\u{7}",
        "https://{{ answers.rue }}/",
        "https://{{ answers.rue }}.exemple.fr/",
        "https://exemple.fr:{{ answers.rue }}/",
        "{{ answers.rue }}://exemple.fr/",
        "https://exemple.fr/a{{ answers.rue }}",
        "https://exemple.fr/{{ answers.rue }}.html",
        "https://exemple.fr/?q=a{{ answers.rue }}",
        "https://exemple.fr/?{{ answers.rue }}=1",
        "https://exemple.fr/#{{ answers.rue }}",
        "https://exemple.fr/{{ answers.rue",
    ] {
        assert_eq!(compile(source).unwrap_err(), ["definition.address"], "{source}");
    }
    assert_eq!(compile("https://exemple.fr/{{ answers.ru }}").unwrap_err(), ["expression.unknown_member"]);
}
