//! What nothing refers to goes.

use grc::Budget;
use grc::engine::{DraftInput, DueKind};

use super::*;

fn expired(town_hall: &TownHall) -> usize {
    town_hall.engine.run_due(&Budget::default()).unwrap().files
}

#[test]
fn a_file_that_nothing_refers_to_goes_after_a_day() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let file = plan(engine);
    assert_eq!(
        engine.run_due(&Budget::default()).unwrap().next,
        engine.file(&camille(), file).unwrap().expires_at
    );
    town_hall.clock.forward_seconds(24 * 60 * 60 - 1);
    assert_eq!(expired(&town_hall), 0);
    engine.file(&camille(), file).unwrap();
    town_hall.clock.forward_seconds(1);
    // Gone for everyone even before anyone cleans.
    assert_eq!(code(engine.read_file(&camille(), file, 0, 1)), ErrorCode::NotFound);
    assert_eq!(refused(engine, &camille(), json!({"plan": file})), told("/plan", "field.unknown_file"));
    let others =
        Budget { kinds: vec![DueKind::Drafts, DueKind::Timers, DueKind::Outbox], ..Budget::default() };
    assert_eq!(engine.run_due(&others).unwrap().files, 0);
    assert_eq!(rows(&town_hall), [1, 1, 1]);
    assert_eq!(expired(&town_hall), 1);
    assert_eq!(rows(&town_hall), [0, 0, 0]);
    assert_eq!(expired(&town_hall), 0);
}

#[test]
fn a_file_of_a_request_stays_and_so_does_its_content_under_another_name() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let (kept, _) = (plan(engine), attach(engine, &hugo(), "copie.pdf", PDF).unwrap());
    file_with(engine, json!({"plan": kept}));
    town_hall.clock.forward_days(400);
    assert_eq!(expired(&town_hall), 1);
    assert_eq!(content(engine, &camille(), kept), PDF);
    assert_eq!(rows(&town_hall), [1, 1, 1]);
}

#[test]
fn a_large_content_goes_a_few_chunks_at_a_time() {
    let town_hall = town_hall();
    let large = vec![9; 262_144 * 70];
    attach(&town_hall.engine, &camille(), "gros", &large).unwrap();
    plan(&town_hall.engine);
    town_hall.clock.forward_days(2);
    // More than one transaction removes at once; the same content attached meanwhile is another.
    assert_eq!(expired(&town_hall), 2);
    assert_eq!(rows(&town_hall), [0, 0, 0]);
    let again = attach(&town_hall.engine, &camille(), "gros", &large).unwrap();
    assert_eq!(content(&town_hall.engine, &camille(), again.id).len(), large.len());
}

#[test]
fn a_draft_keeps_its_files_as_long_as_itself() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let (drafted, theirs) = (plan(engine), attach(engine, &hugo(), "x.pdf", PNG).unwrap().id);
    let draft = |id, answers: Value| -> DraftInput {
        let draft = json!({"id": id, "procedure": "elagage", "scenario": "en-ligne", "answers": answers});
        serde_json::from_value(draft).unwrap()
    };
    let answers = json!({"plan": drafted, "libre": theirs, "photos": [{"photo": "n'importe quoi"}, 3]});
    let saved = engine.save_draft(&camille(), draft(None, answers.clone())).unwrap();
    assert_eq!(engine.file(&camille(), drafted).unwrap().expires_at, Some(saved.expires_at));
    town_hall.clock.forward_days(5);
    assert_eq!(expired(&town_hall), 1, "another's file is not kept by naming it");
    let saved = engine.save_draft(&camille(), draft(Some(saved.id), answers)).unwrap();
    town_hall.clock.forward_days(6);
    assert_eq!(expired(&town_hall), 0);
    let submission = Submission { draft: Some(saved.id), ..asking(json!({"plan": drafted})) };
    engine.submit(&camille(), submission).unwrap();
}
