//! A status hidden from the applicant: they are shown the one before, wherever a status is told.

use crate::common::{FR, TownHall, told, town};
use grc::definition::State;
use grc::{Actor, Input, PageRequest, RequestQuery, Sources};
use serde_json::{Value, json};

/// The name and the label of the hidden status.
const HIDDEN: &str = "canari";

/// The small town, where a request goes from `en_cours` through a hidden status, which writes to the applicant.
fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    let circuit = &mut catalogue["workflows"][0]["statuses"];
    circuit["en_cours"]["transitions"]
        .as_array_mut()
        .unwrap()
        .push(json!({"id": "enqueter", "to": HIDDEN, "by": ["agent"]}));
    circuit[HIDDEN] = json!({"label": "Canari en enquête", "state": "on_hold", "hidden": true, "transitions": [
        {"id": "canari_secret", "to": "en_cours", "by": ["agent"]},
        {"id": "reprendre", "to": "en_cours", "by": ["agent"]},
        {"id": "suspendre", "to": "en_attente", "by": ["agent"]}]});
    let told = "{{ request.status }} {{ request.status_label }} {{ request.state }}";
    let message = |to: &str| {
        json!({"kind": "follow_up", "on": format!("status:{HIDDEN}"), "to": [to],
        "subject": format!("Pour {to}"), "body": told})
    };
    let messages = catalogue["procedures"][0]["scenarios"][0]["communications"].as_array_mut().unwrap();
    messages.extend([message("applicant"), message("service")]);
    catalogue
}

fn act(town_hall: &TownHall, id: grc::request::RequestId, transitions: &[&str]) {
    for transition in transitions {
        town_hall.engine.act(&Actor::agent("bruno"), id, transition, Input::none()).unwrap();
    }
}

#[test]
fn the_applicant_is_shown_the_status_before_wherever_a_status_is_told() {
    let town_hall = TownHall::with(catalogue(), |host| host);
    let (engine, camille) = (&town_hall.engine, Actor::applicant("camille"));
    let receipt = town_hall.file(&camille);
    let id = receipt.id;
    act(&town_hall, id, &["prendre", "enqueter"]);
    assert_eq!(town_hall.seen(id).status.as_str(), HIDDEN, "the negative control: it is there");
    let page = PageRequest::default();
    let list = |query: RequestQuery| engine.requests(&camille, &query, &page).unwrap();
    let told_to_her = [
        json!(engine.request(&camille, id, FR).unwrap()),
        json!(engine.request_by_tracking_code(&receipt.tracking_code, FR).unwrap()),
        json!(engine.history(&camille, id, FR).unwrap()),
        json!(list(RequestQuery::default())),
        json!(engine.comment(&camille, id, "Bonjour", true, Input::none()).unwrap()),
        json!(
            ["prendre", "enqueter", "canari_secret", "rien"]
                .map(|transition| { told(&engine.act(&camille, id, transition, Input::none()).unwrap_err()) })
                .map(|told| told.replace("canari_secret", "rien"))
        ),
    ];
    for told in &told_to_her {
        let text = told.to_string();
        assert!(!text.to_lowercase().contains(HIDDEN) && !text.contains("on_hold"), "{text}");
    }
    assert_eq!(
        (&told_to_her[0]["status"], &told_to_her[0]["status_label"]),
        (&json!("en_cours"), &json!("En cours"))
    );
    assert_eq!(
        told_to_her[5][2], told_to_her[5][3],
        "what the hidden status offers others is as what is not"
    );
    // Nor is it found by asking for it.
    let status = |name: &str| RequestQuery {
        status: Some(grc::definition::Name(name.to_owned())),
        ..RequestQuery::default()
    };
    let state = |state| RequestQuery { state: Some(state), ..RequestQuery::default() };
    assert_eq!((list(status(HIDDEN)).rows.len(), list(state(State::OnHold)).rows.len()), (0, 0));
    assert_eq!((list(status("en_cours")).rows.len(), list(state(State::InProgress)).rows.len()), (1, 1));
    let inside = engine.requests(&Actor::agent("chloe"), &status(HIDDEN), &page).unwrap();
    assert_eq!(inside.rows[0].state, State::OnHold);
    // Messages tell each what is theirs to know.
    engine.run_due(&grc::Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let body = |subject: &str| sent.iter().find(|(_, one)| one.subject == subject).unwrap().1.body.clone();
    assert_eq!(body("Pour applicant"), "en_cours En cours in_progress");
    assert_eq!(body("Pour service"), format!("{HIDDEN} Canari en enquête on_hold"));
}

#[test]
fn a_return_to_the_status_that_was_shown_all_along_is_not_told() {
    let town_hall = TownHall::with(catalogue(), |host| host);
    let camille = Actor::applicant("camille");
    let id = town_hall.file(&camille).id;
    act(&town_hall, id, &["prendre", "enqueter", "reprendre"]);
    let statuses = |actor: &Actor| {
        let lines = town_hall.engine.history(actor, id, FR).unwrap().into_iter();
        lines.filter(|line| line.kind == "status_entered").map(|line| line.text).collect::<Vec<_>>()
    };
    assert_eq!(statuses(&camille), ["Statut : À traiter", "Statut : En cours"]);
    act(&town_hall, id, &["enqueter", "suspendre"]);
    assert_eq!(statuses(&camille), ["Statut : À traiter", "Statut : En cours", "Statut : En attente"]);
    assert_eq!(statuses(&Actor::agent("bruno")).len(), 6);
    assert_eq!(town_hall.engine.request(&camille, id, FR).unwrap().status.as_str(), "en_attente");
    assert_eq!(town_hall.engine.verify(&Actor::System, &[]).unwrap().broken, []);
}

#[test]
fn neither_the_beginning_nor_the_end_is_hidden() {
    for status in ["a_traiter", "acceptee"] {
        let mut catalogue = town::catalogue();
        catalogue["workflows"][0]["statuses"][status]["hidden"] = json!(true);
        let engine = grc::Engine::open(":memory:").unwrap();
        let refused = engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap_err();
        let faults = refused.details().unwrap()["diagnostics"].to_string();
        assert!(faults.contains("definition.hidden_status"), "{faults}");
    }
}
