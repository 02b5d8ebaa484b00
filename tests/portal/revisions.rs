//! A command made on what has changed since is refused.

use crate::common::{TownHall, code};
use grc::{Actor, Budget, ErrorCode, Input};
use serde_json::json;

#[test]
fn a_stale_command_is_refused_with_both_revisions_and_changes_nothing() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&Actor::applicant("camille"));
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    let task = town_hall.seen(receipt.id).tasks[0].id;
    let after =
        engine.act(&bruno, receipt.id, "prendre", Input::none().at_revision(receipt.revision)).unwrap();
    assert!(after.revision > receipt.revision);
    let stale = || Input::none().at_revision(receipt.revision);
    let refused = [
        engine.act(&bruno, receipt.id, "attendre", stale()),
        engine.comment(&bruno, receipt.id, "Bonjour", true, stale()),
        engine.assign(&bruno, receipt.id, None, Some("bruno".to_owned()), stale()),
        engine.signal(&Actor::System, receipt.id, "paiement", stale()),
        engine.take_task(&bruno, task, stale()),
        engine.complete_task(&bruno, task, stale()),
    ];
    for refused in refused {
        let error = refused.unwrap_err();
        assert_eq!(error.code(), ErrorCode::StaleRevision);
        assert_eq!(error.details(), Some(&json!({"expected": receipt.revision, "actual": after.revision})));
    }
    assert_eq!(town_hall.seen(receipt.id).revision, after.revision);
}

#[test]
fn a_revision_that_is_still_to_come_is_refused_too() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&Actor::applicant("camille"));
    let future = Input::none().at_revision(receipt.revision + 1);
    assert_eq!(
        code(town_hall.engine.act(&Actor::agent("bruno"), receipt.id, "prendre", future)),
        ErrorCode::StaleRevision
    );
}

#[test]
fn the_record_of_a_delivery_makes_no_command_stale() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&Actor::applicant("camille"));
    let before = town_hall.engine.history(&Actor::System, receipt.id, crate::common::FR).unwrap().len();
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().messages, 1);
    let after = town_hall.engine.history(&Actor::System, receipt.id, crate::common::FR).unwrap().len();
    assert_eq!(after, before + 1, "the delivery is in the history");
    let input = Input::none().at_revision(receipt.revision);
    town_hall.engine.act(&Actor::agent("bruno"), receipt.id, "prendre", input).unwrap();
}

#[test]
fn of_many_agents_who_act_on_one_revision_one_is_heard() {
    let town_hall = TownHall::open();
    let receipt = town_hall.file(&Actor::applicant("camille"));
    let done: usize = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..6)
            .map(|_| {
                scope.spawn(|| {
                    let input = Input::none().at_revision(receipt.revision);
                    town_hall.engine.comment(&Actor::agent("bruno"), receipt.id, "Moi", true, input).is_ok()
                })
            })
            .collect();
        threads.into_iter().map(|thread| usize::from(thread.join().unwrap())).sum()
    });
    assert_eq!(done, 1);
}
