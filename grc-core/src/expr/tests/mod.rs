#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod dates;
mod documents;
mod explanations;
mod faults;
mod functions;
mod nulls;
mod numbers;
mod properties;
mod syntax;
mod templates;
mod values;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::*;
use crate::definition::Language;

/// Values by root and member; `None` as a member is the whole root.
#[derive(Clone, Debug, Default)]
struct World(BTreeMap<(Root, Option<String>), Value>);

impl World {
    fn with(mut self, path: &str, value: Value) -> World {
        let (root, member) = path.split_once('.').map_or((path, None), |(root, member)| (root, Some(member)));
        self.0.insert((Root::from_name(root).unwrap(), member.map(str::to_owned)), value);
        self
    }
}

impl Environment for World {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        self.0.get(&(root, member.map(str::to_owned))).cloned().unwrap_or(Value::Null)
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::Europe::Paris
    }
}

fn child() -> Record {
    Record::new().with("prenom", Type::Text).with("naissance", Type::Date).with("repas", Type::Integer)
}

fn answers() -> Record {
    Record::new()
        .with("nom", Type::Text)
        .with("commune", Type::Text)
        .with("naissance", Type::Date)
        .with("date_souhaitee", Type::Date)
        .with("heure", Type::Time)
        .with("traiteur", Type::Bool)
        .with("sono", Type::Bool)
        .with("personnes", Type::Integer)
        .with("montant", Type::Decimal)
        .with("delai", Type::Duration)
        .with("choix", Type::list(Type::Text))
        .with("enfants", Type::list(child().into()))
}

/// A form's scope: its fields may be named bare.
fn scope() -> Scope {
    let request = Record::new().with("submitted_at", Type::DateTime).with("reference", Type::Text);
    Scope::new()
        .with(Root::Answers, answers().into())
        .with_bare(Root::Answers)
        .with(Root::Request, request.into())
        .with(Root::Response, Type::Document)
        .with(Root::Origin, Type::Text)
}

fn date(text: &str) -> Value {
    Value::Date(day(text))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse::<Decimal>().unwrap())
}

fn instant(text: &str) -> Value {
    Value::DateTime(text.parse().unwrap())
}

fn children(children: &[(&str, &str, i64)]) -> Value {
    Value::list(children.iter().map(|(name, birth, meals)| {
        Value::object([
            ("prenom", Value::text(*name)),
            ("naissance", date(birth)),
            ("repas", Value::Integer(*meals)),
        ])
    }))
}

fn world() -> World {
    World::default().with("today", date("2026-09-01")).with("now", instant("2026-09-01T10:00:00Z"))
}

fn compile(source: &str) -> Expression {
    Expression::compile(source, &scope()).unwrap_or_else(|faults| panic!("{source}: {faults:?}"))
}

fn evaluate_in(source: &str, world: &World) -> Value {
    compile(source).evaluate(world).unwrap_or_else(|error| panic!("{source}: {error}"))
}

fn evaluate(source: &str) -> Value {
    evaluate_in(source, &world())
}

fn failure(source: &str) -> Failure {
    compile(source).evaluate(&world()).unwrap_err().failure
}

fn faults(source: &str) -> Vec<Fault> {
    Expression::compile(source, &scope()).expect_err(source)
}

/// The only fault: its code, and the part of the source.
fn fault(source: &str) -> (&'static str, &str) {
    let faults = faults(source);
    assert_eq!(faults.len(), 1, "{source}: {faults:?}");
    (faults[0].code(), &source[faults[0].position.clone()])
}
