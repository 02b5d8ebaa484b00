//! Requests tied to one another: children created once, duplicates that follow their main request.

use std::sync::Arc;
use std::sync::atomic::{AtomicIsize, Ordering};

use crate::common::{FR, Letterbox, TestClock, TownHall, agent, citizen, code, host, told, values};
use grc::definition::LinkKind;
use grc::engine::{DueReport, Receipt};
use grc::request::{RequestId, Role};
use grc::store::{Reading, SqliteStore, Store, Writing};
use grc::{
    Actor, Budget, Engine, Error, ErrorCode, Input, PageRequest, RequestQuery, Result, Sources, Submission,
};
use serde_json::{Value, json};

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn sophie() -> Actor {
    Actor::agent("sophie")
}

fn run(engine: &Engine) -> DueReport {
    engine.run_due(&Budget::default()).unwrap()
}

/// A town with schools, where each enrolment asks for a place at the canteen for each child, and with roads, where the
/// same hole is reported many times.
fn catalogue() -> Value {
    json!({
        "services": [{"id": "ecoles", "title": "Écoles", "email": "ecoles@mairie.exemple.fr"},
            {"id": "voirie", "title": "Voirie", "email": "voirie@mairie.exemple.fr"}],
        "procedures": [
            procedure("inscription", "ecoles", json!([
                {"id": "enfants", "type": "repeat", "label": "Enfants", "fields": [
                    {"id": "nom", "type": "text", "label": "Nom"},
                    {"id": "cantine", "type": "boolean", "label": "Cantine"}]}]), enrolment()),
            procedure("cantine", "ecoles", json!([
                {"id": "nom", "type": "text", "label": "Nom", "required": true, "max_length": 10}]), canteen()),
            procedure("trou", "voirie", json!([{"id": "ou", "type": "text", "label": "Où"}]), hole()),
            procedure("echo", "voirie", json!([{"id": "sans_fin", "type": "boolean", "label": "Sans fin"}]), echo()),
        ]
    })
}

fn procedure(id: &str, service: &str, fields: Value, workflow: Value) -> Value {
    json!({"id": id, "title": id, "service": service, "scenarios": [{
        "id": "en-ligne", "kind": "online", "title": "En ligne", "form": {"fields": fields}, "workflow": workflow,
        "communications": [{"kind": "closure", "on": "closed", "to": ["applicant"],
            "subject": "Fin de {{ request.reference }}", "body": "Votre demande est close."}]}]})
}

fn enrolment() -> Value {
    json!({"id": "c", "initial": "en_attente", "statuses": {
        "en_attente": {"label": "En attente des places", "state": "on_hold",
            "on_enter": [{"create_request": {"procedure": "cantine", "scenario": "en-ligne",
                "for_each": "answers.enfants", "when": "item.cantine", "answers": {"nom": "=item.nom"}}}],
            "transitions": [
                {"id": "premiere", "to": "commencee", "on": "linked:any_closed", "when": "answers.enfants.nom == ['Zoé', 'Tom']"},
                {"id": "toutes", "to": "inscrite", "on": "linked:closed"}]},
        "commencee": {"label": "Commencée", "state": "in_progress", "transitions": [
            {"id": "toutes", "to": "inscrite", "on": "linked:closed"}]},
        "inscrite": {"label": "Inscrite", "state": "done", "outcome": "granted"}}})
}

fn canteen() -> Value {
    json!({"id": "c", "initial": "a_placer", "statuses": {
        "a_placer": {"label": "À placer", "state": "new", "transitions": [
            {"id": "placer", "label": "Placer", "to": "placee", "by": ["agent"]}]},
        "placee": {"label": "Placée", "state": "done", "outcome": "granted"}}})
}

fn hole() -> Value {
    json!({"id": "c", "initial": "signale",
        "data": {"fields": [{"id": "principale", "type": "text", "label": "Demande principale"}]},
        "statuses": {
            "signale": {"label": "Signalé", "state": "new", "transitions": [
                {"id": "boucher", "label": "Boucher", "to": "bouche", "by": ["agent"]},
                {"id": "doublon", "label": "Doublon", "to": "doublon", "by": ["agent"],
                    "form": {"fields": [{"id": "principale", "type": "text", "label": "Référence", "required": true}]},
                    "actions": [{"set": {"principale": "=input.principale"}},
                        {"link": {"to": "=data.principale", "as": "duplicate_of"}}]},
                {"id": "suivre", "to": "bouche", "on": "main:closed"}]},
            "doublon": {"label": "Doublon", "state": "on_hold", "transitions": [
                {"id": "suivre", "to": "bouche", "on": "main:closed"}]},
            "bouche": {"label": "Bouché", "state": "done", "outcome": "granted"}}})
}

fn echo() -> Value {
    json!({"id": "c", "initial": "a", "statuses": {
        "a": {"label": "A", "state": "new", "on_enter": [{"create_request": {
                "procedure": "echo", "scenario": "en-ligne", "when": "answers.sans_fin", "answers": {"sans_fin": true}}}],
            "transitions": [{"id": "finir", "label": "Finir", "to": "z", "by": ["agent"]}]},
        "z": {"label": "Z", "state": "done", "outcome": "granted"}}})
}

fn open() -> TownHall {
    let town_hall = TownHall::with(catalogue(), |host| host);
    for person in [
        agent("sophie", "ecoles", Role::Agent),
        agent("rene", "voirie", Role::Agent),
        agent("rita", "voirie", Role::Reader),
    ] {
        town_hall.engine.put_agent(&Actor::System, &person).unwrap();
    }
    town_hall
}

fn children(names: &[&str]) -> Submission {
    let children: Vec<_> = names.iter().map(|name| json!({"nom": name, "cantine": true})).collect();
    Submission::new("inscription", "en-ligne", citizen(), values(json!({"enfants": children})))
}

fn report(town_hall: &TownHall, who: &str) -> Receipt {
    let submission = Submission::new("trou", "en-ligne", citizen(), values(json!({"ou": "Rue Neuve"})));
    town_hall.engine.submit(&Actor::applicant(who), submission).unwrap()
}

/// The requests tied to one, by kind.
fn tied(town_hall: &TownHall, request: RequestId, kind: LinkKind) -> Vec<RequestId> {
    let links = town_hall.seen(request).links;
    links.into_iter().filter(|link| link.kind == kind).map(|link| link.request).collect()
}

fn status(town_hall: &TownHall, request: RequestId) -> String {
    town_hall.seen(request).status.to_string()
}

fn texts(town_hall: &TownHall, actor: &Actor, request: RequestId) -> Vec<String> {
    let lines = town_hall.engine.history(actor, request, FR).unwrap();
    lines.into_iter().map(|line| line.text).collect()
}

fn place(town_hall: &TownHall, request: RequestId) {
    town_hall.engine.act(&sophie(), request, "placer", Input::none()).unwrap();
    run(&town_hall.engine);
}

#[test]
fn each_enrolled_child_becomes_a_linked_request_once_and_the_enrolment_waits_for_all() {
    let town_hall = open();
    let enrolment = town_hall.engine.submit(&camille(), children(&["Léa", "Noé", "Ida"])).unwrap().id;
    assert_eq!(
        tied(&town_hall, enrolment, LinkKind::Child),
        [],
        "nothing is created in the submission itself"
    );
    assert_eq!(run(&town_hall.engine).created, 3);
    assert_eq!(run(&town_hall.engine).created, 0);
    let created = tied(&town_hall, enrolment, LinkKind::Child);
    let names: Vec<_> = created.iter().map(|id| town_hall.seen(*id).answers["nom"].clone()).collect();
    assert_eq!(names, ["Léa", "Noé", "Ida"]);
    let (parent, child) = (town_hall.seen(enrolment), town_hall.seen(created[0]));
    assert_eq!((&child.applicant, child.origin), (&parent.applicant, parent.origin));
    assert_eq!(tied(&town_hall, created[0], LinkKind::Parent), [enrolment]);
    // Her requests are hers, and she sees how they are tied.
    let hers = town_hall.engine.request(&camille(), enrolment, FR).unwrap().links;
    assert_eq!(hers.len(), 3);
    for (rank, id) in created.iter().enumerate() {
        assert_eq!(status(&town_hall, enrolment), "en_attente", "{rank} of 3 are closed");
        place(&town_hall, *id);
    }
    assert_eq!(status(&town_hall, enrolment), "inscrite");
}

#[test]
fn the_first_closed_child_may_move_its_parent_and_the_last_one_again() {
    let town_hall = open();
    let enrolment = town_hall.engine.submit(&camille(), children(&["Zoé", "Tom"])).unwrap().id;
    run(&town_hall.engine);
    let created = tied(&town_hall, enrolment, LinkKind::Child);
    place(&town_hall, created[1]);
    assert_eq!(status(&town_hall, enrolment), "commencee");
    place(&town_hall, created[0]);
    assert_eq!(status(&town_hall, enrolment), "inscrite");
}

#[test]
fn without_a_child_to_wait_for_nothing_is_waited_for() {
    let town_hall = open();
    let submission = Submission::new(
        "inscription",
        "en-ligne",
        citizen(),
        values(json!({"enfants": [{"nom": "Léa", "cantine": false}]})),
    );
    let enrolment = town_hall.engine.submit(&camille(), submission).unwrap().id;
    assert_eq!(status(&town_hall, enrolment), "inscrite");
}

/// A store whose transactions are lost at their end, from the one that it is told on: as if the process was killed.
struct Fragile {
    store: SqliteStore,
    left: Arc<AtomicIsize>,
}

impl Store for Fragile {
    fn read(&self, job: &mut dyn FnMut(&dyn Reading) -> Result<()>) -> Result<()> {
        self.store.read(job)
    }

    fn write(&self, job: &mut dyn FnMut(&mut dyn Writing) -> Result<()>) -> Result<()> {
        let is_lost = self.left.fetch_sub(1, Ordering::SeqCst) <= 0;
        self.store.write(&mut |writing| {
            job(writing)?;
            let lost = grc::definition::Bilingual::new("perdu", "lost");
            if is_lost { Err(Error::new(ErrorCode::StoreIo, lost)) } else { Ok(()) }
        })
    }
}

#[test]
fn killed_anywhere_each_child_is_created_once() {
    let mut lost = 0;
    for writes in 0.. {
        let (clock, letters) = (TestClock::at(crate::common::MORNING), Letterbox::default());
        let left = Arc::new(AtomicIsize::new(isize::MAX));
        let store = Fragile { store: SqliteStore::open(":memory:").unwrap(), left: Arc::clone(&left) };
        let engine = Engine::on(Arc::new(store), host(&clock, &letters, 1));
        engine.publish(&Actor::System, &Sources::from_value(catalogue())).unwrap();
        let enrolment = engine.submit(&camille(), children(&["Léa", "Noé"])).unwrap().id;
        left.store(writes, Ordering::SeqCst);
        let outcome = engine.run_due(&Budget::default());
        left.store(isize::MAX, Ordering::SeqCst);
        // Whatever was leased is leased again once its lease is over.
        clock.forward_seconds(3600);
        run(&engine);
        let links = engine.request(&Actor::System, enrolment, FR).unwrap().links;
        let rows =
            engine.requests(&Actor::System, &RequestQuery::default(), &PageRequest::default()).unwrap();
        assert_eq!((links.len(), rows.rows.len()), (2, 3), "killed after {writes} transactions");
        let references: Vec<_> = rows.rows.into_iter().map(|row| row.reference).collect();
        assert_eq!(references, ["2026-000003", "2026-000002", "2026-000001"]);
        if outcome.is_ok() {
            break;
        }
        lost += 1;
    }
    assert!(lost > 3, "leases and creations were lost: {lost}");
}

#[test]
fn a_child_that_its_form_refuses_is_told_and_waits_for_a_person() {
    let town_hall = open();
    let enrolment =
        town_hall.engine.submit(&camille(), children(&["Léa", "Un nom bien trop long"])).unwrap().id;
    let report = run(&town_hall.engine);
    assert_eq!((report.created, report.abandoned), (1, 1));
    let view = town_hall.seen(enrolment);
    let tasks: Vec<_> = view.tasks.iter().map(|task| (task.title.as_str(), task.service.as_str())).collect();
    assert_eq!(tasks, [("Demande liée à créer à la main : cantine", "ecoles")]);
    let lines = texts(&town_hall, &sophie(), enrolment);
    let line = "Demande liée impossible à créer : cantine (invalid_answers)";
    assert!(lines.iter().any(|text| text == line), "{lines:?}");
    // Nothing of it is half done, and what is missing is waited for.
    let rows = town_hall.engine.requests(&Actor::System, &RequestQuery::default(), &PageRequest::default());
    assert_eq!(rows.unwrap().rows.len(), 2);
    place(&town_hall, tied(&town_hall, enrolment, LinkKind::Child)[0]);
    assert_eq!(status(&town_hall, enrolment), "en_attente");
    // Someone files it, ties it, and ends the task: its closure is waited for as that of the others.
    let by_hand = Submission::new("cantine", "en-ligne", citizen(), values(json!({"nom": "Un nom"})));
    let by_hand = town_hall.engine.submit(&sophie(), by_hand).unwrap();
    let engine = &town_hall.engine;
    engine.link(&sophie(), enrolment, LinkKind::Child, &by_hand.reference, Input::none()).unwrap();
    engine.complete_task(&sophie(), view.tasks[0].id, Input::none()).unwrap();
    assert_eq!(status(&town_hall, enrolment), "en_attente");
    place(&town_hall, by_hand.id);
    assert_eq!(status(&town_hall, enrolment), "inscrite");
}

#[test]
fn requests_that_create_one_another_stop_after_eight_generations() {
    let town_hall = open();
    let submission = Submission::new("echo", "en-ligne", citizen(), values(json!({"sans_fin": true})));
    let mut id = town_hall.engine.submit(&camille(), submission).unwrap().id;
    let report = run(&town_hall.engine);
    assert_eq!((report.created, report.abandoned), (8, 1));
    for _ in 0..8 {
        id = tied(&town_hall, id, LinkKind::Child)[0];
    }
    let lines = texts(&town_hall, &Actor::System, id);
    assert!(lines.iter().any(|text| text.contains("too_many_generations")), "{lines:?}");
}

#[test]
fn closing_the_main_request_closes_and_notifies_its_duplicates() {
    let town_hall = open();
    let (main, by_hand, by_transition) =
        (report(&town_hall, "camille"), report(&town_hall, "hugo"), report(&town_hall, "ines"));
    let (engine, rene) = (&town_hall.engine, Actor::agent("rene"));
    engine.link(&rene, by_hand.id, LinkKind::DuplicateOf, &main.reference, Input::none()).unwrap();
    let input = Input::values(values(json!({"principale": format!(" {} ", main.reference)})));
    engine.act(&rene, by_transition.id, "doublon", input).unwrap();
    assert_eq!(tied(&town_hall, main.id, LinkKind::HasDuplicate), [by_hand.id, by_transition.id]);
    assert_eq!(tied(&town_hall, by_transition.id, LinkKind::DuplicateOf), [main.id]);
    engine.act(&rene, main.id, "boucher", Input::none()).unwrap();
    assert_eq!(status(&town_hall, by_hand.id), "signale", "other requests change in their own transactions");
    assert_eq!(run(engine).told, 2);
    for duplicate in [&by_hand, &by_transition] {
        assert_eq!(status(&town_hall, duplicate.id), "bouche");
    }
    run(engine);
    let mut subjects = town_hall.letters.subjects();
    subjects.sort();
    let expected = ["2026-000001", "2026-000002", "2026-000003"].map(|one| format!("Fin de {one}"));
    assert_eq!(subjects, expected);
    // The applicant learns why, and nothing of whose request it was.
    let lines = texts(&town_hall, &Actor::applicant("hugo"), by_hand.id);
    assert!(
        lines.iter().any(|text| text == "La demande dont celle-ci est le doublon est close"),
        "{lines:?}"
    );
    let view = engine.request(&Actor::applicant("hugo"), by_hand.id, FR).unwrap();
    assert_eq!(view.links, []);
    let all = format!("{lines:?}{}", serde_json::to_string(&view).unwrap());
    assert!(!all.contains(&main.reference) && !all.contains(&main.id.to_string()), "{all}");
    // Tied to what is closed already, a duplicate follows at once.
    let late = report(&town_hall, "zoe");
    engine.link(&rene, late.id, LinkKind::DuplicateOf, &main.id.to_string(), Input::none()).unwrap();
    assert_eq!(status(&town_hall, late.id), "bouche");
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn ties_that_make_no_sense_are_refused_and_nothing_is_written() {
    let town_hall = open();
    let engine = &town_hall.engine;
    let [a, b, c] = ["camille", "hugo", "ines"].map(|who| report(&town_hall, who));
    let link = |one: &Receipt, kind, other: &Receipt| {
        engine.link(&Actor::System, one.id, kind, &other.reference, Input::none())
    };
    let refused = |result: Result<_>| assert_eq!(code(result), ErrorCode::LinkRefused);
    refused(link(&a, LinkKind::Related, &a));
    link(&b, LinkKind::DuplicateOf, &a).unwrap();
    refused(link(&a, LinkKind::DuplicateOf, &b));
    refused(link(&c, LinkKind::DuplicateOf, &b));
    refused(link(&b, LinkKind::DuplicateOf, &c));
    refused(link(&a, LinkKind::DuplicateOf, &c));
    refused(link(&c, LinkKind::HasDuplicate, &a));
    link(&a, LinkKind::Child, &b).unwrap();
    link(&b, LinkKind::Child, &c).unwrap();
    refused(link(&c, LinkKind::Child, &a));
    refused(link(&c, LinkKind::Parent, &a));
    let unknown = engine.link(&Actor::System, a.id, LinkKind::Related, "2026-999999", Input::none());
    assert_eq!(unknown.as_ref().unwrap_err().path(), Some("/to"));
    assert_eq!(code(unknown), ErrorCode::NotFound);
    let counted = [&a, &b, &c].map(|one| town_hall.seen(one.id).links.len());
    assert_eq!(counted, [2, 3, 1]);
    // Done again, nothing happens; undone, both forget it.
    let before = town_hall.seen(a.id).revision;
    assert_eq!(link(&a, LinkKind::HasDuplicate, &b).unwrap().revision, before);
    engine.unlink(&Actor::System, a.id, LinkKind::HasDuplicate, &b.reference, Input::none()).unwrap();
    engine.unlink(&Actor::System, a.id, LinkKind::HasDuplicate, &b.reference, Input::none()).unwrap();
    assert_eq!([&a, &b].map(|one| town_hall.seen(one.id).links.len()), [1, 2]);
}

#[test]
fn a_circuit_that_links_to_an_unknown_reference_refuses_the_transition() {
    let town_hall = open();
    let receipt = report(&town_hall, "camille");
    let input = Input::values(values(json!({"principale": "2026-canari"})));
    let refused = town_hall.engine.act(&Actor::agent("rene"), receipt.id, "doublon", input).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (ErrorCode::LinkedRequestUnknown, Some("/link/to")));
    assert!(!told(&refused).contains("canari"));
    assert_eq!(status(&town_hall, receipt.id), "signale");
}

#[test]
fn who_may_not_process_both_requests_ties_nothing() {
    let town_hall = open();
    let engine = &town_hall.engine;
    let (hole, other) = (report(&town_hall, "camille"), report(&town_hall, "camille"));
    let enrolment = engine.submit(&camille(), children(&["Léa"])).unwrap();
    let link = |who: &Actor, one: &Receipt, other: &Receipt| {
        engine.link(who, one.id, LinkKind::Related, &other.reference, Input::none())
    };
    assert_eq!(code(link(&camille(), &hole, &other)), ErrorCode::Forbidden);
    assert_eq!(code(link(&Actor::agent("rita"), &hole, &other)), ErrorCode::Forbidden);
    assert_eq!(code(link(&sophie(), &hole, &other)), ErrorCode::NotFound);
    // An agent of one service learns nothing of the requests of another.
    let hidden = link(&sophie(), &enrolment, &hole).unwrap_err();
    let absent =
        engine.link(&sophie(), enrolment.id, LinkKind::Related, "2026-999999", Input::none()).unwrap_err();
    assert_eq!(told(&hidden), told(&absent));
    link(&Actor::agent("rene"), &hole, &other).unwrap();
    for actor in [Actor::applicant("hugo"), Actor::Connector("gmao".to_owned())] {
        assert_eq!(code(link(&actor, &hole, &other)), ErrorCode::NotFound);
    }
}

#[test]
fn a_tie_asked_twice_with_one_key_is_made_once() {
    let town_hall = open();
    let [a, b] = ["camille", "hugo"].map(|who| report(&town_hall, who));
    let link = |to: &str| {
        let input = Input::none().once("clé");
        town_hall.engine.link(&Actor::System, a.id, LinkKind::Related, to, input)
    };
    assert_eq!(link(&b.reference).unwrap(), link(&b.reference).unwrap());
    assert_eq!(code(link(&b.id.to_string())), ErrorCode::IdempotencyMismatch);
    assert_eq!(
        texts(&town_hall, &Actor::System, b.id).iter().filter(|text| text.contains("Liée")).count(),
        1
    );
}
