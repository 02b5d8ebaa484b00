//! Drafts: begun, left, taken up again, filed or forgotten.

use crate::common::{TownHall, citizen, code, town, values};
use grc::engine::DraftInput;
use grc::request::RequestId;
use grc::{Actor, Budget, ErrorCode, Submission};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn draft(id: Option<RequestId>, answers: Value) -> DraftInput {
    serde_json::from_value(
        json!({"id": id, "procedure": "elagage", "scenario": "en-ligne", "answers": answers}),
    )
    .unwrap()
}

#[test]
fn a_draft_is_kept_as_it_was_typed_however_wrong() {
    let town_hall = TownHall::open();
    let wrong = json!({"objet": 12, "jour": "jamais", "inconnu": {"a": [null]}});
    let saved = town_hall.engine.save_draft(&camille(), draft(None, wrong.clone())).unwrap();
    let resumed = town_hall.second().draft(&camille(), saved.id).unwrap();
    assert_eq!(resumed, saved);
    assert_eq!(Value::Object(resumed.answers), wrong);
    assert_eq!(resumed.revision, 1);
    assert_eq!(resumed.expires_at.to_string(), "2026-03-09T08:00:00.000Z");
}

#[test]
fn a_draft_saved_again_keeps_its_id_and_lives_longer() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let saved = engine.save_draft(&camille(), draft(None, json!({}))).unwrap();
    town_hall.clock.forward_days(6);
    let again = engine.save_draft(&camille(), draft(Some(saved.id), json!({"objet": "Un frêne"}))).unwrap();
    assert_eq!((again.id, again.revision), (saved.id, 2));
    town_hall.clock.forward_days(6);
    engine.draft(&camille(), saved.id).unwrap();
    let stale = DraftInput { revision: Some(1), ..draft(Some(saved.id), json!({})) };
    assert_eq!(code(engine.save_draft(&camille(), stale)), ErrorCode::StaleRevision);
}

#[test]
fn the_request_keeps_the_id_of_its_draft_which_is_gone() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let saved = engine.save_draft(&camille(), draft(None, json!({}))).unwrap();
    let submission = Submission { draft: Some(saved.id), ..town::submission() };
    let refused = Submission { answers: values(json!({})), ..submission.clone() };
    assert_eq!(code(engine.submit(&camille(), refused)), ErrorCode::InvalidAnswers);
    engine.draft(&camille(), saved.id).expect("a refused submission leaves the draft");
    assert_eq!(engine.submit(&camille(), submission.clone()).unwrap().id, saved.id);
    assert_eq!(code(engine.draft(&camille(), saved.id)), ErrorCode::NotFound);
    assert_eq!(code(engine.submit(&camille(), submission)), ErrorCode::NotFound);
}

#[test]
fn the_draft_of_another_is_not_found() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let id = engine.save_draft(&camille(), draft(None, json!({}))).unwrap().id;
    for actor in [Actor::applicant("hugo"), Actor::agent("alice"), Actor::System] {
        assert_eq!(code(engine.draft(&actor, id)), ErrorCode::NotFound, "{actor:?}");
        assert_eq!(
            code(engine.save_draft(&actor, draft(Some(id), json!({})))),
            ErrorCode::NotFound,
            "{actor:?}"
        );
        assert_eq!(code(engine.discard_draft(&actor, id)), ErrorCode::NotFound, "{actor:?}");
        let theirs = Submission { draft: Some(id), ..town::submission() };
        assert_eq!(code(engine.submit(&actor, theirs)), ErrorCode::NotFound, "{actor:?}");
    }
    engine.discard_draft(&camille(), id).unwrap();
    assert_eq!(code(engine.draft(&camille(), id)), ErrorCode::NotFound);
}

#[test]
fn a_draft_left_too_long_expires_then_goes() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let id = engine.save_draft(&camille(), draft(None, json!({}))).unwrap().id;
    town_hall.clock.set("2026-03-09T07:59:59.999Z");
    engine.draft(&camille(), id).unwrap();
    town_hall.clock.set("2026-03-09T08:00:00Z");
    assert_eq!(code(engine.draft(&camille(), id)), ErrorCode::DraftExpired);
    assert_eq!(code(engine.save_draft(&camille(), draft(Some(id), json!({})))), ErrorCode::DraftExpired);
    let submission = Submission { draft: Some(id), ..town::submission() };
    assert_eq!(code(engine.submit(&camille(), submission)), ErrorCode::DraftExpired);
    assert_eq!(engine.run_due(&Budget::default()).unwrap().drafts, 1);
    assert_eq!(code(engine.draft(&camille(), id)), ErrorCode::NotFound);
    assert_eq!(engine.run_due(&Budget::default()).unwrap().drafts, 0);
}

#[test]
fn a_draft_is_no_request() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let id = engine.save_draft(&camille(), draft(None, json!({}))).unwrap().id;
    assert_eq!(code(engine.request(&camille(), id, crate::common::FR)), ErrorCode::NotFound);
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().requests, 0);
    assert!(town_hall.file(&camille()).reference.ends_with("-000001"), "a draft takes no reference");
}

#[test]
fn a_draft_of_one_procedure_is_not_filed_under_another() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let id = engine.save_draft(&camille(), draft(None, json!({}))).unwrap().id;
    let elsewhere = Submission { draft: Some(id), ..town::report() };
    assert_eq!(code(engine.submit(&camille(), elsewhere)), ErrorCode::NotFound);
    let moved: DraftInput = serde_json::from_value(
        json!({"id": id, "procedure": "signalement", "scenario": "signaler", "answers": {}, "applicant": citizen()}),
    )
    .unwrap();
    assert_eq!(code(engine.save_draft(&camille(), moved)), ErrorCode::NotFound);
}
