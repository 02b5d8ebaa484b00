//! The check of a form, beside the `jsonschema` crate on the same schema, conditions written by hand, and a copy
//! of the answers.

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use grc::check::{check, compile_sealed, compile_sealed_list};
use grc::definition::{Audience, Language, Origin, Reader};
use grc::engine::{Clock, Part, SystemClock};
use grc::form::{Mode, Report};
use grc::request::history::Hash;
use grc::store::sqlite::Durability;
use grc::workflow::Process;
use grc::{Actor, Applicant, Sources, Values, Visitor};
use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::{Value as Json, json};

use crate::measure::{Duel, alternate, median, short, time, title};
use crate::{larger, town};

const ROUNDS: usize = 400;
/// Checks in a side's turn, of a larger form fewer. A turn is short, so that it is rarely interrupted by other work.
const CHECKS: usize = 50;
/// Bytes of the longest text.
const LONGEST: usize = 1_000_000;

pub(crate) fn run() {
    let process = process(&town::sources());
    let validator = validator(&process);
    let directory = town::directory();
    let (_, engine) = town::open(&directory.path().join("validate.db"), Durability::Off);
    let visitor = Visitor::of(&Actor::applicant("compte-1"));

    let accepted = town::answers();
    let refused = with_faults(&accepted);
    // The copy of the answers is the engine's own: their stored form.
    let form_faults = |answers: &Values| told(&report(&process, answers));
    let engine_faults = |answers: &Values| {
        let report = engine.validate(town::PROCEDURE, town::SCENARIO, &visitor, answers, &Part::whole());
        told(&report.expect("a report"))
    };
    assert_eq!(form_faults(&accepted), 0);
    assert_eq!(form_faults(&refused), 7);
    assert!(is_accepted(&validator, &accepted) && !is_accepted(&validator, &refused));

    title("validate a form of 30 fields, 8 conditions", "floor", "engine");
    let accepting = || usize::from(is_accepted(&validator, &accepted));
    let listing = || listed(&validator, &refused);
    duel(&accepting, &|| form_faults(&accepted)).print("the form, accepted", 1.3, "");
    duel(&accepting, &|| engine_faults(&accepted)).print("Engine::validate, accepted", 1.3, "");
    duel(&listing, &|| form_faults(&refused)).print("the form, 7 faults, told in French", 2.0, "");
    duel(&listing, &|| engine_faults(&refused)).print("Engine::validate, 7 faults, told in French", 2.0, "");

    let larger_process = self::process(&larger::sources());
    let (more_accepted, more_refused) = (larger::answers(&accepted), larger::answers(&refused));
    let larger_faults = |answers: &Values| told(&report(&larger_process, answers));
    assert_eq!(larger_process.form.fields().len(), larger::COPIES * process.form.fields().len());
    assert_eq!(larger_faults(&more_accepted), 0);
    assert_eq!(larger_faults(&more_refused), larger::COPIES * 7);
    title("a form of 300 fields, 80 conditions", "30 fields", "300 fields");
    let larger_duel = |answers: &Values, more: &Values| {
        turns((CHECKS, &|| form_faults(answers)), (CHECKS / larger::COPIES, &|| larger_faults(more)))
    };
    larger_duel(&accepted, &more_accepted).print("accepted", 12.0, "");
    larger_duel(&refused, &more_refused).print("7 and 70 faults", 12.0, "");

    long_texts();
}

/// A pattern that takes other engines a time that doubles with each letter, on texts of which the last letter is wrong.
fn long_texts() {
    println!("\nthe pattern (a+)+ on a text that it nearly matches");
    let process = self::process(&larger::with_field(json!({
        "id": "texte", "type": "textarea", "label": "Texte", "pattern": "(a+)+", "max_length": LONGEST
    })));
    for length in [LONGEST / 10, LONGEST] {
        let mut answers = town::answers();
        answers.insert("texte".to_owned(), json!("a".repeat(length - 1) + "!"));
        let times: Vec<Duration> = (0..9)
            .map(|_| {
                let (elapsed, report) = time(|| report(&process, &answers));
                assert_eq!(report.faults.len(), 1);
                elapsed
            })
            .collect();
        println!("{length:>9} bytes{:>40}", short(median(&times)));
    }
}

/// How many faults a report has, each put in words as someone reads them.
fn told(report: &Report) -> usize {
    report.faults.iter().for_each(|fault| _ = black_box(fault.message(Language::French)));
    report.faults.len()
}

/// What the form says of answers.
pub(crate) fn report(process: &Process, answers: &Values) -> Report {
    let applicant = Applicant::anonymous(Audience::Citizen);
    let facts = process.facts_before(&applicant, Origin::Portal, SystemClock.now());
    process.form.check(answers, &facts, Reader::Applicant, Mode::Complete)
}

/// What the bare crate makes of the schema of the form.
pub(crate) fn validator(process: &Process) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .offline()
        .with_pattern_options(PatternOptions::regex())
        .build(process.form.schema())
        .expect("the schema of the form")
}

pub(crate) fn process(sources: &Sources) -> Arc<Process> {
    let checked = check(sources);
    assert!(!checked.has_faults(), "{:?}", checked.diagnostics);
    let sealed = |hash: &Hash| {
        let list = checked.lists.iter().find(|list| list.hash == *hash).expect("a list that was sealed");
        compile_sealed_list(&list.json).map(Arc::new)
    };
    let compiled = compile_sealed(&checked.procedures[0].json, sealed).expect("what was sealed compiles");
    compiled.processes.into_values().next().expect("a scenario that takes requests")
}

/// The answers, with six faults that the schema sees too, and an answer that one of them makes necessary.
pub(crate) fn with_faults(answers: &Values) -> Values {
    let mut answers = answers.clone();
    for (name, answer) in [
        ("ecole", json!("inconnue")),
        ("courriel", json!("personne")),
        ("code_postal", json!("1498")),
        ("semaines", json!(11)),
        ("jours", json!(["dimanche"])),
    ] {
        answers.insert(name.to_owned(), answer);
    }
    answers.remove("nom");
    answers
}

/// What a program without the engine does at least with answers that it takes.
pub(crate) fn is_accepted(validator: &Validator, answers: &Values) -> bool {
    let answers = Json::Object(answers.clone());
    validator.is_valid(&answers) && broken_conditions(&answers) == 0
}

/// What it does at least to tell all that is wrong.
pub(crate) fn listed(validator: &Validator, answers: &Values) -> usize {
    let answers = Json::Object(answers.clone());
    let faults = validator.iter_errors(&answers);
    let told: Vec<_> = faults.map(|fault| (fault.instance_path().to_string(), fault.to_string())).collect();
    black_box(told).len() + broken_conditions(&answers)
}

/// The conditions and computed bounds of the form, by hand.
fn broken_conditions(answers: &Json) -> usize {
    let text = |name: &str| answers.get(name).and_then(Json::as_str).unwrap_or_default();
    let holds = |name: &str| answers.get(name).and_then(Json::as_bool).unwrap_or_default();
    let given = |name: &str| answers.get(name).is_some();
    let separated = text("situation") == "separes";
    let fits = |name: &str, visible: bool, required: bool| {
        given(name) <= visible && given(name) >= (visible && required)
    };
    let conditions = [
        fits("detail_allergies", holds("allergies"), true),
        fits("rentre_seul", text("naissance") <= "2018-03-02", false),
        fits("autre_parent", separated, true),
        !separated || given("telephone_autre_parent"),
        fits("motif_hors_commune", text("code_postal") != "14985", true),
        fits(
            "siret_employeur",
            text("quotient_familial").parse::<f64>().is_ok_and(|amount| amount >= 1200.0),
            true,
        ),
        fits("arret", holds("transport"), true),
        fits("iban", holds("prelevement"), true),
        text("naissance") <= "2026-03-02",
        text("fin") >= text("debut"),
    ];
    conditions.into_iter().filter(|holds| !holds).count()
}

fn duel(floor: &dyn Fn() -> usize, engine: &dyn Fn() -> usize) -> Duel {
    turns((CHECKS, floor), (CHECKS, engine))
}

/// Two sides in turns, each with the number of checks that makes its turn as long as the other's.
fn turns(floor: (usize, &dyn Fn() -> usize), engine: (usize, &dyn Fn() -> usize)) -> Duel {
    let each = |(checks, check): (usize, &dyn Fn() -> usize)| -> Vec<Duration> {
        let (elapsed, ()) = time(|| (0..checks).for_each(|_| _ = black_box(check())));
        vec![elapsed / checks as u32]
    };
    let mut duel = Duel::default();
    for round in 0..ROUNDS {
        let (floor, engine) = alternate(round, || each(floor), || each(engine));
        duel.round(&floor, &engine);
    }
    duel
}
