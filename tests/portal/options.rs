//! Lists of options through the engine: searched, linked, shared by versions, given by the host.

use crate::common::{FR, TownHall, citizen, code, examples, values};
use grc::definition::GivenLists;
use grc::engine::{OptionQuery, Part};
use grc::request::history::from_hexadecimal;
use grc::store::{SqliteStore, read};
use grc::{Actor, Budget, Engine, ErrorCode, Host, Sources, Submission, Visitor};
use serde_json::{Value, json};

/// A town that lends its halls, at the times that the host gives.
fn catalogue() -> Value {
    json!({
        "settings": {"nom_commune": "Petiteville"},
        "services": [{"id": "fetes", "title": "Fêtes", "email": "fetes@mairie.exemple.fr"}],
        "lists": [{
            "id": "salles", "columns": {"capacite": "integer", "tarif": "decimal"},
            "options": {"csv": "value;label;capacite;tarif\nfetes;Salle des fêtes;250;350,00\nhalle;La halle;90;\n"}
        }],
        "procedures": [{
            "id": "salle", "title": "Salle", "service": "fetes",
            "scenarios": [{
                "id": "reserver", "kind": "online", "title": "Réserver",
                "form": {"fields": [
                    {"id": "salle", "type": "choice", "label": "Salle", "options": "@salles", "required": true},
                    {"id": "personnes", "type": "integer", "label": "Personnes", "max": "=options.salle.capacite"},
                    {"id": "creneau", "type": "choice", "label": "Créneau", "required": true,
                     "options": {"from": "host:creneaux", "columns": {"gardien": "text"}}}
                ]},
                "workflow": {"id": "reservation",
                    "initial": "nouvelle",
                    "statuses": {
                        "nouvelle": {"label": "Nouvelle", "state": "new", "transitions": [
                            {"id": "trier", "to": "grande", "auto": true, "when": "options.salle.capacite > 100"},
                            {"id": "clore", "label": "Clore", "to": "close", "by": ["agent"]}
                        ]},
                        "grande": {"label": "Grande salle", "state": "in_progress", "transitions": [
                            {"id": "clore", "label": "Clore", "to": "close", "by": ["agent"]}
                        ]},
                        "close": {"label": "Close", "state": "done", "outcome": "granted"}
                    }
                },
                "communications": [{
                    "kind": "acknowledgement", "on": "submitted", "to": ["applicant"],
                    "subject": "{{ options.salle.label }}, {{ options.creneau.label }} ({{ options.creneau.gardien }})",
                    "body": "Bien reçu."
                }]
            }]
        }]
    })
}

fn town_hall() -> TownHall {
    TownHall::with(catalogue(), |host| host)
}

fn slots() -> GivenLists {
    serde_json::from_value(json!({"creneaux": [
        {"value": "lundi", "label": "Lundi matin", "gardien": "Omar"}, {"value": "mardi", "label": "Mardi soir"}
    ]}))
    .unwrap()
}

fn submission(answers: Value) -> Submission {
    Submission { lists: slots(), ..Submission::new("salle", "reserver", citizen(), values(answers)) }
}

fn labels(engine: &Engine, query: &OptionQuery) -> Vec<String> {
    let visitor = Visitor::of(&Actor::applicant("session"));
    engine.options(&visitor, query).unwrap().into_iter().map(|option| option.label).collect()
}

#[test]
fn what_is_chosen_is_known_to_conditions_circuits_and_letters() {
    let town_hall = town_hall();
    let usager = Actor::applicant("session");
    let large = json!({"salle": "fetes", "personnes": 200, "creneau": "lundi"});
    let receipt = town_hall.engine.submit(&usager, submission(large)).unwrap();
    assert_eq!(receipt.status.as_str(), "grande");
    town_hall.engine.run_due(&Budget::default()).unwrap();
    assert_eq!(town_hall.letters.subjects(), ["Salle des fêtes, Lundi matin (Omar)"]);

    let small = json!({"salle": "halle", "personnes": 90, "creneau": "mardi"});
    assert_eq!(town_hall.engine.submit(&usager, submission(small)).unwrap().status.as_str(), "nouvelle");
    let crowded = json!({"salle": "halle", "personnes": 91, "creneau": "mardi"});
    assert_eq!(code(town_hall.engine.submit(&usager, submission(crowded))), ErrorCode::InvalidAnswers);
}

#[test]
fn of_a_list_of_the_host_what_was_chosen_is_kept_with_its_label_and_nothing_else() {
    let town_hall = town_hall();
    let answers = json!({"salle": "halle", "creneau": "mardi"});
    let receipt = town_hall.engine.submit(&Actor::applicant("session"), submission(answers)).unwrap();
    let seen = town_hall.seen(receipt.id);
    assert_eq!(seen.answers["creneau"], json!("mardi"));
    assert!(seen.summary.text.contains("Créneau : Mardi soir"), "{}", seen.summary.text);
    let store = SqliteStore::open(town_hall.path()).unwrap();
    let history = read(&store, |store| store.history(receipt.id)).unwrap();
    let filed: Value = serde_json::from_str(&history[0].content.as_ref().unwrap().text).unwrap();
    assert_eq!(filed["payload"]["lists"], json!({"creneaux": [{"value": "mardi", "label": "Mardi soir"}]}));
}

#[test]
fn a_list_that_the_host_forgot_is_named_and_nothing_is_filed() {
    let town_hall = town_hall();
    let answers = json!({"salle": "halle", "creneau": "mardi"});
    let without = Submission { lists: GivenLists::new(), ..submission(answers.clone()) };
    let error = town_hall.engine.submit(&Actor::applicant("session"), without).unwrap_err();
    assert_eq!((error.code(), error.path()), (ErrorCode::MissingList, Some("/lists/creneaux")));
    assert_eq!(error.details(), Some(&json!({"list": "creneaux"})));
    let visitor = Visitor::of(&Actor::applicant("session"));
    let validated =
        town_hall.engine.validate("salle", "reserver", &visitor, &values(answers), &Part::whole());
    assert_eq!(code(validated), ErrorCode::MissingList);
    let nobody = town_hall.engine.requests(&Actor::System, &Default::default(), &Default::default()).unwrap();
    assert_eq!(nobody.rows.len(), 0);
}

#[test]
fn versions_share_a_list_that_did_not_change() {
    let town_hall = town_hall();
    let mut changed = catalogue();
    changed["procedures"][0]["title"] = json!("Salles");
    let publish = |catalogue: &Value| {
        let sources = Sources::from_value(catalogue.clone());
        town_hall.engine.publish(&Actor::System, &sources).unwrap().versions.len()
    };
    assert_eq!(publish(&changed), 1);
    // What is sealed names the list by its hash, and does not hold it.
    let list = |version: u32| {
        let store = SqliteStore::open(town_hall.path()).unwrap();
        let sealed = read(&store, |store| store.procedure("salle", Some(version))).unwrap().unwrap().sealed;
        assert!(!sealed.contains("Salle des fêtes"), "{sealed}");
        let sealed: Value = serde_json::from_str(&sealed).unwrap();
        let hash = sealed["lists"][0]["sha256"].as_str().unwrap().to_owned();
        let kept = read(&store, |store| store.option_list(&from_hexadecimal(&hash).unwrap())).unwrap();
        (hash, kept.unwrap())
    };
    assert_eq!(list(1), list(2));
    changed["lists"][0]["options"]["csv"] =
        json!("value;label;capacite;tarif\nfetes;Salle des fêtes;200;350\n");
    assert_eq!(publish(&changed), 1, "a list that changes is a new version of the procedures that use it");
    assert_ne!(list(2), list(3));
    assert!(list(2).1.contains("La halle") && !list(3).1.contains("La halle"));
    let visitor = Visitor { lists: slots(), ..Visitor::of(&Actor::applicant("session")) };
    let query = OptionQuery::new("salle", "reserver", "/salle");
    let offered = town_hall.second().options(&visitor, &query).unwrap();
    assert_eq!(offered.iter().map(|option| option.label.as_str()).collect::<Vec<_>>(), ["Salle des fêtes"]);
    let slots = OptionQuery::new("salle", "reserver", "/creneau").typed("soir");
    let [evening] = town_hall.engine.options(&visitor, &slots).unwrap().try_into().unwrap();
    assert_eq!((evening.value.as_str(), &evening.columns["gardien"]), ("mardi", &json!(null)));
}

#[test]
fn the_streets_of_the_example_are_searched_in_the_district_answered() {
    let engine = Engine::open_with(":memory:", Host::new()).unwrap();
    engine.publish(&Actor::System, &Sources::from_dir(examples().join("catalogue")).unwrap()).unwrap();
    let query = |text: &str, quartier: &str| {
        OptionQuery::new("signalement-voirie", "signaler", "/voie_incident")
            .typed(text)
            .with_answers(values(json!({"quartier": quartier})))
    };
    assert_eq!(
        labels(&engine, &query("rue", "bourg")),
        ["Rue du Lavoir", "Rue du Moulin", "Rue du Puits", "Grande Rue (RD 514)"]
    );
    assert_eq!(labels(&engine, &query("oeuv", "hameaux")), ["Chemin de l'Œuvre"]);
    assert_eq!(labels(&engine, &query("la cote", "hameaux")), ["Route du Haut-Mesnil, dite \"la Côte\""]);
    assert_eq!(labels(&engine, &query("lavoir", "gare")), [""; 0]);
    assert_eq!(labels(&engine, &query("", "pres")).len(), 5);
    let limited = OptionQuery { limit: Some(2), ..query("", "pres") };
    assert_eq!(labels(&engine, &limited), ["Allée des Saules", "Chemin des Prés"]);

    let visitor = Visitor::of(&Actor::applicant("session"));
    let halls = OptionQuery::new("reservation-salle", "en-ligne", "/salle").typed("verger");
    let [verger] = engine.options(&visitor, &halls).unwrap().try_into().unwrap();
    assert_eq!(
        (verger.value.as_str(), &verger.columns["tarif_habitant"]),
        ("salle_du_verger", &json!("130.00"))
    );
    let nowhere = OptionQuery::new("reservation-salle", "en-ligne", "/participants");
    assert_eq!(code(engine.options(&visitor, &nowhere)), ErrorCode::NotFound);
}

#[test]
fn every_fault_of_a_table_is_told_in_its_file_with_its_line() {
    let directory = tempfile::tempdir().unwrap();
    let write = |path: &str, content: &[u8]| {
        let path = directory.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
    };
    let mut whole = catalogue();
    let mut list = whole.as_object_mut().unwrap().remove("lists").unwrap()[0].take();
    list["options"] = json!({"file": "salles.csv"});
    write("catalogue.json", whole.to_string().as_bytes());
    write("lists/salles.json", list.to_string().as_bytes());
    write(
        "lists/salles.csv",
        "value;label;capacite;tarif\r\nfetes;Fêtes;beaucoup;\r\nhalle;Halle;90;\r\nhalle;Halle;;gratuit\r\n"
            .as_bytes(),
    );
    let town_hall = TownHall::open();
    let sources = Sources::from_dir(directory.path()).unwrap();
    let told: Vec<String> = town_hall
        .engine
        .check(&sources)
        .iter()
        .map(|one| one.display(FR))
        .filter(|one| one.contains("salles.csv"))
        .collect();
    assert_eq!(
        told,
        [
            "lists/salles.csv#: ligne 2 : colonne `capacite` : un nombre entier est attendu (definition.wrong_type)",
            "lists/salles.csv#: ligne 4 : colonne `tarif` : un nombre décimal est attendu, écrit comme \"12.50\" (definition.wrong_type)",
            "lists/salles.csv#: ligne 4 : une autre option a la même valeur (definition.duplicate_option)",
        ]
    );
    assert_eq!(code(town_hall.engine.publish(&Actor::System, &sources)), ErrorCode::InvalidDefinition);
    write("lists/salles.csv", &[b'v', 0xff]);
    assert_eq!(code(Sources::from_dir(directory.path())), ErrorCode::InvalidDefinition);
    std::fs::remove_file(directory.path().join("lists/salles.csv")).unwrap();
    assert_eq!(code(Sources::from_dir(directory.path())), ErrorCode::InvalidDefinition);
    // Without a directory, a file is nowhere to be found.
    let mut alone = catalogue();
    alone["lists"][0] = list;
    assert_eq!(code(publish(&town_hall, alone)), ErrorCode::InvalidDefinition);
}

fn publish(town_hall: &TownHall, catalogue: Value) -> grc::Result<grc::engine::Published> {
    town_hall.engine.publish(&Actor::System, &Sources::from_value(catalogue))
}
