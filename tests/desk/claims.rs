//! Scarce things: two may want the last place, one has it.

use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Barrier;

use crate::common::{FR, Letterbox, MORNING, TestClock, TownHall, citizen, code, host, town, values};
use grc::definition::LinkKind;
use grc::engine::{Availability, AvailabilityQuery, Receipt};
use grc::request::RequestId;
use grc::{Actor, Engine, ErrorCode, Input, Submission};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn bruno() -> Actor {
    Actor::agent("bruno")
}

/// A procedure that lets rooms, of which `places` exist for each option, with what `also` adds to its claim.
fn letting(id: &str, also: &Value) -> Value {
    let mut claim = json!({
        "key": "='salle:' ~ answers.salle", "from": "=answers.debut", "to": "=answers.fin",
        "capacity": "=options.salle.places", "message": "Cette salle est prise."
    });
    claim.as_object_mut().unwrap().extend(values(also.clone()));
    json!({
        "id": id, "title": "Louer une salle", "service": "urbanisme",
        "scenarios": [{
            "id": "en-ligne", "kind": "online", "title": "En ligne",
            "form": {"fields": [
                {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles", "personal": false},
                {"id": "debut", "type": "date", "label": "Début"},
                {"id": "fin", "type": "date", "label": "Fin"},
                {"id": "famille", "type": "text", "label": "Famille"}
            ]},
            "claims": [claim, {"key": "='famille:' ~ answers.famille"}],
            "workflow": {
                "id": "location", "initial": "demandee",
                "statuses": {
                    "demandee": {"label": "Demandée", "state": "new", "transitions": [
                        {"id": "accepter", "to": "acceptee", "by": ["agent"]},
                        {"id": "refuser", "to": "refusee", "by": ["agent"]},
                        {"id": "annuler", "to": "annulee", "by": ["applicant"]},
                        {"id": "expirer", "to": "annulee", "after": "P10D"}]},
                    "acceptee": {"label": "Acceptée", "state": "done", "outcome": "granted"},
                    "refusee": {"label": "Refusée", "state": "done", "outcome": "refused"},
                    "annulee": {"label": "Annulée", "state": "cancelled", "outcome": "none"}
                }
            }
        }]
    })
}

fn catalogue(procedures: &Value) -> Value {
    let mut catalogue = town::catalogue();
    catalogue["lists"] = json!([{
        "id": "salles", "columns": {"places": "integer"},
        "options": [{"value": "verger", "label": "Verger", "places": 1}, {"value": "moulin", "label": "Moulin", "places": 2},
                    {"value": "grange", "label": "Grange"}]
    }]);
    catalogue["procedures"].as_array_mut().unwrap().extend(procedures.as_array().unwrap().clone());
    catalogue
}

fn town_hall() -> TownHall {
    TownHall::with(catalogue(&json!([letting("salles", &json!({}))])), |host| host)
}

fn rent(procedure: &str, answers: Value) -> Submission {
    Submission::new(procedure, "en-ligne", citizen(), values(answers))
}

fn verger(day: &str) -> Submission {
    rent("salles", json!({"salle": "verger", "debut": day}))
}

fn file(engine: &Engine, submission: Submission) -> grc::Result<Receipt> {
    engine.submit(&camille(), submission)
}

/// Days and what is left of a room, slot by slot.
fn left(engine: &Engine, key: &str) -> Vec<(String, Option<u64>)> {
    let asked = AvailabilityQuery::new(key, "2026-06-01".parse().unwrap(), "2026-06-30".parse().unwrap());
    told(&engine.availability(&camille(), &asked).unwrap())
}

fn told(availability: &Availability) -> Vec<(String, Option<u64>)> {
    availability.slots.iter().map(|slot| (slot.from.to_string()[5..10].to_owned(), slot.left)).collect()
}

fn slots(expected: &[(&str, u64)]) -> Vec<(String, Option<u64>)> {
    expected.iter().map(|(from, left)| ((*from).to_owned(), Some(*left))).collect()
}

#[test]
fn a_room_that_is_taken_is_refused_and_nothing_is_written() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let first = file(engine, verger("2026-06-20")).unwrap();
    let refused = file(engine, verger("2026-06-20")).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (ErrorCode::ClaimConflict, Some("/answers/debut")));
    assert_eq!(refused.message(FR), "Cette salle est prise.");
    let next = file(engine, verger("2026-06-21")).unwrap();
    assert_eq!((first.reference.as_str(), next.reference.as_str()), ("2026-000001", "2026-000002"));
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
    // An agent and the host are refused likewise.
    assert_eq!(code(engine.submit(&bruno(), verger("2026-06-20"))), ErrorCode::ClaimConflict);
    assert_eq!(code(engine.submit(&Actor::System, verger("2026-06-20"))), ErrorCode::ClaimConflict);
}

#[test]
fn a_submission_asked_again_has_its_own_place() {
    let town_hall = town_hall();
    let once = || Submission { idempotency_key: Some("1".into()), ..verger("2026-06-20") };
    let first = file(&town_hall.engine, once()).unwrap();
    assert_eq!(file(&town_hall.engine, once()).unwrap(), first);
}

#[test]
fn each_end_gives_the_room_back_but_a_granted_one() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let taken = || code(file(engine, verger("2026-06-20"))) == ErrorCode::ClaimConflict;
    let filed = || file(engine, verger("2026-06-20")).unwrap().id;
    let refused = filed();
    assert!(taken());
    engine.act(&bruno(), refused, "refuser", Input::none()).unwrap();
    let cancelled = filed();
    assert!(taken());
    engine.act(&camille(), cancelled, "annuler", Input::none()).unwrap();
    let expired = filed();
    town_hall.clock.forward_days(11);
    assert_eq!(engine.run_due(&grc::Budget::default()).unwrap().timers, 1);
    assert_eq!(town_hall.seen(expired).claims, []);
    let granted = filed();
    engine.act(&bruno(), granted, "accepter", Input::none()).unwrap();
    assert!(taken());
    let release = |actor: &Actor, key: Option<&str>| engine.release_claim(actor, granted, key, Input::none());
    assert_eq!(code(release(&camille(), None)), ErrorCode::Forbidden);
    assert_eq!(code(release(&Actor::agent("chloe"), None)), ErrorCode::Forbidden);
    assert_eq!(code(release(&Actor::agent("david"), None)), ErrorCode::NotFound);
    assert_eq!(code(release(&bruno(), Some("salle:moulin"))), ErrorCode::NotFound);
    release(&bruno(), Some("salle:verger")).unwrap();
    filed();
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn two_procedures_share_what_they_both_claim() {
    let both = catalogue(&json!([letting("salles", &json!({})), letting("concerts", &json!({}))]));
    let town_hall = TownHall::with(both, |host| host);
    let room = json!({"salle": "moulin", "debut": "2026-06-20"});
    file(&town_hall.engine, rent("salles", room.clone())).unwrap();
    file(&town_hall.engine, rent("concerts", room.clone())).unwrap();
    assert_eq!(code(file(&town_hall.engine, rent("salles", room))), ErrorCode::ClaimConflict);
}

#[test]
fn one_request_for_each_family() {
    let town_hall = town_hall();
    let of = |family: &str| file(&town_hall.engine, rent("salles", json!({"famille": family})));
    let first = of("martin").unwrap();
    assert_eq!(code(of("martin")), ErrorCode::ClaimConflict);
    of("bernard").unwrap();
    town_hall.engine.act(&camille(), first.id, "annuler", Input::none()).unwrap();
    of("martin").unwrap();
}

#[test]
fn a_calendar_tells_what_is_left_and_never_who_has_the_rest() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let moulin = |from: &str, to: &str| {
        file(engine, rent("salles", json!({"salle": "moulin", "debut": from, "fin": to}))).unwrap()
    };
    moulin("2026-06-10", "2026-06-12");
    moulin("2026-06-12", "2026-06-14");
    // Days begin at 22:00 UTC the day before.
    let expected = [("05-31", 2), ("06-09", 1), ("06-11", 0), ("06-12", 1), ("06-14", 2)];
    assert_eq!(left(engine, "salle:moulin"), slots(&expected));
    assert_eq!(left(engine, "salle:verger"), slots(&[("05-31", 1)]));
    // Without a number, there is one.
    assert_eq!(left(engine, "salle:grange"), slots(&[("05-31", 1)]));
}

#[test]
fn a_key_that_may_tell_of_someone_is_for_the_town_hall() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    file(engine, rent("salles", json!({"famille": "martin"}))).unwrap();
    let days = ("2026-06-01".parse().unwrap(), "2026-06-30".parse().unwrap());
    let ask = |actor: &Actor, key: &str| {
        let query = AvailabilityQuery::new(key, days.0, days.1);
        engine.availability(actor, &query)
    };
    for key in ["famille:martin", "famille:personne", "salle:inconnue", ""] {
        assert_eq!(code(ask(&camille(), key)), ErrorCode::NotFound, "{key}");
    }
    assert_eq!(code(ask(&Actor::agent("elise"), "famille:martin")), ErrorCode::NotFound);
    assert_eq!(code(ask(&Actor::Connector("gmao".into()), "salle:verger")), ErrorCode::Forbidden);
    let seen = ask(&bruno(), "famille:martin").unwrap();
    assert_eq!((seen.capacity, seen.slots[0].taken, seen.slots[0].left), (None, 1, None));
    let given =
        AvailabilityQuery { capacity: Some(3), ..AvailabilityQuery::new("famille:martin", days.0, days.1) };
    assert_eq!(engine.availability(&bruno(), &given).unwrap().slots[0].left, Some(2));
    let backwards = AvailabilityQuery::new("salle:verger", days.1, days.0);
    assert_eq!(code(engine.availability(&camille(), &backwards)), ErrorCode::InvalidInput);
    let endless = AvailabilityQuery::new("salle:verger", days.0, "2036-06-01".parse().unwrap());
    assert_eq!(code(engine.availability(&camille(), &endless)), ErrorCode::InvalidInput);
}

#[test]
fn what_agents_see_of_a_claim_applicants_do_not() {
    let warned = catalogue(&json!([letting("salles", &json!({"on_conflict": "warn"}))]));
    let town_hall = TownHall::with(warned, |host| host);
    let engine = &town_hall.engine;
    file(engine, verger("2026-06-20")).unwrap();
    let second = file(engine, verger("2026-06-20")).unwrap();
    let seen = engine.request(&bruno(), second.id, FR).unwrap();
    assert!(seen.claims[0].conflict);
    assert_eq!(engine.request(&camille(), second.id, FR).unwrap().claims, []);
    let line = |actor: &Actor| {
        let lines = engine.history(actor, second.id, FR).unwrap();
        let line = lines.into_iter().find(|line| line.kind == "claimed")?;
        Some((line.text, line.claim.unwrap()))
    };
    let told = "Réservé alors qu'il n'en reste pas assez : Verger, du 20/06/2026 00:00 au 21/06/2026 00:00";
    assert_eq!(line(&bruno()), Some((told.to_owned(), "salle:verger".to_owned())));
    assert_eq!(line(&camille()), None);
}

#[test]
fn whoever_comes_second_may_be_filed_as_a_duplicate_that_has_nothing() {
    let linked = catalogue(&json!([letting("salles", &json!({"on_conflict": "link"}))]));
    let town_hall = TownHall::with(linked, |host| host);
    let engine = &town_hall.engine;
    let [first, second, third] = [(); 3].map(|()| file(engine, verger("2026-06-20")).unwrap().id);
    let ties = |id| {
        let seen = town_hall.seen(id);
        seen.links.iter().map(|link| (link.kind, link.request)).collect::<Vec<_>>()
    };
    assert_eq!(ties(second), [(LinkKind::DuplicateOf, first)]);
    assert_eq!(ties(third), [(LinkKind::DuplicateOf, first)]);
    assert_eq!(ties(first), [(LinkKind::HasDuplicate, second), (LinkKind::HasDuplicate, third)]);
    assert_eq!(town_hall.seen(second).claims, []);
    assert_eq!(left(engine, "salle:verger")[0], ("05-31".to_owned(), Some(1)));
    // The applicant is filed like anyone, and learns nothing of the other.
    assert_eq!(engine.request(&camille(), second, FR).unwrap().links, []);
    // What the first one gives back is nobody's: agents see to its duplicates.
    engine.act(&bruno(), first, "refuser", Input::none()).unwrap();
    engine.run_due(&grc::Budget::default()).unwrap();
    assert_eq!(town_hall.seen(second).claims, []);
    let fourth = file(engine, verger("2026-06-20")).unwrap().id;
    assert_eq!((ties(fourth), town_hall.seen(fourth).claims.len()), (Vec::new(), 1));
    // More than there is, with nobody to be tied to, is shown to agents as a conflict.
    let two = letting("salles", &json!({"on_conflict": "link", "quantity": "=2"}));
    engine.publish(&Actor::System, &grc::Sources::from_value(catalogue(&json!([two])))).unwrap();
    let alone = file(engine, verger("2026-06-25")).unwrap().id;
    assert!(town_hall.seen(alone).claims[0].conflict);
    let verified = engine.verify(&Actor::System, &[]).unwrap();
    assert!(verified.broken.is_empty() && verified.totals_agree);
}

#[test]
fn the_trial_of_a_procedure_takes_no_real_room() {
    let mut trial = letting("essai", &json!({}));
    trial["trial"] = json!({"testers": ["camille"], "messages_to": ["essais@mairie.exemple.fr"]});
    let town_hall = TownHall::with(catalogue(&json!([letting("salles", &json!({})), trial])), |host| host);
    let room = json!({"salle": "verger", "debut": "2026-06-20"});
    file(&town_hall.engine, rent("essai", room.clone())).unwrap();
    assert_eq!(code(file(&town_hall.engine, rent("essai", room.clone()))), ErrorCode::ClaimConflict);
    file(&town_hall.engine, rent("salles", room)).unwrap();
}

/// Days on which several want the last place at once.
const DAYS: u32 = 20;

fn day(number: u32) -> String {
    format!("2026-06-{:02}", number + 1)
}

/// How many of the requests filed got each day. More than one would share the room.
fn holders(engine: &Engine) -> Vec<u64> {
    let asked = |day: &str| {
        let day = day.parse().unwrap();
        engine.availability(&bruno(), &AvailabilityQuery::new("salle:verger", day, day)).unwrap()
    };
    (0..DAYS).map(|number| asked(&day(number)).slots.iter().map(|slot| slot.taken).max().unwrap()).collect()
}

#[test]
fn of_threads_that_want_the_last_place_exactly_one_has_it() {
    let town_hall = town_hall();
    let second = town_hall.second();
    let engines = [&town_hall.engine, &second, &town_hall.engine, &second];
    let start = Barrier::new(engines.len());
    let race = |engine: &Engine| {
        let mut won: Vec<RequestId> = Vec::new();
        for number in 0..DAYS {
            start.wait();
            match file(engine, verger(&day(number))) {
                Ok(receipt) => won.push(receipt.id),
                Err(error) => assert_eq!(error.code(), ErrorCode::ClaimConflict, "{error}"),
            }
        }
        won.len()
    };
    let won: usize = std::thread::scope(|scope| {
        let threads = engines.map(|engine| scope.spawn(|| race(engine)));
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert_eq!(won, DAYS as usize);
    assert_eq!(holders(&town_hall.engine), vec![1; DAYS as usize]);
}

const CHILD: &str = "GRC_TEST_CLAIM";

#[test]
#[ignore = "run by of_processes_that_want_the_last_place_exactly_one_has_it, in a process of its own"]
fn a_child_wants_every_day() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let host = host(&TestClock::at(MORNING), &Letterbox::default(), u64::from(std::process::id()));
    let engine = Engine::open_with(PathBuf::from(path), host).unwrap();
    let mut won = 0;
    for number in 0..DAYS {
        match file(&engine, verger(&day(number))) {
            Ok(_) => won += 1,
            Err(error) => assert_eq!(error.code(), ErrorCode::ClaimConflict, "{error}"),
        }
    }
    println!("won {won}.");
}

#[test]
fn of_processes_that_want_the_last_place_exactly_one_has_it() {
    let town_hall = town_hall();
    let start = || {
        Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "--ignored", "--nocapture", "claims::a_child_wants_every_day"])
            .env(CHILD, town_hall.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children = [start(), start(), start()];
    let won: u32 = children
        .into_iter()
        .map(|child| {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success());
            let text = String::from_utf8(output.stdout).unwrap();
            let (_, rest) = text.split_once("won ").unwrap();
            rest.split_once('.').unwrap().0.parse::<u32>().unwrap()
        })
        .sum();
    assert_eq!(won, DAYS);
    assert_eq!(holders(&town_hall.engine), vec![1; DAYS as usize]);
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn a_claim_changed_behind_the_engine_is_found() {
    for change in [
        "DELETE FROM claim",
        "UPDATE claim SET quantity = 9",
        "UPDATE claim SET ends = ends + 1",
        "INSERT INTO claim SELECT 'salle:moulin', span, begins, request, rank, ends, quantity FROM claim",
    ] {
        let town_hall = town_hall();
        file(&town_hall.engine, verger("2026-06-20")).unwrap();
        assert!(town_hall.engine.verify(&Actor::System, &[]).unwrap().is_whole());
        let town_hall = town_hall.tamper(|connection| connection.execute_batch(change).unwrap());
        assert!(!town_hall.engine.verify(&Actor::System, &[]).unwrap().is_whole(), "{change}");
    }
}
