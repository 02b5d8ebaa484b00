//! References, which people read out, and tracking codes, which nobody guesses.

use std::collections::BTreeSet;

use crate::common::{FR, TownHall, code, town, values};
use grc::{Actor, ErrorCode, Submission};
use serde_json::json;

fn camille() -> Actor {
    Actor::applicant("camille")
}

#[test]
fn references_are_numbered_by_local_year() {
    let town_hall = TownHall::open();
    let mut references = Vec::new();
    // The last minute of 2026 in Paris, the first of 2027 there, an hour before it is 2027 in Greenwich.
    for instant in
        ["2026-12-31T22:58:00Z", "2026-12-31T22:59:59.999Z", "2026-12-31T23:00:00Z", "2027-06-01T00:00:00Z"]
    {
        town_hall.clock.set(instant);
        references.push(town_hall.file(&camille()).reference);
    }
    assert_eq!(references, ["2026-000001", "2026-000002", "2027-000001", "2027-000002"]);
}

#[test]
fn a_refused_submission_leaves_no_gap() {
    let town_hall = TownHall::open();
    assert_eq!(town_hall.file(&camille()).reference, "2026-000001");
    let engine = &town_hall.engine;
    let refused = [
        Submission { answers: values(json!({})), ..town::submission() },
        Submission { procedure: grc::definition::Id("rien".to_owned()), ..town::submission() },
        Submission { draft: Some(town_hall.file(&camille()).id), ..town::submission() },
    ];
    for refused in refused {
        engine.submit(&camille(), refused).unwrap_err();
    }
    engine.submit(&Actor::agent("chloe"), town::submission()).unwrap_err();
    assert_eq!(town_hall.file(&camille()).reference, "2026-000003");
}

#[test]
fn a_request_that_the_circuit_refuses_leaves_no_gap() {
    let mut catalogue = town::catalogue();
    // A division that fails for one answer alone: the submission is undone after its number was taken.
    let entry = json!([{"set": {"note": "=text(1 / length(answers.objet) / (length(answers.objet) - 5))"}}]);
    catalogue["workflows"][0]["statuses"]["a_traiter"]["on_enter"] = entry;
    let town_hall = TownHall::with(catalogue, |host| host);
    assert_eq!(town_hall.file(&camille()).reference, "2026-000001");
    let failing = Submission { answers: values(json!({"objet": "abcde"})), ..town::submission() };
    assert_eq!(code(town_hall.engine.submit(&camille(), failing)), ErrorCode::EvaluationFailed);
    assert_eq!(town_hall.file(&camille()).reference, "2026-000002");
}

#[test]
fn a_request_is_found_by_reference_by_those_who_see_it() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&camille());
    let find = |actor: &Actor| town_hall.engine.request_by_reference(actor, &receipt.reference, FR);
    assert_eq!(find(&camille()).unwrap().id, receipt.id);
    assert_eq!(find(&Actor::agent("chloe")).unwrap().id, receipt.id);
    assert_eq!(code(find(&Actor::applicant("hugo"))), ErrorCode::NotFound);
    assert_eq!(
        code(town_hall.engine.request_by_reference(&camille(), "2026-999999", FR)),
        ErrorCode::NotFound
    );
}

#[test]
fn a_tracking_code_opens_its_request_however_it_is_typed() {
    let town_hall = TownHall::open();
    let receipt = town_hall.engine.submit(&Actor::applicant("session"), town::report()).unwrap();
    let tracking = &receipt.tracking_code;
    assert!(tracking.len() == 19 && tracking.split('-').all(|group| group.len() == 4), "{tracking}");
    let typed = [
        tracking.clone(),
        tracking.to_lowercase(),
        format!("  {tracking}\n"),
        tracking.replace('-', ""),
        tracking.replace('-', " "),
        tracking.replace('0', "o").replace('1', "l"),
    ];
    for typed in typed {
        assert_eq!(
            town_hall.engine.request_by_tracking_code(&typed, FR).unwrap().id,
            receipt.id,
            "{typed:?}"
        );
    }
    for wrong in ["", "-", &tracking[..18], &receipt.reference] {
        assert_eq!(
            code(town_hall.engine.request_by_tracking_code(wrong, FR)),
            ErrorCode::NotFound,
            "{wrong:?}"
        );
    }
}

#[test]
fn tracking_codes_do_not_repeat_and_tell_nothing_of_references() {
    let town_hall = TownHall::open();
    let codes: BTreeSet<String> = (0..200).map(|_| town_hall.file(&camille()).tracking_code).collect();
    assert_eq!(codes.len(), 200);
    let firsts: BTreeSet<char> = codes.iter().filter_map(|code| code.chars().next()).collect();
    assert!(firsts.len() > 20, "the first letter varies: {firsts:?}");
}
