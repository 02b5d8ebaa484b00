//! Corrections: an agent asks for answers again, the applicant amends those and no others, the agent sees what changed.

use crate::common::{FR, TownHall, agent, citizen, code, values};
use grc::definition::{Id, Name};
use grc::engine::{Acted, Attachment, RequestView};
use grc::request::{CorrectionAsked, CorrectionItem, CorrectionReason, FileId, RequestId, Role};
use grc::{Actor, Engine, ErrorCode, Input, Result, Sources, Submission};
use serde_json::{Value, json};

fn catalogue() -> Value {
    json!({
        "settings": {"nom_commune": "Petiteville"},
        "services": [{"id": "accueil", "title": "Accueil", "email": "accueil@mairie.exemple.fr"}],
        "sectors": [{"id": "quartiers", "title": "Quartiers", "sectors": [
            {"id": "haut", "title": "Haut", "streets": [{"street": "rue Haute"}]},
            {"id": "bas", "title": "Bas", "streets": [{"street": "rue Basse"}]}]}],
        "procedures": [{
            "id": "aide", "title": "Aide", "service": "accueil",
            "scenarios": [{
                "id": "en-ligne", "kind": "online", "title": "En ligne", "applicant": {"identity": "none"},
                "form": {
                    "fields": [
                        {"id": "nom", "type": "text", "label": "Nom", "required": true},
                        {"id": "rue", "type": "text", "label": "Rue"},
                        {"id": "debut", "type": "date", "label": "Début", "min": "=today"},
                        {"id": "personnes", "type": "integer", "label": "Personnes", "min": 1, "max": 10, "required": true},
                        {"id": "enfants", "type": "integer", "label": "Enfants"},
                        {"id": "total", "type": "computed", "label": "Total", "result": "integer", "value": "personnes * 10"},
                        {"id": "piece", "type": "file", "label": "Pièce"},
                        {"id": "avis", "type": "text", "label": "Avis", "visible_to": ["agent"], "required": true},
                        {"id": "foyer", "type": "group", "label": "Foyer", "fields": [
                            {"id": "note", "type": "text", "label": "Note", "visible_to": ["agent"]}]}
                    ],
                    "rules": [{"check": "enfants == none or enfants <= personnes", "fields": ["enfants"],
                               "message": "Il y a plus d'enfants que de personnes."}]
                },
                "sectors": {"quartiers": ["answers.rue"]},
                "workflow": {"id": "instruction", "initial": "recue", "statuses": {
                    "recue": {"label": "Reçue", "state": "new", "transitions": [
                        {"id": "demander", "label": "Demander", "to": "attente", "by": ["agent"]},
                        {"id": "clore", "label": "Clore", "to": "close", "by": ["agent"]}]},
                    "attente": {"label": "En attente", "state": "on_hold", "transitions": [
                        {"id": "completer", "label": "Compléter", "to": "recue", "by": ["applicant"], "amends": "requested"}]},
                    "close": {"label": "Close", "state": "done", "outcome": "granted"}
                }},
                "communications": [{"kind": "follow_up", "on": "status:attente", "to": ["service"],
                    "subject": "À corriger : {{ request.correction.items | join(', ') }}",
                    "body": "{{ request.correction.message }} Avant le {{ request.correction.deadline }}."}]
            }]
        }]
    })
}

fn open() -> TownHall {
    let town_hall = TownHall::with(catalogue(), |host| host);
    for (id, role) in [("lea", Role::Agent), ("remi", Role::Reader)] {
        town_hall.engine.put_agent(&Actor::System, &agent(id, "accueil", role)).unwrap();
    }
    town_hall
}

fn usager() -> Actor {
    Actor::applicant("usager")
}

fn file(engine: &Engine, answers: Value) -> RequestId {
    let submission = Submission::new("aide", "en-ligne", citizen(), values(answers));
    engine.submit(&usager(), submission).unwrap().id
}

fn filed(engine: &Engine) -> RequestId {
    file(
        engine,
        json!({"nom": "Dupond", "rue": "rue Haute", "debut": "2026-03-02", "personnes": 3, "enfants": 2}),
    )
}

fn items(fields: &[(&str, bool)]) -> CorrectionAsked {
    let item = |(field, indispensable): &(&str, bool)| CorrectionItem {
        field: Name((*field).to_owned()),
        indispensable: *indispensable,
        reason: CorrectionReason::Incorrect,
    };
    CorrectionAsked {
        deadline: "2026-03-20".parse().ok(),
        items: fields.iter().map(item).collect(),
        message: Some("Relisez.".to_owned()),
    }
}

fn ask(engine: &Engine, id: RequestId, fields: &[(&str, bool)]) -> Result<Acted> {
    engine.request_correction(&Actor::agent("lea"), id, &items(fields), Some("demander"), Input::none())
}

fn complete(engine: &Engine, id: RequestId, answers: Value) -> Result<Acted> {
    engine.act(&usager(), id, "completer", Input::values(values(answers)))
}

fn attach(engine: &Engine, actor: &Actor) -> FileId {
    let attachment = Attachment { name: "piece.pdf", content: &mut &b"%PDF-1.7\n"[..] };
    engine.attach(actor, attachment).unwrap().id
}

fn seen(engine: &Engine, id: RequestId) -> RequestView {
    engine.request(&Actor::agent("lea"), id, FR).unwrap()
}

#[test]
fn the_applicant_amends_what_is_asked_and_the_agent_sees_what_changed() {
    let TownHall { engine, clock, letters, .. } = &open();
    let id = filed(engine);
    ask(engine, id, &[("nom", true), ("personnes", false)]).unwrap();
    let view = engine.request(&usager(), id, FR).unwrap();
    let offer = &view.transitions[0];
    assert_eq!(
        offer.form["properties"].as_object().unwrap().keys().collect::<Vec<_>>(),
        ["nom", "personnes"]
    );
    assert_eq!(offer.form["required"], json!(["nom"]));
    assert_eq!((view.corrections[0].items[0].label.as_str(), view.corrections[0].late), ("Nom", false));
    clock.forward_days(3);
    complete(engine, id, json!({"nom": "Dupont", "personnes": 4})).unwrap();
    let view = seen(engine, id);
    assert_eq!(view.status.as_str(), "recue");
    assert_eq!((&view.answers["nom"], &view.answers["debut"]), (&json!("Dupont"), &json!("2026-03-02")));
    let correction = &view.corrections[0];
    let changes: Vec<_> = correction
        .changes
        .iter()
        .map(|one| (one.label.as_str(), one.before.clone(), one.after.clone()))
        .collect();
    assert_eq!(
        changes,
        [
            ("Nom", json!("Dupond"), json!("Dupont")),
            ("Personnes", json!(3), json!(4)),
            ("Total", json!(30), json!(40))
        ]
    );
    let waited = correction.answered_at.unwrap().milliseconds() - correction.asked_at.milliseconds();
    assert_eq!(waited, 3 * 24 * 60 * 60 * 1000);
    let told = engine.history(&usager(), id, FR).unwrap();
    let lines: Vec<_> = told.iter().map(|line| line.text.as_str()).collect();
    assert!(lines.contains(&"Corrections demandées : Nom, Personnes"), "{lines:?}");
    assert!(lines.contains(&"Réponses corrigées : Nom, Personnes, Total"), "{lines:?}");
    engine.run_due(&grc::Budget::default()).unwrap();
    assert!(letters.subjects().contains(&"À corriger : Nom, Personnes".to_owned()));
}

#[test]
fn nothing_else_can_be_amended() {
    let TownHall { engine, .. } = &open();
    let id = filed(engine);
    // Nothing is asked yet: the transition is neither offered nor followed.
    engine.act(&Actor::agent("lea"), id, "demander", Input::none()).unwrap();
    assert_eq!(engine.request(&usager(), id, FR).unwrap().transitions, []);
    assert_eq!(code(complete(engine, id, json!({}))), ErrorCode::TransitionNotOffered);
    let asked = items(&[("nom", true)]);
    engine.request_correction(&Actor::agent("lea"), id, &asked, None, Input::none()).unwrap();
    let before = seen(engine, id);
    let refused = complete(engine, id, json!({"nom": "Dupont", "personnes": 9})).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (ErrorCode::NotAsked, Some("/values/personnes")));
    assert_eq!(
        code(complete(engine, id, json!({"nom": "Dupont", "avis": "favorable"}))),
        ErrorCode::NotAsked
    );
    for missing in [json!({}), json!({"nom": null})] {
        let refused = complete(engine, id, missing).unwrap_err();
        assert_eq!((refused.code(), refused.path()), (ErrorCode::MissingCorrection, Some("/values/nom")));
    }
    assert_eq!(seen(engine, id), before, "nothing is half done");
    complete(engine, id, json!({"nom": "Dupont"})).unwrap();
    assert_eq!(code(complete(engine, id, json!({"nom": "Durand"}))), ErrorCode::TransitionNotOffered);
}

#[test]
fn the_form_is_checked_as_a_whole_as_on_the_day_of_the_submission() {
    let TownHall { engine, clock, .. } = &open();
    let id = filed(engine);
    ask(engine, id, &[("personnes", true)]).unwrap();
    clock.forward_days(10);
    let faults = |answers| {
        let refused = complete(engine, id, answers).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidAnswers);
        refused.details().unwrap()["faults"][0]["path"].clone()
    };
    assert_eq!(faults(json!({"personnes": 11})), "/personnes");
    // A rule between an answer that is reopened and one that is not.
    assert_eq!(faults(json!({"personnes": 1})), "/enfants");
    // The day of beginning was right when it was filed; today, it would no longer be.
    complete(engine, id, json!({"personnes": 5})).unwrap();
    ask(engine, id, &[("debut", false)]).unwrap();
    assert_eq!(faults(json!({"debut": "2026-03-03"})), "/debut");
    complete(engine, id, json!({"debut": "2026-03-12"})).unwrap();
    assert_eq!(seen(engine, id).answers["debut"], "2026-03-12");
}

#[test]
fn a_place_that_is_corrected_moves_the_request_to_its_sector() {
    let TownHall { engine, .. } = &open();
    let id = filed(engine);
    let sector = || seen(engine, id).sectors[&Name("quartiers".to_owned())].id.clone();
    assert_eq!(sector(), Id("haut".to_owned()));
    ask(engine, id, &[("nom", false), ("rue", false)]).unwrap();
    complete(engine, id, json!({"rue": "rue Basse"})).unwrap();
    assert_eq!(sector(), Id("bas".to_owned()));
    ask(engine, id, &[("rue", false)]).unwrap();
    complete(engine, id, json!({"rue": null})).unwrap();
    assert!(seen(engine, id).sectors.is_empty());
    assert!(!seen(engine, id).answers.contains_key("rue"));
}

#[test]
fn a_document_may_be_asked_again() {
    let TownHall { engine, .. } = &open();
    let id = filed(engine);
    ask(engine, id, &[("piece", true)]).unwrap();
    let stranger = attach(engine, &Actor::applicant("autre"));
    assert_eq!(code(complete(engine, id, json!({"piece": stranger}))), ErrorCode::InvalidAnswers);
    let own = attach(engine, &usager());
    complete(engine, id, json!({"piece": own})).unwrap();
    let view = seen(engine, id);
    assert_eq!(view.files.len(), 1);
    assert_eq!(view.corrections[0].changes[0].after, json!(own));
}

#[test]
fn who_asks_is_an_agent_and_what_is_asked_can_be_answered() {
    let TownHall { engine, .. } = &open();
    let id = filed(engine);
    let asked = |actor: Actor, asked: &CorrectionAsked| {
        engine.request_correction(&actor, id, asked, None, Input::none())
    };
    assert_eq!(code(asked(usager(), &items(&[("nom", true)]))), ErrorCode::Forbidden);
    assert_eq!(code(asked(Actor::agent("remi"), &items(&[("nom", true)]))), ErrorCode::Forbidden);
    assert_eq!(code(asked(Actor::applicant("autre"), &items(&[("nom", true)]))), ErrorCode::NotFound);
    let refused = |fields: &[(&str, bool)]| {
        let refused = asked(Actor::agent("lea"), &items(fields)).unwrap_err();
        assert_eq!(refused.code(), ErrorCode::InvalidInput);
        refused.path().unwrap().to_owned()
    };
    assert_eq!(refused(&[]), "/items");
    for unknown in ["inconnu", "avis", "total", "foyer"] {
        assert_eq!(refused(&[("nom", true), (unknown, true)]), "/items/1/field", "{unknown}");
    }
    assert_eq!(refused(&[("nom", true), ("nom", false)]), "/items/1/field");
    let late = CorrectionAsked { deadline: "2026-03-01".parse().ok(), ..items(&[("nom", true)]) };
    assert_eq!(asked(Actor::agent("lea"), &late).unwrap_err().path(), Some("/deadline"));
    let silent = CorrectionAsked { message: Some(" ".to_owned()), ..items(&[("nom", true)]) };
    assert_eq!(asked(Actor::agent("lea"), &silent).unwrap_err().path(), Some("/message"));
    assert_eq!(seen(engine, id).corrections, []);
    engine.act(&Actor::agent("lea"), id, "clore", Input::none()).unwrap();
    assert_eq!(code(asked(Actor::agent("lea"), &items(&[("nom", true)]))), ErrorCode::RequestClosed);
}

#[test]
fn a_deadline_that_has_passed_is_seen_and_an_answer_is_still_taken() {
    let TownHall { engine, clock, .. } = &open();
    let id = filed(engine);
    ask(engine, id, &[("nom", true)]).unwrap();
    let late = || seen(engine, id).corrections[0].late;
    clock.set("2026-03-20T22:59:00Z");
    assert!(!late(), "the last day is included");
    clock.set("2026-03-20T23:01:00Z");
    assert!(late());
    complete(engine, id, json!({"nom": "Dupont"})).unwrap();
    assert!(!late());
}

#[test]
fn corrections_are_the_fold_of_the_history() {
    let TownHall { engine, .. } = &open();
    let id = filed(engine);
    ask(engine, id, &[("nom", true)]).unwrap();
    engine
        .request_correction(&Actor::agent("lea"), id, &items(&[("rue", false)]), None, Input::none())
        .unwrap();
    complete(engine, id, json!({"nom": "Dupont", "rue": "rue Basse"})).unwrap();
    assert_eq!(engine.verify(&Actor::System, &[]).unwrap().broken, []);
    let view = seen(engine, id);
    let changed =
        view.corrections.iter().map(|one| one.changes.iter().map(|one| one.field.as_str()).collect());
    assert_eq!(changed.collect::<Vec<Vec<_>>>(), [["nom"], ["rue"]], "each correction has its own changes");
}

#[test]
fn a_transition_that_amends_is_a_persons_and_asks_nothing_else() {
    let TownHall { engine, .. } = &open();
    for (key, value) in
        [("form", json!({"fields": [{"id": "x", "type": "text", "label": "X"}]})), ("by", Value::Null)]
    {
        let mut spoilt = catalogue();
        let transition =
            &mut spoilt["procedures"][0]["scenarios"][0]["workflow"]["statuses"]["attente"]["transitions"][0];
        transition[key] = value.clone();
        if value.is_null() {
            transition.as_object_mut().unwrap().remove("by");
            transition["after"] = json!("P1D");
        }
        let told = engine.check(&Sources::from_value(spoilt));
        assert!(
            told.iter().any(|one| one.code == "definition.amends" && one.pointer.ends_with("/amends")),
            "{told:?}"
        );
    }
}
