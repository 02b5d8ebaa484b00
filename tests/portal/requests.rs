//! The filled-in requests of `examples/requests`: each gives exactly what it says.

use std::path::PathBuf;

use crate::common::{MORNING, TestClock, attach_files, example, examples, host, told};
use grc::engine::{Part, Receipt};
use grc::request::Role;
use grc::routing::Visitor;
use grc::{Actor, Engine, ErrorCode, Sources, Submission};
use serde_json::{Value, json};

fn files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(examples().join("requests")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    // Those to take over, in lines, are of another test.
    let mut files: Vec<PathBuf> =
        paths.filter(|path| path.extension().is_some_and(|extension| extension == "json")).collect();
    files.sort();
    files
}

fn town_hall() -> Engine {
    let host = host(&TestClock::at(MORNING), &crate::common::Letterbox::default(), 1);
    let engine = Engine::open_with(":memory:", host).unwrap();
    let sources = Sources::from_dir(examples().join("catalogue")).unwrap();
    engine.publish(&Actor::System, &sources).unwrap_or_else(|error| panic!("{}", told(&error)));
    engine.put_agent(&Actor::System, &crate::common::agent("nadia", "accueil", Role::Agent)).unwrap();
    engine
}

/// Who files a request: its applicant on the portal, an agent otherwise.
fn actor(submission: &Submission) -> Actor {
    let internal =
        submission.procedure.as_str() == "courrier-entrant" || submission.origin != grc::Origin::Portal;
    if internal { Actor::agent("nadia") } else { Actor::applicant("session") }
}

/// What validation says: `accepted`, or the faults as `expect` writes them.
fn validated(engine: &Engine, submission: &Submission) -> Value {
    let visitor = Visitor {
        audience: submission.applicant.audience,
        origin: submission.origin,
        answers: submission.questions.clone(),
        ..Visitor::of(&actor(submission))
    };
    let (procedure, scenario) = (submission.procedure.as_str(), submission.scenario.as_str());
    let report = engine.validate(procedure, scenario, &visitor, &submission.answers, &Part::whole()).unwrap();
    if report.is_accepted() {
        return json!("accepted");
    }
    report.faults.iter().map(|fault| json!({"path": fault.path, "code": fault.code})).collect()
}

/// What submission says, in the same words.
fn submitted(engine: &Engine, submission: Submission) -> (Value, Option<Receipt>) {
    match engine.submit(&actor(&submission), submission) {
        Ok(receipt) => (json!("accepted"), Some(receipt)),
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::InvalidAnswers, "{}", told(&error));
            let faults = error.details().unwrap()["faults"].as_array().unwrap();
            (faults.iter().map(|fault| json!({"path": fault["path"], "code": fault["code"]})).collect(), None)
        }
    }
}

#[test]
fn every_example_is_validated_and_filed_as_it_expects() {
    let engine = town_hall();
    assert!(files().len() >= 18);
    for path in files() {
        let (mut submission, expected) = example(&path);
        let actor = actor(&submission);
        submission.answers.values_mut().for_each(|answer| attach_files(&engine, &actor, answer));
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(validated(&engine, &submission), expected, "{name}, validated");
        let (result, receipt) = submitted(&engine, submission);
        assert_eq!(result, expected, "{name}, submitted");
        assert_eq!(receipt.is_some(), expected == json!("accepted"));
    }
    let verification = engine.verify(&Actor::System, &[]).unwrap();
    assert_eq!(verification.broken, []);
    let accepted = files().iter().filter(|path| example(path).1 == json!("accepted")).count();
    assert_eq!(verification.requests, accepted as u64);
}

#[test]
fn an_example_with_one_answer_changed_no_longer_gives_what_it_expects() {
    let engine = town_hall();
    for path in files() {
        let (mut submission, expected) = example(&path);
        submission.answers.insert("un_champ_inconnu".to_owned(), json!(1));
        assert_ne!(validated(&engine, &submission), expected, "{}", path.display());
    }
}

#[test]
fn no_message_quotes_what_was_typed() {
    let engine = town_hall();
    for path in files() {
        let (mut submission, expected) = example(&path);
        if expected == json!("accepted") {
            continue;
        }
        for value in submission.answers.values_mut() {
            if value.is_string() {
                *value = json!("cana\u{ef}ri-cana\u{ef}ri-cana\u{ef}ri");
            }
        }
        let error = engine.submit(&actor(&submission), submission).unwrap_err();
        assert!(!told(&error).contains("cana\u{ef}ri"), "{}", told(&error));
    }
}
