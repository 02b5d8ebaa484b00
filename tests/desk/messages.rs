//! Messages between the town hall and the applicant: who reads them, what leaves, of whom an answer is awaited.

use crate::common::{FR, TownHall, code, town};
use grc::engine::{Acted, Attachment, Correspondence, RequestView};
use grc::request::{Correspondent, FileId, RequestId};
use grc::workflow::NewMessage;
use grc::{Actor, Agent, Applicant, Budget, ErrorCode, Input, Language, Result, Sources, Submission};
use serde_json::json;

/// Written for others than who reads.
const CANARY: &str = "canari-message";

fn camille() -> Actor {
    Actor::applicant("camille")
}

fn bruno() -> Actor {
    Actor::agent("bruno")
}

fn message(text: &str) -> NewMessage {
    NewMessage { to: None, text: text.to_owned(), files: Vec::new(), answer_awaited: false }
}

fn question(text: &str) -> NewMessage {
    NewMessage { answer_awaited: true, ..message(text) }
}

fn send(town_hall: &TownHall, actor: &Actor, id: RequestId, message: &NewMessage) -> Result<Acted> {
    town_hall.engine.send_message(actor, id, message, Input::none())
}

fn read(town_hall: &TownHall, actor: &Actor, id: RequestId) -> Correspondence {
    town_hall.engine.messages(actor, id, FR).unwrap()
}

fn attach(town_hall: &TownHall, actor: &Actor) -> FileId {
    let attachment = Attachment { name: "plan.pdf", content: &mut &b"%PDF-1.7\n"[..] };
    town_hall.engine.attach(actor, attachment).unwrap().id
}

fn tasks_to_answer(view: &RequestView) -> usize {
    view.tasks.iter().filter(|task| task.title == "Message reçu, à lire").count()
}

#[test]
fn each_answers_the_other_and_it_is_told_of_whom_an_answer_is_awaited() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    assert_eq!(town_hall.seen(id).awaiting, None);
    send(&town_hall, &bruno(), id, &question("Quelle est la hauteur de l'arbre ?")).unwrap();
    let view = town_hall.engine.request(&camille(), id, FR).unwrap();
    assert_eq!(view.awaiting, Some(Correspondent::Applicant));
    town_hall.clock.forward_seconds(60);
    send(&town_hall, &camille(), id, &message("Six mètres.")).unwrap();
    send(&town_hall, &camille(), id, &message("Plutôt sept.")).unwrap();
    let view = town_hall.seen(id);
    assert_eq!((view.awaiting.clone(), tasks_to_answer(&view)), (Some(Correspondent::TownHall), 1));
    send(&town_hall, &bruno(), id, &message("Merci.")).unwrap();
    let view = town_hall.seen(id);
    assert_eq!((view.awaiting.clone(), tasks_to_answer(&view)), (None, 0), "an answer ends the task");
    let seen = read(&town_hall, &camille(), id);
    let told: Vec<_> = seen.messages.iter().map(|one| (one.author.as_str(), one.text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("mairie", "Quelle est la hauteur de l'arbre ?"),
            ("demandeur", "Six mètres."),
            ("demandeur", "Plutôt sept."),
            ("mairie", "Merci.")
        ]
    );
    let inside = read(&town_hall, &bruno(), id);
    assert_eq!(inside.messages[0].author, "Nom de bruno");
    let history = town_hall.engine.history(&camille(), id, Language::English).unwrap();
    let lines: Vec<_> = history.iter().map(|line| line.text.as_str()).collect();
    assert!(lines.contains(&"Message, applicant → town hall: Six mètres."), "{lines:?}");
}

#[test]
fn an_agent_who_has_nothing_to_answer_says_so_by_ending_the_task() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    send(&town_hall, &camille(), id, &message("Merci beaucoup.")).unwrap();
    let task =
        town_hall.seen(id).tasks.into_iter().find(|task| task.title == "Message reçu, à lire").unwrap();
    town_hall.engine.complete_task(&bruno(), task.id, Input::none()).unwrap();
    assert_eq!(town_hall.seen(id).awaiting, None);
}

#[test]
fn what_the_town_hall_writes_leaves_signed_with_the_address_of_its_service() {
    let mut catalogue = town::catalogue();
    catalogue["services"][0]["address"] = json!("1 place de la Mairie");
    let town_hall = TownHall::with(catalogue, |host| host);
    let signing = Agent { title: Some("Instructeur".to_owned()), ..town::agents().remove(1) };
    town_hall.engine.put_agent(&Actor::System, &signing).unwrap();
    assert_eq!(town_hall.engine.agents(&bruno()).unwrap()[1].title.as_deref(), Some("Instructeur"));
    let receipt = town_hall.file(&camille());
    let plan = attach(&town_hall, &bruno());
    let asked = NewMessage { files: vec![plan], ..question("Est-ce cet arbre ?") };
    send(&town_hall, &bruno(), receipt.id, &asked).unwrap();
    town_hall.engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let (_, sent) = sent.last().unwrap();
    assert_eq!(sent.to, ["camille@exemple.fr"]);
    assert_eq!(
        sent.subject,
        format!("Demande {} : une réponse de votre part est attendue", receipt.reference)
    );
    assert_eq!(
        sent.body,
        "Est-ce cet arbre ?\n\nÀ consulter avec votre demande : plan.pdf\n\nNom de bruno\nInstructeur\nUrbanisme\n\
         1 place de la Mairie\nurbanisme@mairie.exemple.fr\n"
    );
}

#[test]
fn someone_without_an_e_mail_address_is_written_to_on_paper_and_someone_unreachable_is_a_task() {
    let town_hall = TownHall::open();
    let file = |applicant: Applicant| {
        let submission = Submission { applicant, ..town::report() };
        town_hall.engine.submit(&Actor::System, submission).unwrap().id
    };
    let named = Applicant::citizen("Aminata", "Diallo");
    let by_post = file(Applicant { address: vec!["1 rue du Puits".to_owned()], ..named.clone() });
    send(&town_hall, &Actor::System, by_post, &message("Bonjour.")).unwrap();
    let lines = town_hall.engine.history(&Actor::System, by_post, FR).unwrap();
    assert!(lines.iter().any(|line| line.text.ends_with("par courrier")), "{lines:?}");
    let unreachable = file(named);
    send(&town_hall, &Actor::System, unreachable, &message("Bonjour.")).unwrap();
    let tasks = town_hall.seen(unreachable).tasks;
    assert!(tasks.iter().any(|task| task.title.starts_with("Message non envoyé")), "{tasks:?}");
    let anonymous = file(Applicant::anonymous(grc::definition::Audience::Citizen));
    send(&town_hall, &Actor::System, anonymous, &message("Bonjour.")).unwrap();
    assert_eq!(town_hall.seen(anonymous).tasks, [], "who chose to stay unknown awaits nothing");
    let code = town_hall.seen(anonymous).tracking_code.unwrap();
    let read = town_hall.engine.messages_by_tracking_code(&code.to_lowercase(), FR).unwrap();
    assert_eq!(read.messages[0].text, "Bonjour.", "but they may come and read");
}

#[test]
fn files_go_with_the_message_and_are_read_by_who_may_read_it() {
    let town_hall = TownHall::open();
    let engine = &town_hall.engine;
    let id = town_hall.file(&camille()).id;
    let (plan, photo) = (attach(&town_hall, &bruno()), attach(&town_hall, &camille()));
    send(&town_hall, &bruno(), id, &NewMessage { files: vec![plan], ..message("Le plan") }).unwrap();
    send(&town_hall, &camille(), id, &NewMessage { files: vec![photo], ..message("La photo") }).unwrap();
    for file in [plan, photo] {
        for reader in [camille(), bruno(), Actor::agent("chloe")] {
            assert_eq!(engine.file(&reader, file).unwrap().name, "plan.pdf");
        }
        for stranger in [Actor::applicant("hugo"), Actor::agent("david")] {
            assert_eq!(code(engine.file(&stranger, file)), ErrorCode::NotFound);
        }
    }
    assert_eq!(read(&town_hall, &camille(), id).messages[1].files[0].id, photo);
    let stolen = attach(&town_hall, &Actor::applicant("hugo"));
    let refused = send(&town_hall, &camille(), id, &NewMessage { files: vec![stolen], ..message("x") });
    let error = refused.unwrap_err();
    assert_eq!(error.code(), ErrorCode::InvalidAnswers);
    assert_eq!(error.details().unwrap()["faults"][0]["path"], "/files/0/file");
    assert!(engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn nobody_writes_on_a_request_that_is_not_theirs_and_who_consults_reads() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    send(&town_hall, &camille(), id, &message(CANARY)).unwrap();
    for stranger in [
        Actor::applicant("hugo"),
        Actor::agent("david"),
        Actor::agent("elise"),
        Actor::Connector("gmao".into()),
    ] {
        assert_eq!(code(send(&town_hall, &stranger, id, &message("x"))), ErrorCode::NotFound);
        assert_eq!(code(town_hall.engine.messages(&stranger, id, FR)), ErrorCode::NotFound);
    }
    let chloe = Actor::agent("chloe");
    assert_eq!(read(&town_hall, &chloe, id).messages[0].text, CANARY);
    assert_eq!(code(send(&town_hall, &chloe, id, &message("x"))), ErrorCode::Forbidden);
}

#[test]
fn a_message_that_cannot_be_is_refused_at_its_place_and_nothing_is_written() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    let before = town_hall.seen(id).revision;
    let to = |to| NewMessage { to: Some(to), ..message("Bonjour") };
    let long = message(&"a".repeat(20_001));
    let refusals = [
        (bruno(), message("  "), ErrorCode::InvalidAnswers, None),
        (bruno(), long, ErrorCode::InvalidAnswers, None),
        (bruno(), to(Correspondent::TownHall), ErrorCode::InvalidInput, Some("/to")),
        (camille(), to(Correspondent::Applicant), ErrorCode::Forbidden, Some("/to")),
    ];
    for (actor, message, code, path) in refusals {
        let error = send(&town_hall, &actor, id, &message).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path), "{error}");
    }
    assert_eq!(town_hall.seen(id).revision, before);
}

#[test]
fn the_applicant_may_still_write_once_the_request_is_closed_and_the_service_is_told() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    town_hall.engine.act(&camille(), id, "annuler", Input::none()).unwrap();
    send(&town_hall, &camille(), id, &message("Je me suis trompée.")).unwrap();
    let view = town_hall.seen(id);
    assert!(view.state.is_closed());
    assert_eq!((view.awaiting.clone(), tasks_to_answer(&view)), (Some(Correspondent::TownHall), 1));
    send(&town_hall, &bruno(), id, &message("Déposez une autre demande.")).unwrap();
    assert_eq!(town_hall.seen(id).tasks, []);
}

#[test]
fn a_message_is_written_once_however_often_it_is_asked() {
    let town_hall = TownHall::open();
    let id = town_hall.file(&camille()).id;
    let once = || Input::none().once("m1");
    let sent = town_hall.engine.send_message(&camille(), id, &message("Bonjour"), once()).unwrap();
    assert_eq!(town_hall.engine.send_message(&camille(), id, &message("Bonjour"), once()).unwrap(), sent);
    let other = town_hall.engine.send_message(&camille(), id, &message("Bonsoir"), once());
    assert_eq!(code(other), ErrorCode::IdempotencyMismatch);
    assert_eq!(read(&town_hall, &camille(), id).messages.len(), 1);
    let late = town_hall.engine.send_message(&camille(), id, &message("x"), Input::none().at_revision(1));
    assert_eq!(code(late), ErrorCode::StaleRevision);
}

#[test]
fn a_letter_of_the_circuit_is_signed_by_the_agent_in_charge_or_else_by_the_one_who_acts() {
    let mut catalogue = town::catalogue();
    let letter = json!({"kind": "follow_up", "on": "status:en_cours", "to": ["applicant"], "subject": "Suivi",
        "body": "{{ request.agent_signature }}"});
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    scenario["communications"].as_array_mut().unwrap().push(letter);
    let town_hall = TownHall::with(catalogue, |host| host);
    for in_charge in [Some("alice".to_owned()), None] {
        let id = town_hall.file(&camille()).id;
        town_hall.engine.assign(&Actor::System, id, None, in_charge, Input::none()).unwrap();
        town_hall.engine.act(&bruno(), id, "prendre", Input::none()).unwrap();
    }
    town_hall.engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let signed = sent.iter().filter(|(_, message)| message.subject == "Suivi");
    let signed: Vec<_> = signed.map(|(_, message)| message.body.lines().next().unwrap()).collect();
    assert_eq!(signed, ["Nom de alice", "Nom de bruno"]);
    let unknown = json!({"kind": "follow_up", "on": "closed", "to": ["applicant"], "subject": "x", "body": "{{ request.signature }}"});
    let mut faulty = town::catalogue();
    faulty["procedures"][0]["scenarios"][0]["communications"] = json!([unknown]);
    let faults = town_hall.engine.check(&Sources::from_value(faulty));
    assert!(faults.iter().any(|fault| fault.pointer.ends_with("/communications/0/body")), "{faults:?}");
}
