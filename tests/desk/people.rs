//! Agents who are away, who leave, and the journal of what is done to them.

use crate::common::{FR, Letterbox, MORNING, TestClock, TownHall, agent, code, town};
use grc::engine::PeopleQuery;
use grc::request::{Absence, PeopleChange, RequestId, Role};
use grc::{
    Actor, Agent, Budget, Engine, ErrorCode, Input, Instant, PageRequest, RequestQuery, Sources, TaskQuery,
};
use serde_json::{Value, json};

fn day(day: &str) -> Instant {
    Instant::parse(&format!("{day}T00:00:00Z")).unwrap()
}

fn away(from: &str, until: &str, delegate: &str) -> Absence {
    Absence { delegate: Some(delegate.to_owned()), from: day(from), until: day(until) }
}

fn put(town_hall: &TownHall, agent: &Agent) {
    town_hall.engine.put_agent(&Actor::System, agent).unwrap();
}

/// Bruno away this week, Gaston of another service in his place.
fn town_hall_without_bruno() -> TownHall {
    let town_hall = TownHall::open();
    put(&town_hall, &agent("gaston", "sports", Role::Agent));
    let absence = away("2026-03-01", "2026-03-08", "gaston");
    town_hall.engine.set_absence(&Actor::agent("bruno"), "bruno", Some(&absence)).unwrap();
    town_hall
}

/// A request in the hands of Bruno, with its task.
fn request_of_bruno(town_hall: &TownHall) -> RequestId {
    let id = town_hall.file(&Actor::applicant("camille")).id;
    let bruno = Actor::agent("bruno");
    town_hall.engine.assign(&bruno, id, None, Some("bruno".to_owned()), Input::none()).unwrap();
    let task = town_hall.seen(id).tasks[0].id;
    town_hall.engine.take_task(&bruno, task, Input::none()).unwrap();
    id
}

fn last_line(town_hall: &TownHall, id: RequestId) -> (String, String) {
    let line = town_hall.engine.history(&Actor::System, id, FR).unwrap().pop().unwrap();
    (line.actor, line.text)
}

#[test]
fn whoever_stands_in_does_what_the_absent_agent_could_and_the_history_says_for_whom() {
    let town_hall = town_hall_without_bruno();
    let id = request_of_bruno(&town_hall);
    let (engine, gaston) = (&town_hall.engine, Actor::agent("gaston"));
    let view = engine.request(&gaston, id, FR).unwrap();
    assert!(view.transitions.iter().any(|offer| offer.id.as_str() == "prendre"));
    let page = PageRequest::default();
    let mine = TaskQuery { mine: true, ..TaskQuery::default() };
    assert_eq!(engine.tasks(&gaston, &mine, &page).unwrap().rows.len(), 1);
    for whose in ["gaston", "bruno"] {
        let query = RequestQuery { agent: Some(whose.to_owned()), ..RequestQuery::default() };
        assert_eq!(engine.requests(&gaston, &query, &page).unwrap().rows.len(), 1, "{whose}");
    }
    engine.complete_task(&gaston, view.tasks[0].id, Input::none()).unwrap();
    assert_eq!(
        last_line(&town_hall, id),
        ("Nom de gaston (pour Nom de bruno)".into(), "Tâche terminée".into())
    );
    engine.act(&gaston, id, "prendre", Input::none()).unwrap();
    assert_eq!(last_line(&town_hall, id).0, "Nom de gaston (pour Nom de bruno)");
    assert_eq!(
        code(engine.act(&gaston, id, "accepter", Input::none())),
        ErrorCode::Forbidden,
        "Bruno could not"
    );
    // The applicant is told of neither.
    let told = engine.history(&Actor::applicant("camille"), id, FR).unwrap();
    assert!(told.iter().all(|line| !line.actor.contains("gaston") && !line.actor.contains("bruno")));
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn an_absence_begins_and_ends_by_the_clock_alone() {
    let town_hall = TownHall::open();
    put(&town_hall, &agent("gaston", "sports", Role::Agent));
    let id = request_of_bruno(&town_hall);
    let absence = away("2026-03-09", "2026-03-16", "gaston");
    town_hall.engine.set_absence(&Actor::System, "bruno", Some(&absence)).unwrap();
    let sees = || town_hall.engine.request(&Actor::agent("gaston"), id, FR).is_ok();
    for (instant, expected) in [
        ("2026-03-08T23:59:59.999Z", false),
        ("2026-03-09T00:00:00Z", true),
        ("2026-03-15T23:59:59.999Z", true),
        ("2026-03-16T00:00:00Z", false),
    ] {
        town_hall.clock.set(instant);
        assert_eq!(sees(), expected, "{instant}");
    }
}

#[test]
fn what_would_be_given_to_someone_away_goes_to_who_stands_in() {
    let town_hall = town_hall_without_bruno();
    let id = town_hall.file(&Actor::applicant("camille")).id;
    let to_bruno = || Some("bruno".to_owned());
    town_hall.engine.assign(&Actor::agent("alice"), id, None, to_bruno(), Input::none()).unwrap();
    assert_eq!(town_hall.seen(id).agent.as_deref(), Some("gaston"));
    // Whoever takes something for themselves is there.
    town_hall.engine.assign(&Actor::agent("bruno"), id, None, to_bruno(), Input::none()).unwrap();
    assert_eq!(town_hall.seen(id).agent.as_deref(), Some("bruno"));
    // Someone who left stands in for nobody.
    town_hall.engine.disable_agent(&Actor::System, "gaston").unwrap();
    let other = town_hall.file(&Actor::applicant("camille")).id;
    town_hall.engine.assign(&Actor::agent("alice"), other, None, to_bruno(), Input::none()).unwrap();
    assert_eq!(town_hall.seen(other).agent.as_deref(), Some("bruno"));
}

/// Those to whom a reminder of the task of a request of Bruno's goes.
fn reminded(town_hall: &TownHall) -> Vec<String> {
    let id = request_of_bruno(town_hall);
    let task = town_hall.seen(id).tasks[0].id;
    town_hall.engine.remind_task(&Actor::agent("alice"), task, Input::none()).unwrap();
    town_hall.engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let is_reminder = |message: &&grc::request::Message| message.subject.starts_with("Rappel");
    sent.iter()
        .map(|(_, message)| message)
        .filter(is_reminder)
        .flat_map(|message| message.to.clone())
        .collect()
}

#[test]
fn a_reminder_goes_to_who_stands_in_for_someone_away() {
    assert_eq!(reminded(&town_hall_without_bruno()), ["gaston@mairie.exemple.fr"]);
    assert_eq!(reminded(&TownHall::open()), ["bruno@mairie.exemple.fr"]);
    // Who cannot be written to leaves it to the service.
    let town_hall = town_hall_without_bruno();
    put(&town_hall, &Agent { email: None, ..agent("gaston", "sports", Role::Agent) });
    assert_eq!(reminded(&town_hall), ["urbanisme@mairie.exemple.fr"]);
}

#[test]
fn a_reminder_that_nobody_can_send_says_so() {
    let mut catalogue = town::catalogue();
    catalogue["services"][0].as_object_mut().unwrap().remove("email").unwrap();
    let town_hall = TownHall::with(catalogue, |host| host);
    let id = request_of_bruno(&town_hall);
    let task = town_hall.seen(id).tasks[0].id;
    let refused = town_hall.engine.remind_task(&Actor::agent("alice"), task, Input::none()).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::NobodyToRemind);
    assert!(refused.message(grc::Language::English).contains("to write from"), "{refused}");
}

#[test]
fn nobody_stands_in_while_away_nor_for_themselves() {
    let town_hall = town_hall_without_bruno();
    let engine = &town_hall.engine;
    let set = |who: &str, from: &str, until: &str, delegate: &str| {
        engine.set_absence(&Actor::System, who, Some(&away(from, until, delegate)))
    };
    // Gaston stands in for Bruno this week: he cannot leave, nor hand over to Bruno.
    assert_eq!(code(set("gaston", "2026-03-07", "2026-03-20", "alice")), ErrorCode::DelegationRefused);
    assert_eq!(code(set("gaston", "2026-03-07", "2026-03-20", "bruno")), ErrorCode::DelegationRefused);
    assert_eq!(code(set("alice", "2026-03-07", "2026-03-20", "bruno")), ErrorCode::DelegationRefused);
    assert_eq!(code(set("alice", "2026-03-07", "2026-03-20", "alice")), ErrorCode::DelegationRefused);
    assert_eq!(code(set("alice", "2026-03-07", "2026-03-20", "elise")), ErrorCode::NotFound);
    assert_eq!(code(set("alice", "2026-03-20", "2026-03-07", "david")), ErrorCode::InvalidInput);
    assert_eq!(code(set("alice", "2026-02-01", "2026-02-07", "david")), ErrorCode::InvalidInput);
    assert_eq!(code(set("elise", "2026-03-07", "2026-03-20", "david")), ErrorCode::NotFound);
    set("gaston", "2026-03-08", "2026-03-20", "alice").unwrap();
    engine.set_absence(&Actor::System, "bruno", None).unwrap();
    set("alice", "2026-03-20", "2026-03-22", "bruno").unwrap();
}

#[test]
fn what_someone_who_left_had_in_hand_goes_back_to_the_service() {
    let town_hall = TownHall::open();
    let id = request_of_bruno(&town_hall);
    let closed = request_of_bruno(&town_hall);
    town_hall.engine.act(&Actor::applicant("camille"), closed, "annuler", Input::none()).unwrap();
    assert_eq!(town_hall.engine.disable_agent(&Actor::System, "bruno"), Ok(1));
    let view = town_hall.seen(id);
    assert_eq!((view.agent.as_deref(), view.tasks[0].agent.as_deref()), (None, None));
    assert_eq!(town_hall.seen(closed).agent.as_deref(), Some("bruno"), "what is over is left as it was");
    let (actor, text) = last_line(&town_hall, id);
    assert_eq!(
        (actor.as_str(), text.as_str()),
        ("automatique", "Demande rendue à son service : Nom de bruno n'est plus en fonction")
    );
    assert_eq!(code(town_hall.engine.request(&Actor::agent("bruno"), id, FR)), ErrorCode::NotFound);
    town_hall.engine.take_task(&Actor::agent("alice"), view.tasks[0].id, Input::none()).unwrap();
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
    assert_eq!(code(town_hall.engine.disable_agent(&Actor::System, "personne")), ErrorCode::NotFound);
}

#[test]
fn what_someone_had_in_a_service_goes_back_with_their_role_there() {
    let town_hall = TownHall::open();
    let id = request_of_bruno(&town_hall);
    let [_, bruno, ..] = &town::agents()[..] else { panic!() };
    put(&town_hall, &bruno.clone().with_role(Role::Agent, "voirie"));
    assert_eq!(town_hall.seen(id).agent.as_deref(), Some("bruno"), "nothing is lost by another role");
    put(&town_hall, &agent("bruno", "voirie", Role::Agent));
    assert_eq!((town_hall.seen(id).agent, &town_hall.seen(id).tasks[0].agent), (None, &None));
    assert!(last_line(&town_hall, id).1.contains("n'y traite plus"));
}

#[test]
fn work_that_an_interruption_left_is_given_back_later() {
    let town_hall = TownHall::open();
    let ids: Vec<_> = (0..25).map(|_| request_of_bruno(&town_hall)).collect();
    // As if the process had ended after the registration, and another agent had gone on where the first stopped.
    let town_hall = town_hall.tamper(|store| {
        store.execute("UPDATE agent SET active = 0 WHERE id = 'bruno'", []).unwrap();
        store.execute("INSERT INTO departure (agent, service) VALUES ('bruno', '')", []).unwrap();
    });
    let report = town_hall.engine.run_due(&Budget::default()).unwrap();
    assert_eq!(report.departures, 25);
    assert!(ids.iter().all(|id| town_hall.seen(*id).agent.is_none()));
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().departures, 0);
}

#[test]
fn the_journal_tells_what_was_done_to_whom_by_whom() {
    let town_hall = town_hall_without_bruno();
    let engine = &town_hall.engine;
    put(&town_hall, &agent("gaston", "sports", Role::Agent));
    put(&town_hall, &agent("gaston", "sports", Role::Manager));
    engine.set_absence(&Actor::agent("alice"), "bruno", None).unwrap();
    engine.disable_agent(&Actor::System, "gaston").unwrap();
    let of = |agent: &str| {
        let query = PeopleQuery { agent: Some(agent.to_owned()) };
        let page = engine.people_history(&Actor::System, &query, &PageRequest::default()).unwrap();
        page.rows
            .into_iter()
            .map(|row| {
                let change: Value = serde_json::to_value(&row.change).unwrap();
                (row.by, change["kind"].as_str().unwrap().to_owned())
            })
            .collect::<Vec<_>>()
    };
    let said = |by: Actor, kind: &str| (by, kind.to_owned());
    assert_eq!(
        of("gaston"),
        [said(Actor::System, "disabled"), said(Actor::System, "changed"), said(Actor::System, "added")]
    );
    assert_eq!(
        of("bruno"),
        [
            said(Actor::agent("alice"), "absence_ended"),
            said(Actor::agent("bruno"), "absence_set"),
            said(Actor::System, "added")
        ]
    );
    // Page after page, nothing is skipped nor told twice.
    let (mut numbers, mut after) = (Vec::new(), None);
    loop {
        let page = PageRequest { limit: Some(2), after };
        let page = engine.people_history(&Actor::System, &PeopleQuery::default(), &page).unwrap();
        numbers.extend(page.rows.iter().map(|row| row.number));
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    assert_eq!(numbers, (1..=10).rev().collect::<Vec<u64>>());
    let registered =
        engine.people_history(&Actor::System, &PeopleQuery::default(), &PageRequest::default()).unwrap();
    assert!(
        matches!(&registered.rows[9].change, PeopleChange::Added { registered } if registered.id == "alice")
    );
}

#[test]
fn an_absence_is_told_with_the_agents_and_not_registered_with_them() {
    let town_hall = town_hall_without_bruno();
    let agents = town_hall.engine.agents(&Actor::agent("chloe")).unwrap();
    let bruno = agents.iter().find(|agent| agent.id == "bruno").unwrap();
    assert_eq!(bruno.absence, Some(away("2026-03-01", "2026-03-08", "gaston")));
    // Registered again, as a directory does every night, they are still away.
    put(&town_hall, &town::agents()[1]);
    let again = town_hall.engine.agents(&Actor::System).unwrap();
    assert_eq!(again, agents);
    let request = json!({"actor": {"kind": "system"}, "agent": {"id": "x", "name": "X", "absence": null}});
    let refused = grc::wire::call(&town_hall.engine, "put_agent", request.to_string().as_bytes());
    assert_eq!(code(refused), ErrorCode::InvalidInput);
}

#[test]
fn nobody_is_registered_in_a_service_that_no_procedure_knows() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let refused = engine.put_agent(&Actor::System, &agent("nina", "voiries", Role::Agent)).unwrap_err();
    assert_eq!(refused.code(), ErrorCode::InvalidInput);
    let told = crate::common::told(&refused);
    assert!(told.contains("/agent/roles/0/service") && told.contains("`voirie`"), "{told}");
    assert!(
        engine.agents(&Actor::System).unwrap().iter().all(|agent| agent.id != "nina"),
        "nothing is written"
    );
    // Who has a role in a service that is gone keeps it, whatever else changes.
    let mut catalogue = town::catalogue();
    catalogue["services"][1]["id"] = json!("routes");
    catalogue["procedures"][1]["service"] = json!("routes");
    engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
    put(
        &town_hall,
        &Agent { name: "David, parti bientôt".to_owned(), ..agent("david", "voirie", Role::Agent) },
    );
    put(&town_hall, &agent("nina", "routes", Role::Agent));
    let refused = engine.put_agent(&Actor::System, &agent("oscar", "voirie", Role::Agent));
    assert_eq!(code(refused), ErrorCode::InvalidInput);
}

#[test]
fn agents_are_registered_before_anything_is_published() {
    let directory = tempfile::tempdir().unwrap();
    let host = crate::common::host(&TestClock::at(MORNING), &Letterbox::default(), 1);
    let engine = Engine::open_with(directory.path().join("mairie.db"), host).unwrap();
    engine.put_agent(&Actor::System, &agent("nina", "service-a-venir", Role::Agent)).unwrap();
    assert_eq!(engine.agents(&Actor::System).unwrap().len(), 1);
}
