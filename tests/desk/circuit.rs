//! The circuit as a town lives it: before an event and after a closure, suspended, reopened, tagged.

use crate::common::{FR, TownHall, agent, citizen, code, town, values};
use grc::engine::DueReport;
use grc::request::{RequestId, Role};
use grc::{Actor, Budget, ErrorCode, Input, Instant, PageRequest, RequestQuery, Submission};
use serde_json::{Value, json};

/// Booking a room: the caretaker is told a week before, the applicant is asked for their opinion a week after.
fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    catalogue["procedures"].as_array_mut().unwrap().push(json!({
        "id": "salle", "title": "Réserver une salle", "audiences": ["citizen"], "service": "urbanisme",
        "scenarios": [{
            "id": "en-ligne", "kind": "online", "title": "En ligne",
            "form": {"fields": [{"id": "jour", "type": "date", "label": "Jour", "required": true}]},
            "workflow": {
                "id": "reservation", "initial": "a_traiter",
                "data": {"fields": [{"id": "nouveau_jour", "type": "date", "label": "Nouveau jour"}]},
                "statuses": {
                    "a_traiter": {"label": "À traiter", "state": "new",
                        "tasks": [{"id": "devis", "title": "Chiffrer", "service": "voirie"}],
                        "transitions": [
                            {"id": "chiffrer", "label": "Chiffrer", "to": "a_traiter", "by": ["agent@voirie"],
                                "actions": [{"tag": ["chiffree"]}]},
                            {"id": "accepter", "label": "Accepter", "to": "acceptee", "by": ["agent"]}]},
                    "acceptee": {"label": "Acceptée", "state": "in_progress", "transitions": [
                        {"id": "deplacer", "label": "Déplacer", "to": "acceptee", "by": ["agent"],
                            "form": {"fields": [{"id": "jour", "type": "date", "label": "Jour", "required": true}]},
                            "actions": [{"set": {"nouveau_jour": "=input.jour"}}]},
                        {"id": "rendre", "label": "Clés rendues", "to": "rendue", "by": ["agent"]}]},
                    "suspendue": {"label": "Suspendue", "state": "on_hold", "transitions": [
                        {"id": "reprendre", "label": "Reprendre", "to": "@previous", "by": ["agent"],
                            "confirm": "Reprendre cette demande ?"}]},
                    "rendue": {"label": "Rendue", "state": "done", "outcome": "granted", "transitions": [
                        {"id": "rouvrir", "label": "Rouvrir", "to": "@previous", "by": ["manager"], "reopens": true}]}
                },
                "anywhere": [{"id": "suspendre", "label": "Suspendre", "to": "suspendue", "by": ["agent"],
                    "actions": [{"notify": {"to": ["applicant"], "subject": "Suspendue", "body": "Votre demande attend."}}]}]
            },
            "communications": [
                {"id": "preparer", "kind": "follow_up", "on": "status:acceptee",
                    "after": {"from": "=coalesce(data.nouveau_jour, answers.jour)", "delay": "-P7D"},
                    "to": ["applicant", "service"], "subject": "Dans une semaine", "body": "B"},
                {"id": "satisfaction", "kind": "follow_up", "on": "closed", "after": "P7D",
                    "to": ["applicant"], "subject": "Votre avis", "body": "B"}
            ]
        }]
    }));
    catalogue
}

fn open() -> TownHall {
    TownHall::with(catalogue(), |host| host)
}

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn bruno() -> Actor {
    Actor::agent("bruno")
}

/// A request for the room, on 20 May 2026.
fn booked(town_hall: &TownHall) -> RequestId {
    let answers = values(json!({"jour": "2026-05-20"}));
    town_hall.engine.submit(&camille(), Submission::new("salle", "en-ligne", citizen(), answers)).unwrap().id
}

fn act(town_hall: &TownHall, who: &Actor, id: RequestId, transition: &str) {
    town_hall.engine.act(who, id, transition, Input::none()).unwrap();
}

fn run_at(town_hall: &TownHall, instant: &str) -> DueReport {
    town_hall.clock.set(instant);
    town_hall.engine.run_due(&Budget::default()).unwrap()
}

fn offered(town_hall: &TownHall, who: &Actor, id: RequestId) -> Vec<String> {
    let view = town_hall.engine.request(who, id, FR).unwrap();
    view.transitions.into_iter().map(|offer| offer.id.to_string()).collect()
}

fn lines(town_hall: &TownHall, who: &Actor, id: RequestId) -> Vec<String> {
    town_hall.engine.history(who, id, FR).unwrap().into_iter().map(|entry| entry.text).collect()
}

#[test]
fn a_week_before_the_event_and_a_week_after_the_closure_a_message_leaves_once() {
    let town_hall = open();
    let id = booked(&town_hall);
    act(&town_hall, &bruno(), id, "accepter");
    // A week before the beginning of 20 May in Paris.
    let due = "2026-05-12T22:00:00Z";
    let before = run_at(&town_hall, "2026-05-12T21:59:59Z");
    assert_eq!((before.timers, before.next), (0, Instant::parse(due)));
    let report = run_at(&town_hall, due);
    assert_eq!((report.timers, report.messages, report.next), (1, 2, None));
    assert_eq!(town_hall.letters.subjects(), ["Dans une semaine", "Dans une semaine"]);

    town_hall.clock.set("2026-05-21T08:00:00Z");
    act(&town_hall, &bruno(), id, "rendre");
    assert_eq!(run_at(&town_hall, "2026-05-28T07:59:59Z").timers, 0);
    assert_eq!(run_at(&town_hall, "2026-05-28T08:00:00Z").timers, 1);
    assert_eq!(town_hall.letters.subjects()[2..], ["Votre avis"]);
    let last = run_at(&town_hall, "2027-01-01T00:00:00Z");
    assert_eq!((last.timers, last.messages, last.next), (0, 0, None));
    assert!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn a_reminder_follows_the_event_that_is_moved() {
    let town_hall = open();
    let id = booked(&town_hall);
    act(&town_hall, &bruno(), id, "accepter");
    let moved = Input::values(values(json!({"jour": "2026-06-20"})));
    town_hall.engine.act(&bruno(), id, "deplacer", moved).unwrap();
    assert_eq!(run_at(&town_hall, "2026-05-31T08:00:00Z").timers, 0);
    assert_eq!(run_at(&town_hall, "2026-06-12T22:00:00Z").timers, 1);
}

#[test]
fn what_is_reopened_is_told_and_asked_for_no_opinion() {
    let town_hall = open();
    let id = booked(&town_hall);
    act(&town_hall, &bruno(), id, "accepter");
    act(&town_hall, &bruno(), id, "rendre");
    assert_eq!(offered(&town_hall, &bruno(), id), Vec::<String>::new());
    assert_eq!(
        code(town_hall.engine.act(&bruno(), id, "rouvrir", Input::none())),
        ErrorCode::Forbidden,
        "managers reopen"
    );
    act(&town_hall, &Actor::agent("alice"), id, "rouvrir");
    let view = town_hall.seen(id);
    assert_eq!((view.status.as_str(), view.closed_at, view.outcome), ("acceptee", None, None));
    let told = "Demande rouverte, statut : Acceptée".to_owned();
    assert!(lines(&town_hall, &camille(), id).contains(&told));
    run_at(&town_hall, "2026-03-20T08:00:00Z");
    assert!(!town_hall.letters.subjects().contains(&"Votre avis".to_owned()));
}

#[test]
fn a_request_is_suspended_anywhere_and_taken_up_where_it_was() {
    let town_hall = open();
    for (path, status) in [(&[][..], "a_traiter"), (&["accepter"][..], "acceptee")] {
        let id = booked(&town_hall);
        path.iter().for_each(|transition| act(&town_hall, &bruno(), id, transition));
        act(&town_hall, &bruno(), id, "suspendre");
        let view = town_hall.engine.request(&bruno(), id, FR).unwrap();
        let [resume] = &view.transitions[..] else { panic!("{:?}", view.transitions) };
        assert_eq!(resume.confirm.as_deref(), Some("Reprendre cette demande ?"));
        act(&town_hall, &bruno(), id, "reprendre");
        assert_eq!(town_hall.seen(id).status.as_str(), status);
    }
    town_hall.engine.run_due(&Budget::default()).unwrap();
    assert_eq!(town_hall.letters.subjects(), ["Suspendue", "Suspendue"]);
    assert!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn an_agent_of_another_service_performs_what_is_theirs_alone() {
    let town_hall = open();
    let id = booked(&town_hall);
    let david = Actor::agent("david");
    assert_eq!(offered(&town_hall, &david, id), ["chiffrer"]);
    assert_eq!(code(town_hall.engine.act(&david, id, "accepter", Input::none())), ErrorCode::Forbidden);
    assert_eq!(code(town_hall.engine.act(&bruno(), id, "chiffrer", Input::none())), ErrorCode::Forbidden);
    act(&town_hall, &david, id, "chiffrer");
    assert!(town_hall.seen(id).tags.iter().any(|tag| tag.as_str() == "chiffree"));
}

#[test]
fn a_service_that_a_status_calls_upon_sees_the_request_there_alone() {
    let mut catalogue = catalogue();
    let statuses = &mut catalogue["procedures"][3]["scenarios"][0]["workflow"]["statuses"];
    statuses["a_traiter"].as_object_mut().unwrap().remove("tasks");
    statuses["a_traiter"]["transitions"][0]["to"] = json!("acceptee");
    let town_hall = TownHall::with(catalogue, |host| host);
    let (engine, david) = (&town_hall.engine, Actor::agent("david"));
    engine.put_agent(&Actor::System, &agent("remi", "voirie", Role::Reader)).unwrap();
    let id = booked(&town_hall);
    let listed = |who: &str| {
        let page =
            engine.requests(&Actor::agent(who), &RequestQuery::default(), &PageRequest::default()).unwrap();
        page.rows.iter().any(|row| row.id == id)
    };
    let seen = |who: &str| engine.request(&Actor::agent(who), id, FR).is_ok();
    for who in ["david", "remi"] {
        assert_eq!((seen(who), listed(who)), (true, true), "{who}");
    }
    assert_eq!(
        (offered(&town_hall, &david, id), offered(&town_hall, &Actor::agent("remi"), id)),
        (vec!["chiffrer".to_owned()], vec![])
    );
    // What is asked of the service, and no more.
    engine.comment(&david, id, "Vu", false, Input::none()).unwrap();
    for refused in [
        engine.comment(&david, id, "Vu", true, Input::none()),
        engine.tag(&david, id, &["urgent".to_owned()], Input::none()),
        engine.assign(&david, id, None, Some("david".to_owned()), Input::none()),
        engine.act(&david, id, "accepter", Input::none()),
    ] {
        assert_eq!(code(refused), ErrorCode::Forbidden);
    }
    act(&town_hall, &david, id, "chiffrer");
    for who in ["david", "remi"] {
        assert_eq!((seen(who), listed(who)), (false, false), "{who}, once it has left");
    }
    assert!(engine.verify(&Actor::System, &[]).unwrap().is_whole());
}

#[test]
fn requests_are_found_by_their_tags_which_applicants_do_not_see() {
    let town_hall = open();
    let (first, second) = (booked(&town_hall), booked(&town_hall));
    let tag = |who: &Actor, id, tags: &[&str]| {
        let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        town_hall.engine.tag(who, id, &tags, Input::none())
    };
    tag(&bruno(), first, &["Très urgent", "élus"]).unwrap();
    tag(&bruno(), second, &["élus"]).unwrap();
    let found = |who: &Actor, tag: &str| {
        let query = RequestQuery { tag: Some(tag.to_owned()), ..RequestQuery::default() };
        let rows = town_hall.engine.requests(who, &query, &PageRequest::default())?.rows;
        Ok::<_, grc::Error>(rows.into_iter().map(|row| row.id).collect::<Vec<_>>())
    };
    assert_eq!(found(&bruno(), "tres-urgent").unwrap(), [first]);
    assert_eq!(found(&bruno(), "Élus").unwrap(), [second, first]);
    assert_eq!(found(&Actor::agent("david"), "absente").unwrap(), []);
    assert_eq!(code(found(&bruno(), "!")), ErrorCode::InvalidInput);
    assert_eq!(code(found(&camille(), "elus")), ErrorCode::Forbidden);
    assert_eq!(code(tag(&camille(), first, &["x"])), ErrorCode::Forbidden);
    assert_eq!(code(tag(&Actor::agent("chloe"), first, &["x"])), ErrorCode::Forbidden);
    assert!(town_hall.engine.request(&camille(), first, FR).unwrap().tags.is_empty());
    assert!(!lines(&town_hall, &camille(), first).iter().any(|line| line.contains("urgent")));
    assert!(
        lines(&town_hall, &bruno(), first).contains(&"Étiquettes ajoutées : elus, tres-urgent".to_owned())
    );

    // Once only, whatever becomes of the request meanwhile.
    let once = || Input::none().once("k");
    let tags = ["élus".to_owned()];
    town_hall.engine.untag(&bruno(), first, &tags, once()).unwrap();
    tag(&bruno(), first, &["élus"]).unwrap();
    town_hall.engine.untag(&bruno(), first, &tags, once()).unwrap();
    assert_eq!(found(&bruno(), "elus").unwrap(), [second, first]);
    act(&town_hall, &bruno(), first, "accepter");
    act(&town_hall, &bruno(), first, "rendre");
    assert_eq!(found(&bruno(), "elus").unwrap(), [second, first], "a closed request keeps its tags");
}
