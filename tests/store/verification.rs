//! What lists, searches and counts read is verified like the histories: whoever changes it in the file is found out.

use crate::common::{TownHall, code, town};
use grc::engine::Verification;
use grc::request::RequestId;
use grc::{Actor, ErrorCode, Sources};
use serde_json::json;

/// Three requests, of which the second is in the hands of an agent and waits for time to pass.
fn with_requests() -> (TownHall, RequestId) {
    let town_hall = TownHall::open();
    let camille = Actor::applicant("camille");
    town_hall.file(&camille);
    let id = town_hall.file(&camille).id;
    town_hall.file(&camille);
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    engine.assign(&bruno, id, None, Some("bruno".to_owned()), grc::Input::none()).unwrap();
    engine.act(&bruno, id, "prendre", grc::Input::none()).unwrap();
    let pieces = grc::Input::values(crate::common::values(json!({"pieces": "Un plan"})));
    engine.act(&bruno, id, "attendre", pieces).unwrap();
    (town_hall, id)
}

/// What verification finds once the file was changed so. The change must change something.
fn after(change: &str) -> (Verification, RequestId) {
    let (town_hall, id) = with_requests();
    assert!(verification(&town_hall).is_whole());
    let town_hall = town_hall.tamper(|connection| {
        assert!(connection.execute(change, []).unwrap_or_else(|error| panic!("{change}: {error}")) > 0);
    });
    (verification(&town_hall), id)
}

fn verification(town_hall: &TownHall) -> Verification {
    town_hall.engine.verify(&Actor::System, &[]).unwrap()
}

#[test]
fn each_column_that_lists_read_is_verified() {
    for change in [
        "reference = '2026-000077'",
        "tracking_code = 'AAAA-BBBB-CCCC-DDDD'",
        "procedure = 'signalement'",
        "version = 2",
        "scenario = 'autre'",
        "origin = 'mail'",
        "state = 'done'",
        "status = 'acceptee'",
        "outcome = 'granted'",
        "service = 'voirie'",
        "agent = NULL",
        "applicant_id = 'quelqu-un'",
        "applicant_name = 'Quelqu un'",
        "words = ' autre'",
        "connector = 'gmao'",
        "external_id = '7'",
        "received_at = received_at + 1",
        "submitted_at = submitted_at + 1",
        "updated_at = updated_at + 1",
        "closed_at = 1",
        "due = 1",
        "revision = revision + 1",
        "sequence = sequence + 1",
        "link = zeroblob(32)",
    ] {
        let (found, id) = after(&format!("UPDATE request SET {change} WHERE row = 2"));
        let faults: Vec<_> =
            found.broken.iter().map(|broken| (broken.request, broken.fault.as_str())).collect();
        assert_eq!(faults, [(id, "list")], "{change}");
    }
}

#[test]
fn a_list_of_a_service_a_task_or_a_timer_that_was_changed_is_found() {
    for change in [
        "UPDATE request_service SET state = 'done' WHERE request = 2",
        "DELETE FROM request_service WHERE request = 2",
        "UPDATE task SET agent = 'david' WHERE request = 2",
        "UPDATE task SET open = 1 - open WHERE request = 2",
        "UPDATE task SET watched = 1 - watched WHERE request = 2",
        "UPDATE task SET procedure = 'courrier' WHERE request = 2",
        "DELETE FROM task WHERE request = 2",
        "UPDATE timer SET due = due + 1",
        "DELETE FROM timer",
    ] {
        let (found, id) = after(change);
        assert_eq!((found.broken.len(), found.broken[0].request), (1, id), "{change}");
        assert_eq!(found.broken[0].fault, "list", "{change}");
    }
}

#[test]
fn a_row_more_than_the_requests_say_is_found() {
    for change in [
        "INSERT INTO request_service SELECT 'voirie', state, received_at, request FROM request_service WHERE request = 2",
        "INSERT INTO task (id, request, title, service, opened_at, due, open) VALUES (zeroblob(16), 2, 'x', 'voirie', 0, 0, 1)",
        "UPDATE task_count SET tasks = tasks + 1",
        "INSERT INTO timer SELECT due, request_id, 'transition:accepter' FROM timer",
        "UPDATE request_count SET requests = requests + 1",
        "UPDATE request_count SET status = 'acceptee' WHERE status = 'en_attente'",
        "DELETE FROM request_count WHERE status = 'en_attente'",
    ] {
        let (found, _) = after(change);
        assert!(!found.totals_agree && found.broken.is_empty(), "{change}: {found:?}");
    }
}

/// The same, of requests of which one was accepted after it had waited, one is closed and one is only tried.
fn after_in_figures(change: &str) -> (Verification, [RequestId; 2]) {
    let mut catalogue = town::catalogue();
    catalogue["procedures"][2]["trial"] = json!({"testers": ["bruno"], "messages_to": ["essai@exemple.fr"]});
    let town_hall = TownHall::with(catalogue, |host| host);
    let (engine, alice, camille) = (&town_hall.engine, Actor::agent("alice"), Actor::applicant("camille"));
    let act = |actor: &Actor, id, transition: &str| {
        let pieces = grc::Input::values(crate::common::values(json!({"pieces": "Un plan"})));
        let input = if transition == "attendre" { pieces } else { grc::Input::none() };
        town_hall.clock.forward_days(3);
        engine.act(actor, id, transition, input).unwrap();
    };
    let accepted = town_hall.file(&camille).id;
    for (actor, transition) in
        [(&alice, "prendre"), (&alice, "attendre"), (&camille, "completer"), (&alice, "accepter")]
    {
        act(actor, accepted, transition);
    }
    let given_up = town_hall.file(&camille).id;
    act(&camille, given_up, "annuler");
    let tried = grc::Submission::new("courrier", "enregistrer", crate::common::citizen(), town::answers());
    let tried = engine.submit(&Actor::agent("bruno"), tried).unwrap().id;
    assert!(verification(&town_hall).is_whole());
    let town_hall = town_hall.tamper(|connection| {
        assert!(connection.execute(change, []).unwrap_or_else(|error| panic!("{change}: {error}")) > 0);
    });
    (verification(&town_hall), [accepted, tried])
}

#[test]
fn figures_that_were_changed_are_found_and_named() {
    for change in [
        "UPDATE request SET waited = waited + 1 WHERE row = 1",
        "UPDATE closed_request SET procedure = 'signalement' WHERE request = 1",
        "UPDATE closed_request SET service = 'voirie' WHERE request = 1",
        "UPDATE closed_request SET month = month + 1 WHERE request = 1",
        "UPDATE closed_request SET elapsed = elapsed + 1 WHERE request = 1",
        "UPDATE closed_request SET on_time = 1 - on_time WHERE request = 1",
        "DELETE FROM closed_request WHERE request = 1",
        "UPDATE request SET trial = 1 WHERE row = 1",
    ] {
        let (found, [accepted, _]) = after_in_figures(change);
        let faults: Vec<_> =
            found.broken.iter().map(|broken| (broken.request, broken.fault.as_str())).collect();
        assert_eq!(faults, [(accepted, "figures")], "{change}");
    }
    let (found, [_, tried]) = after_in_figures("UPDATE request SET trial = 0 WHERE row = 3");
    assert_eq!((found.broken[0].request, found.broken[0].fault.as_str()), (tried, "figures"));
    for (change, table) in [
        ("UPDATE tally SET requests = requests + 1", "tally"),
        ("UPDATE tally SET agent = 'bruno' WHERE status = 'classee'", "tally"),
        ("DELETE FROM tally WHERE status = 'classee'", "tally"),
        ("INSERT INTO closed_request VALUES (3, 'courrier', 'urbanisme', 202603, 1, -1)", "closed_request"),
        ("UPDATE delay_tally SET requests = requests + 1", "delay_tally"),
        ("UPDATE delay_tally SET dated = 0, on_time = 0", "delay_tally"),
        ("UPDATE delay_tally SET span = span + 1", "delay_tally"),
        ("UPDATE delay_tally SET service = 'voirie'", "delay_tally"),
        ("DELETE FROM delay_tally", "delay_tally"),
    ] {
        let (found, _) = after_in_figures(change);
        assert!(found.wrong_totals.iter().any(|one| one == table), "{change}: {found:?}");
    }
}

#[test]
fn an_event_emptied_without_right_is_found() {
    let change = "UPDATE event SET salt = NULL, content = NULL WHERE request = 2 AND sequence = 2";
    let (found, id) = after(change);
    assert_eq!((found.broken[0].request, found.broken[0].sequence), (id, 2));
    assert_eq!(found.broken[0].fault, "content");
}

#[test]
fn a_procedure_that_was_altered_is_found_and_not_used() {
    let change = "UPDATE procedure_version SET sealed = replace(sealed, 'Compléter', 'Annuler')
                  WHERE procedure = (SELECT row FROM procedure WHERE id = 'elagage')";
    let (town_hall, id) = with_requests();
    let town_hall = town_hall.tamper(|connection| {
        assert_eq!(connection.execute(change, []).unwrap(), 1);
    });
    let found = verification(&town_hall);
    assert_eq!(found.altered.iter().map(|one| one.procedure.as_str()).collect::<Vec<_>>(), ["elagage"]);
    assert_eq!(found.broken, [], "its requests are as they were");
    let engine = &town_hall.engine;
    assert_eq!(code(engine.request(&Actor::System, id, crate::common::FR)), ErrorCode::StoreCorrupt);
}

#[test]
fn a_list_that_was_altered_is_found_and_not_used() {
    let mut catalogue = town::catalogue();
    catalogue["lists"] = json!([{"id": "arbres", "options": [
        {"value": "tilleul", "label": "Tilleul"}, {"value": "chene", "label": "Chêne"}]}]);
    catalogue["procedures"][0]["scenarios"][0]["form"]["fields"][0] =
        json!({"id": "objet", "type": "choice", "label": "Arbre", "options": "@arbres", "required": true});
    let town_hall = TownHall::open();
    town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
    assert!(verification(&town_hall).is_whole());
    let town_hall = town_hall.tamper(|connection| {
        let change = "UPDATE option_list SET sealed = replace(sealed, 'tilleul', 'platane')";
        assert_eq!(connection.execute(change, []).unwrap(), 1);
    });
    let altered = verification(&town_hall).altered;
    assert_eq!(altered.len(), 1);
    assert_eq!((altered[0].procedure.as_str(), altered[0].version), ("elagage", 2));
    let submitted = town_hall.engine.submit(&Actor::applicant("camille"), town::submission());
    assert_eq!(code(submitted), ErrorCode::StoreCorrupt);
}
