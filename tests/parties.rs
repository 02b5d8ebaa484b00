//! Other people of a request: named by its answers, written to by its circuit and by agents, unknown to its applicant.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod common;

use common::{FR, TownHall, citizen, code, town, values};
use grc::definition::{Name, Severity};
use grc::engine::Attachment;
use grc::request::{Correspondent, RequestId};
use grc::workflow::NewMessage;
use grc::{Actor, Budget, ErrorCode, Input, Sources, Submission};
use serde_json::{Value, json};

/// Written to another person.
const CANARY: &str = "canari-autre-parent";

fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    let fields = scenario["form"]["fields"].as_array_mut().unwrap();
    for (id, kind) in [("parent_nom", "text"), ("parent_courriel", "email"), ("parent_adresse", "textarea")] {
        fields.push(json!({"id": id, "type": kind, "label": id}));
    }
    scenario["parties"] = json!([{"role": "second_parent", "label": "Second parent", "name": "=answers.parent_nom",
        "email": "=answers.parent_courriel", "address": "=answers.parent_adresse"}]);
    let told = json!({"kind": "follow_up", "on": "submitted", "to": ["party:second_parent"], "channels": ["email", "letter"],
        "subject": "Demande {{ request.reference }}", "body": CANARY});
    scenario["communications"].as_array_mut().unwrap().push(told);
    catalogue
}

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn file(town_hall: &TownHall, answers: Value) -> RequestId {
    let mut all = json!({"objet": "Un tilleul"});
    all.as_object_mut().unwrap().extend(answers.as_object().unwrap().clone());
    let submission = Submission::new("elagage", "en-ligne", citizen(), values(all));
    town_hall.engine.submit(&camille(), submission).unwrap().id
}

fn second_parent() -> Correspondent {
    Correspondent::Party(Name("second_parent".to_owned()))
}

fn to_the_second_parent(text: &str) -> NewMessage {
    NewMessage { to: Some(second_parent()), text: text.to_owned(), files: Vec::new(), answer_awaited: true }
}

#[test]
fn another_person_is_named_by_the_answers_and_written_to_by_the_circuit() {
    let town_hall = TownHall::with(catalogue(), |host| host);
    let id = file(&town_hall, json!({"parent_nom": "Nadia Benali", "parent_courriel": "nadia@exemple.fr"}));
    let party = &town_hall.seen(id).parties[0];
    assert_eq!((party.name.as_str(), party.email.as_deref()), ("Nadia Benali", Some("nadia@exemple.fr")));
    town_hall.engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let to: Vec<_> = sent.iter().filter(|(_, one)| one.body == CANARY).map(|(_, one)| &one.to[0]).collect();
    assert_eq!(to, ["nadia@exemple.fr"]);
}

#[test]
fn a_role_that_nobody_has_is_written_to_by_nobody_and_someone_without_e_mail_on_paper() {
    let town_hall = TownHall::with(catalogue(), |host| host);
    let alone = file(&town_hall, json!({}));
    let view = town_hall.seen(alone);
    assert!(view.parties.is_empty() && view.tasks.len() == 1, "nothing is to be passed on: {:?}", view.tasks);
    let refused = town_hall.engine.send_message(
        &Actor::agent("bruno"),
        alone,
        &to_the_second_parent("Bonjour"),
        Input::none(),
    );
    assert_eq!(code(refused), ErrorCode::NotFound);
    let on_paper =
        file(&town_hall, json!({"parent_nom": "Nadia", "parent_adresse": "1 rue du Puits\n14000 Caen"}));
    let lines = town_hall.engine.history(&Actor::System, on_paper, FR).unwrap();
    let prepared = "Message de suivi préparé pour Second parent, par courrier";
    assert!(lines.iter().any(|line| line.text == prepared), "{lines:?}");
    let unreachable = file(&town_hall, json!({"parent_nom": "Nadia"}));
    assert_eq!(town_hall.seen(unreachable).tasks.len(), 2, "someone must reach them otherwise");
}

#[test]
fn what_is_written_to_another_person_never_reaches_the_applicant() {
    let town_hall = TownHall::with(catalogue(), |host| host);
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    let id = file(&town_hall, json!({"parent_nom": "Nadia Benali", "parent_courriel": "nadia@exemple.fr"}));
    let attachment = Attachment { name: "canari-autre-parent.pdf", content: &mut &b"%PDF-1.7\n"[..] };
    let file = engine.attach(&bruno, attachment).unwrap().id;
    let message = NewMessage { files: vec![file], ..to_the_second_parent(CANARY) };
    engine.send_message(&bruno, id, &message, Input::none()).unwrap();
    let inside = engine.messages(&bruno, id, FR).unwrap();
    assert_eq!((inside.messages[0].to.clone(), inside.awaiting), (second_parent(), None));
    assert_eq!(town_hall.seen(id).parties[0].awaiting, Some(second_parent()));
    let tracking_code = town_hall.seen(id).tracking_code.unwrap();
    let told = [
        serde_json::to_string(&engine.request(&camille(), id, FR).unwrap()).unwrap(),
        serde_json::to_string(&engine.history(&camille(), id, FR).unwrap()).unwrap(),
        serde_json::to_string(&engine.messages(&camille(), id, FR).unwrap()).unwrap(),
        serde_json::to_string(&engine.messages_by_tracking_code(&tracking_code, FR).unwrap()).unwrap(),
    ]
    .join("\n");
    assert!(!told.contains(CANARY) && !told.contains("party:"), "{told}");
    assert_eq!(code(engine.file(&camille(), file)), ErrorCode::NotFound);
    let shown = serde_json::to_string(&engine.history(&bruno, id, FR).unwrap()).unwrap();
    assert!(shown.contains("mairie → Second parent : canari-autre-parent"), "an agent reads it: {shown}");
}

#[test]
fn a_correction_of_the_answers_names_the_person_anew() {
    let mut catalogue = catalogue();
    let attente = &mut catalogue["workflows"][0]["statuses"]["en_attente"]["transitions"][0];
    attente["amends"] = json!("requested");
    let town_hall = TownHall::with(catalogue, |host| host);
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    let id = file(&town_hall, json!({"parent_nom": "Nadia", "parent_courriel": "faux@exemple.fr"}));
    engine.send_message(&bruno, id, &to_the_second_parent("Bonjour"), Input::none()).unwrap();
    engine.act(&bruno, id, "prendre", Input::none()).unwrap();
    engine.act(&bruno, id, "attendre", Input::values(values(json!({"pieces": "x"})))).unwrap();
    let asked = json!({"items": [{"field": "parent_courriel", "reason": "incorrect"}]});
    let asked = serde_json::from_value(asked).unwrap();
    engine.request_correction(&bruno, id, &asked, None, Input::none()).unwrap();
    let corrected = Input::values(values(json!({"parent_courriel": "nadia@exemple.fr"})));
    engine.act(&camille(), id, "completer", corrected).unwrap();
    let parties = town_hall.seen(id).parties;
    assert_eq!((parties.len(), parties[0].email.as_deref()), (1, Some("nadia@exemple.fr")));
    assert_eq!(parties[0].awaiting, Some(second_parent()), "of whom an answer is awaited is kept");
    assert!(engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn a_role_that_the_scenario_does_not_have_or_has_twice_is_a_fault_at_its_place() {
    let town_hall = TownHall::open();
    let faults = |change: &dyn Fn(&mut Value)| -> Vec<String> {
        let mut catalogue = catalogue();
        change(&mut catalogue["procedures"][0]["scenarios"][0]);
        let faults = town_hall.engine.check(&Sources::from_value(catalogue));
        let faults = faults.iter().filter(|fault| fault.severity == Severity::Fault);
        faults.map(|fault| format!("{} {}", fault.pointer, fault.code)).collect()
    };
    assert_eq!(faults(&|_| {}), Vec::<String>::new());
    let scenario = "/procedures/0/scenarios/0";
    assert_eq!(
        faults(&|scenario| scenario["communications"][2]["to"][0] = json!("party:second_parents")),
        [format!("{scenario}/communications/2/to/0 definition.unknown_reference")]
    );
    let twice = faults(&|scenario| {
        let party = scenario["parties"][0].clone();
        scenario["parties"].as_array_mut().unwrap().push(party);
    });
    assert_eq!(twice, [format!("{scenario}/parties/1/role definition.duplicate_id")]);
}
