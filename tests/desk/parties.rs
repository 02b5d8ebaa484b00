//! Other people of a request: named by its answers, written to by its circuit and by agents, who may confirm with a code.

use crate::common::{FR, TownHall, citizen, code, town, values};
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

/// A circuit in which the second parent agrees, by a code that they are written.
fn with_agreement() -> Value {
    let mut catalogue = catalogue();
    let mut circuit = catalogue["workflows"][0].clone();
    circuit["id"] = json!("accord");
    let asked = json!({"id": "demander", "to": "accord_attendu", "by": ["agent"]});
    circuit["statuses"]["a_traiter"]["transitions"].as_array_mut().unwrap().push(asked);
    circuit["statuses"]["accord_attendu"] = json!({"label": "Accord attendu", "state": "on_hold", "transitions": [
        {"id": "accorder", "label": "Donner mon accord", "confirm": "Êtes-vous d'accord ?", "to": "en_cours",
            "by": ["party:second_parent"],
            "form": {"fields": [{"id": "mention", "type": "text", "label": "Lu et approuvé", "required": true}]},
            "actions": [{"set": {"note": "=input.mention"}}]},
        {"id": "relancer_parent", "to": "accord_attendu", "by": ["agent"]},
        {"id": "corriger", "to": "accord_attendu", "by": ["applicant"], "amends": "requested"},
        {"id": "reprendre", "to": "en_cours", "by": ["agent"]}]});
    catalogue["workflows"].as_array_mut().unwrap().push(circuit);
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    scenario["workflow"] = json!({"use": "@accord"});
    let told = json!({"kind": "follow_up", "on": "status:accord_attendu", "to": ["party:second_parent"],
        "subject": "Votre accord", "body": "Code : {{ request.confirmation_code }}"});
    scenario["communications"].as_array_mut().unwrap().push(told);
    catalogue
}

const NADIA: &str = "nadia@exemple.fr";

/// A request in which the second parent was asked to agree.
fn asked(town_hall: &TownHall) -> RequestId {
    let answers = json!({"objet": CANARY, "parent_nom": "Nadia Benali", "parent_courriel": NADIA});
    let id = file(town_hall, answers);
    town_hall.engine.act(&Actor::agent("bruno"), id, "demander", Input::none()).unwrap();
    id
}

/// The last code that was written to an address.
fn code_for(town_hall: &TownHall, address: &str) -> String {
    town_hall.engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap();
    let to_them = sent.iter().filter(|(_, one)| one.to[0] == address);
    to_them.filter_map(|(_, one)| one.body.strip_prefix("Code : ")).next_back().unwrap().trim().to_owned()
}

fn someone() -> Actor {
    Actor::applicant("session-7")
}

fn agreed() -> Input {
    Input::values(values(json!({"mention": "Lu et approuvé"})))
}

#[test]
fn another_person_confirms_once_with_the_code_that_they_were_written() {
    let town_hall = TownHall::with(with_agreement(), |host| host);
    let engine = &town_hall.engine;
    let id = asked(&town_hall);
    let (reference, code_given) = (town_hall.seen(id).reference, code_for(&town_hall, NADIA));
    let typed = code_given.to_lowercase().replace('-', " ");
    let page = engine.confirmation(&someone(), &reference, &typed, FR).unwrap();
    assert_eq!(
        (page.procedure_title.as_str(), page.party_label.as_str()),
        ("Élagage d'un arbre", "Second parent")
    );
    let [offer] = page.transitions.as_slice() else { panic!("{page:?}") };
    assert_eq!(
        (offer.label.as_str(), offer.confirm.as_deref()),
        ("Donner mon accord", Some("Êtes-vous d'accord ?"))
    );
    assert_eq!(offer.fields[0].path.as_str(), "/mention");

    let incomplete = engine.confirm(&someone(), (&reference, &typed), "accorder", Input::none());
    assert_eq!(code(incomplete), ErrorCode::InvalidAnswers, "the code still serves after that");
    let other = engine.confirm(&someone(), (&reference, &typed), "reprendre", Input::none());
    assert_eq!(code(other), ErrorCode::TransitionNotOffered);
    let once = || engine.confirm(&someone(), (&reference, &typed), "accorder", agreed().once("clic"));
    assert_eq!(once().unwrap(), once().unwrap(), "two clicks are one");
    let view = town_hall.seen(id);
    assert_eq!((view.status.as_str(), &view.data["note"]), ("en_cours", &json!("Lu et approuvé")));
    let lines = engine.history(&Actor::agent("bruno"), id, FR).unwrap();
    let line =
        lines.iter().find(|line| line.text == "Confirmation reçue : Second parent, Nadia Benali").unwrap();
    assert_eq!(line.actor, "Second parent");
    let lines = engine.history(&camille(), id, FR).unwrap();
    assert_eq!(lines.last().unwrap().actor, "Second parent", "the applicant did not do it: {lines:?}");

    assert_eq!(code(engine.confirmation(&someone(), &reference, &typed, FR)), ErrorCode::NotFound);
    let again = engine.confirm(&someone(), (&reference, &typed), "accorder", agreed());
    assert_eq!(code(again), ErrorCode::NotFound);
    assert!(engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn a_guessed_code_tells_nothing_and_nobody_of_the_town_hall_confirms_for_someone() {
    let town_hall = TownHall::with(with_agreement(), |host| host);
    let engine = &town_hall.engine;
    let (id, other) = (asked(&town_hall), file(&town_hall, json!({})));
    let (reference, right) = (town_hall.seen(id).reference, code_for(&town_hall, NADIA));
    let other = town_hall.seen(other).reference;
    let tracking_code = town_hall.seen(id).tracking_code.unwrap();
    let unknown = engine.confirmation(&someone(), "2026-999999", &right, FR).unwrap_err();
    for (reference, guessed) in [
        (&reference, "0000-0000-0000-0000"),
        (&reference, ""),
        (&reference, &tracking_code),
        (&other, &right),
    ] {
        let page = engine.confirmation(&someone(), reference, guessed, FR).unwrap_err();
        let done = engine.confirm(&someone(), (reference, guessed), "accorder", agreed()).unwrap_err();
        assert_eq!((page.to_string(), done.to_string()), (unknown.to_string(), unknown.to_string()));
        assert_eq!((page.code(), page.path()), (ErrorCode::NotFound, unknown.path()));
    }
    for actor in [Actor::agent("bruno"), Actor::System] {
        assert_eq!(code(engine.confirmation(&actor, &reference, &right, FR)), ErrorCode::Forbidden);
        let done = engine.confirm(&actor, (&reference, &right), "accorder", agreed());
        assert_eq!(code(done), ErrorCode::Forbidden);
    }
    let by_the_applicant = engine.act(&camille(), id, "accorder", agreed());
    assert_eq!(code(by_the_applicant), ErrorCode::Forbidden, "without the code it is not theirs");
    assert_eq!(town_hall.seen(id).status.as_str(), "accord_attendu");
}

#[test]
fn whoever_confirms_reads_nothing_of_the_request_and_their_code_is_told_nowhere() {
    let town_hall = TownHall::with(with_agreement(), |host| host);
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    let id = asked(&town_hall);
    for visible in [true, false] {
        engine.comment(&bruno, id, CANARY, visible, Input::none()).unwrap();
    }
    let message = NewMessage { to: None, text: CANARY.to_owned(), files: Vec::new(), answer_awaited: true };
    engine.send_message(&bruno, id, &message, Input::none()).unwrap();
    let (reference, right) = (town_hall.seen(id).reference, code_for(&town_hall, NADIA));
    let page = engine.confirmation(&someone(), &reference, &right, FR).unwrap();
    let done = engine.confirm(&someone(), (&reference, &right), "accorder", agreed()).unwrap();
    let told = format!("{}{}", serde_json::to_string(&page).unwrap(), serde_json::to_string(&done).unwrap());
    for private in [CANARY, "Nadia", NADIA, "en_cours", "Lefèvre"] {
        assert!(!told.contains(private), "{private} in {told}");
    }
    assert_eq!(code(engine.request(&someone(), id, FR)), ErrorCode::NotFound, "a code is no account");
    let told = [&Actor::System, &bruno, &camille()].map(|actor| {
        let history = serde_json::to_string(&engine.history(actor, id, FR).unwrap()).unwrap();
        history + &serde_json::to_string(&engine.request(actor, id, FR).unwrap()).unwrap()
    });
    assert!(told.iter().all(|told| !told.contains(&right)), "{told:?}");
}

#[test]
fn a_newer_code_takes_the_place_of_the_former_and_whoever_is_named_anew_is_written_to_anew() {
    let town_hall = TownHall::with(with_agreement(), |host| host);
    let (engine, bruno) = (&town_hall.engine, Actor::agent("bruno"));
    let id = asked(&town_hall);
    let (reference, first) = (town_hall.seen(id).reference, code_for(&town_hall, NADIA));
    let works = |code: &str| engine.confirmation(&someone(), &reference, code, FR).is_ok();
    town_hall.engine.act(&bruno, id, "relancer_parent", Input::none()).unwrap();
    let second = code_for(&town_hall, NADIA);
    assert_eq!((works(&first), works(&second)), (false, true));
    let asked = json!({"items": [{"field": "parent_courriel", "reason": "incorrect"}]});
    let asked = serde_json::from_value(asked).unwrap();
    engine.request_correction(&bruno, id, &asked, None, Input::none()).unwrap();
    let corrected = Input::values(values(json!({"parent_courriel": "n.benali@exemple.fr"})));
    engine.act(&camille(), id, "corriger", corrected).unwrap();
    assert!(!works(&second), "it went to an address that is not theirs");
    assert!(works(&code_for(&town_hall, "n.benali@exemple.fr")));
    engine.act(&bruno, id, "reprendre", Input::none()).unwrap();
    let third = code_for(&town_hall, "n.benali@exemple.fr");
    assert!(
        engine.confirmation(&someone(), &reference, &third, FR).unwrap().transitions.is_empty(),
        "too late"
    );
    let late = engine.confirm(&someone(), (&reference, &third), "accorder", agreed());
    assert_eq!(code(late), ErrorCode::TransitionNotOffered);
    assert!(engine.verify(&Actor::System, &[]).unwrap().broken.is_empty());
}

#[test]
fn a_code_elsewhere_than_in_a_letter_to_its_person_is_refused_at_publication() {
    let town_hall = TownHall::open();
    let faults = |change: &dyn Fn(&mut Value)| -> Vec<String> {
        let mut catalogue = with_agreement();
        change(&mut catalogue);
        let faults = town_hall.engine.check(&Sources::from_value(catalogue));
        let faults = faults.iter().filter(|fault| fault.severity == Severity::Fault);
        faults.map(|fault| fault.pointer.to_string()).collect()
    };
    assert_eq!(faults(&|_| {}), Vec::<String>::new());
    let message = "/procedures/0/scenarios/0/communications/3";
    let letter = |catalogue: &mut Value, key: &str, value: Value| {
        catalogue["procedures"][0]["scenarios"][0]["communications"][3][key] = value;
    };
    let code = "{{ request.confirmation_code }}";
    let told = |place: &str| vec![place.to_owned()];
    let both = json!(["party:second_parent", "applicant"]);
    assert_eq!(faults(&|catalogue| letter(catalogue, "to", both.clone())), told(&format!("{message}/body")));
    assert_eq!(
        faults(&|catalogue| letter(catalogue, "subject", json!(code))),
        told(&format!("{message}/subject"))
    );
    let last = catalogue()["workflows"].as_array().unwrap().len();
    let accord = format!("/workflows/{last}/statuses/accord_attendu/transitions/0");
    let transition = |catalogue: &mut Value, change: &dyn Fn(&mut Value)| {
        change(&mut catalogue["workflows"][last]["statuses"]["accord_attendu"]["transitions"][0]);
    };
    let set = json!({"set": {"note": "=request.confirmation_code"}});
    assert_eq!(
        faults(&|all| transition(all, &|one| one["actions"][0] = set.clone())),
        told(&format!("{accord}/actions/0/set/note"))
    );
    assert_eq!(
        faults(&|all| transition(all, &|one| one["by"][0] = json!("party:second_parents"))),
        told(&format!("{accord}/by/0"))
    );
    assert_eq!(
        faults(&|all| transition(all, &|one| one["form"]["fields"][0]["value"] = json!("=answers.objet")))
            .len(),
        1,
        "the form reads an answer"
    );
    let amends = |one: &mut Value| {
        one.as_object_mut().unwrap().retain(|key, _| key != "form" && key != "actions");
        one["amends"] = json!("requested");
    };
    assert_eq!(faults(&|all| transition(all, &amends)), told(&format!("{accord}/amends")));
}
