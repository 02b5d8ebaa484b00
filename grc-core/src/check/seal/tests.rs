#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice
)]

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Sealed, seal, seal_lists, unseal};
use crate::check::{Sources, sample};
use crate::definition::Id;

fn sealed(catalogue: Value, id: &str) -> Sealed {
    let sources = Sources::from_value(catalogue);
    let catalogue = sources.read().unwrap();
    seal(&sources, &catalogue, &seal_lists(&sources), &Id(id.to_owned())).unwrap()
}

fn salle(change: impl FnOnce(&mut Value)) -> Sealed {
    let mut catalogue = sample::catalogue();
    change(&mut catalogue);
    sealed(catalogue, "reservation-salle")
}

fn ids(sealed: &Sealed, kind: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(&sealed.json).unwrap();
    value[kind].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_seal_holds_what_the_procedure_uses_and_nothing_else() {
    let salle = salle(|_| {});
    assert_eq!(ids(&salle, "procedures"), ["reservation-salle"]);
    assert_eq!(ids(&salle, "workflows"), ["simple"]);
    assert_eq!(ids(&salle, "blocks"), ["adresse"]);
    assert_eq!(ids(&salle, "lists"), ["quartiers", "salles"]);
    assert_eq!(ids(&salle, "templates"), ["recu"]);
    assert_eq!(ids(&salle, "themes"), ["vie-associative"]);
    assert_eq!(ids(&salle, "services"), ["accueil", "technique"]);
    assert!(ids(&salle, "connectors").is_empty());

    let voirie = sealed(sample::catalogue(), "signalement");
    assert_eq!(ids(&voirie, "connectors"), ["gmao"]);
    assert!(ids(&voirie, "workflows").is_empty() && ids(&voirie, "lists").is_empty());
}

#[test]
fn a_text_that_only_the_end_or_the_delay_of_a_task_writes_is_sealed() {
    for (moment, opened_by) in [("on_done", "status"), ("overdue", "status"), ("overdue", "action")] {
        let sealed = salle(|catalogue| {
            catalogue["templates"] = json!([{"id": "recu", "subject": "Reçu", "body": "Reçu."},
                {"id": "en-retard", "subject": "En retard", "body": "En retard."}]);
            let mut task = json!({"id": "voir", "title": "Voir", "due": "P1D"});
            task[moment] = json!([{"notify": {"to": ["service"], "template": "@en-retard"}}]);
            let workflow = &mut catalogue["workflows"][0];
            let status = workflow["initial"].as_str().unwrap().to_owned();
            let status = &mut workflow["statuses"][status];
            match opened_by {
                "status" => status["tasks"] = json!([task]),
                _ => status["on_enter"] = json!([{"open_task": task}]),
            }
        });
        assert_eq!(ids(&sealed, "templates"), ["en-retard", "recu"], "{moment}, {opened_by}");
    }
}

#[test]
fn the_order_of_items_and_of_keys_changes_nothing() {
    let reversed = salle(|catalogue| {
        for (_, list) in catalogue.as_object_mut().unwrap() {
            list.as_array_mut().into_iter().for_each(|items| items.reverse());
        }
    });
    assert_eq!(reversed, salle(|_| {}));
    let text = r#"{"b": 1, "a": {"d": 1, "c": 2}}"#;
    assert_eq!(serde_json::from_str::<Value>(text).unwrap().to_string(), r#"{"a":{"c":2,"d":1},"b":1}"#);
}

#[test]
fn an_order_that_means_something_is_kept() {
    let swapped = salle(|catalogue| {
        catalogue["procedures"][0]["scenarios"].as_array_mut().unwrap().swap(0, 1);
    });
    assert_ne!(swapped.hash, salle(|_| {}).hash);
}

#[test]
fn a_calendar_is_sealed_as_it_was_written_and_only_where_there_is_one() {
    let with = salle(|catalogue| catalogue["calendar"] = json!({"zone": "guyane", "closed": ["12-24"]}));
    let value: Value = serde_json::from_str(&with.json).unwrap();
    assert_eq!(value["calendar"], json!({"zone": "guyane", "closed": ["12-24"]}));
    assert!(
        !salle(|_| {}).json.contains("calendar"),
        "what was sealed before there were calendars is the same"
    );
}

#[test]
fn what_the_procedure_does_not_use_does_not_change_it() {
    let other = salle(|catalogue| {
        catalogue["procedures"][1]["title"] = json!("Autre");
        catalogue["connectors"][0]["base_url"] = json!("https://autre.exemple.fr");
    });
    assert_eq!(other, salle(|_| {}));
    let list = salle(|catalogue| catalogue["lists"][1]["options"][0]["label"] = json!("Nord-Est"));
    assert_ne!(list.hash, salle(|_| {}).hash);
}

#[test]
fn saying_the_default_language_and_zone_changes_nothing() {
    let silent = salle(|catalogue| {
        catalogue.as_object_mut().unwrap().remove("language");
        catalogue.as_object_mut().unwrap().remove("time_zone");
    });
    assert_eq!(silent, salle(|_| {}));
}

#[test]
fn a_part_is_sealed_as_it_was_written() {
    let sealed: Value = serde_json::from_str(&salle(|_| {}).json).unwrap();
    assert_eq!(sealed["procedures"][0], sample::catalogue()["procedures"][0]);
}

#[test]
fn texts_to_search_are_the_title_the_keywords_and_the_rest() {
    let [title, keywords, rest] = salle(|catalogue| {
        catalogue["procedures"][0]["title"] = json!({"fr": "Salles", "en": "Rooms"});
    })
    .texts;
    assert_eq!(title, "Rooms\nSalles".split('\n').rev().collect::<Vec<_>>().join("\n"));
    assert_eq!(keywords, "location");
    assert!(rest.contains("Louer une salle.") && rest.contains("# Tarifs"), "{rest}");
}

#[test]
fn there_is_no_seal_of_an_unknown_procedure() {
    let sources = Sources::from_value(sample::catalogue());
    assert_eq!(seal(&sources, &sources.read().unwrap(), &[], &Id("autre".to_owned())), None);
}

proptest! {
    #[test]
    fn sealing_a_seal_gives_the_same_bytes(
        id in prop::sample::select(vec!["reservation-salle", "signalement"]),
        kind in prop::sample::select(vec!["settings", "templates", "language", "keywords"]),
        number in any::<i32>(),
        text in "\\PC{0,12}",
    ) {
        let mut catalogue = sample::catalogue();
        match kind {
            "settings" => catalogue["settings"]["habitants"] = json!(number),
            "templates" => catalogue["templates"][0]["subject"] = json!(text),
            "language" => catalogue["language"] = json!("en"),
            _ => catalogue["procedures"][0]["keywords"] = json!([text, "é"]),
        }
        let once = sealed(catalogue, id);
        let (mut again, _) = unseal(&once.json).unwrap();
        again["lists"] = sample::catalogue()["lists"].clone();
        prop_assert_eq!(&sealed(again, id), &once);
    }
}

#[test]
fn the_layout_of_emails_is_sealed_as_it_was_written_and_only_where_there_is_one() {
    let with = salle(|catalogue| catalogue["layout"] = json!({"text": "{{ message }}"}));
    let value: Value = serde_json::from_str(&with.json).unwrap();
    assert_eq!(value["layout"], json!({"text": "{{ message }}"}));
    assert!(!salle(|_| {}).json.contains("layout"), "what was sealed before there were layouts is the same");
}
