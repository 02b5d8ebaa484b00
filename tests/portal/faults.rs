//! Faults of every kind in one set, told at once and each at its place.

use std::fs;

use crate::common::town;
use grc::{Engine, Sources};
use serde_json::{Value, json};

/// The faults of a set: `file pointer code`.
fn faults(sources: &Sources) -> Vec<String> {
    let found = Engine::open(":memory:").unwrap().check(sources);
    let faults = found.iter().filter(|one| one.severity == grc::definition::Severity::Fault);
    faults.map(|one| format!("{} {} {}", one.file.as_deref().unwrap_or("-"), one.pointer, one.code)).collect()
}

#[test]
fn an_item_without_shape_hides_no_fault_of_the_others() {
    let mut catalogue = town::catalogue();
    // The first procedure has no shape; the second, a condition that means nothing; the third uses a circuit without
    // shape, and is not told to lack it.
    catalogue["procedures"][0]["titel"] = json!("Élagage");
    catalogue["procedures"][1]["scenarios"][0]["available_if"] = json!("lieux");
    catalogue["procedures"][1]["service"] = json!("voiries");
    catalogue["workflows"][0]["initial"] = json!(7);
    let mut told = faults(&Sources::from_value(catalogue));
    told.sort();
    assert_eq!(
        told,
        [
            "- /procedures/0/titel definition.unknown_key",
            "- /procedures/1/scenarios/0/available_if expression.unknown_name",
            "- /procedures/1/service definition.unknown_reference",
            "- /workflows/0/initial definition.wrong_type",
        ]
    );
}

#[test]
fn what_everything_depends_on_hides_the_rest() {
    let mut catalogue = town::catalogue();
    catalogue["services"][0]["id"] = json!(7);
    catalogue["procedures"][1]["scenarios"][0]["available_if"] = json!("lieux");
    assert_eq!(faults(&Sources::from_value(catalogue)), ["- /services/0/id definition.wrong_type"]);
}

#[test]
fn a_text_that_is_missing_hides_no_fault_of_the_others() {
    let directory = tempfile::tempdir().unwrap();
    let write = |path: &str, json: &Value| {
        let path = directory.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, json.to_string()).unwrap();
    };
    let information = |id: &str, content: Value, condition: &str| {
        json!({"id": id, "title": "P", "service": "accueil", "scenarios": [{"id": "s", "kind": "information",
            "title": "S", "content": content, "available_if": condition}]})
    };
    write("catalogue.json", &json!({"services": [{"id": "accueil", "title": "Accueil"}]}));
    write("procedures/a.json", &information("a", json!({"file": "a.md"}), "rien"));
    write("procedures/b.json", &information("b", json!("Texte"), "rien"));
    let error = Sources::from_dir(directory.path()).unwrap_err();
    let told: Vec<String> = error.details().unwrap()["diagnostics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| format!("{} {}", one["file"].as_str().unwrap(), one["pointer"].as_str().unwrap()))
        .collect();
    assert_eq!(
        told,
        ["procedures/a.json /scenarios/0/content/file", "procedures/b.json /scenarios/0/available_if"]
    );
}
