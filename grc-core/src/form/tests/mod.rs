#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

mod bad_input;
mod choices;
mod compilation;
mod composites;
mod computed;
mod conditions;
mod exports;
mod files;
mod groups;
mod pages;
mod properties;
mod proposals;
mod repeats;
mod rules;
mod showing;
mod types;

use chrono::NaiveDate;
use serde_json::{Map, Value as Json, json};

use super::{Form, Mode, Reading, Report, Surroundings};
use crate::definition::{self, Diagnostics, GivenLists, Language, Pointer, Reader};
use crate::expr::{Environment, Record, Root, Scope, Type, Value};
use crate::options::{SharedLists, compile_lists};

/// Monday 2 March 2026, in a town that lends its hall for 12.50 €.
pub(super) struct Town;

impl Environment for Town {
    fn lookup(&self, root: Root, member: Option<&str>) -> Value {
        match (root, member) {
            (Root::Today, _) => Value::Date(NaiveDate::from_ymd_opt(2026, 3, 2).unwrap()),
            (Root::Settings, Some("capacite")) => Value::Integer(300),
            (Root::Applicant, Some("audience")) => Value::text("citizen"),
            _ => Value::Null,
        }
    }

    fn zone(&self) -> chrono_tz::Tz {
        chrono_tz::Europe::Paris
    }
}

pub(super) fn scope() -> Scope {
    let settings = Record::new().with("capacite", Type::Integer);
    let applicant = Record::new().with("audience", Type::Text);
    Scope::new().with(Root::Settings, settings.into()).with(Root::Applicant, applicant.into())
}

pub(super) fn blocks() -> Vec<definition::Block> {
    serde_json::from_value(json!([
        {"id": "adresse", "fields": [
            {"id": "rue", "type": "text", "label": "Rue", "required": true},
            {"id": "ville", "type": "text", "label": "Ville"}
        ]}
    ]))
    .unwrap()
}

pub(super) fn lists() -> SharedLists {
    let lists: Vec<definition::OptionList> = serde_json::from_value(json!([
        {"id": "salles", "options": [{"value": "fetes", "label": "Salle des fêtes"}, {"value": "halle", "label": "Halle"}]},
        {"id": "rues", "columns": {"quartier": "text", "numeros": "integer"}, "options": {"csv":
            "value,label,quartier,numeros\npuits,Rue du Puits,nord,40\nmoulin,Rue du Moulin,sud,12\nport,Quai du Port,sud,\n"}}
    ]))
    .unwrap();
    let mut faults = Diagnostics::new();
    let lists = compile_lists(&lists, &mut faults);
    assert_eq!(faults, Diagnostics::new());
    lists
}

/// Compiles a form and gives what is wrong with it, as `pointer code`.
pub(super) fn compile(form: Json) -> (Form, Diagnostics) {
    let definition: definition::Form = serde_json::from_value(form).unwrap();
    let (blocks, lists, scope) = (blocks(), lists(), scope());
    let surroundings =
        Surroundings { blocks: &blocks, lists: &lists, scope: &scope, language: Language::French };
    let mut faults = Diagnostics::new();
    let form =
        Form::compile(&definition, Root::Answers, &surroundings, &Pointer::root().key("form"), &mut faults);
    (form, faults)
}

/// A form that has nothing wrong, from its fields.
pub(super) fn form(fields: Json) -> Form {
    let (form, faults) = compile(json!({"fields": fields}));
    assert_eq!(faults, Diagnostics::new());
    form
}

/// A form of one field, `x`, labelled « Champ ».
pub(super) fn field(mut field: Json) -> Form {
    field["id"] = json!("x");
    field["label"] = json!("Champ");
    form(json!([field]))
}

pub(super) fn check(form: &Form, answers: Json) -> Report {
    form.check(&object(&answers), &Town, Reader::Agent, Mode::Complete)
}

/// The answers as stored.
pub(super) fn stored(report: &Report) -> Json {
    Json::Object(report.answers.clone())
}

/// Answers, as they are stored and read back.
pub(super) fn object(answers: &Json) -> Map<String, Json> {
    answers.as_object().cloned().unwrap_or_default()
}

/// The faults as `path code`.
pub(super) fn faults(report: &Report) -> Vec<String> {
    report.faults.iter().map(|fault| format!("{} {}", fault.path, fault.code)).collect()
}

/// Asserts that the field accepts `given` and stores `stored`, which passes the exported schema.
#[track_caller]
pub(super) fn stores(form: &Form, given: Json, stored: Json) {
    let report = check(form, json!({"x": given}));
    assert_eq!(faults(&report), Vec::<String>::new());
    assert_eq!(self::stored(&report), json!({"x": stored}));
    assert!(jsonschema::is_valid(form.schema(), &self::stored(&report)));
}

/// Asserts that the field refuses `given`, for one reason.
#[track_caller]
pub(super) fn refuses(form: &Form, given: Json, code: &str) {
    let report = check(form, json!({"x": given}));
    assert_eq!(faults(&report), [format!("/x {code}")]);
}

/// How answers that refer to nothing outside are read.
pub(super) fn reading(language: Language) -> Reading<'static> {
    static NO_LIST: GivenLists = GivenLists::new();
    Reading { language, zone: chrono_tz::Europe::Paris, lists: &NO_LIST, files: &[] }
}

/// The only message of a report.
#[track_caller]
pub(super) fn message(form: &Form, answers: Json, language: Language) -> String {
    let report = check(form, answers);
    assert_eq!(report.faults.len(), 1, "{:?}", report.faults);
    report.faults[0].message(language)
}
