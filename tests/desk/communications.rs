//! What people are written: shown as it was sent, seen before it is, corrected once it is published.

use crate::common::{TownHall, code, told, town};
use grc::definition::{Channel, Id, NewWords, Text, TextReference};
use grc::engine::{Input, PreviewQuery, PreviewView, TextPreview};
use grc::store::Standing;
use grc::{Actor, Budget, ErrorCode, Sources};
use serde_json::{Value, json};

fn alice() -> Actor {
    Actor::agent("alice")
}

fn camille() -> Actor {
    Actor::applicant("camille")
}

/// The small town, whose messages come from templates, laid out.
fn catalogue() -> Value {
    let mut catalogue = town::catalogue();
    catalogue["layout"] = json!({"text": "{{ message }}\n-- \n{{ settings.nom_commune }}"});
    catalogue["templates"] = json!([
        {"id": "recu", "subject": "Reçu {{ request.reference }}", "body": "Objet : {{ answers.objet }}, {{ data.note }}"},
        {"id": "fin", "subject": "Fin {{ request.reference }}", "body": "C'est fini, {{ applicant.name }}."}
    ]);
    let scenario = &mut catalogue["procedures"][0]["scenarios"][0];
    scenario["communications"] = json!([
        {"id": "recu", "kind": "acknowledgement", "on": "submitted", "to": ["applicant"], "template": "@recu"},
        {"id": "pieces", "kind": "follow_up", "on": "status:en_attente", "to": ["applicant", "service"],
            "subject": "Pièces", "body": "Il manque : {{ input.pieces }} ({{ request.status_label }})"},
        {"id": "fin", "kind": "closure", "on": "closed", "to": ["applicant"], "template": "@fin"}
    ]);
    catalogue
}

fn town_hall() -> TownHall {
    TownHall::with(catalogue(), |host| host)
}

fn template(id: &str) -> TextReference {
    TextReference::Template(Id(id.to_owned()))
}

fn subject(text: &str) -> NewWords {
    NewWords { subject: Some(Text::from(text)), ..NewWords::default() }
}

fn body(text: &str) -> NewWords {
    NewWords { body: Some(Text::from(text)), ..NewWords::default() }
}

fn query(json: Value) -> PreviewQuery {
    let mut query = json!({"procedure": "elagage", "scenario": "en-ligne"});
    query.as_object_mut().unwrap().extend(json.as_object().unwrap().clone());
    serde_json::from_value(query).unwrap()
}

fn preview(town_hall: &TownHall, json: Value) -> Vec<PreviewView> {
    let seen = town_hall.engine.preview_communications(&alice(), &query(json));
    seen.unwrap_or_else(|error| panic!("{}", told(&error)))
}

#[test]
fn what_was_sent_is_shown_as_it_was_sent() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let id = town_hall.file(&camille()).id;
    let shown = |actor: &Actor| engine.communications(actor, id).unwrap();
    assert!(shown(&camille()).is_empty(), "nothing was sent to them yet");
    assert_eq!(shown(&alice())[0].standing, Standing::Pending);
    town_hall.clock.forward_seconds(60);
    engine.run_due(&Budget::default()).unwrap();
    let to_camille = shown(&camille());
    assert_eq!(to_camille, shown(&alice()));
    let (sent_as, sent) = &town_hall.letters.sent.lock().unwrap()[0].clone();
    let view = &to_camille[0];
    assert_eq!((view.id, &view.subject, view.body.as_ref()), (*sent_as, &sent.subject, Some(&sent.body)));
    assert_eq!(view.html, sent.html);
    assert!(view.body.as_deref().unwrap().ends_with("-- \nPetiteville"));
    assert_eq!(
        (view.recipient.as_str(), view.channel, view.standing),
        ("applicant", Channel::Email, Standing::Sent)
    );
    assert_eq!(view.sent_at.unwrap().milliseconds() - view.written_at.milliseconds(), 60_000);
    // A text corrected since changes nothing of it.
    engine.correct_text(&alice(), Some("elagage"), &template("recu"), Some(&subject("Autre"))).unwrap();
    assert_eq!(shown(&camille()), to_camille);
    assert_eq!(code(engine.communications(&Actor::agent("chloe"), id)), ErrorCode::Forbidden);
    assert_eq!(code(engine.communications(&Actor::applicant("autre"), id)), ErrorCode::NotFound);
}

#[test]
fn the_applicant_is_not_shown_what_others_were_written() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let id = town_hall.file(&camille()).id;
    let pieces = Input::values(crate::common::values(json!({"pieces": "le plan"})));
    engine.act(&Actor::agent("bruno"), id, "prendre", Input::none()).unwrap();
    engine.act(&Actor::agent("bruno"), id, "attendre", pieces).unwrap();
    engine.run_due(&Budget::default()).unwrap();
    let recipients = |actor: &Actor| {
        let shown = engine.communications(actor, id).unwrap();
        shown.into_iter().map(|view| view.recipient).collect::<Vec<_>>()
    };
    assert_eq!(recipients(&camille()), ["applicant", "applicant"]);
    assert_eq!(recipients(&alice()), ["applicant", "applicant", "service"]);
}

#[test]
fn a_message_is_seen_before_it_is_sent_and_nothing_is() {
    let town_hall = town_hall();
    let seen = preview(&town_hall, json!({}));
    let told: Vec<_> =
        seen.iter().map(|one| (one.on.as_str(), one.recipient.as_str(), one.subject.as_str())).collect();
    assert_eq!(
        told,
        [
            ("submitted", "applicant", "Reçu 2026-000000"),
            ("status:en_attente", "applicant", "Pièces"),
            ("status:en_attente", "service", "Pièces"),
            ("closed", "applicant", "Fin 2026-000000")
        ]
    );
    assert_eq!(seen[0].body, "Objet : [Objet], [Note interne]\n-- \nPetiteville");
    assert!(seen[0].html.as_deref().unwrap().contains("<p>Objet : [Objet], [Note interne]</p>"));
    assert!(seen[1].body.starts_with("Il manque : [Pièces] (En attente)"), "{}", seen[1].body);
    assert!(seen[3].body.starts_with("C'est fini, Camille Martin."), "{}", seen[3].body);
    let given =
        json!({"communication": "recu", "answers": {"objet": "Un <chêne>"}, "data": {"note": "urgent"}});
    let seen = preview(&town_hall, given);
    assert_eq!((seen.len(), seen[0].body.lines().next()), (1, Some("Objet : Un <chêne>, urgent")));
    assert!(seen[0].html.as_deref().unwrap().contains("Un &lt;chêne&gt;"));
    assert_eq!(town_hall.engine.run_due(&Budget::default()).unwrap().messages, 0);
    assert!(town_hall.engine.counts(&Actor::System).unwrap().is_empty());
    let unknown = query(json!({"communication": "ailleurs"}));
    assert_eq!(code(town_hall.engine.preview_communications(&alice(), &unknown)), ErrorCode::NotFound);
}

#[test]
fn a_message_is_seen_of_a_request_that_exists() {
    let town_hall = town_hall();
    let id = town_hall.file(&camille()).id;
    let seen = preview(&town_hall, json!({"request": id, "communication": "fin"}));
    assert_eq!(seen[0].subject, "Fin 2026-000001");
    assert!(seen[0].body.starts_with("C'est fini, Camille Lefèvre."));
    let of = |actor: &Actor, request: Value| town_hall.engine.preview_communications(actor, &query(request));
    assert_eq!(code(of(&Actor::agent("bruno"), json!({"request": id}))), ErrorCode::Forbidden);
    assert_eq!(code(of(&Actor::agent("david"), json!({"request": id}))), ErrorCode::NotFound);
    let elsewhere = json!({"request": id, "procedure": "courrier", "scenario": "enregistrer"});
    assert_eq!(code(of(&alice(), elsewhere)), ErrorCode::NotFound, "it is of another procedure");
}

#[test]
fn a_corrected_text_is_what_open_requests_are_written_without_a_new_version() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let id = town_hall.file(&camille()).id;
    let second = town_hall.second();
    // It has compiled the texts as they were.
    second.history(&alice(), id, crate::common::FR).unwrap();
    let words = body("Clos : {{ answers.objet }}.");
    let corrected = engine.correct_text(&alice(), Some("elagage"), &template("fin"), Some(&words)).unwrap();
    assert_eq!(corrected.procedures[0].versions, [1]);
    assert_eq!(town_hall.seen(id).version, 1);
    // Another process writes it too: it is asked of the store, not remembered.
    second.act(&camille(), id, "annuler", Input::none()).unwrap();
    engine.run_due(&Budget::default()).unwrap();
    let sent = town_hall.letters.sent.lock().unwrap()[1].1.clone();
    assert_eq!(
        (sent.subject.as_str(), sent.body.as_str()),
        ("Fin 2026-000001", "Clos : Un tilleul.\n-- \nPetiteville")
    );
    let listed = engine.corrected_texts(&alice(), "elagage").unwrap();
    assert_eq!(
        (&listed[0].by, &listed[0].text, &listed[0].words),
        (&alice(), &template("fin"), &Some(words))
    );
    // What was published is said again.
    engine.correct_text(&Actor::System, Some("elagage"), &template("fin"), None).unwrap();
    assert!(preview(&town_hall, json!({"communication": "fin"}))[0].body.starts_with("C'est fini"));
    let again = engine.correct_text(&Actor::System, Some("elagage"), &template("fin"), None);
    assert_eq!(code(again), ErrorCode::NotFound, "there is nothing left to undo");
    assert_eq!(engine.corrected_texts(&alice(), "elagage").unwrap().len(), 2);
}

#[test]
fn the_next_version_says_what_it_is_published_with_and_versions_before_keep_the_correction() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let old = town_hall.file(&camille()).id;
    engine.correct_text(&alice(), Some("elagage"), &template("fin"), Some(&subject("Corrigé"))).unwrap();
    let mut next = catalogue();
    next["procedures"][0]["title"] = json!("Élagage des arbres");
    let published = engine.publish(&Actor::System, &Sources::from_value(next.clone())).unwrap();
    let codes: Vec<_> = published.warnings.iter().map(|warning| warning.code).collect();
    assert!(codes.contains(&"definition.corrected_text_lost"), "{codes:?}");
    let new = town_hall.file(&camille()).id;
    for (request, expected) in [(old, "Corrigé"), (new, "Fin 2026-000002")] {
        assert_eq!(
            preview(&town_hall, json!({"request": request, "communication": "fin"}))[0].subject,
            expected
        );
    }
    // A version that says the same has lost nothing.
    engine.correct_text(&alice(), Some("elagage"), &template("fin"), Some(&subject("Corrigé"))).unwrap();
    next["templates"][1]["subject"] = json!("Corrigé");
    let published = engine.publish(&Actor::System, &Sources::from_value(next)).unwrap();
    assert!(!published.versions.is_empty());
    assert!(published.warnings.iter().all(|warning| warning.code != "definition.corrected_text_lost"));
}

#[test]
fn a_version_that_cannot_say_the_words_says_what_it_did() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let old = town_hall.file(&camille()).id;
    let mut next = catalogue();
    let fields = &mut next["procedures"][0]["scenarios"][0]["form"]["fields"];
    fields.as_array_mut().unwrap().push(json!({"id": "hauteur", "type": "integer", "label": "Hauteur"}));
    engine.publish(&Actor::System, &Sources::from_value(next)).unwrap();
    let words = body("{{ answers.hauteur }} m");
    let corrected = engine.correct_text(&alice(), Some("elagage"), &template("fin"), Some(&words)).unwrap();
    assert_eq!(
        (&corrected.procedures[0].versions[..], &corrected.procedures[0].unchanged[..]),
        (&[2][..], &[1][..])
    );
    assert!(
        preview(&town_hall, json!({"request": old, "communication": "fin"}))[0]
            .body
            .starts_with("C'est fini")
    );
    assert!(preview(&town_hall, json!({"communication": "fin"}))[0].body.starts_with("1 m"));
}

#[test]
fn a_correction_at_fault_changes_nothing_and_is_told_where_it_was_written() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let correct = |actor: &Actor, text: &TextReference, words: &NewWords| {
        engine.correct_text(actor, Some("elagage"), text, Some(words)).unwrap_err()
    };
    let fault = correct(&alice(), &template("fin"), &body("{{ answers.inconnu }}"));
    assert_eq!(fault.code(), ErrorCode::InvalidDefinition);
    assert_eq!(fault.details().unwrap()["diagnostics"][0]["pointer"], "/words/body");
    // What exists at one moment does not at another.
    assert_eq!(
        correct(&alice(), &template("recu"), &body("{{ input.pieces }}")).code(),
        ErrorCode::InvalidDefinition
    );
    assert_eq!(correct(&alice(), &template("ailleurs"), &subject("x")).code(), ErrorCode::NotFound);
    assert_eq!(correct(&alice(), &template("fin"), &NewWords::default()).path(), Some("/words"));
    let file: NewWords = serde_json::from_value(json!({"body": {"file": "fin.txt"}})).unwrap();
    assert_eq!(correct(&alice(), &template("fin"), &file).path(), Some("/words/body"));
    for actor in [Actor::agent("bruno"), Actor::agent("david"), Actor::agent("elise"), camille()] {
        assert_eq!(
            correct(&actor, &template("fin"), &subject("x")).code(),
            ErrorCode::Forbidden,
            "{actor:?}"
        );
    }
    assert!(engine.corrected_texts(&alice(), "elagage").unwrap().is_empty());
    assert_eq!(preview(&town_hall, json!({"communication": "fin"}))[0].subject, "Fin 2026-000000");
    let seen = TextPreview { which: template("fin"), words: body("{{ answers.inconnu }}") };
    let faulty = PreviewQuery { text: Some(seen), ..query(json!({})) };
    let fault = engine.preview_communications(&alice(), &faulty).unwrap_err();
    assert_eq!(fault.details().unwrap()["diagnostics"][0]["pointer"], "/query/text/words/body");
}

#[test]
fn a_template_is_corrected_in_every_procedure_that_uses_it_by_the_host_alone() {
    let mut catalogue = catalogue();
    let message = catalogue["procedures"][0]["scenarios"][0]["communications"][2].clone();
    catalogue["procedures"][1]["scenarios"][0]["communications"] = json!([message]);
    let town_hall = TownHall::with(catalogue, |host| host);
    let engine = &town_hall.engine;
    let everywhere = |actor: &Actor, text: &TextReference| {
        engine.correct_text(actor, None, text, Some(&subject("Partout")))
    };
    assert_eq!(code(everywhere(&alice(), &template("fin"))), ErrorCode::Forbidden);
    let corrected = everywhere(&Actor::System, &template("fin")).unwrap();
    let procedures: Vec<_> = corrected.procedures.iter().map(|one| one.procedure.as_str()).collect();
    assert_eq!(procedures, ["elagage", "signalement"]);
    let message = json!({"communication": {"scenario": "en-ligne", "id": "pieces"}});
    let message: TextReference = serde_json::from_value(message).unwrap();
    assert_eq!(code(everywhere(&Actor::System, &message)), ErrorCode::InvalidInput);
    let one = engine.correct_text(&alice(), Some("elagage"), &message, Some(&subject("Il manque")));
    assert_eq!(one.unwrap().procedures[0].versions, [1]);
    assert_eq!(preview(&town_hall, json!({"communication": "pieces"}))[0].subject, "Il manque");
}

/// The same, whose circuit writes by actions: when something is awaited, and when a task is late.
fn catalogue_with_actions() -> Value {
    let mut catalogue = catalogue();
    let workflow = &mut catalogue["workflows"][0];
    workflow["statuses"]["en_cours"]["transitions"][0]["actions"] = json!([
        {"set": {"note": "=input.pieces"}},
        {"notify": {"id": "attente", "to": ["applicant"], "subject": "Attente", "body": "Il nous faut {{ input.pieces }}."}}]);
    workflow["statuses"]["a_traiter"]["tasks"][0]["overdue"] = json!([{"notify": {"to": ["service"], "subject": "Retard", "body": "{{ request.reference }} attend."}}]);
    workflow["anywhere"][0]["actions"] = json!([{"notify": {"id": "annulation", "to": ["service"], "subject": "Annulation", "body": "Plus rien à faire."}}]);
    catalogue
}

#[test]
fn messages_that_actions_write_are_seen_and_corrected_too() {
    let town_hall = TownHall::with(catalogue_with_actions(), |host| host);
    let engine = &town_hall.engine;
    let seen = preview(&town_hall, json!({}));
    let told: Vec<_> = seen.iter().map(|one| (one.on.as_str(), one.subject.as_str())).collect();
    let by_actions = [
        ("transition:annuler", "Annulation"),
        ("task:instruire", "Retard"),
        ("transition:attendre", "Attente"),
    ];
    assert_eq!(told[4..], by_actions, "after those of occasions, each once");
    let one = json!({"communication": "attente", "input": {"pieces": "le plan"}});
    assert_eq!(preview(&town_hall, one.clone())[0].body, "Il nous faut le plan.\n-- \nPetiteville");
    let which = json!({"communication": {"scenario": "en-ligne", "id": "attente"}});
    let which: TextReference = serde_json::from_value(which).unwrap();
    let words = body("Merci d'envoyer {{ input.pieces }}.");
    let before = PreviewQuery {
        text: Some(TextPreview { which: which.clone(), words: words.clone() }),
        ..query(one.clone())
    };
    let before = engine.preview_communications(&alice(), &before).unwrap().remove(0);
    assert!(before.body.starts_with("Merci d'envoyer le plan."));
    let fault = engine.correct_text(&alice(), Some("elagage"), &which, Some(&body("{{ input.inconnu }}")));
    assert_eq!(fault.unwrap_err().details().unwrap()["diagnostics"][0]["pointer"], "/words/body");
    let id = town_hall.file(&camille()).id;
    engine.correct_text(&alice(), Some("elagage"), &which, Some(&words)).unwrap();
    // A request that is open already is written what the text says now.
    engine.act(&Actor::agent("bruno"), id, "prendre", Input::none()).unwrap();
    let pieces = Input::values(crate::common::values(json!({"pieces": "le plan"})));
    engine.act(&Actor::agent("bruno"), id, "attendre", pieces).unwrap();
    let written = engine.communications(&alice(), id).unwrap();
    let waiting = written.iter().find(|one| one.subject == "Attente").unwrap();
    assert!(waiting.body.as_deref().unwrap().starts_with("Merci d'envoyer le plan."), "{waiting:?}");
}

#[test]
fn an_action_writes_no_message_under_the_name_of_another() {
    let mut catalogue = catalogue_with_actions();
    catalogue["workflows"][0]["anywhere"][0]["actions"][0]["notify"]["id"] = json!("recu");
    let engine = grc::Engine::open(":memory:").unwrap();
    let error = engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap_err();
    let diagnostics = error.details().unwrap()["diagnostics"].as_array().unwrap();
    assert!(
        diagnostics
            .iter()
            .any(|one| one["code"] == "definition.duplicate_id" && one["pointer"] == "/workflows/0"),
        "{diagnostics:?}"
    );
}

#[test]
fn whoever_holds_the_tracking_code_reads_what_was_sent_to_the_applicant() {
    let town_hall = town_hall();
    let engine = &town_hall.engine;
    let receipt = town_hall.file(&camille());
    engine.act(&Actor::agent("bruno"), receipt.id, "prendre", Input::none()).unwrap();
    let pieces = Input::values(crate::common::values(json!({"pieces": "le plan"})));
    engine.act(&Actor::agent("bruno"), receipt.id, "attendre", pieces).unwrap();
    engine.run_due(&Budget::default()).unwrap();
    let read = engine.communications_by_tracking_code(&receipt.tracking_code.to_lowercase()).unwrap();
    assert_eq!(read, engine.communications(&camille(), receipt.id).unwrap());
    assert_eq!(read.len(), 2, "what the service was written is not theirs");
    assert_eq!(code(engine.communications_by_tracking_code("ABCD-EFGH-JKMN-PQRS")), ErrorCode::NotFound);
}

#[test]
fn a_name_that_is_always_empty_when_a_message_is_written_is_warned_of() {
    let mut catalogue = catalogue();
    let messages = &mut catalogue["procedures"][0]["scenarios"][0]["communications"];
    messages[0]["subject"] = json!("Reçu {{ request.external_id }}");
    messages[1]["body"] = json!(
        "Close le {{ request.closed_at }}, {% if request.outcome != none %}{{ request.outcome }}{% endif %}"
    );
    // Where they may have a value, nothing is said.
    messages[2]["body"] =
        json!("{{ request.outcome }} le {{ request.closed_at }}, {{ request.external_id }}");
    let engine = grc::Engine::open(":memory:").unwrap();
    let published = engine.publish(&Actor::System, &Sources::from_value(catalogue)).unwrap();
    let warned: Vec<_> = published
        .warnings
        .iter()
        .filter(|one| one.code == "definition.always_empty")
        .map(|one| (one.pointer.as_str(), one.message.english.split('`').nth(1).unwrap()))
        .collect();
    let at = |rank: usize| format!("/procedures/0/scenarios/0/communications/{rank}");
    let (first, second) = (at(0), at(1));
    assert_eq!(warned, [(first.as_str(), "request.external_id"), (second.as_str(), "request.closed_at")]);
}
